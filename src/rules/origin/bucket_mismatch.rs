//! `bucket-mismatch`: the URL was signed for another bucket than the origin's.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "bucket-mismatch",
    summary: "the URL was signed for another bucket than the origin's",
    group: Group::Origin,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Signature,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "SignatureDoesNotMatch")),
    page: include_str!("bucket_mismatch.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    // SigV2 signs no host, but the bucket.
    let is_about_it = scene.presigned_trace().is_some()
        && !scene.viewers_host_is_signed()
        && scene.meant_behavior().is_none();
    if let Some((signed, origin)) = scene.other_bucket().filter(|_| is_about_it) {
        sink.report(word(scene, &signed, &origin));
    }
}

fn word(scene: &Scene<'_>, signed: &str, origin: &str) -> Finding {
    let promise = scene.promise.map(|promise| &promise.host);
    let certain = promise.is_some_and(|host| host.evidence.is_certain());
    let confidence = if certain {
        Confidence::Certain
    } else {
        Confidence::Likely
    };
    let trace = scene.trace;
    let pattern = trace.and_then(|trace| trace.behavior.pattern.value.value());
    let pattern = pattern.map_or("*", String::as_str);
    Finding::new(
        &RULE,
        format!("The URL was signed for bucket {signed}; the origin is {origin}"),
    )
    .confidence(confidence)
    .label(
        trace.and_then(|trace| trace.origin.domain.span()),
        format!("origin of behavior {pattern}"),
    )
    .label(promise.and_then(|host| host.at), "signed for this bucket")
    .fix(
        Fix::new(format!(
            "use the distribution, or the behavior, whose origin is {signed}"
        ))
        .or(format!("sign for {origin}, if the object is there")),
    )
}
