//! `alias-mismatch`: the URL's host is no name of this distribution.

use crate::edge::answers_to;
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Distribution, Stage};
use crate::rules::{Check, Scene};
use crate::s3::UNKNOWN_HOST;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "alias-mismatch",
    summary: "the URL's host is no name of this distribution",
    group: Group::Distribution,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Viewer,
    effect: Effect::Breaks,
    predicts: Some(UNKNOWN_HOST),
    page: include_str!("alias_mismatch.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((url, trace)) = scene.url.zip(scene.trace) else {
        return;
    };
    let host = url.host.value.as_str();
    let asked = url.s3_host().is_none();
    if asked && answers_to(trace.distribution, host) == Some(false) {
        sink.report(word(scene, trace.distribution, host));
    }
}

fn word(scene: &Scene<'_>, distribution: &Distribution, host: &str) -> Finding {
    let names = distribution.domain.iter().chain(&distribution.aliases);
    let names: Vec<&str> = names.map(|name| name.value.as_str()).collect();
    let first = distribution
        .aliases
        .first()
        .or(distribution.domain.as_ref());
    Finding::new(&RULE, "The URL's host is no name of this distribution")
        .label(scene.url.and_then(|url| url.host.span()), "not among its names")
        .label(first.and_then(|name| name.span()), "one of its names")
        .note(format!("it answers to {}", list(&names)))
        .note("another distribution may answer to the host: then its configuration is the one to look at")
        .fix(
            Fix::new(format!("give the configuration of the distribution that answers to {host}"))
                .or(format!("add {host} to the distribution's Aliases")),
        )
}
