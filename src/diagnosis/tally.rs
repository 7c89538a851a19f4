//! What many URLs come to: counts, of which those of parts of a run merge.

use super::{Conclusion, FindingView, TargetView, View};
use crate::finding::{NotChecked, Severity};
use std::collections::BTreeMap;

/// How many kinds of what was not checked are kept: they go into a summary that somebody reads.
const MOST_KINDS: usize = 20;

/// Counts of what was checked URL by URL.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// How many URLs came to each verdict.
    pub verdicts: BTreeMap<&'static str, u64>,
    /// How many URLs have each root cause.
    pub causes: BTreeMap<&'static str, u64>,
    /// How many findings there are of each severity and rule.
    pub findings: BTreeMap<(Severity, &'static str), u64>,
    /// How many findings do not count, since somebody said so.
    pub suppressed: u64,
    /// What could not be checked, one of each kind, with the number of URLs.
    pub not_checked: Vec<(NotChecked, u64)>,
    /// How many lines had a problem.
    pub problems: u64,
}

impl Tally {
    /// Counts one URL. What was found on several ways through distributions counts as the worst of
    /// them.
    pub fn add(&mut self, view: &View) {
        let worst = view.targets.iter().max_by_key(|one| rank(one.conclusion));
        worst.into_iter().for_each(|worst| self.count(worst));
        self.add_findings(view);
    }

    /// Counts every target of a run as a URL.
    pub fn add_each(&mut self, view: &View) {
        view.targets.iter().for_each(|target| self.count(target));
        self.add_findings(view);
    }

    fn count(&mut self, target: &TargetView) {
        *self.verdicts.entry(target.conclusion.name()).or_default() += 1;
        if let Some(cause) = target.root_cause {
            *self.causes.entry(cause).or_default() += 1;
        }
    }

    fn add_findings(&mut self, view: &View) {
        for FindingView {
            finding,
            suppressed,
            ..
        } in &view.findings
        {
            let kind = (finding.severity, finding.rule.id);
            match suppressed {
                None => *self.findings.entry(kind).or_default() += 1,
                Some(_) => self.suppressed += 1,
            }
        }
        for one in &view.not_checked {
            self.leave_open(one, 1);
        }
    }

    /// Takes in the counts of what came later in the run.
    pub fn merge(&mut self, other: &Self) {
        for (verdict, count) in &other.verdicts {
            *self.verdicts.entry(verdict).or_default() += count;
        }
        for (cause, count) in &other.causes {
            *self.causes.entry(cause).or_default() += count;
        }
        for (kind, count) in &other.findings {
            *self.findings.entry(*kind).or_default() += count;
        }
        for (one, count) in &other.not_checked {
            self.leave_open(one, *count);
        }
        self.suppressed += other.suppressed;
        self.problems += other.problems;
    }

    /// How many URLs were checked.
    #[must_use]
    pub fn urls(&self) -> u64 {
        self.verdicts.values().sum()
    }

    /// Whether a finding is at least as bad as `severity`.
    #[must_use]
    pub fn reaches(&self, severity: Severity) -> bool {
        self.findings.keys().any(|(found, _)| *found <= severity)
    }

    /// How many findings there are of a severity.
    #[must_use]
    pub fn count_of(&self, severity: Severity) -> u64 {
        let found = self.findings.iter();
        let found = found.filter(|((found, _), _)| *found == severity);
        found.map(|(_, count)| count).sum()
    }

    /// One rule for one need is one kind, whatever the URL.
    fn leave_open(&mut self, one: &NotChecked, count: u64) {
        let is_same = |(known, _): &&mut (NotChecked, u64)| {
            (known.rule, &known.needs) == (one.rule, &one.needs)
        };
        if let Some((_, known)) = self.not_checked.iter_mut().find(is_same) {
            *known += count;
        } else if self.not_checked.len() < MOST_KINDS {
            self.not_checked.push((one.clone(), count));
        }
    }
}

fn rank(conclusion: Conclusion) -> u8 {
    match conclusion {
        Conclusion::Works => 0,
        Conclusion::Unknown => 1,
        Conclusion::Broken => 2,
        Conclusion::Leaks => 3,
    }
}
