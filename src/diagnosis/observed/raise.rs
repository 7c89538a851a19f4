//! Findings that are made of an answer, and what an answer does to those of the rules.

use super::cause::Cause;
use crate::diagnosis::{Case, Explained, is_decisive};
use crate::finding::{Confidence, Effect, Finding, Fix, Rule, Severity};
use crate::model::{Body, Response};
use crate::source::Span;

/// The rule for answers that no other rule is about.
pub(super) const UNPREDICTED: &str = "unpredicted-answer";

const NOT_DEPLOYED: &str = "so what was given is not what is deployed, or siglint's model is wrong";

const COMPARE: &str = "compare what was given with what is deployed (`aws cloudfront \
    get-distribution`); if they are the same, please report it";

/// A finding of a rule that found nothing itself.
pub(super) fn made(
    case: &Case<'_>,
    rule: &'static Rule,
    cause: &Cause,
    response: &Response,
) -> Finding {
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
pub(super) fn seen(response: &Response) -> String {
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
pub(super) fn served_anyway(
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
pub(super) fn checked_anyway(case: &Case<'_>, rule: &'static Rule, other: &'static str) -> Finding {
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
pub(super) fn contradict(
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
pub(super) fn soften(findings: &mut [Finding], speaks_against: impl Fn(&Finding) -> bool) {
    let decisive = findings.iter_mut().filter(|one| is_decisive(one));
    for finding in decisive.filter(|one| speaks_against(one)) {
        finding.confidence = Confidence::Possible;
        finding
            .notes
            .push("what was seen speaks against this".to_owned());
    }
}
