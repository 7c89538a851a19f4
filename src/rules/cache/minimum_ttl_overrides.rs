//! `minimum-ttl-overrides`: a minimum TTL wins over what the object's own headers forbid.

use crate::finding::{Effect, Finding, Group, Need, Rule, Severity, Sink, duration};
use crate::model::Stage;
use crate::rules::ttl::TimesToLive;
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
    let Some(times) = TimesToLive::of(trace) else {
        return;
    };
    // Where every header is forwarded nothing is kept, whatever the minimum says.
    let kept = trace.lifetime.is_none_or(|lifetime| !lifetime.is_zero());
    match (times.min.seconds, times.min.question()) {
        (Some(seconds @ 1..), _) if kept => sink.report(word(scene, &times, seconds)),
        (_, Some((reason, needs))) if kept => sink.not_checked(&RULE, reason, needs),
        _ => {}
    }
}

fn word(scene: &Scene<'_>, times: &TimesToLive<'_>, seconds: u64) -> Finding {
    let min = &times.min;
    let least = duration(seconds);
    let label = match times.policy.filter(|policy| policy.managed) {
        Some(policy) => format!("{} has a MinTTL of {seconds}", policy.name),
        None => "wins over the object's Cache-Control".to_owned(),
    };
    let finding = Finding::new(
        &RULE,
        format!("Copies are kept for at least {least}, even of objects that forbid it"),
    )
    .label(min.place(), label)
    .note(format!(
        "no-store, no-cache, private and a max-age under {seconds} count for nothing"
    ))
    .fix(times.change(scene, &[(min, 0)]));
    match seconds <= HARDLY {
        true => finding
            .severity(Severity::Note)
            .note("that is so short that it hardly matters"),
        false => finding,
    }
}
