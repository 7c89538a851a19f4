//! `origin-path-prefixed`: the origin path changes the path that was signed.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Stage};
use crate::rules::{Check, Scene};
use crate::s3::Difference;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "origin-path-prefixed",
    summary: "the origin path is put before the path that was signed",
    group: Group::Origin,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Signature,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "SignatureDoesNotMatch")),
    page: include_str!("origin_path_prefixed.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(prefix) = prefix(scene).filter(|_| scene.sigv4().is_some()) else {
        return;
    };
    match scene.comparison.map(|comparison| comparison.path.difference) {
        Some(Difference::Differs | Difference::LikelyDiffers) => sink.report(word(scene, prefix)),
        Some(Difference::Unknown) => sink.not_checked(
            &RULE,
            format!("the origin path is {prefix}: whether the signed path starts with it cannot be seen in the CDN's URL"),
            "--s3-url with the URL as it was signed, or --verify with the secret in the environment",
        ),
        _ => {}
    }
}

fn prefix<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    let prefix = scene.trace?.origin_request.path_prefix.as_deref()?;
    Some(prefix).filter(|prefix| !prefix.is_empty())
}

fn word(scene: &Scene<'_>, prefix: &str) -> Finding {
    let path = scene.comparison.map(|comparison| &comparison.path);
    let part = |path: Option<&String>| {
        path.map_or("a path that is not known", String::as_str)
            .to_owned()
    };
    let signed = part(path.and_then(|path| path.signed.as_ref()));
    let received = part(path.and_then(|path| path.received.as_ref()));
    let trace = scene.trace;
    Finding::new(
        &RULE,
        format!("S3 will see the path {received}, and {signed} was signed"),
    )
    .label(
        trace.and_then(|trace| trace.origin_request.path_prefix_at),
        "put before every path",
    )
    .label(
        scene.url.and_then(|url| url.path.span()),
        "the viewer's path",
    )
    .fix(
        Fix::new(format!(
            "leave {prefix} out of the URL's path after signing the key with it"
        ))
        .or("or set OriginPath to \"\", if no other behavior needs it"),
    )
}
