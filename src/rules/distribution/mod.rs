//! Rules about whether the request gets that far.

pub(super) mod alias_mismatch;
pub(super) mod behavior_surprise;
pub(super) mod default_root_object;
pub(super) mod distribution_not_serving;
pub(super) mod edge_function_rewrites;
pub(super) mod geo_restricted;
pub(super) mod method_not_allowed;
pub(super) mod viewer_protocol;
pub(super) mod web_acl_query_size;
