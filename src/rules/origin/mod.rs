//! Rules about which host S3 will see.

pub(super) mod signed_host_mismatch;
