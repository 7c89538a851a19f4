//! `accelerate-origin`: the origin is an accelerate host, which CloudFront does not take.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Endpoint, S3Host, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "accelerate-origin",
    summary: "the origin is an S3 accelerate host, which CloudFront does not take",
    group: Group::Origin,
    severity: Severity::Error,
    needs: &[Need::Distribution],
    stage: Stage::Routing,
    effect: Effect::Breaks,
    predicts: None,
    page: include_str!("accelerate_origin.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let host = scene.presigned_trace().and_then(|_| scene.origin_s3_host());
    if let Some(host) = host.filter(|host| host.endpoint == Endpoint::Accelerate) {
        sink.report(word(scene, &host));
    }
}

fn word(scene: &Scene<'_>, host: &S3Host) -> Finding {
    let bucket = host.bucket.as_deref().unwrap_or("BUCKET");
    let region = scene.signed_region_name();
    let regional = region.and_then(|region| S3Host::regional(bucket, region));
    let at = scene.trace.and_then(|trace| trace.origin.domain.span());
    let target = regional
        .clone()
        .unwrap_or_else(|| format!("{bucket}.s3.REGION.amazonaws.com"));
    let fix = Fix::new(format!(
        "set the origin's DomainName to {target}, and sign for that host"
    ));
    let fix = match regional {
        Some(host) => fix.edit(at, host),
        None => fix,
    };
    Finding::new(
        &RULE,
        "The origin is an accelerate host, which CloudFront does not take",
    )
    .confidence(Confidence::Likely)
    .label(at, "Transfer Acceleration is for clients, not for CDNs")
    .note("AWS documents that it must not be an origin, and not what happens if it is one")
    .fix(fix.update_distribution(scene.distribution_id()))
}
