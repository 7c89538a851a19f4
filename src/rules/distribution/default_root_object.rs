//! `default-root-object`: CloudFront asks S3 for another object than the path that was signed.

use crate::edge::Trace;
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Stage};
use crate::rules::{Check, Scene};
use crate::source::Known;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "default-root-object",
    summary: "the default root object stands for the path that was signed",
    group: Group::Distribution,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Signature,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "SignatureDoesNotMatch")),
    page: include_str!("default_root_object.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((_, trace)) = scene.url.zip(scene.trace_to_s3()) else {
        return;
    };
    if let Some(object) = trace.root_object() {
        sink.report(word(scene, trace, object));
    } else if trace.asks_for_root()
        && let Known::Unresolved { expression } = &trace.distribution.default_root_object.value
    {
        sink.not_checked(
            &RULE,
            format!("the default root object is {expression}, which is not resolved"),
            "its name, or the distribution as `aws cloudfront get-distribution` prints it",
        );
    }
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>, object: &str) -> Finding {
    Finding::new(
        &RULE,
        format!("CloudFront asks S3 for /{object} in place of /, which was signed"),
    )
    .confidence(Confidence::Likely)
    .label(
        trace.distribution.default_root_object.span(),
        "stands for /",
    )
    .label(scene.url.and_then(|url| url.path.span()), "signed")
    .fix(
        Fix::new(format!("sign the key {object}, and put it into the URL"))
            .or("to list a bucket, ask S3 directly: CloudFront keeps such answers as if they were objects")
            .or("remove DefaultRootObject, if nothing else needs it")
            .update_distribution(scene.distribution_id()),
    )
}
