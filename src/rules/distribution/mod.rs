//! Rules about whether the request gets that far.

pub(super) mod alias_mismatch;
