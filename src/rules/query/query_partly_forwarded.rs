//! `query-partly-forwarded`: some of the signed parameters do not reach S3.

use crate::edge::{DropReason, Settings, Trace};
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Answer, NameSet, SIGV4_PARAMETERS, Stage};
use crate::rules::forwarding::{dropped, first_name, label_settings};
use crate::rules::{Check, Scene};
use crate::s3::{Evidence, Mechanism};

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
    let (signed, unclear): (Vec<&str>, Vec<&str>) = dropped(scene, DropReason::NotTaken)
        .into_iter()
        .partition(|name| is_known(scene) || is_of_a_signer(name));
    match (signed.is_empty(), unclear.is_empty()) {
        (false, _) => sink.report(word(scene, trace, &signed)),
        (true, false) => sink.not_checked(
            &RULE,
            format!(
                "{} is not forwarded, which is right if it was added after signing",
                list(&unclear)
            ),
            "--s3-url with the URL as it was signed, or --verify with the secret in the environment",
        ),
        (true, true) => {}
    }
}

/// Whether it is known what was signed: otherwise every parameter of the URL counts as signed.
fn is_known(scene: &Scene<'_>) -> bool {
    let evidence = scene.promise.map(|promise| promise.host.evidence);
    matches!(
        evidence,
        Some(Evidence::OriginalUrl | Evidence::Proof | Evidence::Accepted)
    )
}

/// Whether SDKs put a parameter with this name into what they sign. Others may have been added to
/// the URL later, as trackers are.
fn is_of_a_signer(name: &str) -> bool {
    const NAMES: [&str; 5] = ["x-id", "versionId", "partNumber", "uploadId", "uploads"];
    let lower = name.to_ascii_lowercase();
    lower.starts_with("x-amz-") || lower.starts_with("response-") || NAMES.contains(&name)
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>, dropped: &[&str]) -> Finding {
    let finding = Finding::new(&RULE, headline(dropped));
    let finding = label_settings(finding, &trace.settings)
        .label(first_name(scene, dropped), "signed, and not forwarded");
    let finding = match dropped.len() {
        1 | 2 => finding,
        _ => finding.note(format!("not forwarded: {}", list(dropped))),
    };
    let finding = finding
        .note("a policy takes at most 10 query strings by name, and a presigned URL can have more")
        .fix(mend(scene, &trace.settings));
    let required = dropped.iter().any(|name| SIGV4_PARAMETERS.contains(name));
    match required {
        true => finding,
        false if dropped.contains(&"X-Amz-Security-Token") => {
            finding.meets(Stage::Credentials, Answer::s3(403, "InvalidAccessKeyId"))
        }
        false => finding.meets(Stage::Signature, Answer::s3(403, "SignatureDoesNotMatch")),
    }
}

fn headline(dropped: &[&str]) -> String {
    match dropped {
        [_] | [_, _] => format!("CloudFront does not forward {}", list(dropped)),
        many => format!(
            "CloudFront does not forward {} signed parameters",
            many.len()
        ),
    }
}

/// The change belongs where the list is.
fn mend(scene: &Scene<'_>, settings: &Settings<'_>) -> Fix {
    let Settings::Policies { cache, request } = settings else {
        return Fix::new("set ForwardedValues.QueryString to true")
            .update_distribution(scene.distribution_id());
    };
    let request = request.and_then(|policy| policy.found());
    let request = request.filter(|policy| !policy.managed && policy.query.value != NameSet::None);
    let cache = cache.found().filter(|policy| !policy.managed);
    match (request, cache) {
        (Some(_), _) => Fix::new("set QueryStringBehavior to all in the origin request policy"),
        (None, Some(cache)) => Fix::new("set QueryStringBehavior to all in the cache policy")
            .update_cache_policy(&cache.id),
        (None, None) => Fix::new("name a policy of your own that takes all query strings")
            .update_distribution(scene.distribution_id()),
    }
}
