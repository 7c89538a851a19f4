//! What an answer shows: raised by the diagnosis, which alone sees answers.

pub(super) mod direct_url_works;
pub(super) mod signature_not_needed;
pub(super) mod unpredicted_answer;
