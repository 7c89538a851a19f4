//! `origin-access-signs-again`: CloudFront signs the request that is signed already.

use crate::edge::CloudFrontAuth;
use crate::finding::{
    Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, command_id,
};
use crate::model::{Answer, SigningBehavior, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "origin-access-signs-again",
    summary: "CloudFront signs the request a second time (OAC or OAI)",
    group: Group::Origin,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Mechanism,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(400, "InvalidArgument")),
    page: include_str!("origin_access_signs_again.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let trace = scene.presigned_trace();
    match trace.and_then(|trace| trace.origin_request.auth.as_ref()) {
        Some(CloudFrontAuth::Unresolved { expression, .. }) => sink.not_checked(
            &RULE,
            format!(
                "the origin's access control or identity is {expression}, which is not resolved"
            ),
            "its id, or an empty one if there is none",
        ),
        Some(auth) => sink.report(word(scene, auth)),
        None => {}
    }
}

/// That S3 refuses was seen with an access identity; for access controls it follows from what they
/// add, and AWS does not say it.
fn word(scene: &Scene<'_>, auth: &CloudFrontAuth) -> Finding {
    let finding = Finding::new(&RULE, "CloudFront signs the request again")
        .confidence(Confidence::Likely)
        .label(auth.span(), label(auth))
        .note("S3 accepts one signature only: the URL's, or CloudFront's in Authorization");
    let finding = match auth {
        CloudFrontAuth::AccessControl { id, signing: None, .. } => finding.note(format!(
            "not so if its SigningBehavior is never: `aws cloudfront get-origin-access-control --id {} > oac.json` and -c oac.json tell",
            command_id(Some(id), "ID")
        )),
        CloudFrontAuth::AccessControl { signing: Some(SigningBehavior::NoOverride), .. } => {
            finding.note("no-override looks for an Authorization header; a signed query does not hold it back")
        }
        _ => finding,
    };
    finding.note(LINTERS).fix(mend(scene, auth))
}

fn label(auth: &CloudFrontAuth) -> &'static str {
    match auth {
        CloudFrontAuth::AccessControl { signing, .. } => match signing {
            Some(SigningBehavior::Always) => "signs always",
            Some(SigningBehavior::NoOverride) => "signs (no-override)",
            _ => "signs, as nearly all do",
        },
        CloudFrontAuth::AccessIdentity { .. } | CloudFrontAuth::Unresolved { .. } => {
            "CloudFront signs with it"
        }
    }
}

fn mend(scene: &Scene<'_>, auth: &CloudFrontAuth) -> Fix {
    let (key, at) = match auth {
        CloudFrontAuth::AccessControl { at, .. } => ("OriginAccessControlId", at),
        CloudFrontAuth::AccessIdentity { at } | CloudFrontAuth::Unresolved { at, .. } => {
            ("OriginAccessIdentity", at)
        }
    };
    Fix::new(format!(
        "set {key} to \"\" on this origin, and grant CloudFront nothing in the bucket policy"
    ))
    .or("keep it, and sign with CloudFront's own signed URLs instead of S3's")
    .edit(*at, "")
    .with_caution("what is requested without a presigned URL through this origin loses its access")
    .update_distribution(scene.distribution_id())
}

const LINTERS: &str = "linters that ask for it mean another delivery: Security Hub CloudFront.13, \
    checkov CKV2_AWS_46, cdk-nag CFR7 and others; `siglint explain origin-access-signs-again` has \
    their suppressions";
