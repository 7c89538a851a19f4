//! What reports draw: everything decided, nothing formatted.

use super::gist::gist;
use super::{
    Conclusion, DiffRow, DistributionView, Explained, Gist, Hop, ObservedView, Station, Timeline,
};
use crate::edge::{Exposure, Rounding, Trace};
use crate::finding::{
    Confidence, Finding, NotChecked, Notice, Rule, Severity, Sink, Suppressed, SuppressedBy,
    fingerprint,
};
use crate::model::{Delivery, Gap, Observation, SignedUrl};
use crate::s3::{Comparison, Promise, Verdict};
use crate::source::{SourceMap, Span};
use jiff::Timestamp;

/// Everything that is known about one URL and its delivery when it is diagnosed.
#[derive(Debug)]
pub struct Case<'a> {
    /// The URL as text, its secrets masked, if one was given.
    pub shown_url: Option<String>,
    /// The URL, if one was given, or made of a delivery.
    pub url: Option<&'a SignedUrl>,
    /// The declared delivery that the URL was made of.
    pub delivery: Option<&'a Delivery>,
    /// The time at which it is used.
    pub now: Timestamp,
    /// What it promises.
    pub promise: Option<&'a Promise>,
    /// Its way.
    pub trace: Option<&'a Trace<'a>>,
    /// What was signed against what arrives.
    pub comparison: Option<&'a Comparison>,
    /// The checks it meets.
    pub verdict: Option<&'a Verdict>,
    /// How long the answer is reachable.
    pub exposure: Option<&'a Exposure>,
    /// The rounding of the signing time.
    pub rounding: Option<Rounding>,
    /// What was seen of it; empty where nothing was asked.
    pub observed: &'a [Observation],
    /// Looks a rule up by its id: what was seen may confirm one that found nothing itself.
    pub rules: fn(&str) -> Option<&'static Rule>,
}

impl Case<'_> {
    /// The rule with this id.
    pub(super) fn rule(&self, id: &str) -> Option<&'static Rule> {
        (self.rules)(id)
    }
}

/// One run: its targets, its findings, and what it could not tell.
#[derive(Debug, Default)]
pub struct View {
    /// The time for which everything was judged.
    pub now: Timestamp,
    /// One URL through one behavior each, in the order of the input.
    pub targets: Vec<TargetView>,
    /// In the order of the targets, the root cause of each first.
    pub findings: Vec<FindingView>,
    /// What rules could not check.
    pub not_checked: Vec<NotChecked>,
    /// The distributions that were read.
    pub distributions: Vec<DistributionView>,
    /// What there is to know about what suppresses findings.
    pub notices: Vec<Notice>,
    /// Whether no URL was given, so that behaviors that are meant for one were looked for.
    pub guessed: bool,
}

impl View {
    /// Takes in a target with what the rules said about it.
    pub fn add(&mut self, case: &Case<'_>, sink: Sink) {
        let (mut target, findings) = super::diagnose(case, sink.findings, self.targets.len());
        target.gist = gist(&target, &findings, &sink.not_checked);
        self.targets.push(target);
        self.findings.extend(findings);
        for not_checked in sink.not_checked {
            self.leave_open(not_checked);
        }
    }

    /// Takes in what could not be checked, once.
    pub fn leave_open(&mut self, not_checked: NotChecked) {
        if !self.not_checked.contains(&not_checked) {
            self.not_checked.push(not_checked);
        }
    }

    /// Takes in what the configuration leads to and could not be looked at.
    pub fn leave_gaps(&mut self, gaps: &[Gap]) {
        for gap in gaps {
            self.leave_open(NotChecked::gap(gap));
        }
    }

    /// The name of one of its findings that stays the same from run to run. What is so under one
    /// condition only is another finding than under the other.
    #[must_use]
    pub fn fingerprint(&self, one: &FindingView, sources: &SourceMap) -> String {
        let target = self.targets.get(one.target);
        let name = target.and_then(|target| match (&target.distribution, &target.condition) {
            (Some(name), Some(condition)) => Some(format!("{name} under {condition}")),
            (name, _) => name.clone(),
        });
        fingerprint(&one.finding, name.as_deref(), sources)
    }

    /// The findings that count.
    pub fn counted(&self) -> impl Iterator<Item = &FindingView> {
        self.findings
            .iter()
            .filter(|view| view.suppressed.is_none())
    }

