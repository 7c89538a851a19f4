//! Rules about how long an answer is kept, and for whom.
