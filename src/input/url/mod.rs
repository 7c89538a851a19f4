//! A signed URL to the model: every part as written, and what its parameters say.

mod foreign;
mod listed;
mod read;
mod s3;
#[cfg(test)]
mod tests;
mod viewer;

pub use listed::{Listed, read_line};
pub use read::{assembled, read_url};
