//! Every error that is known, one entry a code and variant of its message, the particular before the
//! general.

mod access;
mod cloudfront;
mod compatible;
mod entry;
mod object;
mod parameters;
mod routing;
mod service;
mod upload;

pub(super) use entry::find;
pub use entry::{CATALOGUE, Entry, Table, entries_of};
