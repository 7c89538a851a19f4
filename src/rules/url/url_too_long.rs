//! `url-too-long`: the URL is longer than CloudFront takes.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Param, SignedUrl, Stage};
use crate::rules::{Check, Scene};
use crate::s3::{LONGEST_URL, URL_TOO_LONG};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "url-too-long",
    summary: "the URL is longer than CloudFront takes",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Viewer,
    effect: Effect::Breaks,
    predicts: Some(URL_TOO_LONG),
    page: include_str!("url_too_long.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    if let Some(url) = scene.url.filter(|url| url.length() > LONGEST_URL) {
        sink.report(word(scene, url));
    }
}

fn word(scene: &Scene<'_>, url: &SignedUrl) -> Finding {
    let length = url.length();
    let mut longest: Vec<&Param> = url.params.iter().collect();
    longest.sort_by_key(|param| std::cmp::Reverse(param.span.len()));
    let sizes: Vec<String> = longest
        .iter()
        .take(2)
        .map(|param| format!("{} ({} bytes)", param.shown_name(), param.span.len()))
        .collect();
    let finding = Finding::new(
        &RULE,
        format!("The URL is {length} bytes long; CloudFront takes {LONGEST_URL}"),
    )
    .label(
        longest.first().map(|param| param.name_span()),
        "the longest parameter",
    )
    .note(format!("longest: {}", list(&sizes)))
    .fix(
        Fix::new("shorten the longest: a session with a shorter policy, or no session tags, has a shorter token")
            .or("sign with an IAM user's key, which needs no token"),
    );
    // S3 itself takes longer ones.
    match scene.trace.is_none() && url.s3_host().is_some() {
        true => finding.severity(Severity::Warning).effect(Effect::Weakens),
        false => finding,
    }
}
