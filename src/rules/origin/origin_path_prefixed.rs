//! `origin-path-prefixed`: the origin path changes the path that was signed.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Stage};
use crate::rules::rewriting::{paths, unless_rewritten};
use crate::rules::{Check, Scene};
use crate::s3::Difference;
use crate::source::Known;

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
    if let Some(expression) = open_path(scene).filter(|_| scene.signs_the_path()) {
        let reason = format!("OriginPath is {expression}, which is not resolved");
        sink.not_checked(&RULE, reason, "the path, or an empty one if there is none");
    }
    let Some(prefix) = prefix(scene).filter(|_| scene.signs_the_path()) else {
        return;
    };
    match scene.comparison.map(|comparison| comparison.path.difference) {
        Some(Difference::Differs | Difference::LikelyDiffers) => sink.report(word(scene, prefix)),
        Some(Difference::Unknown) => sink.not_checked(
            &RULE,
            format!("CloudFront puts {prefix} before the path: whether the signed path starts with it cannot be seen in the CDN's URL"),
            "--s3-url with the URL as it was signed, or --verify with the secret in the environment",
        ),
        _ => {}
    }
}

fn open_path<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    match &scene.trace?.origin.path.value {
        Known::Unresolved { expression } => Some(expression),
        Known::Value(_) => None,
    }
}

fn prefix<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    let prefix = scene.trace?.origin_request.path_prefix.as_deref()?;
    Some(prefix).filter(|prefix| !prefix.is_empty())
}

fn word(scene: &Scene<'_>, prefix: &str) -> Finding {
    let trace = scene.trace;
    let finding = Finding::new(
        &RULE,
        format!("CloudFront puts {prefix} before the signed path"),
    )
    .label(
        trace.and_then(|trace| trace.origin_request.path_prefix_at),
        "put before every path",
    )
    .label(
        scene.url.and_then(|url| url.path.span()),
        "the viewer's path",
    )
    .note(paths(scene))
    .fix(mend(scene, prefix));
    unless_rewritten(scene, finding)
}

fn mend(scene: &Scene<'_>, prefix: &str) -> Fix {
    let signed = scene.comparison.and_then(|one| one.path.signed.as_deref());
    let below = signed.and_then(|signed| signed.strip_prefix(prefix));
    let fix = match below.is_some_and(|rest| rest.starts_with('/')) {
        true => format!("take {prefix} out of the CDN's URL: CloudFront puts it there"),
        false => {
            format!("sign for the object below {prefix}, and leave {prefix} out of the CDN's URL")
        }
    };
    Fix::new(fix).or("set OriginPath to \"\", if nothing else that goes to this origin needs it")
}
