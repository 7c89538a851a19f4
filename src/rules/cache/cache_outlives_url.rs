//! `cache-outlives-url`: cached copies stay longer than the signature lives.

use crate::edge::{Lifetime, Trace, ViewerCheck};
use crate::finding::{
    Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration, instant,
};
use crate::model::Stage;
use crate::rules::ttl::{TimeToLive, TimesToLive, cause, placed};
use crate::rules::{Check, Scene};
use crate::s3::LONGEST_LIFETIME;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "cache-outlives-url",
    summary: "cached copies outlive the signature by more than the signature itself lives",
    group: Group::Cache,
    severity: Severity::Warning,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Cache,
    effect: Effect::Leaks,
    predicts: None,
    page: include_str!("cache_outlives_url.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((trace, validity)) = kept_apart(scene) else {
        return;
    };
    let Some(times) = TimesToLive::of(trace) else {
        return;
    };
    match (trace.lifetime, times.question()) {
        (Some(lifetime), _) if lifetime.usual > validity => {
            sink.report(usually(scene, trace, lifetime, &times));
        }
        (Some(lifetime), _) if lifetime.longest > validity => {
            sink.report(at_longest(scene, lifetime, &times));
        }
        (None, Some((reason, needs))) => sink.not_checked(&RULE, reason, needs),
        _ => {}
    }
}

/// The trace of a download whose copies are found by the signature only, and the seconds for which
/// that is valid. A shared copy is `query-not-in-cache-key`'s, and where it is declared how long is
/// allowed, that is what counts: `reach-over-limit`.
fn kept_apart<'a>(scene: &Scene<'a>) -> Option<(&'a Trace<'a>, u64)> {
    if scene
        .delivery
        .is_some_and(|delivery| delivery.reach.is_some())
    {
        return None;
    }
    let trace = scene.presigned_trace()?;
    let validity = scene.sigv4()?.lifetime?;
    let applies = (1..=LONGEST_LIFETIME).contains(&validity)
        && trace.viewer.can_be_cached()
        && trace.viewer_check == ViewerCheck::Open
        && trace.cache_key.has("X-Amz-Signature") == Some(true);
    applies.then_some((trace, validity))
}

fn usually(
    scene: &Scene<'_>,
    trace: &Trace<'_>,
    lifetime: Lifetime,
    times: &TimesToLive<'_>,
) -> Finding {
    let kept = duration(lifetime.usual);
    let exposure = scene.exposure.filter(|_| scene.delivery.is_none());
    let until = exposure.and_then(|exposure| exposure.usually_until);
    let until = until.map_or_else(String::new, |until| format!(": until {}", instant(until)));
    let finding = Finding::new(
        &RULE,
        format!("An expired URL stays reachable for up to {kept}{until}"),
    );
    let Some(cause) = cause(trace, lifetime, times) else {
        let param = trace.viewer.param("response-cache-control");
        let finding = finding.label(
            param.map(|param| param.value_span),
            format!("the answer is kept for {kept} because of this"),
        );
        let most = target(scene);
        let fix = Fix::new(format!(
            "sign with a max-age of at most {most} in response-cache-control"
        ));
        return explained(scene, finding).fix(fix.or(mend(scene, times).description));
    };
    let label = match cause.is_written() {
        true => format!("copies stay for {kept}"),
        false => format!("no {} here: copies stay for {kept}", cause.name),
    };
    let finding = placed(finding, times, cause, label);
    let finding = explained(scene, finding).fix(mend(scene, times));
    match lifetime.longest > lifetime.usual {
        true => finding.note(by_the_object(scene, lifetime)),
        false => finding,
    }
}

fn at_longest(scene: &Scene<'_>, lifetime: Lifetime, times: &TimesToLive<'_>) -> Finding {
    let longest = duration(lifetime.longest);
    let finding = Finding::new(
        &RULE,
        format!("The object's own max-age can keep an expired URL reachable for up to {longest}"),
    )
    .severity(Severity::Note)
    .confidence(Confidence::Possible)
    .effect(Effect::Weakens);
    let label = match times.max.is_written() {
        true => format!("the bound of what an object may ask for: {longest}"),
        false => format!("no MaxTTL here: an object may ask for {longest}"),
    };
    let finding = explained(scene, placed(finding, times, &times.max, label));
    let finding = finding.note(by_the_object(scene, lifetime));
    finding.fix(mend(scene, times))
}

fn explained(scene: &Scene<'_>, finding: Finding) -> Finding {
    let v4 = scene.sigv4();
    let at = v4.and_then(|v4| v4.expires.as_ref()?.span());
    let validity = v4.and_then(|v4| v4.lifetime).map(duration);
    finding
        .label(
            at,
            format!("the signature lives for {}", validity.unwrap_or_default()),
        )
        .note("CloudFront does not read S3's expiry: it serves a copy until its TTL is over")
}

fn by_the_object(scene: &Scene<'_>, lifetime: Lifetime) -> String {
    let exposure = scene.exposure.filter(|_| scene.delivery.is_none());
    let latest = exposure.and_then(|exposure| exposure.reachable_until);
    let latest = latest.map_or_else(String::new, |time| format!(": until {}", instant(time)));
    format!(
        "S3 sends no Cache-Control but the object's own; one with a long max-age makes it {}{latest}",
        duration(lifetime.longest)
    )
}

/// A time to live that leaves no URL a longer life after its end than before it: half of the
/// validity, or less where rounding hands out URLs that are nearer to their end.
fn target(scene: &Scene<'_>) -> u64 {
    let validity = scene.sigv4().and_then(|v4| v4.lifetime).unwrap_or(0);
    let half = (validity / 2).max(1);
    let shortest = scene.rounding.map_or(half, |rounding| rounding.shortest);
    if shortest == 0 {
        half
    } else {
        half.min(shortest)
    }
}

fn mend(scene: &Scene<'_>, times: &TimesToLive<'_>) -> Fix {
    let target = target(scene);
    let wanted = [
        (&times.min, 0),
        (&times.default, target),
        (&times.max, target),
    ];
    let too_long = |(time, _): &(&TimeToLive<'_>, u64)| time.seconds > Some(target);
    let changes: Vec<_> = wanted.into_iter().filter(too_long).collect();
    times.change(scene, &changes)
}
