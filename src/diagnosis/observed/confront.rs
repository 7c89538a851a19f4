//! Observed beats predicted: the findings of the rules, set against what was seen.

use super::cause::Cause;
use super::{refused, served};
use crate::diagnosis::{Case, Conclusion, Explained, is_decisive};
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Rule, Severity};
use crate::model::{Body, Observation, ProbeKind, Response, Stage};
use crate::source::Span;

/// The rule for answers that no other rule is about.
const UNPREDICTED: &str = "unpredicted-answer";

const NOT_DEPLOYED: &str = "so what was given is not what is deployed, or siglint's model is wrong";

const COMPARE: &str = "compare what was given with what is deployed (`aws cloudfront \
    get-distribution`); if they are the same, please report it";

/// What it comes to once it was seen.
#[derive(Debug, Clone, Copy)]
pub(in crate::diagnosis) struct Confronted {
    /// The rule whose finding is told first; none if nothing is wrong.
    pub(in crate::diagnosis) first: Option<&'static str>,
    /// What it comes to.
    pub(in crate::diagnosis) conclusion: Conclusion,
    /// How sure that is.
    pub(in crate::diagnosis) confidence: Confidence,
}

/// Sets the findings against what was seen, and changes them where that tells more; none if nothing
/// was seen that tells. `predicted` is what the findings alone come to, and their root cause.
pub(in crate::diagnosis) fn confront(
    case: &Case<'_>,
    predicted: (Conclusion, Option<&'static str>),
    findings: &mut Vec<Finding>,
) -> Option<Confronted> {
    let response = counted(case)?;
    match response.is_served() {
        true => serve(case, response, predicted, findings),
        false => refuse(case, response, predicted, findings),
    }
}

/// The observation that counts: the URL as it is, or the saved answer.
pub(super) fn main<'a>(case: &Case<'a>) -> Option<&'a Observation> {
    let counts = |one: &&Observation| matches!(one.probe, ProbeKind::AsIs | ProbeKind::Saved);
    case.observed.iter().find(counts)
}

/// The answer that counts.
pub(in crate::diagnosis) fn counted<'a>(case: &Case<'a>) -> Option<&'a Response> {
    main(case)?.answer()
}

/// The URL's own host, where it was asked and gave no answer.
pub(in crate::diagnosis) fn unreached<'a>(case: &Case<'a>) -> Option<&'a str> {
    let main = main(case)?;
    main.answer().is_none().then_some(main.host.as_str())
}

/// Whether S3 itself was asked, although the findings are about the way through a distribution.
fn is_beside(case: &Case<'_>) -> bool {
    case.trace.is_some() && case.url.is_some_and(|url| url.s3_host().is_some())
}

