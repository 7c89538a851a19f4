//! `cors-preflight-blocked`: the behavior is made for other origins' pages, and refuses their preflights.

use crate::edge::{Policy, Settings, Trace, reaches_origin};
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::Stage;
use crate::rules::listed::{Listed, named};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "cors-preflight-blocked",
    summary: "browsers' preflight requests are refused, or do not reach S3 whole",
    group: Group::Headers,
    severity: Severity::Warning,
    needs: &[Need::Distribution],
    stage: Stage::Viewer,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("cors_preflight_blocked.md"),
};

/// What S3 decides by when it answers a preflight.
const ASKED_METHOD: &str = "Access-Control-Request-Method";

/// What a browser sends of the page that asks.
const ORIGIN: &str = "Origin";

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene.trace_to_s3().filter(|trace| arrives(trace)) else {
        return;
    };
    let Some(methods) = trace.behavior.allowed_methods.value.value() else {
        return;
    };
    let takes_preflights = methods.iter().any(|method| method == "OPTIONS");
    let asked = named(&trace.settings, ASKED_METHOD);
    match (takes_preflights, asked) {
        (false, Some(asked)) if !is_managed(trace) => sink.report(refused(scene, trace, &asked)),
        (true, None) if answers_itself(trace) => {}
        (true, None) if is_for_browsers(trace) && lacks_method(trace) => {
            sink.report(incomplete(scene, trace));
        }
        _ => {}
    }
}

/// Whether a signature arrives at all: what a page gets without one is another matter.
fn arrives(trace: &Trace<'_>) -> bool {
    let signature = trace.viewer.signature_parameter();
    trace.settings.forwards_parameter(signature) != Some(false)
}

/// A response headers policy may have CloudFront add the headers that a browser looks for.
fn answers_itself(trace: &Trace<'_>) -> bool {
    trace.behavior.response_headers_policy.is_some()
}

/// Whether other sites' pages are meant: `Origin` is forwarded by its name.
fn is_for_browsers(trace: &Trace<'_>) -> bool {
    named(&trace.settings, ORIGIN).is_some()
}

fn lacks_method(trace: &Trace<'_>) -> bool {
    reaches_origin(&trace.settings, ASKED_METHOD) == Some(false)
}

/// Whether a policy of AWS's names the header: then nobody chose it by itself, and a plain download
/// has no preflight.
fn is_managed(trace: &Trace<'_>) -> bool {
    let Settings::Policies {
        request: Some(request),
        ..
    } = &trace.settings
    else {
        return false;
    };
    Policy::found(request).is_some_and(|policy| policy.managed)
}

fn refused(scene: &Scene<'_>, trace: &Trace<'_>, asked: &Listed<'_>) -> Finding {
    Finding::new(
        &RULE,
        "Browsers' preflights get 403: the behavior does not take OPTIONS",
    )
    .confidence(Confidence::Likely)
    .label(trace.behavior.allowed_methods.span(), "no OPTIONS")
    .label(asked.at, "forwards what only preflights have")
    .fix(
        Fix::new("set AllowedMethods to GET, HEAD, OPTIONS")
            .update_distribution(scene.distribution_id()),
    )
}

fn incomplete(scene: &Scene<'_>, trace: &Trace<'_>) -> Finding {
    let origin = named(&trace.settings, ORIGIN);
    Finding::new(
        &RULE,
        format!("S3 refuses browsers' preflights: {ASKED_METHOD} does not reach it"),
    )
    .confidence(Confidence::Likely)
    .label(
        origin.and_then(|origin| origin.at),
        "Origin is forwarded, and this is not",
    )
    .note("S3 answers a preflight by Origin, Access-Control-Request-Method and -Headers together")
    .fix(
        Fix::new("forward Access-Control-Request-Method and Access-Control-Request-Headers, too")
            .or("name a response headers policy with CORS, so that CloudFront adds what browsers look for")
            .update_distribution(scene.distribution_id()),
    )
}
