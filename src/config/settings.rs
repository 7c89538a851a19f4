//! What a `siglint.toml` says.

use super::{Ignore, Level};
use crate::finding::Severity;
use crate::model::{Delivery, SignerProfile};
use crate::source::{SourceId, Sourced};
use std::collections::BTreeSet;

/// Everything that a `siglint.toml` says; what it says wrongly is left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// The file; none where there is none.
    pub source: Option<SourceId>,
    /// Files and folders of configuration, as written.
    pub config: Vec<Sourced<String>>,
    /// The file of the baseline, as written.
    pub baseline: Option<Sourced<String>>,
    /// How bad a finding must be to fail the run; the inner `None` is never.
    pub fail_on: Option<Option<Severity>>,
    /// Where signed URLs are delivered.
    pub deliveries: Vec<Delivery>,
    /// Who signs.
    pub signers: Vec<SignerProfile>,
    /// The rules whose level is not their own.
    pub levels: Vec<(&'static str, Sourced<Level>)>,
    /// Findings that do not count.
    pub ignores: Vec<Ignore>,
}

impl Settings {
    /// The signer with this name.
    #[must_use]
    pub fn signer(&self, name: &str) -> Option<&SignerProfile> {
        self.signers.iter().find(|signer| signer.name == name)
    }

    /// The distributions that the deliveries name.
    #[must_use]
    pub fn distributions(&self) -> Vec<String> {
        let named = self
            .deliveries
            .iter()
            .filter_map(|one| one.distribution.as_ref());
        let named: BTreeSet<&String> = named.map(|name| &name.value).collect();
        named.into_iter().cloned().collect()
    }

    /// The level of a rule, where it is not the rule's own.
    #[must_use]
    pub fn level(&self, rule: &str) -> Option<Level> {
        let mut levels = self.levels.iter();
        levels
            .find(|(id, _)| *id == rule)
            .map(|(_, level)| level.value)
    }
}
