//! Each setting has its value and place, or its default and the object it was left out of.

use super::{Case, ORIGINS};
use crate::model::{Caching, Field, ForwardedValues, NameSet, OriginKind, ViewerAccess};
use crate::source::{Known, Provenance};

fn legacy(case: &Case) -> &ForwardedValues {
    match &case.default_behavior().caching {
        Caching::Legacy(values) => values,
        other => panic!("{other:?}"),
    }
}

fn because<T>(field: &Field<T>) -> &'static str {
    match field.from {
        Provenance::Default { because, .. } => because,
        _ => "",
    }
}

#[test]
fn a_bare_behavior_has_every_default_and_its_parent() {
    let case = Case::behavior(r#""Compress": true"#);
    assert_eq!(case.messages(), [""; 0]);
    let behavior = case.default_behavior();
    assert_eq!(behavior.pattern.value.value().unwrap(), "*");
    assert_eq!(behavior.viewer_protocol.value.value().unwrap(), "allow-all");
    assert_eq!(
        behavior.allowed_methods.value.value().unwrap(),
        &["GET", "HEAD"]
    );
    assert_eq!(behavior.viewer_access, ViewerAccess::Open);
    assert_eq!(behavior.response_headers_policy, None);
    let values = legacy(&case);
    assert_eq!(values.query_string.value, Known::Value(false));
    assert_eq!(
        (&values.headers.value, &values.cookies.value),
        (&NameSet::None, &NameSet::None)
    );
    assert_eq!(
        case.pointer(values.query_string.span()),
        "/DefaultCacheBehavior"
    );
    assert_eq!(values.ttl.default.value, Known::Value(86_400));
    assert!(because(&values.ttl.default).contains("86400"));
    assert_eq!(values.ttl.max.value, Known::Value(31_536_000));
    let distribution = case.only();
    assert_eq!(distribution.enabled.value, Known::Value(true));
    assert_eq!(distribution.web_acl.value, Known::Value(String::new()));
    assert_eq!(
        distribution.default_root_object.value,
        Known::Value(String::new())
    );
}

#[test]
fn legacy_settings_are_read_with_their_places() {
    let case = Case::behavior(
        r#""MinTTL": "5", "DefaultTTL": 300, "ForwardedValues": {"QueryString": "true",
        "QueryStringCacheKeys": {"Quantity": 9, "Items": ["v"]},
        "Headers": {"Quantity": 1, "Items": ["Origin"]},
        "Cookies": {"Forward": "whitelist", "WhitelistedNames": {"Quantity": 1, "Items": ["s"]}}}"#,
    );
    assert_eq!(case.messages(), [""; 0]);
    let values = legacy(&case);
    let at = "/DefaultCacheBehavior/ForwardedValues";
    assert_eq!(values.query_string.value, Known::Value(true));
    assert_eq!(
        case.pointer(values.query_string.span()),
        format!("{at}/QueryString")
    );
    let NameSet::Only(keys) = &values.query_keys.value else {
        panic!("{values:?}");
    };
    assert_eq!(keys[0].value, "v");
    assert_eq!(
        case.pointer(keys[0].span()),
        format!("{at}/QueryStringCacheKeys/Items/0")
    );
    let takes = |name| values.headers.value.takes_header(name);
    assert_eq!((takes("origin"), takes("Host")), (Some(true), Some(false)));
    assert!(matches!(&values.cookies.value, NameSet::Only(names) if names[0].value == "s"));
    assert_eq!(
        case.pointer(values.cookies.span()),
        format!("{at}/Cookies/Forward")
    );
    assert_eq!(
        (&values.ttl.min.value, &values.ttl.default.value),
        (&Known::Value(5), &Known::Value(300))
    );
    let place = case.sources.location(values.query_string.span().unwrap());
    assert_eq!((place.line, place.end_column - place.column), (1, 6));
}

