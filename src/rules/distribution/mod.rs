//! Rules about whether the request gets that far.

pub(super) mod alias_mismatch;
pub(super) mod method_not_allowed;
