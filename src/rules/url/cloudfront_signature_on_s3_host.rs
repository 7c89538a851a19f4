//! `cloudfront-signature-on-s3-host`: a URL signed for CloudFront is addressed to S3.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, S3Signature, SignedUrl, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "cloudfront-signature-on-s3-host",
    summary: "a URL signed for CloudFront is addressed to S3",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Mechanism,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "AccessDenied")),
    page: include_str!("cloudfront_signature_on_s3_host.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let to_s3 = scene
        .url
        .filter(|url| url.viewer.is_some() && url.s3_host().is_some());
    if let Some(url) = to_s3 {
        sink.report(word(url));
    }
}

fn word(url: &SignedUrl) -> Finding {
    let both = url.s3 != S3Signature::None;
    let finding = Finding::new(&RULE, "Signed for CloudFront, and addressed to S3")
        .confidence(Confidence::Likely)
        .label(url.host.span(), "S3 does not know CloudFront's keys");
    let finding = match both {
        true => finding
            .meets(Stage::Mechanism, Answer::s3(400, "InvalidArgument"))
            .note("S3 reads Signature as one of its own, beside the SigV4 one: it takes only one"),
        false => finding.note(
            "S3 reads Signature and Expires as SigV2's, and finds no AWSAccessKeyId beside them",
        ),
    };
    finding.fix(
        Fix::new("put the distribution's name in place of the bucket's host, and sign that URL")
            .or("sign for S3 with an SDK's presigner, if CloudFront is not meant"),
    )
}
