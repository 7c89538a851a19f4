//! Rules about who may ask.

pub(super) mod bucket_grants_cloudfront;
pub(super) mod bucket_policy_refuses;
pub(super) mod bucket_public;
pub(super) mod secrets_in_logs;
pub(super) mod viewer_signature_required;
