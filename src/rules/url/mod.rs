//! Rules about the URL by itself.

pub(super) mod expiry_outlives_credentials;
pub(super) mod global_endpoint_signed;
pub(super) mod parameter_malformed;
pub(super) mod parameter_missing;
pub(super) mod path_style_signed;
pub(super) mod url_expired;
pub(super) mod url_not_yet_valid;
