//! Another value in place of one that stands in a file, or another entry, in the file's own syntax.

mod entry;
mod reference;
mod replace;
mod scalar;

pub use entry::{addition, exchange};
pub use replace::{Replacement, is_generated, replacement};
