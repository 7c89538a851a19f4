//! `query-partly-forwarded`: some of the signed parameters do not reach S3.

use crate::edge::{DropReason, Settings, Trace};
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Answer, Stage};
use crate::rules::{Check, Scene};
use crate::s3::{Mechanism, REQUIRED_PARAMETERS};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "query-partly-forwarded",
    summary: "some of the signed parameters are not forwarded",
    group: Group::Query,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Parameters,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(400, "AuthorizationQueryParametersError")),
    page: include_str!("query_partly_forwarded.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let whole_or_part = scene.comparison.is_some_and(|comparison| {
        matches!(comparison.mechanism, Mechanism::Whole | Mechanism::Partial)
    });
    let Some(trace) = scene
        .trace
        .filter(|_| whole_or_part && scene.sigv4().is_some())
    else {
        return;
    };
    let dropped = not_taken(trace);
    if !dropped.is_empty() {
        sink.report(word(scene, trace, &dropped));
    }
}

/// The names of the parameters that no list takes.
fn not_taken<'t>(trace: &'t Trace<'_>) -> Vec<&'t str> {
    let dropped = trace.origin_request.dropped.iter();
    let dropped = dropped.filter(|dropped| dropped.reason == DropReason::NotTaken);
    dropped
        .filter_map(|dropped| Some(trace.viewer.params.get(dropped.index)?.name.as_str()))
        .collect()
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>, dropped: &[&str]) -> Finding {
    let settings = &trace.settings;
    let list_at = settings
        .query_settings()
        .into_iter()
        .find_map(|set| set.span());
    let finding = Finding::new(
        &RULE,
        format!(
            "CloudFront does not forward {}, and S3 needs it",
            list(dropped)
        ),
    )
    .label(list_at.or(settings.query_span()), settings.describe_query())
    .label(parameter(scene, dropped), "signed, and not forwarded")
    .note("a policy takes at most 10 query strings by name, and a presigned URL can have more")
    .fix(mend(scene, settings));
    let required = dropped
        .iter()
        .any(|name| REQUIRED_PARAMETERS.contains(name));
    match required {
        true => finding,
        false if dropped.contains(&"X-Amz-Security-Token") => {
            finding.meets(Stage::Credentials, Answer::s3(403, "InvalidAccessKeyId"))
        }
        false => finding.meets(Stage::Signature, Answer::s3(403, "SignatureDoesNotMatch")),
    }
}

fn parameter(scene: &Scene<'_>, dropped: &[&str]) -> Option<crate::source::Span> {
    let name = dropped.first()?;
    Some(scene.url?.param(name)?.span)
}

fn mend(scene: &Scene<'_>, settings: &Settings<'_>) -> Fix {
    let all = match settings {
        Settings::Legacy(_) => "set ForwardedValues.QueryString to true",
        Settings::Policies { .. } => "set QueryStringBehavior to all in the cache policy",
    };
    Fix::new(all).update_distribution(scene.distribution_id())
}
