//! `query-not-forwarded`: nothing of the signature reaches S3.

use crate::edge::{Settings, Trace};
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Answer, Stage};
use crate::rules::forwarding::{label_settings, policy_names};
use crate::rules::{Check, Scene};
use crate::s3::Mechanism;
use crate::source::Provenance;

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

/// Managed policies whose settings no page of AWS's that was seen confirms.
const UNCONFIRMED: [&str; 2] = ["HostHeaderOnly", "UseOriginCacheControlHeaders"];

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene.presigned_trace() else {
        return;
    };
    match scene.comparison.map(|comparison| comparison.mechanism) {
        Some(Mechanism::Absent) => sink.report(word(scene, trace)),
        Some(Mechanism::Unknown) => {
            let (reason, needs) = question(trace);
            sink.not_checked(&RULE, reason, needs);
        }
        _ => {}
    }
}

/// Why it is not known what is forwarded, and what would settle it.
fn question(trace: &Trace<'_>) -> (String, &'static str) {
    match trace.settings.open_query() {
        Some(expression) => (
            format!("what is forwarded of the query is {expression}, which is not resolved"),
            "its value",
        ),
        None => (
            "a policy of this behavior is not in the input".to_owned(),
            "the policy, as `aws cloudfront get-cache-policy` or get-origin-request-policy prints it, as another -c",
        ),
    }
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>) -> Finding {
    let finding = Finding::new(&RULE, "CloudFront does not forward the signed query");
    let finding = label_settings(finding, &trace.settings).fix(mend(scene, &trace.settings));
    let finding = match policy_names(&trace.settings).any(|name| UNCONFIRMED.contains(&name)) {
        true => finding.confidence(Confidence::Likely),
        false => finding,
    };
    let finding = reading_as_safe(&trace.settings)
        .into_iter()
        .fold(finding, Finding::note);
    if scene.origin_s3_host().is_none() {
        return finding
            .confidence(Confidence::Likely)
            .note(elsewhere(trace));
    }
    match &trace.origin_request.auth {
        // Then CloudFront asks in its own name, and whoever knows the path is served.
        Some(auth) => finding
            .effect(Effect::Leaks)
            .confidence(Confidence::Likely)
            .label(auth.span(), "CloudFront signs in its own name")
            .note("if the bucket policy lets this distribution read, everyone is served: the signature protects nothing"),
        // Whether it is served then is the rule's about public buckets.
        None if trace.anybody_reads().is_yes() => finding
            .severity(Severity::Warning)
            .effect(Effect::Weakens)
            .note("S3 sees an anonymous request, and serves it: the bucket lets anybody read"),
        None => finding.note("S3 sees an anonymous request, and says AccessDenied without a word about a signature"),
    }
}

/// The path may lead to another behavior than was meant.
fn elsewhere(trace: &Trace<'_>) -> String {
    let pattern = trace.behavior.name();
    let domain = trace
        .origin
        .domain
        .value
        .value()
        .map_or("another server", String::as_str);
    format!(
        "the behavior {pattern} leads to {domain}, which is no S3 host: is it the one that is meant?"
    )
}

/// Policies whose names sound as if they passed everything on.
fn reading_as_safe(settings: &Settings<'_>) -> Option<String> {
    const NAMES: [&str; 5] = [
        "CachingOptimizedForUncompressedObjects",
        "CachingDisabled",
        "CORS-S3Origin",
        "HostHeaderOnly",
        "CachingOptimized",
    ];
    let named: Vec<&str> = policy_names(settings)
        .filter(|name| NAMES.contains(name))
        .collect();
    match named.as_slice() {
        [] => None,
        [name] => Some(format!(
            "{name} takes no query string, though its name does not say so"
        )),
        names => Some(format!(
            "{} take no query string, though their names do not say so",
            list(names)
        )),
    }
}

fn mend(scene: &Scene<'_>, settings: &Settings<'_>) -> Fix {
    let fix = match settings {
        Settings::Legacy(values) => {
            // Where the key is missing there is nothing to replace, but an object around it.
            let at = match values.query_string.from {
                Provenance::Span(span) => Some(span),
                _ => None,
            };
            Fix::new("set ForwardedValues.QueryString to true").edit(at, "true")
        }
        Settings::Policies { .. } => Fix::new(
            "use a cache policy of your own that takes all query strings, with MinTTL 0 and a bounded DefaultTTL and MaxTTL",
        )
        .or("use CachingDisabled with an origin request policy of your own that takes all query strings and no headers"),
    };
    fix.update_distribution(scene.distribution_id())
}
