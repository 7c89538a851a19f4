//! Where a value came from, and whether it is known at all.

use super::SourceId;

/// A byte range of one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The text the range is in.
    pub source: SourceId,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The range `start..end` of `source`.
    #[must_use]
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        Self { source, start, end }
    }

    /// The length in bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range has no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// How a value came to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Provenance {
    /// It stands in a text.
    Span(Span),
    /// It is a documented default; `parent` is what it was left out of, where that has a place.
    Default {
        /// In words, to finish the sentence "because …".
        because: &'static str,
        /// The object whose key is missing.
        parent: Option<Span>,
    },
    /// It is not there; `parent` is the object it would stand in.
    Absent {
        /// The object whose key is missing.
        parent: Option<Span>,
    },
}

impl Provenance {
    /// The place a report can underline: the value's own, or its parent's.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Span(span) => Some(*span),
            Self::Default { parent, .. } | Self::Absent { parent } => *parent,
        }
    }
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Its place, or why it has none.
    pub from: Provenance,
}

impl<T> Sourced<T> {
    /// A value that stands at `span`.
    pub fn at(value: T, span: Span) -> Self {
        Self {
            value,
            from: Provenance::Span(span),
        }
    }

    /// A documented default of the service.
    pub fn default_of(value: T, because: &'static str, parent: Option<Span>) -> Self {
        Self {
            value,
            from: Provenance::Default { because, parent },
        }
    }

    /// A value that stands for something that is not there.
    pub fn absent(value: T, parent: Option<Span>) -> Self {
        Self {
            value,
            from: Provenance::Absent { parent },
        }
    }

    /// The place a report can underline.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.from.span()
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced {
            value: change(self.value),
            from: self.from,
        }
    }
}

/// A value that may depend on something the input does not tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known<T> {
    /// It is known.
    Value(T),
    /// It is written as an expression that the input does not resolve.
    Unresolved {
        /// The expression as written: `!Ref Bucket`, `var.ttl`.
        expression: String,
    },
}

impl<T> Known<T> {
    /// The value, where it is known.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unresolved { .. } => None,
        }
    }

    /// Another value in its place, where it is known.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Known<U> {
        match self {
            Self::Value(value) => Known::Value(change(value)),
            Self::Unresolved { expression } => Known::Unresolved { expression },
        }
    }
}

impl<T> From<T> for Known<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// An expression that the input does not resolve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unresolved {
    /// The key that it is the value of: `DomainName`.
    pub name: String,
    /// The expression, as a person would recognise it.
    pub expression: String,
    /// Where it is written.
    pub span: Span,
}
