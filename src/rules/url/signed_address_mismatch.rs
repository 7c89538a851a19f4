//! `signed-address-mismatch`: the secret proves another host or path than the URL's.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, S3Host, S3Signature, SignedUrl, Stage};
use crate::rules::{Check, Scene};
use crate::s3::Promise;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "signed-address-mismatch",
    summary: "the secret makes the signature for another host, path or body than the URL's",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Signature,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "SignatureDoesNotMatch")),
    page: include_str!("signed_address_mismatch.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((url, promise)) = scene.url.zip(scene.promise) else {
        return;
    };
    if promise.payload.is_some() {
        sink.report(word_body(url));
    }
    // What a distribution makes of host and path is what other rules compare.
    let to_s3 = scene.trace.is_none() && url.s3_host().is_some();
    if to_s3 && promise.is_for_another_address(url) {
        sink.report(word_address(url, promise));
    }
}

fn word_address(url: &SignedUrl, promise: &Promise) -> Finding {
    let host = promise.host.host.as_deref().unwrap_or("another host");
    let path = promise.path.as_deref().unwrap_or("/");
    let same_host = host == url.host.value || matches!(url.s3, S3Signature::V2(_));
    let (place, what) = match same_host {
        true => (url.path.span(), format!("the path {path}")),
        false => (url.host.span(), host.to_owned()),
    };
    let described = S3Host::parse(host).map_or_else(|| "no S3 host".to_owned(), |h| h.describe());
    Finding::new(&RULE, format!("The URL was signed for {what}"))
        .label(place, "not what was signed")
        .note(format!(
            "the secret makes this signature for https://{host}{path}: {described}"
        ))
        .fix(
            Fix::new(format!("use the URL with https://{host}{path}"))
                .or("sign for the host and path that the URL is to have"),
        )
}

fn word_body(url: &SignedUrl) -> Finding {
    let place = url.param("X-Amz-Signature").map(|param| param.name_span());
    Finding::new(&RULE, "The URL was signed with the hash of an empty body")
        .label(place, "valid for that hash alone")
        .note(
            "for a signed query S3 takes UNSIGNED-PAYLOAD in the last line of the canonical request, \
             whatever the body is",
        )
        .fix(Fix::new(
            "write UNSIGNED-PAYLOAD as the last line of the canonical request, or use an SDK's presigner",
        ))
}
