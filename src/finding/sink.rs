//! Where rules put what they found.

use super::{Finding, NotChecked, Rule};
use crate::source::redact;

/// Collects what one run of the rules finds, and what it could not check.
#[derive(Debug, Default)]
pub struct Sink {
    /// In the order of the rules.
    pub findings: Vec<Finding>,
    /// In the order of the rules.
    pub not_checked: Vec<NotChecked>,
}

impl Sink {
    /// Takes in a finding, without the secrets that the names and paths it quotes may hold.
    pub fn report(&mut self, finding: Finding) {
        self.findings.push(finding.redacted());
    }

    /// Takes in what a rule could not check, why, and what would settle it.
    pub fn not_checked(
        &mut self,
        rule: &'static Rule,
        reason: impl Into<String>,
        needs: impl Into<String>,
    ) {
        self.not_checked.push(NotChecked {
            rule: Some(rule.id),
            place: None,
            reason: redact(&reason.into()),
            needs: redact(&needs.into()),
        });
    }
}
