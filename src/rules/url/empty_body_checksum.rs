//! `empty-body-checksum`: an upload URL promises the checksum of nothing.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Param, SignedUrl, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "empty-body-checksum",
    summary: "an upload URL promises the checksum of an empty body",
    group: Group::Url,
    severity: Severity::Warning,
    needs: &[Need::Url],
    stage: Stage::Object,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("empty_body_checksum.md"),
};

/// The checksums of an empty body, by parameter.
const EMPTY: [(&str, &str); 5] = [
    ("x-amz-checksum-crc32", "AAAAAA=="),
    ("x-amz-checksum-crc32c", "AAAAAA=="),
    ("x-amz-checksum-crc64nvme", "AAAAAAAAAAA="),
    ("x-amz-checksum-sha1", "2jmj7l5rSw0yVb/vlWAYkK/YBwk="),
    (
        "x-amz-checksum-sha256",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    ),
];

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(url) = scene.url.filter(|url| is_upload(url, scene.method)) else {
        return;
    };
    if let Some(param) = url.params.iter().find(|param| is_of_nothing(param)) {
        sink.report(word(param));
    }
}

/// Whether the URL takes a body. The SDK writes the parameter into downloads too, where it does no
/// harm.
fn is_upload(url: &SignedUrl, method: &str) -> bool {
    let named = url.param("x-amz-sdk-checksum-algorithm").is_some();
    match url.marked_method() {
        Some(marked) => ["PUT", "POST"].contains(&marked),
        None => named || ["PUT", "POST"].contains(&method),
    }
}

fn is_of_nothing(param: &Param) -> bool {
    let name = param.name.to_ascii_lowercase();
    EMPTY
        .iter()
        .any(|(one, value)| *one == name && *value == param.value)
}

fn word(param: &Param) -> Finding {
    Finding::new(&RULE, "This upload URL promises the checksum of an empty body")
        .confidence(Confidence::Likely)
        .label(Some(param.span), "the checksum of nothing")
        .note("S3 answers 400 BadDigest to any body that is not empty; that it looks at a checksum in the query was seen, and is not documented")
        .note("newer SDKs add a checksum by themselves, and at signing there is no body yet")
        .fix(
            Fix::new("in the JavaScript SDK: requestChecksumCalculation: \"WHEN_REQUIRED\" for the client that signs")
                .or("sign with the body's own checksum, if it is known"),
        )
}
