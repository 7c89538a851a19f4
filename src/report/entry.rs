//! One URL of a list that is checked URL by URL.

use crate::diagnosis::View;
use crate::source::{Problem, SourceMap};

/// A URL of a list, as the formats for many URLs are given it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The list's name: a file, or `-`.
    pub list: &'a str,
    /// Its line, from 1.
    pub line: u64,
    /// What whoever made the list calls it.
    pub id: Option<&'a str>,
    /// What was found of this URL alone.
    pub view: &'a View,
    /// What could not be read of it.
    pub problems: &'a [Problem],
    /// The texts that findings point to.
    pub sources: &'a SourceMap,
}
