//! `reach-over-limit`: an object can be reached for longer after signing than the delivery allows.

use crate::edge::{Lifetime, Trace, ViewerCheck};
use crate::finding::{
    Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration,
};
use crate::model::Stage;
use crate::rules::ttl::{TimeToLive, TimesToLive, cause, placed};
use crate::rules::{Check, Scene};
use crate::source::Sourced;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "reach-over-limit",
    summary: "an object can be reached for longer after signing than its delivery allows",
    group: Group::Cache,
    severity: Severity::Error,
    needs: &[Need::Distribution, Need::Delivery],
    stage: Stage::Cache,
    effect: Effect::Leaks,
    predicts: None,
    page: include_str!("reach_over_limit.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((trace, limit, validity)) = limited(scene) else {
        return;
    };
    if validity > limit.value {
        sink.report(too_long_valid(scene, limit, validity));
        return;
    }
    let Some(times) = TimesToLive::of(trace) else {
        return;
    };
    match (trace.lifetime, times.question()) {
        (Some(lifetime), _) if validity.saturating_add(lifetime.longest) > limit.value => {
            sink.report(kept_too_long(scene, trace, lifetime, &times, limit));
        }
        (None, Some((reason, needs))) => sink.not_checked(&RULE, reason, needs),
        _ => {}
    }
}

/// The trace of a declared delivery, its limit, and the seconds for which its URLs are valid. A copy
/// that is shared without a signature has no end: that is `query-not-in-cache-key`'s.
fn limited<'a>(scene: &Scene<'a>) -> Option<(&'a Trace<'a>, &'a Sourced<u64>, u64)> {
    let trace = scene.presigned_trace()?;
    let limit = scene.delivery?.reach.as_ref()?;
    let validity = scene.signer?.expires.value;
    let signature = trace.viewer.signature_parameter();
    let is_shared = trace.viewer.can_be_cached() && trace.cache_key.has(signature) != Some(true);
    let is_open = trace.viewer_check == ViewerCheck::Open;
    (is_open && !is_shared).then_some((trace, limit, validity))
}

fn headline(reach: u64, limit: u64) -> String {
    format!(
        "An object stays reachable for up to {} after signing, and the delivery allows {}",
        duration(reach),
        duration(limit)
    )
}

fn too_long_valid(scene: &Scene<'_>, limit: &Sourced<u64>, validity: u64) -> Finding {
    let signer = scene.signer;
    let at = signer.and_then(|signer| signer.expires.span());
    Finding::new(&RULE, headline(validity, limit.value))
        .label(at, format!("a URL is valid for {}", duration(validity)))
        .label(limit.span(), "the limit")
        .fix(Fix::new(format!(
            "sign for less than {}: cached copies stay for their TTL beyond the end of a URL",
            duration(limit.value)
        )))
}

fn kept_too_long(
    scene: &Scene<'_>,
    trace: &Trace<'_>,
    lifetime: Lifetime,
    times: &TimesToLive<'_>,
    limit: &Sourced<u64>,
) -> Finding {
    let validity = scene.signer.map_or(0, |signer| signer.expires.value);
    let usual = validity.saturating_add(lifetime.usual) > limit.value;
    let kept = if usual {
        lifetime.usual
    } else {
        lifetime.longest
    };
    let finding = Finding::new(&RULE, headline(validity.saturating_add(kept), limit.value));
    let time = cause(trace, lifetime, times)
        .filter(|_| usual)
        .unwrap_or(&times.max);
    let label = match time.is_written() {
        true => format!("copies stay for up to {}", duration(kept)),
        false => format!(
            "no {} here: copies stay for up to {}",
            time.name,
            duration(kept)
        ),
    };
    let finding = placed(finding, times, time, label)
        .label(limit.span(), "the limit")
        .note(format!(
            "a URL is valid for {}, and a copy that is fetched at its end stays for another {}",
            duration(validity),
            duration(kept)
        ))
        .fix(mend(scene, times, limit.value, validity));
    match usual {
        true => finding,
        false => finding
            .confidence(Confidence::Possible)
            .note("so it is for objects that were uploaded with a Cache-Control that asks for it"),
    }
}

/// A time to live that keeps the limit; where a URL takes all of it, it has to be shorter as well.
fn mend(scene: &Scene<'_>, times: &TimesToLive<'_>, limit: u64, validity: u64) -> Fix {
    let left = limit - validity.min(limit);
    if left == 0 {
        return Fix::new(format!(
            "sign for less than {}, and keep copies for no longer than what is left",
            duration(limit)
        ));
    }
    let wanted = [(&times.min, 0), (&times.default, left), (&times.max, left)];
    let too_long = |(time, most): &(&TimeToLive<'_>, u64)| time.seconds > Some(*most);
    let changes: Vec<_> = wanted.into_iter().filter(too_long).collect();
    times.change(scene, &changes)
}
