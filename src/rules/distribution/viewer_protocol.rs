//! `viewer-protocol`: the URL is an http one, and the behavior wants https.

use crate::edge::Trace;
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{SignedUrl, Stage};
use crate::rules::{Check, Scene};
use crate::s3::HTTPS_ONLY;
use crate::source::Known;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "viewer-protocol",
    summary: "the URL is an http one, and the behavior wants https",
    group: Group::Distribution,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Viewer,
    effect: Effect::Breaks,
    predicts: Some(HTTPS_ONLY),
    page: include_str!("viewer_protocol.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((url, trace)) = scene.url.zip(scene.trace) else {
        return;
    };
    if url.protocol.value != "http" {
        return;
    }
    match &trace.behavior.viewer_protocol.value {
        Known::Value(policy) => sink.report(word(scene, url, trace, policy)),
        Known::Unresolved { expression } => sink.not_checked(
            &RULE,
            format!("whether the behavior takes http is {expression}, which is not resolved"),
            "the ViewerProtocolPolicy, or the variable's value (--var NAME=VALUE)",
        ),
    }
}

fn word(scene: &Scene<'_>, url: &SignedUrl, trace: &Trace<'_>, policy: &str) -> Finding {
    let rule = |message| Finding::new(&RULE, message);
    let milder = |finding: Finding, severity| finding.severity(severity).effect(Effect::Weakens);
    let (finding, said) = match policy {
        "https-only" => (
            rule("The behavior refuses http, and the URL is an http one"),
            "not taken",
        ),
        "redirect-to-https" => (
            milder(
                rule("The URL is an http one: every request is redirected"),
                Severity::Warning,
            )
            .note(after_redirect(scene.method)),
            "sent in clear text first",
        ),
        _ => (
            milder(
                rule("The URL is an http one: its signature travels in clear text"),
                Severity::Note,
            ),
            "whoever listens can use it, too",
        ),
    };
    finding
        .label(trace.behavior.viewer_protocol.span(), label(policy))
        .label(url.protocol.span(), said)
        .fix(Fix::new(
            "hand out the URL with https: the signature does not cover the protocol",
        ))
}

fn label(policy: &str) -> &'static str {
    match policy {
        "https-only" => "takes https only",
        "redirect-to-https" => "answers http with a redirect",
        _ => "takes both",
    }
}

fn after_redirect(method: &str) -> &'static str {
    match method {
        "GET" | "HEAD" => {
            "a client that does not follow redirects gets nothing; one that does has shown the signature to everyone on the way"
        }
        _ => "many clients send a redirected upload again as a GET, for which it is not signed",
    }
}
