//! `plus-in-path`: a raw `+` in the path, which some read as a space.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, SignedUrl, Stage};
use crate::rules::rewriting::{Rewrite, paths, rewrite};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "plus-in-path",
    summary: "the path has a raw `+`, which may be read as a space",
    group: Group::Url,
    severity: Severity::Warning,
    needs: &[Need::Url],
    stage: Stage::Signature,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("plus_in_path.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let presigned = scene.url.filter(|url| url.scheme().starts_with("s3-"));
    if let Some((url, at)) = presigned.and_then(|url| Some((url, url.path.value.find('+')?))) {
        sink.report(word(scene, url, at));
    }
}

fn word(scene: &Scene<'_>, url: &SignedUrl, at: usize) -> Finding {
    let plus = url.path_part(at..at + 1);
    let finding = Finding::new(&RULE, "The path has a raw +: a plus sign, or a space?")
        .label(plus, "SDKs write %2B or %20")
        .fix(
            Fix::new("write %20 for a space and %2B for a plus sign, and sign that path")
                .or("encode the key as a path, not as a form (quote, not quote_plus, in Python)"),
        );
    match rewrite(scene) {
        Some(Rewrite::Plus) => finding
            .severity(Severity::Error)
            .effect(Effect::Breaks)
            .meets(Stage::Signature, Answer::s3(403, "SignatureDoesNotMatch"))
            .note(paths(scene)),
        _ => finding
            .confidence(Confidence::Possible)
            .note("a signer may have signed one and S3 read the other: then the signature does not match, or the key is another"),
    }
}
