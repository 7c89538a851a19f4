//! Another value in place of one that stands in a file, in the file's own syntax.

mod reference;
mod replace;
mod scalar;

pub use replace::{Replacement, is_generated, replacement};
