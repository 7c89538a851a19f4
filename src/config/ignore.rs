//! Findings that do not count, and to which of them that applies.

use super::glob;
use crate::source::{Sourced, Span};
use jiff::civil::Date;

/// An `[[ignore]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Ignore {
    /// Its header.
    pub span: Span,
    /// The rule.
    pub rule: Sourced<&'static str>,
    /// Why.
    pub reason: String,
    /// The files, as a pattern from the folder of `siglint.toml` on.
    pub file: Option<String>,
    /// The distribution, by id or logical id.
    pub distribution: Option<String>,
    /// The behavior, by its path pattern.
    pub behavior: Option<String>,
    /// The last day on which it counts.
    pub until: Option<Sourced<Date>>,
}

impl Ignore {
    /// Whether a finding is meant: of this rule, whose places are in these files (as paths from the
    /// folder of `siglint.toml` on), in this distribution and behavior.
    #[must_use]
    pub fn means(
        &self,
        rule: &str,
        files: &[&str],
        distribution: &[&str],
        behavior: Option<&str>,
    ) -> bool {
        let file = self
            .file
            .as_deref()
            .is_none_or(|pattern| files.iter().any(|file| glob::matches(pattern, file)));
        let of = self.distribution.as_deref();
        self.rule.value == rule
            && file
            && of.is_none_or(|name| distribution.contains(&name))
            && (self.behavior.is_none() || self.behavior.as_deref() == behavior)
    }

    /// Whether its last day is over.
    #[must_use]
    pub fn is_over(&self, today: Date) -> bool {
        self.until.as_ref().is_some_and(|until| until.value < today)
    }
}
