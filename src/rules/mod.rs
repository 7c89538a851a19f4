//! One rule is one check here and its page beside it; the checks read a [`Scene`] and nothing else.

mod access;
mod cache;
mod distribution;
mod forwarding;
mod headers;
mod listed;
mod origin;
mod query;
mod registry;
mod response;
mod rewriting;
mod scene;
mod ttl;
mod url;

pub use registry::{Check, RULES, find, run};
pub use scene::Scene;
