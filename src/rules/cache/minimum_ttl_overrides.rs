//! `minimum-ttl-overrides`: a minimum TTL wins over what the object's own headers forbid.

use crate::finding::{Effect, Finding, Group, Need, Rule, Severity, Sink, duration};
use crate::model::Stage;
use crate::rules::ttl::{TimesToLive, unresolved};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "minimum-ttl-overrides",
    summary: "a minimum TTL wins over no-store, no-cache and private",
    group: Group::Cache,
    severity: Severity::Warning,
    needs: &[Need::Distribution],
    stage: Stage::Cache,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("minimum_ttl_overrides.md"),
};

/// Up to here, in seconds, a minimum hardly matters: AWS's own policies have 1 and 2.
const HARDLY: u64 = 2;

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let trace = scene.presigned_trace();
    let Some(trace) = trace.filter(|trace| trace.viewer.can_be_cached()) else {
        return;
    };
    match (trace.lifetime, TimesToLive::of(trace)) {
        // Where every header is forwarded nothing is kept, whatever the minimum says.
        (Some(lifetime), Some(times)) if times.min.seconds > 0 && !lifetime.is_zero() => {
            sink.report(word(scene, &times));
        }
        (None, _) => {
            if let Some((reason, needs)) = unresolved(trace) {
                sink.not_checked(&RULE, reason, needs);
            }
        }
        _ => {}
    }
}

fn word(scene: &Scene<'_>, times: &TimesToLive<'_>) -> Finding {
    let min = &times.min;
    let least = duration(min.seconds);
    let label = match times.policy.filter(|policy| policy.managed) {
        Some(policy) => format!("{} has a MinTTL of {}", policy.name, min.seconds),
        None => "wins over the object's Cache-Control".to_owned(),
    };
    let finding = Finding::new(
        &RULE,
        format!("Copies are kept for at least {least}, even of objects that forbid it"),
    )
    .label(min.place(), label)
    .note(format!(
        "no-store, no-cache, private and a max-age under {} count for nothing",
        min.seconds
    ))
    .fix(times.change(scene, &[(min, 0)]));
    match min.seconds <= HARDLY {
        true => finding
            .severity(Severity::Note)
            .note("that is so short that it hardly matters"),
        false => finding,
    }
}
