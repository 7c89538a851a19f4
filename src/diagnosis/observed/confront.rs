//! Observed beats predicted: the findings of the rules, set against what was seen.

use super::bypass::bypass;
use super::cause::Cause;
use super::raise::{UNPREDICTED, checked_anyway, contradict, made, seen, served_anyway, soften};
use super::{refused, served};
use crate::diagnosis::{Case, Conclusion, Explained, is_decisive};
use crate::finding::{Confidence, Effect, Finding, Group, Severity};
use crate::model::{Answer, Observation, ProbeKind, Response, Stage};

/// What S3 says of a signature that is not the one it computed.
const MISMATCH: &str = "SignatureDoesNotMatch";

/// What the findings alone come to.
#[derive(Debug, Clone, Copy)]
pub(in crate::diagnosis) struct Expected {
    /// What it comes to.
    pub(in crate::diagnosis) conclusion: Conclusion,
    /// How sure that is.
    pub(in crate::diagnosis) confidence: Confidence,
    /// The root cause.
    pub(in crate::diagnosis) root: Option<&'static str>,
}

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
/// was seen that tells.
pub(in crate::diagnosis) fn confront(
    case: &Case<'_>,
    predicted: Expected,
    findings: &mut Vec<Finding>,
) -> Option<Confronted> {
    let response = counted(case)?;
    findings.extend(bypass(case, response));
    match response.is_served() {
        true => serve(case, response, predicted, findings),
        false => refuse(case, response, predicted, findings),
    }
}

/// The observation that counts: the saved answer, or of the two to the URL as it is a refusal before
/// a success, and what came from S3 before what came out of a cache.
pub(super) fn main<'a>(case: &Case<'a>) -> Option<&'a Observation> {
    use ProbeKind::{AsIs, Repeat, Saved};
    let counts = |one: &&Observation| matches!(one.probe, AsIs | Repeat | Saved);
    let weight = |one: &&Observation| {
        let copy = one.answer().and_then(Response::is_copy);
        (one.answer().is_none(), one.is_served(), copy != Some(false))
    };
    case.observed.iter().filter(counts).min_by_key(weight)
}

/// Whether the URL was asked for twice, and served once.
pub(super) fn disagree(case: &Case<'_>) -> bool {
    let own = |kind| case.observed.iter().find(|one| one.probe == kind);
    let pair = own(ProbeKind::AsIs).zip(own(ProbeKind::Repeat));
    pair.is_some_and(|(one, other)| {
        one.answer().is_some() && other.answer().is_some() && one.is_served() != other.is_served()
    })
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
    Expected {
        conclusion, root, ..
    }: Expected,
    findings: &mut Vec<Finding>,
) -> Option<Confronted> {
    if let Some(cause) = served::causes(case, response, root).first() {
        if is_expected(case, cause, findings) {
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
    expected: Expected,
    findings: &mut Vec<Finding>,
) -> Option<Confronted> {
    let causes = refused::causes(case, response);
    // A finding of the rules' own that the answer names is the cause, with its place and its mend.
    let confirmed = causes.iter().find(|cause| find(findings, cause).is_some());
    let cause = confirmed.or(causes.first())?;
    if let Some(known) = known_behind(cause, findings, expected.root, response) {
        return Some(confirm(findings, known, cause, response));
    }
    let repeats = refused::told(case, response).is_some();
    let is_missed = |one: &Finding| {
        let named = causes.iter().any(|cause| cause.is_about(one.rule.id));
        let before = one.stage < cause.stage && one.stage <= Stage::Parameters;
        let beside = one.stage == cause.stage && repeats;
        // What is wrong with the URL itself no answer contradicts.
        let of_url = one.rule.group == Group::Url;
        one.effect == Effect::Breaks && !of_url && !named && (before || beside)
    };
    let mut decisive = findings.iter().filter(|one| is_decisive(one));
    let missed = decisive.find(|one| is_missed(one)).map(|one| one.rule.id);
    soften(findings, is_missed);
    let seen = take_in(case, cause, response, findings);
    // A fault of the URL's own speaks neither for nor against a configuration.
    let rule = cause.rule.and_then(|id| case.rule(id));
    let of_url = cause.beyond || rule.is_some_and(|rule| rule.group == Group::Url);
    let elsewhere = of_url && !cause.on_the_way;
    let sure = [cause.confidence, expected.confidence].contains(&Confidence::Certain);
    let would_work = expected.conclusion == Conclusion::Works && sure && !elsewhere;
    if is_judged(case) && confirmed.is_none() && (missed.is_some() || would_work) {
        contradict(case, response, missed, seen.confidence, findings);
    }
    Some(seen)
}

/// The finding that is behind an answer which by itself does not say enough.
fn known_behind(
    cause: &Cause,
    findings: &[Finding],
    root: Option<&'static str>,
    response: &Response,
) -> Option<&'static str> {
    let known = root.into_iter().chain(decisive(findings));
    let mut known = known.filter(|rule| cause.vague && explains(findings, rule, response));
    let general = known.next();
    let open = || among(findings, response).filter(|_| cause.is_open());
    // What is no signature, or lacks a part, is refused whatever else arrives.
    let own = |one: &&Finding| {
        let of_url = one.rule.group == Group::Url && one.effect == Effect::Breaks;
        let early = one.stage <= cause.stage && one.stage != Stage::Time;
        is_decisive(one) && of_url && early && !is_passed(one, response)
    };
    let unexplained = cause.stage == Stage::Signature && cause.rule.is_none();
    let own = || findings.iter().find(own).filter(|_| unexplained);
    let own = || own().map(|one| one.rule.id);
    general.or_else(own).or_else(open)
}

/// The rules by which it cannot work.
fn decisive(findings: &[Finding]) -> impl Iterator<Item = &'static str> {
    let decisive = findings.iter().filter(|one| is_decisive(one));
    decisive.map(|one| one.rule.id)
}

/// Whether a request came past a fault: as far as to have its signature compared.
fn is_passed(finding: &Finding, response: &Response) -> bool {
    let compared = Explained::answer(response).code.as_deref() == Some(MISMATCH);
    let otherwise = |answer: Answer| answer.code != Some(MISMATCH);
    compared && finding.rule.group == Group::Url && finding.answer.is_some_and(otherwise)
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
    let breaks = finding.effect == Effect::Breaks && !is_passed(finding, response);
    breaks && (explained.by == "s3-compatible" || predicted && finding.stage != Stage::Time)
}

/// The first finding whose rule the catalogue names for the answer's code. What only wastes the
/// cache is behind no refusal.
fn among(findings: &[Finding], response: &Response) -> Option<&'static str> {
    let rules = Explained::answer(response).rules;
    let named = |one: &&Finding| {
        let wastes = one.rule.stage == Stage::Cache && one.rule.effect == Effect::Weakens;
        rules.contains(&one.rule.id) && !wastes
    };
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
