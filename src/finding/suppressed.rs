//! Why a finding does not count.

use crate::source::Span;

/// Who says that a finding does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuppressedBy {
    /// An `[[ignore]]` in `siglint.toml`.
    Ignore,
    /// `"off"` in the `[rules]` of `siglint.toml`.
    Level,
    /// A comment beside it.
    Comment,
    /// The baseline: it was there before.
    Baseline,
}

impl SuppressedBy {
    /// Its name in every machine-readable report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::Level => "rules",
            Self::Comment => "comment",
            Self::Baseline => "baseline",
        }
    }

    /// Whether that stands in the text that the finding is about.
    #[must_use]
    pub const fn is_in_source(self) -> bool {
        matches!(self, Self::Comment)
    }
}

/// That a finding does not count: it is kept and told, and neither fails a run nor is drawn in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// Who says so.
    pub by: SuppressedBy,
    /// Why, in the words of whoever wrote it.
    pub reason: String,
    /// Where it is written.
    pub at: Option<Span>,
}

/// Something to know about what suppresses findings: it ended, or it suppresses nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The file.
    pub name: String,
    /// Where in it.
    pub span: Option<Span>,
    /// What it is, and what to do.
    pub message: String,
}
