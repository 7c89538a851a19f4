//! The ranking: which fault a request meets first, what it comes to, and how sure that is.

use super::exposure::exposure_view;
use super::observed::{Expected, ObservedView, confront, counted, repeated, unreached};
use super::view::{Case, DeliveryView, FindingView, Predicted, Role, TargetView};
use super::{Explained, Gist, canonical, hops, route, timeline};
use crate::finding::{Confidence, Effect, Finding, Group, Severity};
use crate::model::{Answer, By, FunctionAssociation, ProbeKind, Stage};
use crate::s3::{Difference, Outcome, Verdict};
use crate::source::redact;

/// What a delivery comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    /// The URL works and its signature protects.
    Works,
    /// The URL is refused.
    Broken,
    /// The object is served to someone without a valid signature.
    Leaks,
    /// The input does not tell.
    Unknown,
}

impl Conclusion {
    /// Its name in every report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Broken => "broken",
            Self::Leaks => "leaks",
            Self::Unknown => "unknown",
        }
    }
}

/// Ranks the findings of one case and concludes.
#[must_use]
pub fn diagnose(
    case: &Case<'_>,
    mut findings: Vec<Finding>,
    target: usize,
) -> (TargetView, Vec<FindingView>) {
    let filled = others_fill_the_cache(&findings);
    findings.sort_by_key(|finding| rank(finding, filled));
    let mut root = findings.iter().position(is_decisive);
    let (mut conclusion, mut confidence) = match root {
        Some(root) => decided(&findings[root..]),
        None => undecided(case),
    };
    let answer = root.and_then(|root| findings[root].answer);
    let predicted = predicted(case, conclusion, answer);
    let expected = Expected {
        conclusion,
        confidence,
        root: root.map(|root| findings[root].rule.id),
    };
    let seen = confront(case, expected, &mut findings);
    if let Some(seen) = &seen {
        (conclusion, confidence) = (seen.conclusion, seen.confidence);
        findings.sort_by_key(|one| (Some(one.rule.id) != seen.first, rank(one, filled)));
        // What works has no fault to mend first, even where that is a surprise.
        root = seen
            .first
            .filter(|_| conclusion != Conclusion::Works)
            .and(Some(0));
    }
    let views = views(&findings, root, target);
    let mut view = TargetView {
        root_cause: root.map(|root| findings[root].rule.id),
        next: next(&views),
        predicted,
        seen: seen.is_some(),
        conclusion,
        confidence,
        open: open(case, &findings).filter(|_| conclusion == Conclusion::Unknown),
        ..describe(case, conclusion)
    };
    route::conclude(&mut view, root.map(|root| &findings[root]));
    (view, views)
}

fn views(findings: &[Finding], root: Option<usize>, target: usize) -> Vec<FindingView> {
    let view = |(index, finding): (usize, &Finding)| FindingView {
        role: role(findings, index, root),
        finding: finding.clone(),
        suppressed: None,
        target,
    };
    findings.iter().enumerate().map(view).collect()
}

fn next(views: &[FindingView]) -> Vec<&'static str> {
    let next = views.iter().filter(|view| view.role == Role::Next);
    let mut next: Vec<&'static str> = next.map(|view| view.finding.rule.id).collect();
    next.dedup();
    next
}

/// Errors that break or leak come first, in the order in which a request meets them; then the rest
/// by severity. The order of the rules decides between equals, since sorting is stable. The cache is
/// asked before S3, but only where others fill it does that let a URL past S3's checks.
fn rank(finding: &Finding, filled: bool) -> (bool, Severity, Stage) {
    let stage = match finding.effect {
        Effect::Leaks if filled => finding.stage.min(Stage::Routing),
        _ => finding.stage,
    };
    (!is_decisive(finding), finding.severity, stage)
}

/// Whether the faults are this URL's own: then other URLs work, and their answers are kept.
fn others_fill_the_cache(findings: &[Finding]) -> bool {
    let mut breaking = findings
        .iter()
        .filter(|one| is_decisive(one) && one.effect == Effect::Breaks);
    breaking.all(|one| one.rule.group == Group::Url)
}

pub(super) fn is_decisive(finding: &Finding) -> bool {
    finding.severity == Severity::Error && finding.effect != Effect::Weakens
}

/// The first decisive fault names the conclusion; the surest of its kind says how sure it is.
fn decided(decisive: &[Finding]) -> (Conclusion, Confidence) {
    let effect = decisive[0].effect;
    // A website endpoint looks at nothing that could fail after it.
    let decisive = match decisive[0].stage {
        Stage::Routing => &decisive[..1],
        _ => decisive,
    };
    let same = decisive
        .iter()
        .filter(|finding| is_decisive(finding) && finding.effect == effect);
    let confidence = same.map(|finding| finding.confidence).min();
    let conclusion = match effect {
        Effect::Leaks => Conclusion::Leaks,
        _ => Conclusion::Broken,
    };
    (conclusion, confidence.unwrap_or(Confidence::Possible))
}

