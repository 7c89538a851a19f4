//! `website-endpoint-origin`: the origin is a bucket's website endpoint, which knows no signatures.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Endpoint, S3Host, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "website-endpoint-origin",
    summary: "the origin is a website endpoint, which does not look at signatures",
    group: Group::Origin,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Routing,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "AccessDenied")),
    page: include_str!("website_endpoint_origin.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let host = scene.presigned_trace().and_then(|_| scene.origin_s3_host());
    if let Some(host) = host.filter(|host| host.endpoint == Endpoint::Website) {
        sink.report(word(scene, &host));
    }
}

/// That signatures are not looked at is certain. What comes of it depends on the object, which the
/// input does not tell: a private one is refused, a public one is served to everyone.
fn word(scene: &Scene<'_>, host: &S3Host) -> Finding {
    let rest = host.bucket.as_deref().zip(host.region.as_deref());
    let rest = rest.and_then(|(bucket, region)| S3Host::regional(bucket, region));
    let rest = rest.unwrap_or_else(|| "BUCKET.s3.REGION.amazonaws.com".to_owned());
    let at = scene.trace.and_then(|trace| trace.origin.domain.span());
    Finding::new(&RULE, "A website endpoint will refuse the URL")
        .confidence(Confidence::Likely)
        .label(at, "website endpoint")
        .note(
            "it does not look at signatures: a private object is refused with an HTML page, \
             signed or not, and a public one is served to everyone",
        )
        .fix(
            Fix::new(format!(
                "set the origin's DomainName to {rest}, and put S3OriginConfig with an empty \
                 OriginAccessIdentity in place of CustomOriginConfig"
            ))
            .update_distribution(scene.distribution_id()),
        )
}
