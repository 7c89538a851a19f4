//! `response-overrides-dropped`: a managed policy takes signed `response-*` parameters out.

use crate::edge::{DropReason, Trace};
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Answer, Stage};
use crate::rules::forwarding::{dropped, first_name};
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
    let Some(trace) = scene.presigned_trace() else {
        return;
    };
    // SigV2 signs them as well.
    let dropped = dropped(scene, DropReason::ManagedPolicy);
    if !dropped.is_empty() {
        sink.report(word(scene, trace, &dropped));
    }
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>, dropped: &[&str]) -> Finding {
    let label = match dropped {
        [_] => "drops it",
        _ => "drops them",
    };
    Finding::new(&RULE, format!("CloudFront drops {}", list(dropped)))
        .label(trace.settings.query_span(), label)
        .label(first_name(scene, dropped), "signed, and dropped")
        .note("AWS's managed all-viewer policies do so when the origin is S3")
        .fix(
            Fix::new("use an origin request policy of your own that takes all query strings")
                .or("take all query strings in the cache policy: then they are forwarded as well")
                .update_distribution(scene.distribution_id()),
        )
}
