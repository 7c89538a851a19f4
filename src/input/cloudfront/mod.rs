//! One tree of CloudFront's own shape to the model: the only place that builds it, whatever the format.

mod behavior;
mod bucket;
mod caching;
mod distribution;
mod names;
mod origin;
mod policy;
mod read;
mod reader;
mod resource;
mod secrets;
#[cfg(test)]
mod tests;

pub(crate) use bucket::bucket;
pub(crate) use distribution::{Naming, distribution};
pub(crate) use policy::{access_control, cache_policy, origin_request_policy};
pub(crate) use reader::{REPEATED, Reader};
pub use resource::{Built, Resource, ResourceKind, build};
pub(crate) use secrets::{mask_conditions, mask_in_text, mask_in_tree};
