//! `foreign-signature`: the URL is signed for another vendor's storage.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, OriginKind, Param, SignedUrl, Stage, Vendor};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "foreign-signature",
    summary: "the URL is signed for another vendor's storage",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Mechanism,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "AccessDenied")),
    page: include_str!("foreign_signature.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    if let Some((url, vendor)) = scene.url.and_then(|url| Some((url, url.foreign?))) {
        sink.report(word(scene, url, vendor));
    }
}

fn word(scene: &Scene<'_>, url: &SignedUrl, vendor: Vendor) -> Finding {
    let name = vendor.name();
    let mark = url.params.iter().find(|param| is_mark(param));
    let place = mark.map(|param| param.name_span()).or(url.host.span());
    if vendor != Vendor::CloudflareR2 && goes_to_s3(scene, url) {
        return Finding::new(&RULE, format!("Signed for {name}, and sent to S3"))
            .label(place, format!("a parameter of {name}"))
            .label(scene.asked_host_span(), "S3 does not know that signature")
            .note("to S3 the request is anonymous: it serves it only if the object is public")
            .fix(
                Fix::new(format!(
                    "use the URL at the host of {name} that it was signed for"
                ))
                .or("sign for S3 with AWS credentials, if the object is there"),
            );
    }
    Finding::new(
        &RULE,
        format!("Signed for {name}: siglint knows it, and does not check it"),
    )
    .severity(Severity::Note)
    .effect(Effect::Weakens)
    .confidence(Confidence::Likely)
    .label(place, format!("of {name}"))
    .note(known(vendor))
}

/// Whether S3 gets it: through the distribution, or because it is addressed to S3.
fn goes_to_s3(scene: &Scene<'_>, url: &SignedUrl) -> bool {
    let rest = scene.asked_s3_host().is_some_and(|host| host.is_rest());
    let typed = scene
        .trace
        .is_some_and(|trace| trace.origin.kind.value == OriginKind::S3);
    rest || typed || (scene.trace.is_none() && url.s3_host().is_some())
}

fn is_mark(param: &Param) -> bool {
    let name = param.name.to_ascii_lowercase();
    let starts = ["x-goog-", "x-oss-"]
        .iter()
        .any(|start| name.starts_with(start));
    starts || ["googleaccessid", "ossaccesskeyid", "sig"].contains(&name.as_str())
}

/// What is known about a vendor's signed URLs behind a CDN.
const fn known(vendor: Vendor) -> &'static str {
    match vendor {
        Vendor::GoogleCloudStorage => {
            "its signature covers the Host as S3's does: it is good at storage.googleapis.com, or at the host it was signed for"
        }
        Vendor::Azure => {
            "a shared access signature covers the account and the path, and not the host: the whole query must reach Azure"
        }
        Vendor::AlibabaOss => {
            "its query has other names than S3's; the whole of it must reach OSS, at the host it was signed for"
        }
        Vendor::CloudflareR2 => {
            "R2 takes SigV4 at its own S3 host, and takes no presigned URLs at custom domains"
        }
    }
}
