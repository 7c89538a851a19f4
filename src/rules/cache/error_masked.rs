//! `error-masked`: a custom error response turns S3's refusals into a 200.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{CustomError, Stage};
use crate::rules::{Check, Scene};
use crate::source::Known;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "error-masked",
    summary: "a custom error response turns S3's refusals into a 200",
    group: Group::Cache,
    severity: Severity::Error,
    needs: &[Need::Distribution],
    stage: Stage::Cache,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("error_masked.md"),
};

/// The statuses with which S3 refuses a request, and answers for a missing object.
const REFUSALS: [u16; 3] = [400, 403, 404];

/// A missing object: what is hidden then is not a fault of the signature.
const MISSING: u16 = 404;

/// Keys without whose value it is not known which errors are replaced.
const UNRESOLVED: [&str; 2] = ["CustomErrorResponses", "ErrorCode"];

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene.presigned_trace() else {
        return;
    };
    let open = trace.distribution.unresolved.iter();
    for one in open.filter(|one| UNRESOLVED.contains(&one.name.as_str())) {
        let reason = format!("{} is {}, which is not resolved", one.name, one.expression);
        sink.not_checked(&RULE, reason, "the custom error responses");
    }
    let about = |error: &&CustomError| REFUSALS.contains(&error.code.value);
    let errors = trace.distribution.custom_errors.iter().filter(about);
    let mut masking: Vec<&CustomError> = Vec::new();
    for error in errors {
        match error.response_code.as_ref().map(|code| &code.value) {
            Some(Known::Value(200)) => masking.push(error),
            Some(Known::Unresolved { expression }) => sink.not_checked(
                &RULE,
                format!(
                    "the ResponseCode for {} is {expression}, which is not resolved",
                    error.code.value
                ),
                "the status as a number",
            ),
            _ => {}
        }
    }
    masking.sort_by_key(|error| (error.code.value == MISSING, error.code.value));
    if !masking.is_empty() {
        sink.report(word(scene, &masking));
    }
}

fn word(scene: &Scene<'_>, masking: &[&CustomError]) -> Finding {
    let codes: Vec<String> = masking
        .iter()
        .map(|error| error.code.value.to_string())
        .collect();
    let codes = list(&codes);
    let only_missing = masking.iter().all(|error| error.code.value == MISSING);
    let finding = Finding::new(&RULE, format!("Every {codes} of S3 arrives as a 200"));
    let finding = match only_missing {
        true => finding.severity(Severity::Warning).note(
            "a missing object looks like a successful download of the page",
        ),
        false => finding.note(
            "an expired or broken URL looks like a success: a client saves the page under the file's name, and S3's message is gone",
        ),
    };
    let finding = masking.iter().fold(finding, |finding, error| {
        let at = error.response_code.as_ref().and_then(|code| code.span());
        finding.label(at, label(error))
    });
    let these = match masking {
        [_] => "this custom error response",
        _ => "these custom error responses",
    };
    finding.note("custom error responses apply to the whole distribution").fix(
        Fix::new(format!(
            "remove {these}: give the application's routes a behavior with a function of its own, or a distribution of their own"
        ))
        .or("keep the status: set ResponseCode to the same value as ErrorCode")
        .update_distribution(scene.distribution_id()),
    )
}

fn label(error: &CustomError) -> String {
    let page = error.page.as_ref().and_then(|page| page.value.value());
    let code = error.code.value;
    match page.filter(|page| page.chars().count() <= 30) {
        Some(page) => format!("a {code} becomes this, with {page}"),
        None => format!("a {code} becomes this"),
    }
}
