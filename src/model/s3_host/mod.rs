//! The host names under which S3 is reached, read and written.

mod form;
mod host;
mod name;
mod parse;
mod placeholder;

pub use host::{Addressing, Endpoint, S3Host};