#[test]
fn a_star_is_every_header_and_an_empty_list_is_none() {
    let headers = |list: &str| {
        let case = Case::behavior(&format!(r#""ForwardedValues": {{"Headers": {list}}}"#));
        legacy(&case).headers.value.clone()
    };
    assert_eq!(headers(r#"["Origin", "*"]"#), NameSet::All);
    assert_eq!(headers(r#"{"Quantity": 0}"#), NameSet::None);
    assert_eq!(headers(r#"{"Quantity": 0, "Items": null}"#), NameSet::None);
    assert_eq!(headers("null"), NameSet::None);
}

#[test]
fn a_cache_policy_wins_over_legacy_settings() {
    let read = |more: &str| match Case::behavior(more).default_behavior().caching.clone() {
        Caching::Policies { cache, request } => (
            cache.value.value().cloned(),
            request.map(|id| id.value.value().cloned().unwrap()),
        ),
        Caching::Legacy(_) => (None, None),
    };
    let (p, r) = (Some("P".to_owned()), Some("R".to_owned()));
    assert_eq!(
        read(r#""CachePolicyId": "P", "ForwardedValues": {}"#),
        (p.clone(), None)
    );
    assert_eq!(
        read(r#""CachePolicyId": "P", "OriginRequestPolicyId": """#),
        (p.clone(), None)
    );
    assert_eq!(
        read(r#""CachePolicyId": "P", "OriginRequestPolicyId": "R""#),
        (p, r)
    );
    assert_eq!(
        read(r#""CachePolicyId": "", "OriginRequestPolicyId": "R""#),
        (None, None)
    );
}

#[test]
fn unset_times_of_a_cache_policy_are_at_least_the_one_before() {
    let ttl = |config: &str| {
        let text = format!(r#"{{"Id": "P", "CachePolicyConfig": {{{config}}}}}"#);
        let ttl = Case::new(&text).loaded.configuration.cache_policies[0]
            .ttl
            .clone();
        [ttl.min, ttl.default, ttl.max].map(|field| *field.value.value().unwrap())
    };
    assert_eq!(ttl(r#""MinTTL": 1"#), [1, 86_400, 31_536_000]);
    assert_eq!(ttl(r#""MinTTL": 90000"#), [90_000, 90_000, 31_536_000]);
    assert_eq!(
        ttl(r#""MinTTL": 0, "DefaultTTL": 40000000"#),
        [0, 40_000_000, 40_000_000]
    );
    assert_eq!(
        ttl(r#""MinTTL": 0, "DefaultTTL": 0, "MaxTTL": 0"#),
        [0, 0, 0]
    );
}

#[test]
fn behaviors_keep_their_order_and_the_default_is_last() {
    let case = Case::config(
        r#""CacheBehaviors": {"Quantity": 2, "Items": [
        {"PathPattern": "/a/*", "TargetOriginId": "o", "AllowedMethods": {"Items": ["GET", "HEAD", "PUT"], "CachedMethods": {"Items": ["GET"]}}},
        {"PathPattern": "*.m3u8", "TargetOriginId": "o", "ViewerProtocolPolicy": "https-only"}]}"#,
    );
    let behaviors = &case.only().behaviors;
    let patterns: Vec<_> = behaviors
        .iter()
        .map(|b| b.pattern.value.value().unwrap().as_str())
        .collect();
    assert_eq!(patterns, ["/a/*", "*.m3u8", "*"]);
    assert_eq!(
        behaviors[0].allowed_methods.value.value().unwrap(),
        &["GET", "HEAD", "PUT"]
    );
    assert_eq!(
        case.pointer(behaviors[1].pattern.span()),
        "/CacheBehaviors/Items/1/PathPattern"
    );
    assert!(behaviors[2].is_default && !behaviors[1].is_default);
}

#[test]
fn viewers_need_a_signature_where_signers_are_enabled() {
    let access = |more: &str| match &Case::behavior(more).default_behavior().viewer_access {
        ViewerAccess::Open => None,
        ViewerAccess::Unresolved(open) => Some(open.value.clone()),
        ViewerAccess::Signed(names) => Some(names.value.join("+")),
    };
    let off = r#""TrustedKeyGroups": {"Enabled": false, "Quantity": 0}, "TrustedSigners": {"Enabled": false, "Items": ["self"]}"#;
    assert_eq!(access(off), None);
    let both = r#""TrustedKeyGroups": {"Enabled": "true", "Items": ["K"]}, "TrustedSigners": {"Enabled": true, "Items": ["self"]}"#;
    assert_eq!(access(both).as_deref(), Some("K+self"));
    assert_eq!(
        access(r#""TrustedKeyGroups": {"Enabled": true, "Quantity": 0}"#).as_deref(),
        Some("")
    );
    assert_eq!(
        access(r#""TrustedKeyGroups": ["K"], "TrustedSigners": []"#).as_deref(),
        Some("K")
    );
}

#[test]
fn functions_of_both_kinds_are_associated() {
    let case = Case::behavior(
        r#""FunctionAssociations": {"Items": [{"FunctionARN": "f", "EventType": "viewer-request"}]},
        "LambdaFunctionAssociations": {"Items": [{"LambdaFunctionARN": "l", "EventType": "origin-request"}, {"EventType": "x"}]}"#,
    );
    let functions = case.default_behavior().functions.iter();
    let functions: Vec<_> = functions
        .map(|f| {
            (
                f.event.value.value().unwrap().as_str(),
                f.arn.value.value().unwrap().as_str(),
            )
        })
        .collect();
    assert_eq!(
        functions,
        [("viewer-request", "f"), ("origin-request", "l")]
    );
    let at = "DefaultCacheBehavior.LambdaFunctionAssociations.Items[1]";
    assert_eq!(
        case.messages(),
        [format!(
            "{at} should name an EventType and the ARN of a function"
        )]
    );
}

fn origin(keys: &str) -> Case {
    Case::new(&format!(
        r#"{{"Origins": {{"Items": [{{"Id": "o", {keys}}}]}}, "DefaultCacheBehavior": {{"TargetOriginId": "o"}}}}"#
    ))
}

#[test]
fn the_kind_of_an_origin_is_its_block_or_else_its_host() {
    let kind = |keys: &str| {
        let case = origin(keys);
        let kind = case.only().origins[0].kind.clone();
        (kind.value, matches!(kind.from, Provenance::Span(_)))
    };
    let host = |host: &str| kind(&format!(r#""DomainName": "{host}""#));
    assert_eq!(
        kind(r#""DomainName": "h", "S3OriginConfig": {}"#),
        (OriginKind::S3, true)
    );
    assert_eq!(
        kind(r#""DomainName": "h", "VpcOriginConfig": {}"#),
        (OriginKind::Vpc, true)
    );
    let both =
        r#""DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {}, "CustomOriginConfig": {}"#;
    assert_eq!(kind(both), (OriginKind::Custom, true));
    let null = r#""DomainName": "h", "S3OriginConfig": {}, "CustomOriginConfig": null"#;
    assert_eq!(kind(null), (OriginKind::S3, true));
    for s3 in [
        "b.s3.amazonaws.com",
        "B.S3.eu-central-1.amazonaws.com",
        "b.s3-eu-west-1.amazonaws.com",
    ] {
        assert_eq!(host(s3), (OriginKind::S3, false), "{s3}");
    }
    for other in [
        "h.example",
        "b.s3-website-us-east-1.amazonaws.com",
        "b.s3-website.eu-central-1.amazonaws.com",
        "x.elb.amazonaws.com",
        "s3.example",
    ] {
        assert_eq!(host(other), (OriginKind::Custom, false), "{other}");
    }
}

#[test]
fn access_to_the_origin_is_none_where_its_id_is_empty() {
    let empty = origin(
        r#""DomainName": "h", "OriginAccessControlId": "", "S3OriginConfig": {"OriginAccessIdentity": ""}"#,
    );
    let only = &empty.only().origins[0];
    assert_eq!(
        (&only.access_control, &only.access_identity),
        (&None, &None)
    );
    assert_eq!(
        (
            only.path.value.value().unwrap().as_str(),
            empty.pointer(only.path.span())
        ),
        ("", "/Origins/Items/0".to_owned())
    );
    let full = origin(
        r#""DomainName": "h", "OriginPath": "/p", "OriginAccessControlId": "A", "S3OriginConfig": {"OriginAccessIdentity": "origin-access-identity/cloudfront/E"}"#,
    );
    let only = &full.only().origins[0];
    let control = only.access_control.as_ref().unwrap();
    assert_eq!(control.value.value().unwrap().id, "A");
    assert_eq!(
        full.pointer(control.span()),
        "/Origins/Items/0/OriginAccessControlId"
    );
    assert!(only.access_identity.is_some());
    assert_eq!(
        full.pointer(only.path.span()),
        "/Origins/Items/0/OriginPath"
    );
}

#[test]
fn groups_errors_and_names_of_the_distribution() {
    let case = Case::new(&format!(
        r#"{{{ORIGINS}, "Aliases": {{"Quantity": 1, "Items": ["*.example.com"]}}, "WebACLId": "acl", "DefaultRootObject": "index.html",
        "OriginGroups": {{"Items": [{{"Id": "g", "FailoverCriteria": {{"StatusCodes": {{"Items": [403, "404"]}}}}, "Members": {{"Items": [{{"OriginId": "o"}}]}}}}]}},
        "CustomErrorResponses": {{"Items": [{{"ErrorCode": 403, "ResponseCode": "200", "ResponsePagePath": "/index.html", "ErrorCachingMinTTL": 0}},
            {{"ErrorCode": "404", "ResponseCode": "", "ResponsePagePath": ""}}]}},
        "DefaultCacheBehavior": {{"TargetOriginId": "g"}}}}"#
    ));
    assert_eq!(case.messages(), [""; 0]);
    let only = case.only();
    assert_eq!(only.name(), Some("*.example.com"));
    assert_eq!(only.origin("g").unwrap().id.value, "o");
    let codes: Vec<u16> = only.origin_groups[0]
        .failover_on
        .iter()
        .map(|code| code.value)
        .collect();
    assert_eq!(codes, [403, 404]);
    let [first, second] = &only.custom_errors[..] else {
        panic!("{only:?}")
    };
    assert_eq!(
        first.response_code.as_ref().unwrap().value,
        Known::Value(200)
    );
    assert_eq!(first.min_ttl.value, Known::Value(0));
    assert_eq!(
        (&second.response_code, &second.page, &second.min_ttl.value),
        (&None, &None, &Known::Value(10))
    );
    assert_eq!(only.web_acl.value.value().unwrap(), "acl");
}
