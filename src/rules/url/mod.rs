//! Rules about the URL by itself.

pub(super) mod cloudfront_signature_on_s3_host;
pub(super) mod dotted_bucket;
pub(super) mod double_encoded;
pub(super) mod empty_body_checksum;
pub(super) mod expiry_out_of_range;
pub(super) mod expiry_outlives_credentials;
pub(super) mod foreign_signature;
pub(super) mod fragile_key;
pub(super) mod global_endpoint_signed;
pub(super) mod header_must_be_sent;
pub(super) mod header_signed_but_rewritten;
pub(super) mod host_not_signed;
pub(super) mod html_escaped_query;
pub(super) mod method_is_signed;
pub(super) mod multi_region_access_point;
pub(super) mod parameter_added_after_signing;
pub(super) mod parameter_malformed;
pub(super) mod parameter_missing;
pub(super) mod parameter_repeated;
pub(super) mod partition_mismatch;
pub(super) mod path_style_signed;
pub(super) mod playlist_segments_unsigned;
pub(super) mod plus_in_path;
pub(super) mod session_token_missing;
pub(super) mod signature_v2;
pub(super) mod signed_address_mismatch;
pub(super) mod url_expired;
pub(super) mod url_not_yet_valid;
pub(super) mod url_too_long;

pub(super) use parameter_malformed::scope_part;
pub(super) use partition_mismatch::other_partition;
