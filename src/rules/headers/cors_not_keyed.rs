//! `cors-not-keyed`: copies are shared between sites, with the first one's CORS headers.

use crate::edge::{Settings, Trace};
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{NameSet, Stage};
use crate::rules::listed::{Listed, named};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "cors-not-keyed",
    summary: "copies are shared between sites, with the CORS headers of the first",
    group: Group::Headers,
    severity: Severity::Warning,
    needs: &[Need::Distribution],
    stage: Stage::Cache,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("cors_not_keyed.md"),
};

const ORIGIN: &str = "Origin";

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let trace = scene.trace_to_s3();
    let Some(trace) = trace.filter(|trace| trace.viewer.can_be_cached()) else {
        return;
    };
    let signature = trace.viewer.signature_parameter();
    let arrives = trace.settings.forwards_parameter(signature) != Some(false);
    let kept = trace.lifetime.is_some_and(|lifetime| !lifetime.is_zero());
    let answered = trace.behavior.response_headers_policy.is_some();
    if let Some(origin) = unkeyed(trace).filter(|_| arrives && kept && !answered) {
        sink.report(word(scene, &origin));
    }
}

/// `Origin` as the origin request policy names it, where the cache policy does not.
fn unkeyed<'a>(trace: &Trace<'a>) -> Option<Listed<'a>> {
    let Settings::Policies { cache, .. } = &trace.settings else {
        return None;
    };
    let headers: &NameSet = &cache.found()?.headers.value;
    let is_open = headers.takes_header(ORIGIN) != Some(false);
    named(&trace.settings, ORIGIN).filter(|_| !is_open)
}

fn word(scene: &Scene<'_>, origin: &Listed<'_>) -> Finding {
    Finding::new(
        &RULE,
        "Copies are shared between sites: Origin is forwarded, and not in the cache key",
    )
    .confidence(Confidence::Likely)
    .label(origin.at, "forwards Origin")
    .note("S3 answers with CORS headers only where the request has an Origin: whoever fills the cache decides for all")
    .note("so a URL that an <img> loaded first fails in a fetch() of the same page")
    .fix(
        Fix::new("put Origin into the headers of the cache policy")
            .or("name a response headers policy with CORS, and forward no Origin")
            .update_distribution(scene.distribution_id()),
    )
}
