//! What the AWS CLI prints and takes for CloudFront, to the model.

mod beside;
mod load;
#[cfg(test)]
mod tests;

pub use load::load;
pub(crate) use load::{read, read_each};
