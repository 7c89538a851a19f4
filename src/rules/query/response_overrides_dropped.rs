//! `response-overrides-dropped`: a managed policy takes signed `response-*` parameters out.

use crate::edge::{DropReason, Trace};
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Answer, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "response-overrides-dropped",
    summary: "a managed policy drops signed response-content-* parameters towards S3",
    group: Group::Query,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Signature,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "SignatureDoesNotMatch")),
    page: include_str!("response_overrides_dropped.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene.trace.filter(|_| scene.sigv4().is_some()) else {
        return;
    };
    let dropped = dropped(trace);
    if !dropped.is_empty() {
        sink.report(word(scene, trace, &dropped));
    }
}

fn dropped<'t>(trace: &'t Trace<'_>) -> Vec<&'t str> {
    let dropped = trace.origin_request.dropped.iter();
    let dropped = dropped.filter(|dropped| dropped.reason == DropReason::ManagedPolicy);
    dropped
        .filter_map(|dropped| Some(trace.viewer.params.get(dropped.index)?.name.as_str()))
        .collect()
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>, dropped: &[&str]) -> Finding {
    let parameter = dropped
        .first()
        .and_then(|name| Some(scene.url?.param(name)?.span));
    Finding::new(&RULE, format!("The managed policy drops {} on the way to S3, and it was signed", list(dropped)))
        .label(trace.settings.query_span(), trace.settings.describe_query())
        .label(parameter, "signed, and dropped")
        .fix(
            Fix::new("use an origin request policy, or a cache policy, of your own that takes all query strings")
                .update_distribution(scene.distribution_id()),
        )
}
