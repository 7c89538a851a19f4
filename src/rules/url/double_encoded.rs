//! `double-encoded`: something percent-encoded the URL a second time.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Param, SignedUrl, Stage};
use crate::rules::rewriting::{Rewrite, paths, rewrite};
use crate::rules::{Check, Scene};
use crate::s3::{encoded_twice, has_escape};
use crate::source::{Span, percent_decode};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "double-encoded",
    summary: "something percent-encoded the URL a second time",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Parameters,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(400, "AuthorizationQueryParametersError")),
    page: include_str!("double_encoded.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(url) = scene.url else {
        return;
    };
    if let Some(param) = encoded_twice(url).next() {
        sink.report(word_parameter(param));
    } else if rewrite(scene) == Some(Rewrite::EncodedAgain) {
        sink.report(word_path(scene, url));
    } else if url.scheme().starts_with("s3-") && has_escape(&percent_decode(&url.path.value)) {
        sink.report(suspect(url));
    }
}

/// None of these has a `%` of its own, so there is no doubt.
fn word_parameter(param: &Param) -> Finding {
    let name = param.shown_name();
    let finding = Finding::new(&RULE, format!("{name} is percent-encoded twice"))
        .label(
            Some(param.value_span),
            "expected one escape, as %2F; not %252F",
        )
        .note("something encoded a URL that was encoded already");
    let finding = match param.name.as_str() {
        "X-Amz-Credential" => finding,
        "X-Amz-Security-Token" => finding
            .confidence(Confidence::Likely)
            .meets(Stage::Credentials, Answer::s3(400, "InvalidToken")),
        _ => finding.at_stage(Stage::Signature).without_answer(),
    };
    finding.fix(mend())
}

/// The original URL has the path encoded once.
fn word_path(scene: &Scene<'_>, url: &SignedUrl) -> Finding {
    Finding::new(
        &RULE,
        "The path was percent-encoded a second time after signing",
    )
    .meets(Stage::Signature, Answer::s3(403, "SignatureDoesNotMatch"))
    .label(escape(url), "expected once, as %20; not %2520")
    .note(paths(scene))
    .fix(mend())
}

/// A key can have a `%` in it; few have.
fn suspect(url: &SignedUrl) -> Finding {
    Finding::new(&RULE, "The path looks percent-encoded twice")
        .severity(Severity::Warning)
        .effect(Effect::Weakens)
        .confidence(Confidence::Possible)
        .label(escape(url), "an escaped % before two hex digits")
        .note(
            "if the key itself has a % there, this is right; else S3 looks for another object, or \
             refuses the signature",
        )
        .fix(mend())
}

fn mend() -> Fix {
    Fix::new("write % wherever the URL has %25, and so %2F where it has %252F")
        .or("pass the URL on as the SDK returned it: it is encoded already")
}

/// The first escape that was escaped, in the path.
fn escape(url: &SignedUrl) -> Option<Span> {
    const LENGTH: usize = "%2520".len();
    let at = url
        .path
        .value
        .match_indices("%25")
        .map(|(at, _)| at)
        .find(|at| {
            let text = url.path.value.get(*at..at + LENGTH);
            text.is_some_and(|text| has_escape(&percent_decode(text)))
        })?;
    url.path_part(at..at + LENGTH)
}
