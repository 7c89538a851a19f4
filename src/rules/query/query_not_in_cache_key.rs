//! `query-not-in-cache-key`: the first valid answer is served to everyone.

use crate::edge::{Lifetime, Settings, Trace, ViewerCheck};
use crate::finding::{
    Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration,
};
use crate::model::Stage;
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

/// AWS's managed policy that keeps nothing.
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

static RULE: Rule = Rule {
    id: "query-not-in-cache-key",
    summary: "the signature is forwarded but not in the cache key: one valid request opens the object to all",
    group: Group::Query,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Cache,
    effect: Effect::Leaks,
    predicts: None,
    page: include_str!("query_not_in_cache_key.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene
        .presigned_trace()
        .filter(|trace| open_to_viewers(trace.viewer_check) && trace.viewer.can_be_cached())
    else {
        return;
    };
    let signature = trace.viewer.signature_parameter();
    if trace.settings.forwards_parameter(signature) != Some(true) {
        return;
    }
    match (trace.settings.keys_parameter(signature), trace.lifetime) {
        (Some(false), Some(lifetime)) if !lifetime.is_zero() => {
            sink.report(word(scene, trace, lifetime));
        }
        (Some(false), None) => sink.not_checked(
            &RULE,
            "the signature is not in the cache key, and how long copies are kept is not known",
            "the values of MinTTL, DefaultTTL and MaxTTL",
        ),
        (None, _) => sink.not_checked(
            &RULE,
            "the cache policy of this behavior is not in the input",
            "the policy, as `aws cloudfront get-cache-policy` prints it, as another -c",
        ),
        _ => {}
    }
}

/// Where CloudFront asks for a signature of its own, or may, `viewer-signature-required` says so.
const fn open_to_viewers(check: ViewerCheck) -> bool {
    matches!(check, ViewerCheck::Open | ViewerCheck::Missing)
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>, lifetime: Lifetime) -> Finding {
    let finding = Finding::new(&RULE, "One valid request opens the object to everyone")
        .label(trace.settings.key_span(), "leaves the signature out");
    let finding = match &trace.settings {
        Settings::Policies {
            request: Some(request),
            ..
        } => finding.label(request.named_at(), "forwards it"),
        _ => finding,
    };
    let finding = match lifetime.usual {
        0 => finding.confidence(Confidence::Likely).note(format!(
            "only objects whose Cache-Control allows it are kept, for up to {}",
            duration(lifetime.longest)
        )),
        usual => finding.note(format!(
            "for {} after one valid request, an expired, changed or missing signature gets the object from the cache",
            duration(usual)
        )),
    };
    finding.fix(mend(scene, trace))
}

fn mend(scene: &Scene<'_>, trace: &Trace<'_>) -> Fix {
    let fix = match &trace.settings {
        Settings::Legacy(_) => {
            Fix::new("leave QueryStringCacheKeys empty: then every parameter is in the key")
        }
        Settings::Policies { cache, .. } => Fix::new(format!(
            "set CachePolicyId to {CACHING_DISABLED} (CachingDisabled), which keeps nothing"
        ))
        .edit(cache.named_at(), CACHING_DISABLED)
        .with_caution("nothing that goes through this behavior is kept any more")
        .or("keep copies, with a cache policy of your own that takes all query strings"),
    };
    fix.update_distribution(scene.distribution_id())
}
