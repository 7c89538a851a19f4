//! `multi-region-access-point`: it takes SigV4A only, and CloudFront asks it as a custom origin.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Endpoint, S3Signature, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "multi-region-access-point",
    summary: "a Multi-Region Access Point takes SigV4A only",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Mechanism,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(400, "InvalidRequest")),
    page: include_str!("multi_region_access_point.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let host = scene.asked_s3_host();
    if host.is_none_or(|host| host.endpoint != Endpoint::MultiRegionAccessPoint) {
        return;
    }
    let Some(url) = scene.url.filter(|url| url.scheme().starts_with("s3-")) else {
        return;
    };
    if !matches!(url.s3, S3Signature::V4a(_)) {
        sink.report(word(scene));
    } else if scene.trace.is_some() {
        sink.report(word_origin(scene));
    }
}

fn word(scene: &Scene<'_>) -> Finding {
    let algorithm = scene.url.and_then(|url| url.param("X-Amz-Algorithm"));
    let algorithm = algorithm.map(|param| param.value_span);
    Finding::new(
        &RULE,
        "A Multi-Region Access Point takes SigV4A; this is signed for one Region",
    )
    .label(algorithm, "expected AWS4-ECDSA-P256-SHA256")
    .label(
        scene.trace.and_then(|trace| trace.origin.domain.span()),
        "a Multi-Region Access Point",
    )
    .note("that it asks for SigV4A is documented; the code of its refusal is not")
    .note("boto3 with signature_version=\"s3v4\" signs so without a word")
    .fix(
        Fix::new("sign with SigV4A: in boto3, install awscrt and leave signature_version out")
            .or("sign for the Regional host of one of its buckets, and make that the origin"),
    )
}

/// CloudFront adds a header that S3 wants signed, and which nobody can sign.
fn word_origin(scene: &Scene<'_>) -> Finding {
    Finding::new(&RULE, "The origin is a Multi-Region Access Point")
        .severity(Severity::Warning)
        .effect(Effect::Weakens)
        .confidence(Confidence::Possible)
        .label(scene.asked_host_span(), "can be a custom origin only")
        .note("CloudFront adds x-amz-cf-id to requests to a custom origin, and S3 wants every x-amz-* header signed: it may answer 403 AccessDenied. AWS does not document presigned URLs on this way")
        .fix(
            Fix::new("sign for the Regional host of one of its buckets, and make that an S3 origin")
                .or("let a function at the edge sign the requests, and give viewers CloudFront's signed URLs"),
        )
}
