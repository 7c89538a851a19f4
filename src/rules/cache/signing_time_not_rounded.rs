//! `signing-time-not-rounded`: every new URL is another cache entry.

use crate::edge::{Rounding, Trace};
use crate::finding::{
    Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration, duration_range,
};
use crate::model::Stage;
use crate::rules::ttl::TimesToLive;
use crate::rules::{Check, Scene};
use jiff::Timestamp;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "signing-time-not-rounded",
    summary: "every newly signed URL is another cache entry, so no copy is shared",
    group: Group::Cache,
    severity: Severity::Note,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Cache,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("signing_time_not_rounded.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((trace, signed_at)) = unshared(scene) else {
        return;
    };
    let lifetime = scene.sigv4().and_then(|v4| v4.lifetime);
    // A URL that lives for less than two of the shortest steps has nothing to gain.
    let Some(advised) = lifetime.and_then(Rounding::advised) else {
        return;
    };
    match trace.lifetime {
        Some(lifetime) if lifetime.usual > 0 => sink.report(word(scene, signed_at, advised)),
        Some(_) => {}
        None => {
            let times = TimesToLive::of(trace);
            if let Some((reason, needs)) = times.and_then(|times| times.question()) {
                sink.not_checked(&RULE, reason, needs);
            }
        }
    }
}

/// A download and its signing time, if copies are found by the signature and no rounding of signing
/// times makes that the same as the next one.
fn unshared<'a>(scene: &Scene<'a>) -> Option<(&'a Trace<'a>, Timestamp)> {
    let trace = scene.presigned_trace()?;
    let keyed = trace.cache_key.has("X-Amz-Signature") == Some(true);
    let unshared = trace.viewer.can_be_cached() && keyed && scene.rounding.is_none();
    let signed_at = scene.sigv4()?.signed_at?;
    unshared.then_some((trace, signed_at))
}

fn word(scene: &Scene<'_>, signed_at: Timestamp, advised: Rounding) -> Finding {
    let step = duration(advised.step);
    let v4 = scene.sigv4();
    let finding = Finding::new(
        &RULE,
        "Every newly signed URL is another cache entry: its signing time is not rounded",
    )
    .label(
        v4.and_then(|v4| v4.date.as_ref()?.span()),
        "part of the cache key, and new every second",
    )
    .note("a copy is found again by this very URL only: between users the hit ratio is 0")
    .fix(Fix::new(format!(
        "round the signing time down to {step}: one URL for each {step}, valid for {} when it is handed out",
        duration_range(advised.shortest, advised.longest)
    )))
    .note("getSignedUrl of the JavaScript SDK v3 takes the time as signingDate; boto3 has no option for it: there, sign while its clock is stopped at the rounded time");
    match signed_at.as_second() % 60 {
        0 => finding.confidence(Confidence::Possible).note(
            "the time is a whole minute: the signer may round to minutes, which shares little",
        ),
        _ => finding,
    }
}
