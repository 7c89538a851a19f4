//! Rules about what of the query string arrives.

pub(super) mod query_not_forwarded;
pub(super) mod query_not_in_cache_key;
pub(super) mod query_order_or_encoding;
pub(super) mod query_partly_forwarded;
pub(super) mod response_overrides_dropped;
pub(super) mod unknown_policy;
