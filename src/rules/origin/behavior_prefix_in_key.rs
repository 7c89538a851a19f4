//! `behavior-prefix-in-key`: the viewer's path is not the one that was signed.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Stage};
use crate::rules::rewriting::{paths, rewrite, unless_rewritten};
use crate::rules::{Check, Scene};

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
    let prefixed = scene
        .trace
        .is_some_and(|trace| trace.origin_request.path_prefix.as_deref() != Some(""));
    let differs = scene
        .comparison
        .is_some_and(|comparison| comparison.path.difference.differs());
    // Paths that differ in their spelling alone are what other rules are about.
    if differs && !prefixed && scene.signs_the_path() && rewrite(scene).is_none() {
        sink.report(word(scene));
    }
}

fn word(scene: &Scene<'_>) -> Finding {
    let trace = scene.trace;
    let finding = Finding::new(&RULE, "S3 will see another path than was signed")
        .label(
            scene.url.and_then(|url| url.path.span()),
            "the path that S3 will see",
        )
        .label(
            trace.and_then(|trace| trace.behavior.pattern.span()),
            "this behavior takes nothing away from it",
        )
        .note(paths(scene))
        .fix(
            Fix::new("sign the path as the viewer asks for it: store the object under that key")
                .or("take the difference out of the path in a viewer-request function"),
        );
    unless_rewritten(scene, finding)
}
