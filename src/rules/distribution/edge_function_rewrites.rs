//! `edge-function-rewrites`: a function changes what was signed, before S3 is asked.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{
    EdgeRuntime, FunctionAssociation, FunctionEffect, RequestChange, RequestPart, Stage,
};
use crate::rules::{Check, Scene};
use crate::source::Known;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "edge-function-rewrites",
    summary: "a function changes what was signed, before S3 is asked",
    group: Group::Distribution,
    severity: Severity::Warning,
    needs: &[Need::Distribution],
    stage: Stage::Signature,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("edge_function_rewrites.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene.presigned_trace() else {
        return;
    };
    let functions = trace.behavior.functions.as_slice();
    if let Some(expression) = open(functions) {
        sink.not_checked(
            &RULE,
            format!(
                "which functions run before S3 is asked is {expression}, which is not resolved"
            ),
            "the functions, or the variable's value (--var NAME=VALUE)",
        );
    }
    let known = functions
        .iter()
        .filter(|one| one.event.value.value().is_some());
    for function in known.filter(|function| function.sees_requests()) {
        match (&function.code, function.runtime) {
            (Some(effect), _) if effect.changes.is_empty() => {}
            (Some(effect), _) => sink.report(word(scene, function, effect)),
            (None, runtime) => {
                let (reason, needs) = question(function, runtime);
                sink.not_checked(&RULE, reason, needs);
            }
        }
    }
}

/// The expression in place of a function: it may be any, at any event.
fn open(functions: &[FunctionAssociation]) -> Option<&str> {
    functions.iter().find_map(|one| match &one.event.value {
        Known::Unresolved { expression } => Some(expression.as_str()),
        Known::Value(_) => None,
    })
}

fn word(scene: &Scene<'_>, function: &FunctionAssociation, effect: &FunctionEffect) -> Finding {
    let changes = &effect.changes;
    let parts: Vec<&str> = changes.iter().map(|one| named(one.part)).collect();
    let always = changes.iter().any(|change| !change.sometimes);
    let (verb, confidence) = match always {
        true => ("changes", Confidence::Likely),
        false => ("may change", Confidence::Possible),
    };
    let event = function
        .event
        .value
        .value()
        .map_or("the request", String::as_str);
    let finding = Finding::new(
        &RULE,
        format!(
            "Function {} {verb} {} before S3 is asked",
            function.name(),
            list(&parts)
        ),
    )
    .confidence(confidence)
    .label(function.arn.span(), format!("runs at {event}"));
    let finding = changes
        .iter()
        .filter_map(|change| note(*change))
        .fold(finding, Finding::note);
    let finding = match always {
        true => finding,
        false => finding.note("it does so for some requests; whether this is one, its code tells"),
    };
    finding
        .note("siglint reads what the code assigns and deletes; it does not run it")
        .fix(mend(scene))
}

const fn named(part: RequestPart) -> &'static str {
    match part {
        RequestPart::Uri => "the path",
        RequestPart::Query => "the query",
        RequestPart::Host => "Host",
        RequestPart::Header => "headers that S3 wants signed",
        RequestPart::Origin => "the origin",
        RequestPart::Anything => "parts of the request by computed names",
    }
}

const fn note(change: RequestChange) -> Option<&'static str> {
    match change.part {
        RequestPart::Uri => Some(
            "S3 computes the signature with the path that arrives: if that is another one than was signed, it answers SignatureDoesNotMatch",
        ),
        RequestPart::Query => Some(
            "another order does no harm; a parameter that is added, removed or written otherwise breaks the signature",
        ),
        RequestPart::Host => Some(
            "at the viewer request Host is read-only, and CloudFront refuses what the function makes",
        ),
        RequestPart::Header => Some("S3 refuses x-amz-* headers that were not signed"),
        RequestPart::Origin => {
            Some("another origin has another Host, and the signature covers that")
        }
        RequestPart::Anything => None,
    }
}

fn mend(scene: &Scene<'_>) -> Fix {
    let pattern = scene.trace.map_or("*", |trace| trace.behavior.name());
    let first = match pattern {
        "*" => "give signed URLs a behavior of their own, without this function".to_owned(),
        pattern => format!("take the function off the behavior {pattern}"),
    };
    Fix::new(first)
        .or("let the function return the request as it is if its querystring has X-Amz-Signature")
        .or("sign the path that the function makes of the URL's")
        .update_distribution(scene.distribution_id())
}

/// Why it cannot be told what a function does, and what would.
fn question(function: &FunctionAssociation, runtime: EdgeRuntime) -> (String, &'static str) {
    let name = function.name();
    match runtime {
        EdgeRuntime::Function => (
            format!(
                "what function {name} does to requests is not known: its code is not in the input"
            ),
            "the template that has its code, or --live, which reads it",
        ),
        EdgeRuntime::Lambda => (
            format!(
                "what the Lambda@Edge function {name} does to requests is not known: siglint reads no packages"
            ),
            "a look at its code: it must leave uri, querystring and Host alone where URLs are signed",
        ),
    }
}
