//! An answer before it is sent.

use super::store::Content;
use std::fs::File;
use std::sync::Arc;

/// What is answered.
#[derive(Debug)]
pub(super) struct Reply {
    /// The status.
    pub(super) status: u16,
    /// Names in lower case, and values.
    pub(super) headers: Vec<(String, String)>,
    /// What follows.
    pub(super) body: Body,
    /// The error's code, for the log.
    pub(super) code: Option<String>,
}

/// What follows the headers.
#[derive(Debug)]
pub(super) enum Body {
    /// Nothing; of this length where one is told all the same, as for HEAD.
    Empty(Option<u64>),
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// A part of a file.
    File {
        /// The open file.
        file: File,
        /// The first byte.
        start: u64,
        /// How many follow.
        length: u64,
    },
}

impl Body {
    /// A text.
    pub(super) fn text(text: &str) -> Self {
        Self::Bytes(Arc::from(text.as_bytes()))
    }

    /// A part of an object.
    pub(super) fn part(content: Content, start: u64, length: u64) -> Self {
        match content {
            Content::File(file) => Self::File {
                file,
                start,
                length,
            },
            Content::Bytes(bytes) => Self::Bytes(slice(&bytes, start, length)),
        }
    }

    /// Its length in bytes; none where none is told.
    pub(super) fn length(&self) -> Option<u64> {
        match self {
            Self::Empty(length) => *length,
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Self::File { length, .. } => Some(*length),
        }
    }
}

/// A part of some bytes; empty where it lies outside.
pub(super) fn slice(bytes: &Arc<[u8]>, start: u64, length: u64) -> Arc<[u8]> {
    let index = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    let range = index(start)..index(start.saturating_add(length));
    match range.len() == bytes.len() {
        true => Arc::clone(bytes),
        false => Arc::from(bytes.get(range).unwrap_or_default()),
    }
}

impl Reply {
    /// An answer without headers.
    pub(super) fn new(status: u16, body: Body) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body,
            code: None,
        }
    }

    /// With one more header.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The first header with this name, which is given in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(one, _)| one == name);
        found.map(|(_, value)| value.as_str())
    }

    /// As HEAD is answered: with the length, and without what is so long.
    pub(super) fn without_body(mut self) -> Self {
        let length = self.body.length().filter(|_| self.status < 300);
        self.body = Body::Empty(length);
        self
    }
}
