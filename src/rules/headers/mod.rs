//! Rules about what else arrives.

pub(super) mod authorization_forwarded;
pub(super) mod cors_not_keyed;
pub(super) mod cors_preflight_blocked;
pub(super) mod host_forwarded;
pub(super) mod signed_header_not_forwarded;
pub(super) mod viewer_amz_headers_forwarded;
