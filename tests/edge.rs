//! What CloudFront forwards, keys and keeps, read off the tables of its developer guide.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

use siglint::edge::{Exposure, SentHost, Trace, ViewerRequest, select_behavior, serves, trace};
use siglint::input::{aws_json, url::read_url};
use siglint::model::Configuration;
use siglint::source::SourceMap;

const ALL_VIEWER: &str = "216adef6-5c7f-47e4-b989-5492eafa07d3";
const ALL_VIEWER_EXCEPT_HOST: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
const HOST_HEADER_ONLY: &str = "bf0718e1-ba1e-49d1-88b1-f726733018ae";
const CACHING_OPTIMIZED: &str = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const CACHING_DISABLED: &str = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

/// A distribution with one S3 origin and these settings in its only behavior, beside policies.
fn configuration(origin: &str, behavior: &str, policies: &[String]) -> Configuration {
    let distribution = format!(
        r#"{{"Aliases": {{"Items": ["*.example.org"]}},
            "Origins": {{"Items": [{{"Id": "o", "DomainName": "b.s3.eu-central-1.amazonaws.com", {origin}}}]}},
            "DefaultCacheBehavior": {{"TargetOriginId": "o", {behavior}}}}}"#
    );
    let mut configuration = Configuration::default();
    for text in policies.iter().chain([&distribution]) {
        let loaded = aws_json::load("test.json", text, &mut SourceMap::default());
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        configuration.merge(loaded.configuration);
    }
    configuration
}

const S3_ORIGIN: &str = r#""S3OriginConfig": {"OriginAccessIdentity": ""}"#;
const CUSTOM_ORIGIN: &str = r#""CustomOriginConfig": {"OriginProtocolPolicy": "https-only"}"#;

fn cache_policy(id: &str, query: &str) -> String {
    format!(
        r#"{{"CachePolicy": {{"Id": "{id}", "CachePolicyConfig": {{"Name": "{id}", "MinTTL": 0, "DefaultTTL": 1800, "MaxTTL": 1800,
            "ParametersInCacheKeyAndForwardedToOrigin": {{"EnableAcceptEncodingGzip": false,
            "HeadersConfig": {{"HeaderBehavior": "none"}}, "CookiesConfig": {{"CookieBehavior": "none"}}, "QueryStringsConfig": {query}}}}}}}}}"#
    )
}

fn request_policy(id: &str, query: &str) -> String {
    format!(
        r#"{{"OriginRequestPolicy": {{"Id": "{id}", "OriginRequestPolicyConfig": {{"Name": "{id}",
            "HeadersConfig": {{"HeaderBehavior": "none"}}, "CookiesConfig": {{"CookieBehavior": "none"}}, "QueryStringsConfig": {query}}}}}}}"#
    )
}

const NONE: &str = r#"{"QueryStringBehavior": "none"}"#;
const ALL: &str = r#"{"QueryStringBehavior": "all"}"#;
const ONLY_A: &str =
    r#"{"QueryStringBehavior": "whitelist", "QueryStrings": {"Quantity": 1, "Items": ["a"]}}"#;
const BUT_A: &str =
    r#"{"QueryStringBehavior": "allExcept", "QueryStrings": {"Quantity": 1, "Items": ["a"]}}"#;

fn viewer(query: &str) -> ViewerRequest {
    let text = format!("https://d111111abcdef8.cloudfront.net/k?{query}");
    let url = read_url("the URL", &text, &mut SourceMap::default()).unwrap();
    ViewerRequest {
        method: "GET".to_owned(),
        host: Some(url.host_header()),
        path: url.path.value.clone(),
        params: url.params,
        cloudfront_signed: false,
    }
}

fn traced<'c>(configuration: &'c Configuration, query: &str) -> Trace<'c> {
    let distribution = &configuration.distributions[0];
    let selection = select_behavior(distribution, "/k").unwrap();
    trace(
        configuration,
        distribution,
        selection.behavior,
        viewer(query),
    )
    .unwrap()
}

