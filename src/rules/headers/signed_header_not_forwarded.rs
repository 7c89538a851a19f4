//! `signed-header-not-forwarded`: the signature covers a header that CloudFront keeps from S3.

use crate::edge::{Settings, Trace};
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Answer, Stage};
use crate::rules::{Check, Scene};
use crate::s3::{Fate, header_fates};
use crate::source::Span;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "signed-header-not-forwarded",
    summary: "the signature covers a header that CloudFront does not forward",
    group: Group::Headers,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Signature,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "SignatureDoesNotMatch")),
    page: include_str!("signed_header_not_forwarded.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((promise, trace)) = scene
        .promise
        .zip(scene.trace)
        .filter(|_| scene.sigv4().is_some())
    else {
        return;
    };
    let of = |fate: Fate| -> Vec<&str> {
        let fates = header_fates(promise, scene.trace);
        fates
            .filter(|(_, one)| *one == fate)
            .map(|(name, _)| name)
            .collect()
    };
    let (dropped, unknown) = (of(Fate::Dropped), of(Fate::Unknown));
    if !dropped.is_empty() {
        sink.report(word(scene, trace, &dropped));
    }
    if !unknown.is_empty() {
        let (reason, needs) = question(trace, &unknown);
        sink.not_checked(&RULE, reason, needs);
    }
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>, names: &[&str]) -> Finding {
    let said = match names {
        [_] | [_, _] => format!(
            "CloudFront does not forward {}, which is signed",
            list(names)
        ),
        many => format!(
            "CloudFront does not forward {} of the signed headers",
            many.len()
        ),
    };
    let signed = scene.url.and_then(|url| url.param("X-Amz-SignedHeaders"));
    let finding = Finding::new(&RULE, said)
        .confidence(Confidence::Likely)
        .label(setting(&trace.settings), "takes other headers, or none")
        .label(
            signed.map(|param| param.value_span),
            "covered by the signature",
        );
    let finding = match names.len() {
        1 | 2 => finding,
        _ => finding.note(format!("not forwarded: {}", list(names))),
    };
    finding
        .note("S3 computes the signature with what arrives: a header that does not is empty there")
        .fix(mend(scene, trace, names))
}

/// The setting that could forward it.
fn setting(settings: &Settings<'_>) -> Option<Span> {
    match settings {
        Settings::Legacy(values) => values.headers.span(),
        Settings::Policies { cache, request } => {
            let request = request.and_then(|policy| policy.named_at());
            request.or_else(|| cache.named_at())
        }
    }
}

fn mend(scene: &Scene<'_>, trace: &Trace<'_>, names: &[&str]) -> Fix {
    let fix = match trace.settings {
        Settings::Legacy(_) => Fix::new(format!("add {} to ForwardedValues.Headers", list(names))),
        Settings::Policies { .. } => Fix::new(format!(
            "name an origin request policy that forwards {}",
            list(names)
        )),
    };
    fix.or("sign Host only, or let the SDK put x-amz-* values into the query")
        .update_distribution(scene.distribution_id())
}

fn question(trace: &Trace<'_>, names: &[&str]) -> (String, &'static str) {
    let listed = |name: &&str| trace.settings.forwards_header(name);
    match names.iter().any(|name| listed(name).is_none()) {
        true => (
            format!(
                "whether {} is forwarded depends on a policy that is not known",
                list(names)
            ),
            "the policies, as `aws cloudfront get-cache-policy` and get-origin-request-policy print them, as further -c",
        ),
        false => (
            format!(
                "AWS's pages disagree on whether {} is forwarded without a policy that lists it",
                list(names)
            ),
            "list it in the origin request policy, or try one request",
        ),
    }
}
