//! `parameter-malformed`: a parameter of the SigV4 signature is not in the form that S3 reads.

mod wording;

use super::parameter_missing::{holds, missing};
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Param, SigV4, SignedUrl, Stage};
use crate::rules::{Check, Scene};
use crate::s3::{encoded_twice, malformed_parameters};
use wording::Wording;
pub(in crate::rules) use wording::scope_part;
pub(super) use wording::shown;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "parameter-malformed",
    summary: "a parameter of the SigV4 signature is not in the form that S3 reads",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Parameters,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(400, "AuthorizationQueryParametersError")),
    page: include_str!("parameter_malformed.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((url, v4)) = scene.url.zip(scene.sigv4()) else {
        return;
    };
    let missing = missing(url);
    for malformed in malformed_parameters(v4).filter(|one| one.name != "X-Amz-Expires") {
        // A value that goes on with the next parameters is why those are missing.
        let param = url.param(malformed.name);
        let elsewhere = |param: &Param| holds(param, &missing) || is_encoded_twice(url, param);
        if let Some(param) = param.filter(|param| !elsewhere(param)) {
            sink.report(word(url, v4, param, malformed.expected));
        }
    }
}

fn is_encoded_twice(url: &SignedUrl, param: &Param) -> bool {
    encoded_twice(url).any(|one| one.span == param.span)
}

fn word(url: &SignedUrl, v4: &SigV4, param: &Param, expected: &str) -> Finding {
    let wording = Wording::of(url, v4, param, expected);
    let value = match param.value_span.is_empty() {
        true => param.span,
        false => param.value_span,
    };
    let finding = Finding::new(&RULE, wording.found).label(
        Some(wording.part.unwrap_or(value)),
        format!("expected {}", wording.expected),
    );
    let finding = match param.name.as_str() {
        // The other day is in the credential, and one of the two is wrong.
        "X-Amz-Date" if v4.signed_at.is_some() => {
            let credential = url.param("X-Amz-Credential");
            let day = credential.and_then(|credential| scope_part(credential, 1));
            finding.label(day, "another day")
        }
        // AWS says what it answers to the others, and not what to a signature of another form.
        "X-Amz-Signature" => finding.at_stage(Stage::Signature).without_answer(),
        _ => finding,
    };
    let notes = wording.note.into_iter();
    notes
        .fold(finding, Finding::note)
        .fix(Fix::new(wording.mend))
}
