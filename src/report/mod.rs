//! One file a format; each draws a [`View`](crate::diagnosis::View) and decides nothing.

pub mod human;
pub mod json;
