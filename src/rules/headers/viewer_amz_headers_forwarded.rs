//! `viewer-amz-headers-forwarded`: `x-amz-*` headers of clients would reach S3 without being signed.

use crate::edge::Trace;
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::Stage;
use crate::rules::listed::{Listed, all_viewer, listed};
use crate::rules::{Check, Scene};
use crate::source::Span;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "viewer-amz-headers-forwarded",
    summary: "x-amz-* headers of clients would reach S3 without being signed",
    group: Group::Headers,
    severity: Severity::Warning,
    needs: &[Need::Distribution],
    stage: Stage::UnsignedHeaders,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("viewer_amz_headers_forwarded.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene.trace_to_s3() else {
        return;
    };
    let all = listed(&trace.settings);
    let unsigned: Vec<&Listed<'_>> = all
        .iter()
        .filter(|one| is_amz(one.name) && !is_signed(scene, one.name))
        .collect();
    if !unsigned.is_empty() {
        sink.report(word_listed(scene, &unsigned));
    } else if is_upload(scene.method)
        && let Some((who, at)) = takes_any(trace)
    {
        sink.report(word_any(scene, who, at));
    }
}

fn is_amz(name: &str) -> bool {
    name.get(..6)
        .is_some_and(|start| start.eq_ignore_ascii_case("x-amz-"))
}

fn is_signed(scene: &Scene<'_>, name: &str) -> bool {
    let signed = scene
        .promise
        .map(|promise| promise.signed_headers.as_slice());
    let mut signed = signed.unwrap_or_default().iter();
    signed.any(|one| one.eq_ignore_ascii_case(name))
}

/// Downloads are asked for without headers of S3's; who uploads sends some.
fn is_upload(method: &str) -> bool {
    ["PUT", "POST", "PATCH"].contains(&method)
}

/// The policy that takes headers which it does not name. The legacy settings are said to do so as
/// well, by a table that does not name these.
fn takes_any<'a>(trace: &Trace<'a>) -> Option<(&'a str, Option<Span>)> {
    let (policy, at) = all_viewer(&trace.settings)?;
    Some((policy.name.as_str(), at))
}

fn word_listed(scene: &Scene<'_>, unsigned: &[&Listed<'_>]) -> Finding {
    let names: Vec<&str> = unsigned.iter().map(|one| one.name).collect();
    let finding = Finding::new(
        &RULE,
        format!("{} would reach S3, and is not signed", list(&names)),
    )
    .confidence(Confidence::Possible);
    let finding = unsigned
        .iter()
        .take(2)
        .fold(finding, |finding, one| finding.label(one.at, "forwarded"));
    finding.note(REFUSED).fix(
        Fix::new("take it out of the headers that are forwarded, or sign it")
            .update_distribution(scene.distribution_id()),
    )
}

fn word_any(scene: &Scene<'_>, who: &str, at: Option<Span>) -> Finding {
    Finding::new(
        &RULE,
        "An upload with an x-amz-* header that is not signed is refused",
    )
    .severity(Severity::Note)
    .confidence(Confidence::Possible)
    .label(at, format!("{who} forwards what clients send"))
    .note(REFUSED)
    .note("checksum and acl headers that an upload library adds by itself are such")
    .fix(
        Fix::new("send the signed headers and no others, or sign what the library adds")
            .update_distribution(scene.distribution_id()),
    )
}

const REFUSED: &str = "S3 answers 403 AccessDenied to x-amz-* headers that the signature does not cover (HeadersNotSigned)";
