//! One file a format; each draws a [`View`](crate::diagnosis::View) and decides nothing.

mod entry;
mod format;
pub mod github;
pub mod gitlab;
pub mod html;
pub mod human;
pub mod json;
pub mod junit;
pub mod markdown;
mod place;
mod said;
pub mod sarif;

pub use entry::Entry;
pub use format::{Asked, FORMATS, Format, Report};
pub use said::heading;
