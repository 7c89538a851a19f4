//! Every rule, in the order in which a request meets what they are about.

use super::{Scene, access, cache, distribution, headers, origin, query, response, url};
use crate::edge::{Meant, meant_for};
use crate::finding::{Confidence, Finding, Rule, Severity, Sink};

/// A rule and the function that checks it.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// What it declares.
    pub rule: &'static Rule,
    /// The check: pure, and it cannot fail.
    pub run: fn(&Scene<'_>, &mut Sink),
}

/// Every rule. A rule is its line here, its `.rs` and its `.md`.
pub static RULES: &[Check] = &[
    distribution::distribution_not_serving::CHECK,
    distribution::alias_mismatch::CHECK,
    distribution::geo_restricted::CHECK,
    distribution::behavior_surprise::CHECK,
    distribution::viewer_protocol::CHECK,
    url::dotted_bucket::CHECK,
    url::url_too_long::CHECK,
    distribution::web_acl_query_size::CHECK,
    distribution::method_not_allowed::CHECK,
    headers::cors_preflight_blocked::CHECK,
    access::viewer_signature_required::CHECK,
    url::cloudfront_signature_on_s3_host::CHECK,
    url::foreign_signature::CHECK,
    url::signature_v2::CHECK,
    url::multi_region_access_point::CHECK,
    url::html_escaped_query::CHECK,
    url::double_encoded::CHECK,
    url::parameter_missing::CHECK,
    url::parameter_malformed::CHECK,
    url::expiry_out_of_range::CHECK,
    url::parameter_repeated::CHECK,
    url::partition_mismatch::CHECK,
    origin::scope_region_mismatch::CHECK,
    url::session_token_missing::CHECK,
    url::expiry_outlives_credentials::CHECK,
    url::url_expired::CHECK,
    cache::rounding_too_coarse::CHECK,
    url::url_not_yet_valid::CHECK,
    url::host_not_signed::CHECK,
    url::method_is_signed::CHECK,
    url::signed_address_mismatch::CHECK,
    url::parameter_added_after_signing::CHECK,
    url::plus_in_path::CHECK,
    url::fragile_key::CHECK,
    url::header_signed_but_rewritten::CHECK,
    headers::signed_header_not_forwarded::CHECK,
    url::header_must_be_sent::CHECK,
    headers::viewer_amz_headers_forwarded::CHECK,
    url::empty_body_checksum::CHECK,
    url::path_style_signed::CHECK,
    origin::accelerate_origin::CHECK,
    origin::website_endpoint_origin::CHECK,
    origin::origin_region_missing::CHECK,
    headers::host_forwarded::CHECK,
    url::global_endpoint_signed::CHECK,
    origin::bucket_mismatch::CHECK,
    origin::signed_host_mismatch::CHECK,
    distribution::default_root_object::CHECK,
    distribution::edge_function_rewrites::CHECK,
    origin::origin_path_prefixed::CHECK,
    origin::behavior_prefix_in_key::CHECK,
    origin::s3_as_custom_origin::CHECK,
    query::unknown_policy::CHECK,
    query::query_not_forwarded::CHECK,
    query::query_partly_forwarded::CHECK,
    query::response_overrides_dropped::CHECK,
    query::query_not_in_cache_key::CHECK,
    origin::origin_access_signs_again::CHECK,
    headers::authorization_forwarded::CHECK,
    access::bucket_public::CHECK,
    access::bucket_grants_cloudfront::CHECK,
    access::bucket_policy_refuses::CHECK,
    origin::failover_on_refusal::CHECK,
    url::playlist_segments_unsigned::CHECK,
    cache::reach_over_limit::CHECK,
    cache::cache_outlives_url::CHECK,
    cache::forwarded_values_ignored::CHECK,
    cache::minimum_ttl_overrides::CHECK,
    cache::signing_time_not_rounded::CHECK,
    query::query_order_or_encoding::CHECK,
    cache::cache_disabled::CHECK,
    cache::stale_on_error::CHECK,
    headers::cors_not_keyed::CHECK,
    cache::error_masked::CHECK,
    cache::error_cached::CHECK,
    access::secrets_in_logs::CHECK,
    response::unpredicted_answer::CHECK,
    response::signature_not_needed::CHECK,
    response::direct_url_works::CHECK,
];

/// The rule with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .map(|check| check.rule)
        .find(|rule| rule.id == id)
}

/// Runs every rule over a scene. Without a URL the delivery itself is a guess: nothing that is found
/// is certain, and nothing is an error.
#[must_use]
pub fn run(scene: &Scene<'_>) -> Sink {
    let mut sink = Sink::default();
    for check in RULES {
        (check.run)(scene, &mut sink);
    }
    if scene.url.is_none() {
        let perhaps = scene
            .trace
            .is_some_and(|trace| meant_for(trace) == Meant::Perhaps);
        let soften = if perhaps { perhaps_public } else { likely };
        sink.findings = sink.findings.into_iter().map(soften).collect();
    }
    if let Some(trace) = scene.trace.filter(|_| scene.is_templated()) {
        let condition = trace.distribution.condition.as_deref();
        let findings = sink.findings.into_iter();
        let told = findings.map(|finding| of_template(finding, condition));
        sink.findings = told.collect();
    }
    sink
}

/// What a template makes is changed in the template: no command is offered that would be undone by
/// the next deployment, and no value that only the template knows.
fn of_template(mut finding: Finding, condition: Option<&str>) -> Finding {
    if let Some(fix) = &mut finding.fix {
        fix.commands.clear();
        fix.edits.retain(|edit| !edit.value.contains("${"));
    }
    match condition {
        Some(condition) => finding.note(format!(
            "so it is under this condition of the template: {condition}"
        )),
        None => finding,
    }
}

fn likely(finding: Finding) -> Finding {
    let severity = finding.severity.max(Severity::Warning);
    let confidence = finding.confidence.max(Confidence::Likely);
    finding.severity(severity).confidence(confidence)
}

fn perhaps_public(finding: Finding) -> Finding {
    likely(finding)
        .confidence(Confidence::Possible)
        .note("no URL was given: if the bucket is public, and nothing is signed, this does no harm")
}
