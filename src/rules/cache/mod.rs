//! Rules about how long an answer is kept, and for whom.

pub(super) mod cache_disabled;
pub(super) mod cache_outlives_url;
pub(super) mod error_cached;
pub(super) mod error_masked;
pub(super) mod forwarded_values_ignored;
pub(super) mod minimum_ttl_overrides;
pub(super) mod reach_over_limit;
pub(super) mod rounding_too_coarse;
pub(super) mod signing_time_not_rounded;
pub(super) mod stale_on_error;
