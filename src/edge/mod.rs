//! What CloudFront does with a request, as a pure function of the configuration.
//!
//! It ends in a [`Trace`] (the request that reaches the origin, and why it looks so) and an
//! [`Exposure`] (how long an answer can be reached, and by whom). It does not judge.

mod behavior;
mod cache;
mod delivery;
mod exposure;
mod fallback;
mod headers;
mod origin_request;
mod pattern;

mod schedule;
mod settings;
mod trace;
mod viewer_signing;

pub use behavior::{Selection, select_behavior};
pub use cache::{CacheKey, Freshness, Lifetime};
pub use delivery::{Meant, answers_to, closeness, meant_for, serves};
pub use exposure::{Exposure, Rounding};
pub use fallback::Fallback;
pub use headers::reaches_origin;
pub use origin_request::{
    AddedHeader, CloudFrontAuth, DropReason, DroppedParam, OriginRequest, SentHost, SentParam,
};
pub use pattern::{normalised_path, pattern_matches};
pub use schedule::{Schedule, Wish};
pub use settings::{Policy, Settings};
pub use trace::{Trace, ViewerCheck, ViewerRequest, trace};
pub use viewer_signing::{Grant, ViewerSigner};
