//! Colours, or none.

use crate::finding::Severity;
use owo_colors::{OwoColorize, Style as Paint};

/// How wide the text may be, in columns.
pub const WIDTH: usize = 80;

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Plain text.
    Plain,
    /// ANSI colours.
    Colored,
}

impl Style {
    /// Bold.
    #[must_use]
    pub fn strong(self, text: &str) -> String {
        self.paint(text, Paint::new().bold())
    }

    /// In the colour of what works.
    #[must_use]
    pub fn good(self, text: &str) -> String {
        self.paint(text, Paint::new().green().bold())
    }

    /// In the colour of what does not.
    #[must_use]
    pub fn bad(self, text: &str) -> String {
        self.paint(text, Paint::new().red().bold())
    }

    /// In the colour of what is not known.
    #[must_use]
    pub fn unsure(self, text: &str) -> String {
        self.paint(text, Paint::new().yellow().bold())
    }

    /// In the colour of a severity.
    #[must_use]
    pub fn severity(self, severity: Severity, text: &str) -> String {
        match severity {
            Severity::Error => self.bad(text),
            Severity::Warning => self.unsure(text),
            Severity::Note => self.strong(text),
        }
    }

    fn paint(self, text: &str, paint: Paint) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Colored => text.style(paint).to_string(),
        }
    }
}
