//! `host-not-signed`: the signature does not cover `Host`.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, SigV4, Stage};
use crate::rules::{Check, Scene};
use crate::s3::encoded_twice;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "host-not-signed",
    summary: "the signature does not cover Host",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::UnsignedHeaders,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "AccessDenied")),
    page: include_str!("host_not_signed.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let url = scene.url.filter(|url| encoded_twice(url).next().is_none());
    if let Some(v4) = url
        .and_then(|url| url.any_sigv4())
        .filter(|v4| lacks_host(v4))
    {
        sink.report(word(scene, v4));
    }
}

fn lacks_host(v4: &SigV4) -> bool {
    let headers = v4.signed_headers.as_ref();
    headers.is_some_and(|headers| {
        !headers
            .value
            .iter()
            .any(|name| name.eq_ignore_ascii_case("host"))
    })
}

fn word(scene: &Scene<'_>, v4: &SigV4) -> Finding {
    let param = scene.url.and_then(|url| url.param("X-Amz-SignedHeaders"));
    let place = param.map(|param| match param.value_span.is_empty() {
        true => param.span,
        false => param.value_span,
    });
    let empty = v4
        .signed_headers
        .as_ref()
        .is_none_or(|headers| headers.value.iter().all(String::is_empty));
    let said = match empty {
        true => "X-Amz-SignedHeaders is empty: the signature does not cover Host",
        false => "X-Amz-SignedHeaders lacks host: the signature does not cover it",
    };
    Finding::new(&RULE, said)
        .label(place, "host is not among them")
        .note("S3 wants Host signed, and names it in HeadersNotSigned; no SDK leaves it out")
        .fix(Fix::new(
            "sign host, with an SDK's presigner or a corrected signer",
        ))
}
