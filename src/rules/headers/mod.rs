//! Rules about what else arrives.
