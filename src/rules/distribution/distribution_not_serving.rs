//! `distribution-not-serving`: the distribution is disabled, a staging one, or still being deployed.

use crate::edge::Trace;
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Distribution, Stage};
use crate::rules::{Check, Scene};
use crate::source::{Known, Sourced};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "distribution-not-serving",
    summary: "the distribution is disabled, a staging one, or still being deployed",
    group: Group::Distribution,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Viewer,
    effect: Effect::Breaks,
    predicts: None,
    page: include_str!("distribution_not_serving.md"),
};

/// The status of a distribution that has not reached every edge location.
const DEPLOYING: &str = "InProgress";

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((_, trace)) = scene.url.zip(scene.trace) else {
        return;
    };
    let distribution = trace.distribution;
    match &distribution.enabled.value {
        Known::Value(true) => {}
        Known::Value(false) => sink.report(disabled(scene, trace)),
        Known::Unresolved { expression } => sink.not_checked(
            &RULE,
            format!("whether the distribution is enabled is {expression}, which is not resolved"),
            "the value of Enabled, or the variable's (--var NAME=VALUE)",
        ),
    }
    if distribution.staging.value.value() == Some(&true) {
        sink.report(staging(distribution));
    }
    if let Some(status) = deploying(distribution) {
        sink.report(in_progress(status));
    }
}

fn deploying(distribution: &Distribution) -> Option<&Sourced<String>> {
    let status = distribution.status.as_ref();
    status.filter(|status| status.value == DEPLOYING)
}

fn disabled(scene: &Scene<'_>, trace: &Trace<'_>) -> Finding {
    let at = trace.distribution.enabled.span();
    Finding::new(&RULE, "The distribution is disabled: it serves nobody")
        .label(at, "takes no requests")
        .note("what a viewer gets from it is not documented; it is not the object")
        .fix(
            Fix::new("set Enabled to true")
                .edit(at, "true")
                .with_caution("the whole distribution goes on line")
                .or("give the configuration of the distribution that serves in its place")
                .update_distribution(scene.distribution_id()),
        )
}

fn staging(distribution: &Distribution) -> Finding {
    Finding::new(
        &RULE,
        "The distribution is a staging one: URLs do not name it",
    )
    .severity(Severity::Warning)
    .confidence(Confidence::Likely)
    .effect(Effect::Weakens)
    .label(distribution.staging.span(), "serves what is sent to it")
    .note("requests go to the primary distribution, and a continuous deployment policy sends some of them here")
    .fix(Fix::new(
        "check the primary distribution as well: most viewers are served by it",
    ))
}

fn in_progress(status: &Sourced<String>) -> Finding {
    Finding::new(&RULE, "The distribution is still being deployed")
        .severity(Severity::Note)
        .effect(Effect::Weakens)
        .label(status.span(), "not yet at every edge location")
        .note("until it is Deployed, some viewers are served with the settings from before")
}
