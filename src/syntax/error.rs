//! A text that is not of its format, at the place where that shows.

use crate::source::Span;

/// What was found, and what was expected in its place.
///
/// The message never quotes a value of the text, which may be a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// Where, on one line.
    pub span: Span,
    /// In words, as a sentence without its end.
    pub message: String,
}
