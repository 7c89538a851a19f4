//! Rules about which host and path S3 will see.

pub(super) mod accelerate_origin;
pub(super) mod behavior_prefix_in_key;
pub(super) mod bucket_mismatch;
pub(super) mod failover_on_refusal;
pub(super) mod origin_access_signs_again;
pub(super) mod origin_path_prefixed;
pub(super) mod origin_region_missing;
pub(super) mod s3_as_custom_origin;
pub(super) mod scope_region_mismatch;
pub(super) mod signed_host_mismatch;
pub(super) mod website_endpoint_origin;
