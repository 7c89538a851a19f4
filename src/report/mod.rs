//! One file a format; each draws a [`View`](crate::diagnosis::View) and decides nothing.

mod format;
pub mod html;
pub mod human;
pub mod json;
mod words;

pub use format::{Asked, FORMATS, Format, Report};