/// Without a fault: does the input tell enough to say that it works?
fn undecided(case: &Case<'_>) -> (Conclusion, Confidence) {
    let Some(verdict) = case.verdict else {
        return (Conclusion::Unknown, Confidence::Possible);
    };
    // What the signer may do, and whether the object exists, is not the delivery's business.
    let mut delivery = verdict
        .checks
        .iter()
        .filter(|check| check.stage < Stage::Authorization);
    let sure = case.comparison.is_some_and(|comparison| {
        comparison.host.difference == Difference::Same
            && comparison.path.difference == Difference::Same
    });
    // Of a function it is known what its code mentions, and not what it does.
    let functions = case.trace.map(|trace| trace.behavior.functions.as_slice());
    let mut functions = functions.unwrap_or_default().iter();
    let sure = sure && !functions.any(FunctionAssociation::sees_requests);
    let unprotected = case
        .exposure
        .is_some_and(|exposure| exposure.without_signature.is_none());
    match (delivery.all(|check| check.outcome == Outcome::Pass), sure) {
        (true, _) if unprotected => (Conclusion::Unknown, Confidence::Possible),
        (true, true) => (Conclusion::Works, Confidence::Certain),
        (true, false) => (Conclusion::Works, Confidence::Likely),
        (false, _) => (Conclusion::Unknown, Confidence::Possible),
    }
}

fn role(findings: &[Finding], index: usize, root: Option<usize>) -> Role {
    let finding = &findings[index];
    let Some(root) = root else {
        return Role::Other;
    };
    if index == root {
        return Role::RootCause;
    }
    let cause = &findings[root];
    let same_place = finding
        .place()
        .is_some_and(|place| cause.labels.iter().any(|label| label.span == place));
    match finding.effect {
        _ if is_decisive(finding) => Role::Next,
        Effect::Leaks if finding.severity == Severity::Warning => Role::Next,
        _ if same_place => Role::Folded,
        _ => Role::Other,
    }
}

/// The simulated answer, or, where a scheme is not simulated, the one that the root cause names.
fn predicted(case: &Case<'_>, conclusion: Conclusion, root: Option<Answer>) -> Option<Predicted> {
    let simulated = case.verdict.and_then(Verdict::predicted);
    let served = Answer {
        by: By::S3,
        status: 200,
        code: None,
    };
    let answer = match conclusion {
        Conclusion::Broken => simulated.or(root)?,
        Conclusion::Leaks | Conclusion::Works => served,
        Conclusion::Unknown => return None,
    };
    Some(Predicted {
        by: match answer.by {
            By::CloudFront => "cloudfront",
            By::S3 => "s3",
        },
        status: answer.status,
        code: answer.code,
    })
}

/// The first thing that the input does not tell, in words.
fn open(case: &Case<'_>, findings: &[Finding]) -> Option<String> {
    if let Some(host) = unreached(case) {
        let mut direct = case.observed.iter();
        let served = direct.find(|one| one.probe == ProbeKind::Direct && one.is_served());
        return Some(match served {
            Some(served) => format!(
                "{host} could not be asked; the URL itself is good, for S3 serves it at {}",
                served.host
            ),
            None => format!("{host} could not be asked"),
        });
    }
    let Some(verdict) = case.verdict else {
        let harmless = findings.iter().all(|one| one.effect == Effect::Weakens);
        return Some(match harmless {
            true => "no URL was given, and nothing here would break one".to_owned(),
            false => "no URL was given, and what it is meant for is a guess".to_owned(),
        });
    };
    if case.trace.is_none() {
        return Some("what happens on the way needs the distribution (-c)".to_owned());
    }
    // A refusal that no rule explains comes first: it is known, and not what mends it.
    let refused = verdict.first_failure();
    let unknown = verdict
        .checks
        .iter()
        .find(|check| check.outcome == Outcome::Unknown);
    refused.or(unknown).map(|check| check.detail.clone())
}

fn delivery(case: &Case<'_>) -> Option<DeliveryView> {
    let delivery = case.delivery?;
    Some(DeliveryView {
        path: redact(&delivery.path.value),
        signer: delivery.signer.value.clone(),
        method: case
            .promise
            .map_or_else(String::new, |promise| promise.method.clone()),
        span: delivery.span,
    })
}

fn describe(case: &Case<'_>, conclusion: Conclusion) -> TargetView {
    let trace = case.trace;
    TargetView {
        url: case.shown_url.clone(),
        delivery: delivery(case),
        distribution: trace.and_then(|trace| trace.distribution.name().map(redact)),
        condition: trace.and_then(|trace| trace.distribution.condition.as_deref().map(redact)),
        gist: Gist::default(),
        route: route::stations(case),
        timeline: timeline::timeline(case),
        behavior: trace
            .and_then(|trace| trace.behavior.pattern.value.value())
            .map(|pattern| redact(pattern)),
        origin: trace.map(|trace| redact(&trace.origin.id.value)),
        exposure: exposure_view(case),
        hops: hops::hops(case),
        canonical: canonical::diff(case),
        conclusion,
        confidence: Confidence::Possible,
        open: None,
        root_cause: None,
        waived: None,
        next: Vec::new(),
        predicted: None,
        seen: false,
        observed: case.observed.iter().map(ObservedView::new).collect(),
        explained: counted(case).map(Explained::answer),
        repeated: repeated(case),
    }
}
