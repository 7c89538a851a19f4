//! `query-not-forwarded`: nothing of the signature reaches S3.

use crate::edge::{Settings, Trace};
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Stage};
use crate::rules::{Check, Scene};
use crate::s3::Mechanism;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "query-not-forwarded",
    summary: "the query string is not forwarded, and the signature is in it",
    group: Group::Query,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Mechanism,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "AccessDenied")),
    page: include_str!("query_not_forwarded.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene.presigned_trace() else {
        return;
    };
    match scene.comparison.map(|comparison| comparison.mechanism) {
        Some(Mechanism::Absent) => sink.report(word(scene, trace)),
        Some(Mechanism::Unknown) => sink.not_checked(
            &RULE,
            "a policy of this behavior is not in the input",
            "the policy, as `aws cloudfront get-cache-policy` or get-origin-request-policy prints it, as another -c",
        ),
        _ => {}
    }
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>) -> Finding {
    let finding = Finding::new(
        &RULE,
        "CloudFront does not forward the query string, and the signature is in it",
    )
    .label(trace.settings.query_span(), trace.settings.describe_query())
    .fix(mend(scene, &trace.settings));
    let finding = reading_as_safe(&trace.settings)
        .into_iter()
        .fold(finding, |finding, note| finding.note(note));
    match &trace.origin_request.auth {
        // Then CloudFront asks in its own name, and whoever knows the path is served.
        Some(auth) => finding
            .effect(Effect::Leaks)
            .confidence(Confidence::Likely)
            .label(auth.span(), "CloudFront signs in its own name")
            .note("if the bucket policy lets this distribution read, everyone is served: the signature protects nothing"),
        None => finding.note("S3 sees an anonymous request, and says AccessDenied without a word about a signature"),
    }
}

/// Policies whose names sound as if they passed everything on.
fn reading_as_safe(settings: &Settings<'_>) -> Vec<String> {
    const NAMES: [&str; 4] = [
        "CachingDisabled",
        "CORS-S3Origin",
        "HostHeaderOnly",
        "CachingOptimized",
    ];
    let Settings::Policies { cache, request } = settings else {
        return Vec::new();
    };
    let cache = cache.found().map(|policy| policy.name.as_str());
    let request = request
        .as_ref()
        .and_then(|policy| Some(policy.found()?.name.as_str()));
    let named = cache
        .into_iter()
        .chain(request)
        .filter(|name| NAMES.contains(name));
    named
        .map(|name| format!("{name} says nothing of it in its name, but forwards no query string"))
        .collect()
}

fn mend(scene: &Scene<'_>, settings: &Settings<'_>) -> Fix {
    let fix = match settings {
        Settings::Legacy(values) => {
            Fix::new("set ForwardedValues.QueryString to true").edit(values.query_string.span(), "true")
        }
        Settings::Policies { .. } => Fix::new(
            "use a cache policy of your own that takes all query strings, with MinTTL 0 and a bounded DefaultTTL and MaxTTL",
        )
        .or("or CachingDisabled with an origin request policy of your own that takes all query strings and no headers"),
    };
    fix.update_distribution(scene.distribution_id())
}
