//! Rules about what else arrives.

pub(super) mod host_forwarded;
