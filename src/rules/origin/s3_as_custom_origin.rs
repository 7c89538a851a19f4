//! `s3-as-custom-origin`: a bucket attached as a custom origin.

use crate::finding::{Change, Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Endpoint, OriginKind, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "s3-as-custom-origin",
    summary: "the bucket is attached as a custom origin, which adds an unsigned header",
    group: Group::Origin,
    severity: Severity::Error,
    needs: &[Need::Distribution],
    stage: Stage::UnsignedHeaders,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "AccessDenied")),
    page: include_str!("s3_as_custom_origin.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    if is_bucket_as_custom_origin(scene) {
        sink.report(word(scene));
    }
}

/// A Multi-Region Access Point can be nothing but a custom origin, and a website endpoint has a rule
/// of its own.
fn is_bucket_as_custom_origin(scene: &Scene<'_>) -> bool {
    let custom = scene
        .presigned_trace()
        .is_some_and(|trace| trace.origin.kind.value == OriginKind::Custom);
    let rest = scene
        .origin_s3_host()
        .is_some_and(|host| host.is_rest() && host.endpoint != Endpoint::MultiRegionAccessPoint);
    let headers = scene
        .promise
        .map(|promise| promise.signed_headers.as_slice());
    let signed = headers
        .unwrap_or_default()
        .iter()
        .any(|name| name == "x-amz-cf-id");
    custom && rest && !signed
}

fn word(scene: &Scene<'_>) -> Finding {
    let origin = scene.trace.map(|trace| trace.origin);
    let finding = Finding::new(&RULE, "S3 will refuse the unsigned x-amz-cf-id")
        .confidence(Confidence::Likely)
        .label(
            origin.and_then(|origin| origin.kind.span()),
            "makes it a custom origin",
        )
        .label(
            origin.and_then(|origin| origin.domain.span()),
            "S3's REST endpoint",
        );
    refusal(scene, finding).fix(
        Fix::new("replace CustomOriginConfig by S3OriginConfig with an empty OriginAccessIdentity")
            .change(origin.and_then(|origin| origin.kind.span()), AS_S3, "")
            .update_distribution(scene.distribution_id()),
    )
}

/// An S3 origin that CloudFront signs nothing for.
const AS_S3: Change = Change::Instead {
    old: "CustomOriginConfig",
    new: "S3OriginConfig",
    key: "OriginAccessIdentity",
};

/// SigV4 names an unsigned header in its answer; SigV2 covers every `x-amz-*` header, and so the
/// signature itself is wrong.
fn refusal(scene: &Scene<'_>, finding: Finding) -> Finding {
    match scene.url.map(|url| url.scheme()) {
        Some("s3-sigv2") => finding
            .meets(Stage::Signature, Answer::s3(403, "SignatureDoesNotMatch"))
            .note(
                "CloudFront adds this header, and SigV2 covers every x-amz-* header that arrives",
            ),
        _ => finding.note(
            "CloudFront adds this header; S3 wants every x-amz-* header signed, and names it in \
             HeadersNotSigned. AWS does not document this case: a request settles it",
        ),
    }
}
