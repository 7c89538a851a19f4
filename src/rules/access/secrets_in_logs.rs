//! `secrets-in-logs`: access logs hold URLs that are still good.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration};
use crate::model::Stage;
use crate::rules::{Check, Scene};
use crate::source::Span;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "secrets-in-logs",
    summary: "access logs hold URLs that are still good",
    group: Group::Access,
    severity: Severity::Note,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Cache,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("secrets_in_logs.md"),
};

/// CloudFront usually delivers a log within an hour, in seconds: what lived shorter is over when
/// somebody reads it.
const UNTIL_READ: u64 = 3_600;

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let logging = scene.trace.and_then(|trace| trace.distribution.logging);
    let lifetime = scene.sigv4().and_then(|v4| v4.lifetime);
    let long = lifetime.filter(|lifetime| *lifetime > UNTIL_READ);
    if let (Some(at), Some(lifetime)) = (logging, long) {
        sink.report(word(scene, at, lifetime));
    }
}

fn word(scene: &Scene<'_>, logging: Span, lifetime: u64) -> Finding {
    let expires = scene.sigv4().and_then(|v4| v4.expires.as_ref()?.span());
    Finding::new(
        &RULE,
        format!(
            "Access logs hold this URL whole, and it lives for {}",
            duration(lifetime)
        ),
    )
    .label(Some(logging), "logs are written here")
    .label(expires, "longer than a log takes to arrive")
    .note("the log's cs-uri-query is the query with its signature: whoever reads the log can use the URL")
    .fix(
        Fix::new(format!(
            "sign for {} at most, or let nobody read the logs who may not read the objects",
            duration(UNTIL_READ)
        ))
        .or("log without cs-uri-query (standard logging v2 lets you choose the fields)"),
    )
}
