//! What siglint could not read, in words a person can act on.

use super::Span;

/// Input that could not be used: it never stops the rest, and makes the exit code 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, or `the URL`.
    pub name: String,
    /// Where in it, if it could be opened at all.
    pub span: Option<Span>,
    /// What was read, what was expected, and what to do.
    pub message: String,
}

impl Problem {
    /// A problem with a whole file or argument.
    pub fn new(name: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            span: None,
            message: message.into(),
        }
    }

    /// The same problem at a place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
}
