//! `method-not-allowed`: the behavior does not take the method of the URL.

use crate::edge::Trace;
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::Stage;
use crate::rules::{Check, Scene};
use crate::s3::METHOD_NOT_ALLOWED;
use crate::source::Known;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "method-not-allowed",
    summary: "the behavior does not take the method that the URL is used with",
    group: Group::Distribution,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Viewer,
    effect: Effect::Breaks,
    predicts: Some(METHOD_NOT_ALLOWED),
    page: include_str!("method_not_allowed.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((_, trace)) = scene.url.zip(scene.trace) else {
        return;
    };
    match &trace.behavior.allowed_methods.value {
        Known::Value(methods) if methods.iter().any(|one| one == scene.method) => {}
        Known::Value(methods) => sink.report(word(scene, trace, methods)),
        Known::Unresolved { expression } => sink.not_checked(
            &RULE,
            format!("which methods the behavior takes is {expression}, which is not resolved"),
            "the methods, or the variable's value (--var NAME=VALUE)",
        ),
    }
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>, methods: &[String]) -> Finding {
    let method = scene.method;
    let url = scene.url;
    let operation = url.and_then(|url| {
        url.param("x-id")
            .filter(|_| url.marked_method() == Some(method))
    });
    Finding::new(&RULE, format!("{} does not take {method}", named(trace)))
        .label(
            trace.behavior.allowed_methods.span(),
            format!("takes {}", list(methods)),
        )
        .label(
            operation.map(|param| param.value_span),
            format!("an operation of {method}"),
        )
        .note("CloudFront answers with a page of its own; S3 is not asked")
        .fix(mend(scene, method))
}

fn named(trace: &Trace<'_>) -> String {
    match trace.behavior.is_default {
        true => "The default behavior".to_owned(),
        false => format!("Behavior {}", trace.behavior.name()),
    }
}

/// CloudFront has three sets of methods to choose from.
fn mend(scene: &Scene<'_>, method: &str) -> Fix {
    let set = match method {
        "GET" | "HEAD" | "OPTIONS" => "GET, HEAD, OPTIONS",
        _ => "GET, HEAD, OPTIONS, PUT, PATCH, POST, DELETE",
    };
    let fix = Fix::new(format!("set AllowedMethods to {set}"))
        .update_distribution(scene.distribution_id());
    match method {
        "PUT" | "POST" | "DELETE" => {
            fix.or("let uploads go to S3 directly: an edge cache is no help to them")
        }
        _ => fix,
    }
}
