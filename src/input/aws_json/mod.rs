//! What the AWS CLI prints and takes for CloudFront, to the model.

mod behavior;
mod caching;
mod distribution;
mod load;
mod names;
mod origin;
mod policy;
mod reader;
mod secrets;
#[cfg(test)]
mod tests;

pub use load::{Loaded, load};