/// The names forwarded and the names keyed, each as one word.
fn query(trace: &Trace<'_>) -> (String, String) {
    let name = |index: usize| trace.viewer.params[index].name.clone();
    let sent = trace
        .origin_request
        .params
        .iter()
        .map(|sent| name(sent.index));
    let keyed = trace.cache_key.parameters.clone();
    (
        sent.collect(),
        keyed.map_or_else(|| "?".to_owned(), |keyed| keyed.concat()),
    )
}

#[test]
fn legacy_settings_forward_all_or_nothing_and_key_by_a_list() {
    for (settings, forwarded, keyed) in [
        (r#""QueryString": false"#, "", ""),
        (r#""QueryString": true"#, "ab", "ab"),
        (
            r#""QueryString": true, "QueryStringCacheKeys": {"Items": ["b"]}"#,
            "ab",
            "b",
        ),
        (
            r#""QueryString": "true", "QueryStringCacheKeys": {"Quantity": 0}"#,
            "ab",
            "ab",
        ),
    ] {
        let behavior = format!(r#""ForwardedValues": {{{settings}}}"#);
        let configuration = configuration(S3_ORIGIN, &behavior, &[]);
        let expected = (forwarded.to_owned(), keyed.to_owned());
        assert_eq!(
            query(&traced(&configuration, "a=1&b=2")),
            expected,
            "{settings}"
        );
    }
}

#[test]
fn policies_forward_the_union_and_key_by_the_cache_policy_alone() {
    for (cache, request, forwarded, keyed) in [
        (NONE, None, "", ""),
        (ALL, None, "ab", "ab"),
        (ONLY_A, None, "a", "a"),
        (BUT_A, None, "b", "b"),
        (NONE, Some(ALL), "ab", ""),
        (ONLY_A, Some(BUT_A), "ab", "a"),
        (BUT_A, Some(ONLY_A), "ab", "b"),
        (BUT_A, Some(BUT_A), "b", "b"),
        (ALL, Some(NONE), "ab", "ab"),
    ] {
        let mut policies = vec![cache_policy("cache", cache)];
        let mut behavior = r#""CachePolicyId": "cache""#.to_owned();
        if let Some(request) = request {
            policies.push(request_policy("request", request));
            behavior += r#", "OriginRequestPolicyId": "request""#;
        }
        let configuration = configuration(S3_ORIGIN, &behavior, &policies);
        let expected = (forwarded.to_owned(), keyed.to_owned());
        assert_eq!(
            query(&traced(&configuration, "a=1&b=2")),
            expected,
            "{cache} {request:?}"
        );
    }
}

#[test]
fn a_policy_that_is_not_in_the_input_is_not_guessed() {
    let configuration = configuration(S3_ORIGIN, r#""CachePolicyId": "nowhere""#, &[]);
    let trace = traced(&configuration, "a=1");
    assert_eq!(trace.settings.forwards_parameter("a"), None);
    assert_eq!(trace.settings.keys_parameter("a"), None);
    assert!(trace.lifetime.is_none());
    assert!(trace.origin_request.params.iter().all(|sent| !sent.certain));
}

#[test]
fn managed_all_viewer_policies_drop_three_overrides_towards_s3_only() {
    let overrides = "response-content-type=a&response-cache-control=b";
    let behavior = |request: &str| {
        format!(r#""CachePolicyId": "{CACHING_DISABLED}", "OriginRequestPolicyId": "{request}""#)
    };
    let sent = |origin: &str, behavior: &str, policies: &[String]| {
        query(&traced(
            &configuration(origin, behavior, policies),
            overrides,
        ))
        .0
    };
    let managed = behavior(ALL_VIEWER_EXCEPT_HOST);
    assert_eq!(sent(S3_ORIGIN, &managed, &[]), "response-cache-control");
    assert_eq!(
        sent(CUSTOM_ORIGIN, &managed, &[]),
        "response-content-typeresponse-cache-control"
    );
    let own = [request_policy("own", ALL)];
    assert_eq!(
        sent(S3_ORIGIN, &behavior("own"), &own),
        "response-content-typeresponse-cache-control"
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn the_viewers_host_reaches_the_origin_only_where_a_setting_takes_it() {
    for (behavior, viewers) in [
        (format!(r#""CachePolicyId": "{CACHING_OPTIMIZED}""#), false),
        (
            format!(
                r#""CachePolicyId": "{CACHING_OPTIMIZED}", "OriginRequestPolicyId": "{ALL_VIEWER}""#
            ),
            true,
        ),
        (
            format!(
                r#""CachePolicyId": "{CACHING_OPTIMIZED}", "OriginRequestPolicyId": "{HOST_HEADER_ONLY}""#
            ),
            true,
        ),
        (
            format!(
                r#""CachePolicyId": "{CACHING_OPTIMIZED}", "OriginRequestPolicyId": "{ALL_VIEWER_EXCEPT_HOST}""#
            ),
            false,
        ),
        (
            r#""ForwardedValues": {"QueryString": true, "Headers": {"Items": ["Origin", "host"]}}"#
                .to_owned(),
            true,
        ),
        (
            r#""ForwardedValues": {"QueryString": true, "Headers": {"Items": ["*"]}}"#.to_owned(),
            true,
        ),
        (
            r#""ForwardedValues": {"QueryString": true, "Headers": {"Items": ["Origin"]}}"#
                .to_owned(),
            false,
        ),
    ] {
        let configuration = configuration(CUSTOM_ORIGIN, &behavior, &[]);
        let trace = traced(&configuration, "a=1");
        let expected = match viewers {
            true => "d111111abcdef8.cloudfront.net",
            false => "b.s3.eu-central-1.amazonaws.com",
        };
        assert_eq!(
            trace.origin_request.host.name(),
            Some(expected),
            "{behavior}"
        );
        assert_eq!(
            matches!(trace.origin_request.host, SentHost::Viewer { .. }),
            viewers
        );
    }
}

#[test]
fn forwarding_every_header_keeps_nothing() {
    let all = r#""ForwardedValues": {"QueryString": true, "Headers": {"Items": ["*"]}}"#;
    let configuration = configuration(CUSTOM_ORIGIN, all, &[]);
    assert!(traced(&configuration, "a=1").lifetime.unwrap().is_zero());
}

#[test]
fn an_upload_is_never_kept() {
    let shared = r#""CachePolicyId": "none", "OriginRequestPolicyId": "all""#;
    let policies = [cache_policy("none", NONE), request_policy("all", ALL)];
    let configuration = configuration(S3_ORIGIN, shared, &policies);
    let distribution = &configuration.distributions[0];
    let of = |method: &str| {
        let viewer = ViewerRequest {
            method: method.to_owned(),
            ..viewer("X-Amz-Signature=1")
        };
        let behavior = &distribution.behaviors[0];
        let trace = trace(&configuration, distribution, behavior, viewer).unwrap();
        Exposure::new(Some(&trace), None, None).without_signature
    };
    assert_eq!((of("GET"), of("PUT")), (Some(true), Some(false)));
}

#[test]
fn a_restricted_behavior_takes_cloudfronts_own_parameters_out() {
    let restricted =
        r#""CachePolicyId": "cache", "TrustedKeyGroups": {"Enabled": true, "Items": ["group"]}"#;
    let policies = [cache_policy("cache", ALL)];
    let own = "Expires=1&Signature=2&Key-Pair-Id=3&Policy=4&Hash-Algorithm=5&a=6";
    let closed = configuration(S3_ORIGIN, restricted, &policies);
    assert_eq!(query(&traced(&closed, own)).0, "a");
    let open = configuration(S3_ORIGIN, r#""CachePolicyId": "cache""#, &policies);
    assert_eq!(
        query(&traced(&open, own)).0,
        "ExpiresSignatureKey-Pair-IdPolicyHash-Algorithma"
    );
}

#[test]
fn aliases_may_start_with_a_star() {
    let configuration = configuration(S3_ORIGIN, r#""CachePolicyId": "x""#, &[]);
    let distribution = &configuration.distributions[0];
    for (host, expected) in [
        ("a.example.org", true),
        ("A.EXAMPLE.ORG", true),
        ("example.org", false),
        (".example.org", false),
        ("badexample.org", false),
    ] {
        assert_eq!(serves(distribution, host), expected, "{host}");
    }
}
