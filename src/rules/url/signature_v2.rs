//! `signature-v2`: the URL is signed with SigV2, which few Regions and buckets take.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Bucket, Region, S3Host, S3Signature, SignedUrl, Stage, region};
use crate::rules::{Check, Scene};
use crate::s3::KMS_REFUSES_SIGV2;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "signature-v2",
    summary: "the URL is signed with SigV2, which most Regions and newer buckets refuse",
    group: Group::Url,
    severity: Severity::Warning,
    needs: &[Need::Url],
    stage: Stage::Mechanism,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("signature_v2.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    if let Some(url) = scene.url.filter(|url| matches!(url.s3, S3Signature::V2(_))) {
        sink.report(word(scene, url));
    }
}

/// The Region of the host that S3 sees, where that host has one.
fn known_region(scene: &Scene<'_>) -> Option<&'static Region> {
    let S3Host { region: name, .. } = scene.asked_s3_host()?;
    region(name.as_deref()?)
}

/// The bucket behind the origin, where it encrypts with a KMS key.
fn encrypting<'a>(scene: &Scene<'a>) -> Option<&'a Bucket> {
    let bucket = scene.trace.and_then(|trace| trace.bucket);
    bucket.filter(|bucket| bucket.encrypts_with_kms())
}

fn word(scene: &Scene<'_>, url: &SignedUrl) -> Finding {
    let place = url.param("AWSAccessKeyId").map(|param| param.name_span());
    let refusing = known_region(scene).filter(|region| !region.accepts_sigv2);
    let broken = |finding: Finding| finding.severity(Severity::Error).effect(Effect::Breaks);
    let finding = match (refusing, encrypting(scene)) {
        (Some(region), _) => broken(Finding::new(
            &RULE,
            format!("The URL is signed with SigV2, which {} refuses", region.name),
        ))
        .meets(Stage::Mechanism, Answer::s3(400, "InvalidRequest"))
        .note("Regions that opened after 2014-01-30 take SigV4 only"),
        (None, Some(bucket)) => broken(Finding::new(
            &RULE,
            format!(
                "The URL is signed with SigV2, and bucket {} encrypts with a KMS key",
                bucket.name
            ),
        ))
        .confidence(Confidence::Likely)
        .meets(Stage::Mechanism, KMS_REFUSES_SIGV2)
        .note("S3 wants SigV4 for objects under a KMS key; one from before the bucket encrypted so may still be served"),
        (None, None) => Finding::new(&RULE, "The URL is signed with SigV2")
            .confidence(Confidence::Likely)
            .note("S3 refuses it with 400 InvalidRequest in Regions that opened after 2014-01-30, and for buckets made after 2020-06-24"),
    };
    let finding = finding.label(place, "SigV2's parameter; SigV4's are called X-Amz-…");
    let finding = match encrypting(scene) {
        Some(bucket) => finding.label(
            bucket.encryption.as_ref().and_then(|one| one.span()),
            "objects are encrypted with it",
        ),
        None => finding.note("it is refused for objects that are encrypted with a KMS key, too"),
    };
    finding.fix(
        Fix::new("sign with SigV4")
            .or("in boto3: Config(signature_version=\"s3v4\", s3={\"addressing_style\": \"virtual\"}) and the bucket's region_name")
            .or("in the JavaScript SDK v2: signatureVersion: \"v4\""),
    )
}
