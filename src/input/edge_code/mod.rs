//! What the code of a CloudFront Function does to requests, as far as it can be seen without running it.

mod chain;
mod effect;
mod place;
#[cfg(test)]
mod tests;

pub(crate) use effect::effect;