fn serve(
    case: &Case<'_>,
    response: &Response,
    (conclusion, root): (Conclusion, Option<&'static str>),
    findings: &mut Vec<Finding>,
) -> Option<Confronted> {
    if let Some(cause) = served::causes(case, response).first() {
        let expected = is_expected(case, cause, findings);
        if expected {
            return Some(works(None, Confidence::Likely));
        }
        let surprise = is_judged(case) && find(findings, cause).is_none();
        let seen = take_in(case, cause, response, findings);
        if surprise {
            contradict(case, response, None, seen.confidence, findings);
        }
        return Some(seen);
    }
    let leaks = conclusion == Conclusion::Leaks;
    if is_beside(case) || leaks && !is_checked(case) {
        return None;
    }
    let copy = response.is_copy() == Some(true);
    let other = root.filter(|_| leaks || conclusion == Conclusion::Broken);
    if let (Some(other), Some(rule)) = (other, case.rule(UNPREDICTED)) {
        let effect = if leaks { Effect::Leaks } else { Effect::Breaks };
        soften(findings, |one| one.effect == effect);
        findings.push(match leaks {
            true => checked_anyway(case, rule, other),
            false => served_anyway(case, rule, response, other),
        });
    }
    let sure = match copy || leaks {
        true => Confidence::Likely,
        false => Confidence::Certain,
    };
    Some(works(other.and(Some(UNPREDICTED)), sure))
}

fn works(first: Option<&'static str>, confidence: Confidence) -> Confronted {
    Confronted {
        first,
        conclusion: Conclusion::Works,
        confidence,
    }
}

/// Whether a copy outlives its URL within the bounds that the configuration sets, and no rule finds
/// those too wide.
fn is_expected(case: &Case<'_>, cause: &Cause, findings: &[Finding]) -> bool {
    let until = case.exposure.and_then(|exposure| exposure.reachable_until);
    let bounded = case.trace.is_some() && until.is_some_and(|until| case.now <= until);
    let wide = |one: &Finding| cause.is_about(one.rule.id) && one.severity < Severity::Note;
    bounded && cause.rule == Some("cache-outlives-url") && !findings.iter().any(wide)
}

/// Whether the answer is one to the way that the findings are about.
fn is_judged(case: &Case<'_>) -> bool {
    case.trace.is_some() && !is_beside(case)
}

/// Whether the edge was asked with a changed signature, after a right one was served, and refused.
fn is_checked(case: &Case<'_>) -> bool {
    case.observed.iter().any(|one| {
        let refused = |answer: &Response| !answer.is_served();
        one.probe == ProbeKind::ChangedSignature && one.answer().is_some_and(refused)
    })
}

fn refuse(
    case: &Case<'_>,
    response: &Response,
    (conclusion, root): (Conclusion, Option<&'static str>),
    findings: &mut Vec<Finding>,
) -> Option<Confronted> {
    let causes = refused::causes(case, response);
    // A finding of the rules' own that the answer names is the cause, with its place and its mend.
    let confirmed = causes.iter().find(|cause| find(findings, cause).is_some());
    let cause = confirmed.or(causes.first())?;
    let general = root.filter(|root| cause.vague && explains(findings, root, response));
    let open = among(findings, response).filter(|_| cause.is_open());
    if let Some(known) = general.or(open) {
        return Some(confirm(findings, known, cause, response));
    }
    let repeats = refused::told(case, response).is_some();
    let is_missed = |one: &Finding| {
        let named = causes.iter().any(|cause| cause.is_about(one.rule.id));
        let before = one.stage < cause.stage && one.stage <= Stage::Parameters;
        let beside = one.stage == cause.stage && repeats;
        one.effect == Effect::Breaks && !named && (before || beside)
    };
    let mut decisive = findings.iter().filter(|one| is_decisive(one));
    let missed = decisive.find(|one| is_missed(one)).map(|one| one.rule.id);
    soften(findings, is_missed);
    let seen = take_in(case, cause, response, findings);
    // A fault of the URL's own speaks neither for nor against a configuration.
    let rule = cause.rule.and_then(|id| case.rule(id));
    let elsewhere = cause.beyond || rule.is_some_and(|rule| rule.group == Group::Url);
    let would_work = conclusion == Conclusion::Works && !elsewhere;
    if is_judged(case) && confirmed.is_none() && (missed.is_some() || would_work) {
        contradict(case, response, missed, seen.confidence, findings);
    }
    Some(seen)
}

/// Whether a fault that is known to be there may be behind a general answer. Servers that speak like
/// S3 say little, and not always the same; S3 itself says of an expired URL that it is.
fn explains(findings: &[Finding], root: &str, response: &Response) -> bool {
    let explained = Explained::answer(response);
    let code = explained.code.as_deref();
    let Some(finding) = findings.iter().find(|one| one.rule.id == root) else {
        return false;
    };
    let predicted = finding.answer.is_some_and(|answer| answer.code == code);
    let breaks = finding.effect == Effect::Breaks;
    breaks && (explained.by == "s3-compatible" || predicted && finding.stage != Stage::Time)
}

/// The first finding whose rule the catalogue names for the answer's code.
fn among(findings: &[Finding], response: &Response) -> Option<&'static str> {
    let rules = Explained::answer(response).rules;
    let named = |one: &&Finding| rules.contains(&one.rule.id);
    findings.iter().find(named).map(|one| one.rule.id)
}

/// The rule of the first finding that is about a cause.
fn find(findings: &[Finding], cause: &Cause) -> Option<&'static str> {
    let about = |one: &&Finding| cause.is_about(one.rule.id);
    findings.iter().find(about).map(|one| one.rule.id)
}

/// Makes a cause the first finding: the rules' own where they have it, or one made of the answer.
fn take_in(
    case: &Case<'_>,
    cause: &Cause,
    response: &Response,
    findings: &mut Vec<Finding>,
) -> Confronted {
    if let Some(rule) = find(findings, cause) {
        return confirm(findings, rule, cause, response);
    }
    let known = cause.rule.and_then(|id| case.rule(id));
    let rule = known.or_else(|| case.rule(UNPREDICTED));
    findings.extend(rule.map(|rule| made(case, rule, cause, response)));
    Confronted {
        first: rule.map(|rule| rule.id),
        conclusion: conclusion(cause.effect),
        confidence: cause.confidence,
    }
}

fn conclusion(effect: Effect) -> Conclusion {
    match effect {
        Effect::Leaks => Conclusion::Leaks,
        _ => Conclusion::Broken,
    }
}

