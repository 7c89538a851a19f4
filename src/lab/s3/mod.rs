//! The lab's S3: which bucket, who asks, and the object.

mod authenticate;
mod cors;
mod fault;
mod object;
mod route;
mod serve;
mod upload;
mod v2;
mod v4;

pub(super) use route::is_loopback;
pub(super) use serve::serve;
