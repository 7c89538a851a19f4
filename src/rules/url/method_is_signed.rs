//! `method-is-signed`: the URL is used with another method than it was signed for.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Stage};
use crate::rules::{Check, Scene};
use crate::s3::Evidence;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "method-is-signed",
    summary: "the URL is used with another method than it was signed for",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Signature,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "SignatureDoesNotMatch")),
    page: include_str!("method_is_signed.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(promise) = scene.promise.filter(|one| one.method != scene.method) else {
        return;
    };
    let marked = scene.url.and_then(|url| url.marked_method());
    if promise.host.evidence == Evidence::Proof || marked == Some(promise.method.as_str()) {
        sink.report(word(scene, &promise.method));
    }
}

fn word(scene: &Scene<'_>, signed: &str) -> Finding {
    let method = scene.method;
    let operation = scene.url.and_then(|url| url.param("x-id"));
    let operation = operation.filter(|_| {
        scene
            .url
            .is_some_and(|url| url.marked_method() == Some(signed))
    });
    let finding = Finding::new(
        &RULE,
        format!("The URL is signed for {signed}, and would be used with {method}"),
    )
    .label(
        operation.map(|param| param.value_span),
        format!("the operation, which is a {signed}"),
    )
    .note("the method is the first line of what is signed: a URL is good for one");
    match (signed, method) {
        ("GET", "HEAD") => finding.fix(
            Fix::new("send GET with `Range: bytes=0-0` to try a download without its body")
                .or("sign another URL for HEAD"),
        ),
        _ => finding.fix(Fix::new(format!(
            "use {signed}, or sign another URL for {method}"
        ))),
    }
}
