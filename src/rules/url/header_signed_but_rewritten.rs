//! `header-signed-but-rewritten`: the signature covers a header that proxies rewrite.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Answer, Stage};
use crate::rules::{Check, Scene};
use crate::s3::{Fate, header_fates};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "header-signed-but-rewritten",
    summary: "the signature covers a header that CloudFront and other proxies rewrite",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Signature,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "SignatureDoesNotMatch")),
    page: include_str!("header_signed_but_rewritten.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(promise) = scene.promise.filter(|_| scene.sigv4().is_some()) else {
        return;
    };
    let of = |fate: Fate| -> Vec<&str> {
        let fates = header_fates(promise, scene.trace);
        fates
            .filter(|(_, one)| *one == fate)
            .map(|(name, _)| name)
            .collect()
    };
    let (rewritten, widened) = (of(Fate::Rewritten), of(Fate::Widened));
    if !rewritten.is_empty() {
        sink.report(word(scene, &rewritten));
    }
    if !widened.is_empty() {
        sink.report(word_range(scene));
    }
}

fn word(scene: &Scene<'_>, names: &[&str]) -> Finding {
    let finding = Finding::new(
        &RULE,
        format!(
            "The signature covers {}, which is rewritten on the way",
            list(names)
        ),
    )
    .label(place(scene), format!("covers {}", list(names)))
    .fix(Fix::new(
        "sign Host only: presigners do so unless they are given more headers",
    ));
    let finding = names
        .iter()
        .filter_map(|name| becomes(name))
        .fold(finding, Finding::note);
    match scene.trace {
        Some(_) => finding.confidence(Confidence::Likely),
        None => finding
            .severity(Severity::Warning)
            .effect(Effect::Weakens)
            .confidence(Confidence::Likely)
            .note("sent to S3 directly, without any proxy, it can work"),
    }
}

/// A larger range is asked for where that fills the cache.
fn word_range(scene: &Scene<'_>) -> Finding {
    Finding::new(&RULE, "The signature covers Range, and CloudFront may ask for more")
        .severity(Severity::Warning)
        .effect(Effect::Weakens)
        .confidence(Confidence::Possible)
        .label(place(scene), "covers range")
        .note("a client must send the very range that was signed; CloudFront may ask S3 for a larger one, to fill its cache")
        .fix(Fix::new("sign without Range: a client may then ask for any part"))
}

fn place(scene: &Scene<'_>) -> Option<crate::source::Span> {
    Some(scene.url?.param("X-Amz-SignedHeaders")?.value_span)
}

/// What CloudFront makes of a header.
fn becomes(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "accept-encoding" => "CloudFront reduces Accept-Encoding to gzip and br, or removes it",
        "connection" => "CloudFront sets Connection to Keep-Alive",
        "user-agent" => {
            "CloudFront sends User-Agent: Amazon CloudFront, unless a policy forwards the viewer's"
        }
        "via" => "every proxy adds itself to Via",
        "x-forwarded-for" => "every proxy adds an address to X-Forwarded-For",
        "expect" | "te" | "upgrade" | "x-forwarded-proto" | "x-real-ip" => {
            "CloudFront removes hop-by-hop headers and those that proxies set"
        }
        _ => return None,
    })
}
