//! `html-escaped-query`: `&amp;` stands where `&` should.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Answer, Param, SIGV4_PARAMETERS, SignedUrl, Stage};
use crate::rules::{Check, Scene};
use crate::s3::html_escaped;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "html-escaped-query",
    summary: "`&amp;` stands where `&` should separate two parameters",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Parameters,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(400, "AuthorizationQueryParametersError")),
    page: include_str!("html_escaped_query.md"),
};

/// The parameters of the other signatures.
const SIGV2: [&str; 3] = ["AWSAccessKeyId", "Signature", "Expires"];
const VIEWER: [&str; 4] = ["Expires", "Policy", "Signature", "Key-Pair-Id"];

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(url) = scene.url else {
        return;
    };
    let escaped: Vec<(&str, &Param)> = html_escaped(url).collect();
    if let Some((_, first)) = escaped.first() {
        let names: Vec<&str> = escaped.iter().map(|(name, _)| *name).collect();
        sink.report(word(url, first, &names));
    }
}

fn word(url: &SignedUrl, first: &Param, names: &[&str]) -> Finding {
    let said = match names {
        [name] => format!("&amp; stands before {name} in place of &"),
        many => format!(
            "&amp; stands in place of & before {} parameters",
            many.len()
        ),
    };
    let finding = Finding::new(&RULE, said)
        .label(Some(first.name_span()), "&amp; stands here for &")
        .note(format!(
            "so S3 gets {}: parameters with another name",
            list(&shown(names))
        ))
        .note("&amp; is how HTML and XML write &: the URL was copied out of their source");
    refusal(url, finding, names).fix(
        Fix::new("write & wherever the URL has &amp;")
            .or("unescape it where it is taken out of HTML, XML or an e-mail's source"),
    )
}

/// The first few, as they arrive.
fn shown(names: &[&str]) -> Vec<String> {
    const FEW: usize = 2;
    let mut shown: Vec<String> = names
        .iter()
        .take(FEW)
        .map(|name| format!("amp;{name}"))
        .collect();
    if names.len() > FEW {
        shown.push(format!("{} more", names.len() - FEW));
    }
    shown
}

/// Who misses them, and what is answered.
fn refusal(url: &SignedUrl, finding: Finding, names: &[&str]) -> Finding {
    let any = |own: &[&str]| names.iter().any(|name| own.contains(name));
    match url.scheme() {
        "s3-sigv4" | "s3-sigv4a" if any(&SIGV4_PARAMETERS) => finding,
        "s3-sigv2" if any(&SIGV2) => {
            finding.meets(Stage::Parameters, Answer::s3(403, "AccessDenied"))
        }
        scheme if scheme.starts_with("cloudfront-") && any(&VIEWER) => {
            finding.at_stage(Stage::ViewerSignature).without_answer()
        }
        _ => finding.meets(Stage::Signature, Answer::s3(403, "SignatureDoesNotMatch")),
    }
}
