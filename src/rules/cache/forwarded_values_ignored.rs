//! `forwarded-values-ignored`: legacy settings stand beside a cache policy, and are not in force.

use crate::edge::Trace;
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Stage, VoidSetting};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "forwarded-values-ignored",
    summary: "legacy settings stand beside a cache policy, and are not in force",
    group: Group::Cache,
    severity: Severity::Warning,
    needs: &[Need::Distribution],
    stage: Stage::Cache,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("forwarded_values_ignored.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene.presigned_trace() else {
        return;
    };
    let void = trace.behavior.void.iter().copied();
    let misleading: Vec<VoidSetting> = void.filter(|one| misleads(trace, *one)).collect();
    if !misleading.is_empty() {
        sink.report(word(scene, trace, &misleading));
    }
}

/// Whether somebody who reads it believes something else than what is in force. A time to live that
/// is the policy's own does no harm.
fn misleads(trace: &Trace<'_>, setting: VoidSetting) -> bool {
    let ttl = trace.settings.ttl();
    let in_force = ttl.and_then(|ttl| match setting.name {
        "MinTTL" => ttl.min.value.value(),
        "DefaultTTL" => ttl.default.value.value(),
        "MaxTTL" => ttl.max.value.value(),
        _ => None,
    });
    in_force.is_none_or(|seconds| Some(*seconds) != setting.seconds)
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>, settings: &[VoidSetting]) -> Finding {
    let names: Vec<&str> = settings.iter().map(|one| one.name).collect();
    let has_block = names.contains(&"ForwardedValues");
    let are = if names.len() == 1 && !has_block {
        "is"
    } else {
        "are"
    };
    let message = format!("{} {are} not in force beside a cache policy", list(&names));
    let finding = settings
        .iter()
        .fold(Finding::new(&RULE, message), |finding, one| {
            finding.label(Some(one.span), "not in force")
        });
    let finding = match &trace.settings {
        crate::edge::Settings::Policies { cache, .. } => {
            finding.label(cache.named_at(), "this decides")
        }
        crate::edge::Settings::Legacy(_) => finding,
    };
    let finding = match has_block {
        true => finding.note("CloudFront's API refuses ForwardedValues together with a cache policy; tools that deploy such a file leave one of them out"),
        false => finding,
    };
    finding.fix(
        Fix::new(format!(
            "remove {}, and say it in a cache policy of your own, where it is meant",
            if names.len() == 1 && !has_block {
                "it"
            } else {
                "them"
            }
        ))
        .update_distribution(scene.distribution_id()),
    )
}
