//! `error-cached`: S3's refusals are kept, and served after their cause is mended.

use crate::edge::Trace;
use crate::finding::{
    Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration, list,
};
use crate::model::{CustomError, Stage};
use crate::rules::{Check, Scene};
use crate::source::Known;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "error-cached",
    summary: "S3's refusals are kept, and served after their cause is mended",
    group: Group::Cache,
    severity: Severity::Warning,
    needs: &[Need::Distribution],
    stage: Stage::Cache,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("error_cached.md"),
};

/// The statuses with which S3 refuses a signed request.
const REFUSALS: [u16; 2] = [400, 403];

/// Up to here, in seconds, nobody waits for an error to go away.
const LONGEST: u64 = 60;

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let trace = scene.presigned_trace();
    let Some(trace) = trace.filter(|trace| trace.viewer.can_be_cached()) else {
        return;
    };
    let errors = trace.distribution.custom_errors.iter();
    let mut kept = Vec::new();
    for error in errors.filter(|error| REFUSALS.contains(&error.code.value)) {
        match &error.min_ttl.value {
            Known::Value(seconds) if *seconds > LONGEST => kept.push((error, *seconds)),
            Known::Value(_) => {}
            Known::Unresolved { expression } => sink.not_checked(
                &RULE,
                format!(
                    "the ErrorCachingMinTTL for {} is {expression}, which is not resolved",
                    error.code.value
                ),
                "the value in seconds",
            ),
        }
    }
    if let Some(longest) = kept.iter().map(|(_, seconds)| *seconds).max() {
        sink.report(word(scene, trace, &kept, longest));
    }
}

fn word(
    scene: &Scene<'_>,
    trace: &Trace<'_>,
    kept: &[(&CustomError, u64)],
    longest: u64,
) -> Finding {
    let codes: Vec<String> = kept
        .iter()
        .map(|(error, _)| error.code.value.to_string())
        .collect();
    let time = duration(longest);
    let message = format!(
        "A {} of S3 is kept for {time}",
        list(&codes).replace(" and ", " or ")
    );
    let finding = kept
        .iter()
        .fold(Finding::new(&RULE, message), |finding, (error, _)| {
            finding.label(error.min_ttl.span(), "kept for as long, whatever is mended")
        });
    let shared = trace.cache_key.has(trace.viewer.signature_parameter()) == Some(false);
    let finding = match shared {
        true => finding.note(
            "the signature is not in the cache key: one broken URL has every good one for this object refused",
        ),
        false => finding.note("the same URL stays refused after the configuration is mended"),
    };
    let fix = Fix::new("set ErrorCachingMinTTL to 0 for these statuses");
    let fix = kept
        .iter()
        .fold(fix, |fix, (error, _)| fix.edit(error.min_ttl.span(), "0"))
        .update_distribution(scene.distribution_id());
    finding
        .confidence(Confidence::Likely)
        .note("AWS's pages disagree on whether a 400 or 403 without Cache-Control is kept at all")
        .fix(fix.or("after a mend, invalidate the path"))
}
