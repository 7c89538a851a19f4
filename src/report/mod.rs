//! One file a format; each draws a [`View`](crate::diagnosis::View) and decides nothing.

mod format;
pub mod human;
pub mod json;
mod place;
mod said;
pub mod sarif;

pub use format::{Asked, FORMATS, Format, Report};