/// A finding of the rules' own, and then it was seen; what was only a warning has come true.
fn confirm(
    findings: &mut [Finding],
    rule: &'static str,
    cause: &Cause,
    response: &Response,
) -> Confronted {
    let mut confirmed = Confronted {
        first: Some(rule),
        conclusion: conclusion(cause.effect),
        confidence: cause.confidence,
    };
    if let Some(finding) = findings.iter_mut().find(|one| one.rule.id == rule) {
        let sure = match is_decisive(finding) {
            true => finding.confidence.min(cause.confidence),
            false => cause.confidence,
        };
        finding.severity = Severity::Error;
        finding.effect = cause.effect;
        finding.confidence = sure;
        // What was predicted need not be told beside what came.
        finding.answer = None;
        confirmed.confidence = sure;
        let said = Some(cause.says.clone()).filter(|_| !cause.is_open() && !cause.vague);
        let notes = std::iter::once(format!("seen: {}", seen(response))).chain(said);
        finding.notes.splice(0..0, notes);
    }
    confirmed
}

fn made(case: &Case<'_>, rule: &'static Rule, cause: &Cause, response: &Response) -> Finding {
    let url = || case.url.and_then(|url| url.host.span());
    let at: Option<Span> = cause.at.or_else(url);
    let mut finding = Finding::new(rule, cause.says.clone())
        .severity(Severity::Error)
        .confidence(cause.confidence)
        .effect(cause.effect)
        .at_stage(cause.stage)
        .without_answer()
        .label(
            at,
            if cause.at.is_some() {
                "as given, and not as met"
            } else {
                "asked"
            },
        )
        .note(format!("seen: {}", seen(response)))
        .fix(Fix::new(cause.mend.clone()));
    finding.notes.extend(cause.notes.iter().cloned());
    finding.redacted()
}

/// An answer in a line.
fn seen(response: &Response) -> String {
    let explained = Explained::answer(response);
    match (response.is_served(), &response.body) {
        (true, Body::Page(_)) => {
            format!("an HTML page, with status {}", explained.status_and_code())
        }
        (true, _) => format!("served with {}", explained.status_and_code()),
        (false, _) => explained.in_words(),
    }
}

/// Served, although the input says that it cannot be.
fn served_anyway(
    case: &Case<'_>,
    rule: &'static Rule,
    response: &Response,
    other: &'static str,
) -> Finding {
    let why = match response.is_copy() {
        Some(true) => {
            "it came out of the cache, and S3 was not asked: it may have been stored before the \
             configuration became what was given"
        }
        _ => NOT_DEPLOYED,
    };
    Finding::new(
        rule,
        format!("It is served, although {other} would break it"),
    )
    .effect(Effect::Weakens)
    .without_answer()
    .label(case.url.and_then(|url| url.host.span()), "served")
    .note(format!("seen: {}", seen(response)))
    .note(why)
    .fix(Fix::new(COMPARE))
    .redacted()
}

/// Refused with a changed signature, although the input says that copies are shared without it.
fn checked_anyway(case: &Case<'_>, rule: &'static Rule, other: &'static str) -> Finding {
    let says = format!("A changed signature is refused, although {other} would let it through");
    Finding::new(rule, says)
        .effect(Effect::Weakens)
        .confidence(Confidence::Likely)
        .without_answer()
        .label(case.url.and_then(|url| url.host.span()), "asked")
        .note("the edge that was asked had served the right signature before")
        .note(NOT_DEPLOYED)
        .fix(Fix::new(COMPARE))
        .redacted()
}

/// Says that the given configuration leads to another answer: with the finding that stands for the
/// answer already, or as one more.
fn contradict(
    case: &Case<'_>,
    response: &Response,
    missed: Option<&'static str>,
    sure: Confidence,
    findings: &mut Vec<Finding>,
) {
    let expected = match missed {
        Some(other) => format!("the configuration that was given has {other}: it was not met"),
        None => "with the configuration that was given it would work".to_owned(),
    };
    if let Some(finding) = findings.iter_mut().find(|one| one.rule.id == UNPREDICTED) {
        finding.notes.extend([expected, NOT_DEPLOYED.to_owned()]);
        return;
    }
    let says = "The answer is not the one that the configuration leads to";
    let finding = case.rule(UNPREDICTED).map(|rule| {
        Finding::new(rule, says)
            .confidence(sure)
            .effect(Effect::Weakens)
            .without_answer()
            .note(format!("seen: {}", seen(response)))
            .note(expected)
            .note(NOT_DEPLOYED)
            .fix(Fix::new(COMPARE))
            .redacted()
    });
    findings.extend(finding);
}

/// What was seen speaks against these: they are not certain any more, and say so.
fn soften(findings: &mut [Finding], speaks_against: impl Fn(&Finding) -> bool) {
    let decisive = findings.iter_mut().filter(|one| is_decisive(one));
    for finding in decisive.filter(|one| speaks_against(one)) {
        finding.confidence = Confidence::Possible;
        finding
            .notes
            .push("what was seen speaks against this".to_owned());
    }
}
