//! Rules about what else arrives.

pub(super) mod host_forwarded;
pub(super) mod signed_header_not_forwarded;
