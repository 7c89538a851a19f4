//! `behavior-prefix-in-key`: the viewer's path is not the one that was signed.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Stage};
use crate::rules::{Check, Scene};
use crate::s3::PathComparison;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "behavior-prefix-in-key",
    summary: "the URL's path is not the signed one, as when it was moved below a behavior's prefix",
    group: Group::Origin,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Signature,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "SignatureDoesNotMatch")),
    page: include_str!("behavior_prefix_in_key.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(path) = scene.comparison.map(|comparison| &comparison.path) else {
        return;
    };
    let prefixed = scene
        .trace
        .is_some_and(|trace| trace.origin_request.path_prefix.as_deref() != Some(""));
    if path.difference.differs() && !prefixed && scene.sigv4().is_some() {
        sink.report(word(scene, path));
    }
}

/// A function at the edge may put the path right; what it does is not known here.
fn rewrites(scene: &Scene<'_>) -> bool {
    let functions = scene.trace.map(|trace| trace.behavior.functions.as_slice());
    let request = |event: &str| event.ends_with("-request");
    functions
        .unwrap_or_default()
        .iter()
        .any(|function| request(&function.event.value))
}

fn word(scene: &Scene<'_>, path: &PathComparison) -> Finding {
    let signed = path.signed.as_deref().unwrap_or("another path");
    let received = path.received.as_deref().unwrap_or("another path");
    let trace = scene.trace;
    let finding = Finding::new(
        &RULE,
        format!("S3 will see the path {received}, and {signed} was signed"),
    )
    .label(
        scene.url.and_then(|url| url.path.span()),
        "the path that S3 will see",
    )
    .label(
        trace.and_then(|trace| trace.behavior.pattern.span()),
        "selects this behavior, and removes nothing",
    )
    .fix(
        Fix::new("sign the path as the viewer asks it: store the object under that key")
            .or("or take the prefix out in a viewer-request function"),
    );
    match rewrites(scene) {
        true => finding
            .confidence(Confidence::Possible)
            .severity(Severity::Warning)
            .effect(Effect::Weakens)
            .note(
                "a function of this behavior runs before S3 is asked, and may put the path right",
            ),
        false => finding,
    }
}
