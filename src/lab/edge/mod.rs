//! The lab's edge: what CloudFront does with a request, played out.

mod copies;
mod errors;
mod finish;
mod forward;
mod key;
mod pages;
mod serve;

pub(super) use copies::{Copies, Kept};
pub(super) use serve::serve;
