//! `failover-on-refusal`: a refused request goes on to another origin.

use crate::edge::{CloudFrontAuth, Fallback, Trace};
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{OriginKind, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "failover-on-refusal",
    summary: "a refused request goes on to another origin, for which nothing is signed",
    group: Group::Origin,
    severity: Severity::Warning,
    needs: &[Need::Distribution],
    stage: Stage::Authorization,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("failover_on_refusal.md"),
};

/// The statuses with which S3 refuses a signed request, or answers for a missing object.
const REFUSALS: [u16; 3] = [400, 403, 404];

/// A missing object: no refusal of the signature.
const MISSING: u16 = 404;

/// The methods with which CloudFront asks the second origin.
const FAILS_OVER: [&str; 3] = ["GET", "HEAD", "OPTIONS"];

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene.trace_to_s3() else {
        return;
    };
    let Some(fallback) = trace.fallback.as_ref().filter(|one| is_another(trace, one)) else {
        return;
    };
    let codes = fallback.group.failover_on.iter();
    let refusals: Vec<u16> = codes
        .map(|code| code.value)
        .filter(|code| REFUSALS.contains(code))
        .collect();
    if !refusals.is_empty() && FAILS_OVER.contains(&trace.viewer.method.as_str()) {
        sink.report(word(scene, trace, fallback, &refusals));
    }
}

/// Whether the second origin has another name: of the same one, the signature may hold.
fn is_another(trace: &Trace<'_>, fallback: &Fallback<'_>) -> bool {
    let first = trace.origin.domain.value.value();
    let second = fallback.origin.domain.value.value();
    first
        .zip(second)
        .is_none_or(|(first, second)| first != second)
}

fn word(
    scene: &Scene<'_>,
    trace: &Trace<'_>,
    fallback: &Fallback<'_>,
    refusals: &[u16],
) -> Finding {
    let codes: Vec<String> = refusals.iter().map(u16::to_string).collect();
    let second = &fallback.origin.id.value;
    let first_code = fallback.group.failover_on.iter();
    let mut first_code = first_code.filter(|code| REFUSALS.contains(&code.value));
    let finding = Finding::new(
        &RULE,
        format!(
            "After a {} the request goes on to {second}, for which nothing is signed",
            list(&codes).replace(" and ", " or ")
        ),
    )
    .label(
        first_code.next().and_then(|code| code.span()),
        "asks the second origin",
    )
    .label(fallback.origin.domain.span(), "the second origin");
    let finding = match refusals {
        [MISSING] => finding.severity(Severity::Note),
        _ => finding,
    };
    consequence(finding, trace, fallback).fix(
        Fix::new(format!(
            "take {} out of the group's StatusCodes: 500, 502, 503 and 504 are enough for an outage",
            list(&codes)
        ))
        .or("let the behavior lead to the first origin alone")
        .update_distribution(scene.distribution_id()),
    )
}

/// What comes of it depends on how CloudFront asks the second one.
fn consequence(finding: Finding, trace: &Trace<'_>, fallback: &Fallback<'_>) -> Finding {
    // A control that is not in the input most likely signs: that is what it is for.
    let signs = matches!(
        fallback.auth,
        Some(CloudFrontAuth::AccessControl { .. } | CloudFrontAuth::AccessIdentity { .. })
    );
    let own = trace.origin_request.auth.is_some();
    match (signs && !own, fallback.origin.kind.value) {
        (true, _) => finding
            .effect(Effect::Leaks)
            .confidence(Confidence::Possible)
            .note("CloudFront signs for that origin by itself: if it has the same objects, whoever asks without a signature gets them there"),
        (false, OriginKind::S3) => finding.note(
            "the signature covers the first origin's Host: the second refuses it as well, and its answer hides the first one's",
        ),
        (false, _) => finding.note("what that origin answers hides why S3 refused"),
    }
}
