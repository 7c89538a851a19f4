//! How much a rule's findings count.

use crate::finding::Severity;

/// The level of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Its findings do not count.
    Off,
    /// They are this bad.
    At(Severity),
}

impl Level {
    /// The level with this name, one of [`super::keys::LEVELS`].
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "off" => Some(Self::Off),
            "note" => Some(Self::At(Severity::Note)),
            "warning" => Some(Self::At(Severity::Warning)),
            "error" => Some(Self::At(Severity::Error)),
            _ => None,
        }
    }
}
