//! One file a format; each draws a [`View`](crate::diagnosis::View) and decides nothing.

pub mod html;
pub mod human;
pub mod json;
mod words;
