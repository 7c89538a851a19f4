//! What counts: levels of rules, findings that are ignored, and those of the baseline.
//!
//! All of it comes after the diagnosis. The verdict of a target stays true whatever is ignored; what
//! is ignored is kept, told, and does not fail the run.

use super::baseline::Baseline;
use super::lint::{Reading, Request};
use crate::config::{Ignore, Level, Settings};
use crate::diagnosis::{FindingView, Role, View};
use crate::finding::{Finding, Notice, Suppressed, SuppressedBy};
use crate::source::{SourceMap, Span, Suppression};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// What decides about findings.
#[derive(Debug)]
pub(super) struct Gate<'a> {
    /// What `siglint.toml` says.
    pub(super) settings: &'a Settings,
    /// What the texts say themselves.
    pub(super) comments: &'a [Suppression],
    /// What was known before.
    pub(super) baseline: Option<&'a Baseline>,
    /// The texts that findings point to.
    pub(super) sources: &'a SourceMap,
    /// The time.
    pub(super) now: Timestamp,
    /// Whether the run looks at everything that `siglint.toml` is about: only then is what suppresses
    /// nothing known to be of no use.
    pub(super) whole: bool,
}

impl<'a> Gate<'a> {
    /// What decides in a run; `whole` if it looks at everything that `siglint.toml` is about.
    pub(super) fn of(
        reading: &'a Reading,
        request: &Request,
        sources: &'a SourceMap,
        whole: bool,
    ) -> Self {
        Self {
            settings: &reading.settings,
            comments: &reading.comments,
            baseline: reading.baseline.as_ref(),
            sources,
            now: request.now,
            whole,
        }
    }

    /// Gives every finding its level, suppresses those that do not count, and says what ended.
    pub(super) fn settle(&self, view: &mut View) {
        let today = Offset::UTC.to_datetime(self.now).date();
        let mut met = vec![false; self.settings.ignores.len()];
        let mut commented = vec![false; self.comments.len()];
        let mut known = Vec::new();
        let decided: Vec<Option<Suppressed>> = view
            .findings
            .iter()
            .map(|one| {
                let ignored = self.ignored(view, one, today, &mut met);
                let said = self.said_beside(&one.finding, &mut commented);
                let off = || self.off(one.finding.rule.id);
                let before = || {
                    let fingerprint = view.fingerprint(one, self.sources);
                    let suppressed = self.baseline?.suppresses(&fingerprint);
                    known.push(fingerprint);
                    suppressed
                };
                ignored.or(said).or_else(off).or_else(before)
            })
            .collect();
        for (one, suppressed) in view.findings.iter_mut().zip(decided) {
            if let Some(target) = view.targets.get_mut(one.target)
                && one.role == Role::RootCause
            {
                target.waived = suppressed.as_ref().map(|why| why.by);
            }
            one.suppressed = suppressed;
            if let Some(Level::At(severity)) = self.settings.level(one.finding.rule.id) {
                one.finding.severity = severity;
            }
        }
        view.notices.extend(self.notices(&met, &commented, today));
        if let Some(baseline) = self.baseline.filter(|_| self.whole) {
            view.notices.extend(baseline.ended(&known));
        }
    }

    /// What there is to know of ignores and comments, by whether each met a finding.
    fn notices(&self, met: &[bool], commented: &[bool], today: Date) -> Vec<Notice> {
        let ignores = self.settings.ignores.iter().zip(met);
        let ignores = ignores.filter_map(|(ignore, met)| self.ignore_notice(ignore, *met, today));
        let comments = self.comments.iter().zip(commented);
        let unmet = comments.filter(|(_, met)| !**met);
        let comments = unmet.filter_map(|(comment, _)| self.comment_notice(comment));
        ignores.chain(comments).collect()
    }

    fn off(&self, rule: &str) -> Option<Suppressed> {
        let mut levels = self.settings.levels.iter();
        let (_, level) = levels.find(|(id, _)| *id == rule)?;
        (level.value == Level::Off).then(|| Suppressed {
            by: SuppressedBy::Level,
            reason: "the rule is off".to_owned(),
            at: level.span(),
        })
    }

    /// The first `[[ignore]]` that means a finding and has not ended; every one that means it is met.
    fn ignored(
        &self,
        view: &View,
        one: &FindingView,
        today: Date,
        met: &mut [bool],
    ) -> Option<Suppressed> {
        let target = view.targets.get(one.target)?;
        let name = target.distribution.as_deref();
        let of = view.distributions.iter().filter(|of| {
            name.is_some() && (of.id.as_deref() == name || of.domain.as_deref() == name)
        });
        let names = of.flat_map(|of| [of.id.as_deref(), of.domain.as_deref()]);
        let names: Vec<&str> = names.flatten().chain(name).collect();
        let files = self.files(&one.finding);
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let rule = one.finding.rule.id;
        let mut first = None;
        for (ignore, met) in self.settings.ignores.iter().zip(met) {
            if ignore.means(rule, &files, &names, target.behavior.as_deref()) {
                *met = true;
                let counts = first.is_none() && !ignore.is_over(today);
                first = first.or_else(|| counts.then_some(ignore));
            }
        }
        first.map(|ignore: &Ignore| Suppressed {
            by: SuppressedBy::Ignore,
            reason: ignore.reason.clone(),
            at: Some(ignore.span),
        })
    }

    /// The first comment that means a finding, beside any of its places; every one that does is met.
    fn said_beside(&self, finding: &Finding, met: &mut [bool]) -> Option<Suppressed> {
        let mut first = None;
        for (comment, met) in self.comments.iter().zip(met) {
            let mut places = finding.labels.iter().map(|label| label.span);
            let means = |at| comment.means(finding.rule.id, at, self.sources);
            if places.any(means) {
                *met = true;
                first = first.or(Some(comment));
            }
        }
        first.map(|comment| Suppressed {
            by: SuppressedBy::Comment,
            reason: comment.reason.clone(),
            at: Some(comment.span),
        })
    }

    /// That a comment is of no use. Without a declared delivery nobody knows what else is delivered.
    fn comment_notice(&self, comment: &Suppression) -> Option<Notice> {
        let knows = self.whole && !self.settings.deliveries.is_empty();
        let message = format!(
            "this ignores {}, and there is no such finding here: what it is about is mended, or stands \
             elsewhere; delete it, or move it",
            comment.rules.join(", ")
        );
        knows.then(|| self.notice(comment.span, message))
    }

    /// The files that a finding points to, from the folder of `siglint.toml` on.
    fn files(&self, finding: &Finding) -> Vec<String> {
        let labels = finding.labels.iter();
        labels
            .map(|label| self.sources.settled_name(label.span.source))
            .collect()
    }

    fn ignore_notice(&self, ignore: &Ignore, met: bool, today: Date) -> Option<Notice> {
        let rule = ignore.rule.value;
        let message = match (ignore.is_over(today), met) {
            (true, true) => {
                let until = ignore.until.as_ref().map(|until| until.value.to_string());
                let until = until.unwrap_or_default();
                format!("this [[ignore]] of {rule} ended on {until}: what it ignored counts again")
            }
            (_, false) if self.whole => format!(
                "this [[ignore]] of {rule} means no finding: what it is about is mended, or it is \
                 written otherwise; delete it, or mend it"
            ),
            _ => return None,
        };
        Some(self.notice(ignore.span, message))
    }

    fn notice(&self, span: Span, message: String) -> Notice {
        Notice {
            name: self.sources.get(span.source).name.clone(),
            span: Some(span),
            message,
        }
    }
}