    /// How many findings there are of each severity.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let count = |severity| {
            let same = |view: &&FindingView| view.finding.severity == severity;
            self.counted().filter(same).count()
        };
        Summary {
            suppressed: self.findings.len() - self.counted().count(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }

    /// Whether a finding that counts is at least as bad as `severity`.
    #[must_use]
    pub fn reaches(&self, severity: Severity) -> bool {
        self.counted().any(|view| view.finding.severity <= severity)
    }
}

/// Findings that count by severity, and those that do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// How many errors.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
    /// How many findings do not count, whatever their severity.
    pub suppressed: usize,
}

/// One URL through one behavior.
#[derive(Debug, Clone)]
pub struct TargetView {
    /// The URL with its secrets masked; none where a configuration is looked at without one.
    pub url: Option<String>,
    /// The declared delivery that is looked at in place of a URL.
    pub delivery: Option<DeliveryView>,
    /// The distribution's id or name; none where there is no distribution.
    pub distribution: Option<String>,
    /// The condition under which a template makes the distribution so.
    pub condition: Option<String>,
    /// The behavior's pattern.
    pub behavior: Option<String>,
    /// The origin's id.
    pub origin: Option<String>,
    /// What it comes to.
    pub conclusion: Conclusion,
    /// How sure that is.
    pub confidence: Confidence,
    /// Where the conclusion is unknown: the first thing that the input does not tell.
    pub open: Option<String>,
    /// The rule whose mend comes first.
    pub root_cause: Option<&'static str>,
    /// Why the root cause does not count, where it does not: the conclusion stays what it is.
    pub waived: Option<SuppressedBy>,
    /// The rules whose faults show next.
    pub next: Vec<&'static str>,
    /// What will be answered; none where that is not known.
    pub predicted: Option<Predicted>,
    /// What happens, why, and what to do, in sentences.
    pub gist: Gist,
    /// The stations of the way, and the one at which it breaks.
    pub route: Vec<Station>,
    /// Its times; none where the URL does not tell them.
    pub timeline: Option<Timeline>,
    /// How long, and for whom.
    pub exposure: Option<ExposureView>,
    /// The hops.
    pub hops: Vec<Hop>,
    /// The canonical request, signed beside received; empty without a distribution.
    pub canonical: Vec<DiffRow>,
    /// Whether the conclusion was seen, and not only predicted; then the confidence is that of the
    /// root cause.
    pub seen: bool,
    /// What was seen, in the order of the questions; empty where nothing was asked.
    pub observed: Vec<ObservedView>,
    /// The canonical request as signed beside what S3 says it received; empty where no answer
    /// repeats it.
    pub repeated: Vec<DiffRow>,
    /// The answer that counts, explained; none where there is none.
    pub explained: Option<Explained>,
}

/// A declared delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryView {
    /// The path or pattern as declared.
    pub path: String,
    /// The signer's name.
    pub signer: String,
    /// The method that is signed.
    pub method: String,
    /// Where it is declared.
    pub span: Span,
}

/// A predicted answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Predicted {
    /// `s3` or `cloudfront`.
    pub by: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The code of the error body.
    pub code: Option<&'static str>,
}

/// How long the object can be reached, and by whom.
#[derive(Debug, Clone, PartialEq)]
pub struct ExposureView {
    /// The signing time.
    pub valid_from: Option<Timestamp>,
    /// The end of the URL's own validity.
    pub expires: Option<Timestamp>,
    /// The last moment at which a copy can be served.
    pub reachable_until: Option<Timestamp>,
    /// Whether it is served without a valid signature; `None` where that is not known.
    pub without_signature: Option<bool>,
    /// The same in sentences.
    pub sentences: Vec<String>,
    /// The reach from the signing time in words: `1 h 30 min`.
    pub reach: Option<String>,
}

/// A finding and its part in the diagnosis.
#[derive(Debug, Clone)]
pub struct FindingView {
    /// The finding.
    pub finding: Finding,
    /// The index of its target.
    pub target: usize,
    /// Its part.
    pub role: Role,
    /// Why it does not count; none if it does.
    pub suppressed: Option<Suppressed>,
}

/// The part a finding has in a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is what to mend first.
    RootCause,
    /// It shows once what stands before it is mended.
    Next,
    /// It is about the same place as the root cause, and goes away with it.
    Folded,
    /// It stands for itself.
    Other,
}
