//! One file a format; each draws a [`View`](crate::diagnosis::View) and decides nothing.

mod entry;
mod format;
pub mod human;
pub mod json;

pub use entry::Entry;
pub use format::{Asked, FORMATS, Format, Report};
