//! Resources of every form become the same model, and what is not resolved stays what it is.

use super::{Built, Resource, ResourceKind, build};
use crate::model::{Caching, ViewerAccess};
use crate::source::{SourceKind, SourceMap, Sourced};
use crate::syntax::{Node, NodeKind, json};

/// Replaces every string `?…` by an expression that is not resolved.
fn open(mut node: Node) -> Node {
    node.kind = match node.kind {
        NodeKind::String(text) => match text.strip_prefix('?') {
            Some(expression) => NodeKind::Unresolved(expression.to_owned()),
            None => NodeKind::String(text),
        },
        NodeKind::Sequence(items) => NodeKind::Sequence(items.into_iter().map(open).collect()),
        NodeKind::Mapping(mut entries) => {
            for entry in &mut entries {
                entry.value = open(entry.value.clone());
            }
            NodeKind::Mapping(entries)
        }
        other => other,
    };
    node
}

fn read(kind: ResourceKind, text: &str) -> Built {
    let mut sources = SourceMap::default();
    let source = sources.add("t.json", SourceKind::File, text);
    let (node, outline) = json::parse(text, source).unwrap();
    sources.set_outline(source, outline);
    let name = Sourced::at("Files".to_owned(), node.span);
    build(&[Resource::new(kind, name, open(node))], &sources)
}

fn distribution(text: &str) -> Built {
    read(ResourceKind::Distribution, text)
}

fn unresolved(built: &Built) -> Vec<(&str, &str)> {
    let list = &built.configuration.distributions[0].unresolved;
    let pairs = list
        .iter()
        .map(|one| (one.name.as_str(), one.expression.as_str()));
    pairs.collect()
}

#[test]
fn both_forms_of_lists_and_scalars_are_read() {
    let built = distribution(
        r#"{"Aliases": ["a.example"], "Enabled": "true", "Origins": [{"Id": 1, "DomainName": "h"}],
        "CustomErrorResponses": [{"ErrorCode": "403", "ResponseCode": 200}],
        "DefaultCacheBehavior": {"TargetOriginId": "1", "MinTTL": "60", "AllowedMethods": ["GET", "PUT"],
            "TrustedKeyGroups": ["K"], "ForwardedValues": {"QueryString": "yes"}}}"#,
    );
    let messages: Vec<_> = built.problems.iter().map(|one| &one.message).collect();
    let at = "DefaultCacheBehavior.ForwardedValues.QueryString";
    assert_eq!(
        messages,
        [&format!("{at} should be true or false, and is a string")]
    );
    let only = &built.configuration.distributions[0];
    assert_eq!(only.name(), Some("Files"));
    assert_eq!(only.origins[0].id.value, "1");
    assert_eq!(only.custom_errors[0].code.value, 403);
    let methods = only.behaviors[0].allowed_methods.value.value();
    assert_eq!(methods.unwrap(), &["GET", "PUT"]);
}

#[test]
fn an_expression_stands_for_a_value_a_block_or_a_list() {
    let built = distribution(
        r#"{"Aliases": "?Names", "Origins": [{"Id": "o", "DomainName": "?Host", "S3OriginConfig": "?Config"}, "?More"],
        "CacheBehaviors": "?Rest", "DefaultCacheBehavior": {"TargetOriginId": "?Target", "ForwardedValues": "?Values"}}"#,
    );
    assert_eq!(built.problems, []);
    let only = &built.configuration.distributions[0];
    assert_eq!((only.origins.len(), only.behaviors.len()), (2, 2));
    assert_eq!(only.behaviors[0].pattern.value.value(), None);
    let Caching::Legacy(values) = &only.behaviors[1].caching else {
        panic!("{only:?}");
    };
    assert_eq!(values.query_string.value.value(), None);
    let mut all = unresolved(&built);
    all.sort_unstable();
    assert_eq!(
        all,
        [
            ("Aliases", "Names"),
            ("CacheBehaviors", "Rest"),
            ("DomainName", "Host"),
            ("ForwardedValues", "Values"),
            ("Origins", "More"),
            ("S3OriginConfig", "Config"),
            ("TargetOriginId", "Target"),
        ]
    );
}

#[test]
fn what_a_list_leaves_open_is_neither_taken_nor_left() {
    let built = read(
        ResourceKind::CachePolicy,
        r#"{"Name": "n", "ParametersInCacheKeyAndForwardedToOrigin": {
        "QueryStringsConfig": {"QueryStringBehavior": "whitelist", "QueryStrings": ["v", "?More"]},
        "HeadersConfig": {"HeaderBehavior": "?Headers"},
        "CookiesConfig": {"CookieBehavior": "allExcept", "Cookies": ["?Cookie"]}}}"#,
    );
    let policy = &built.configuration.cache_policies[0];
    let query = |name| policy.query.value.takes_parameter(name);
    assert_eq!((query("v"), query("X-Amz-Date")), (Some(true), None));
    assert_eq!(policy.headers.value.takes_header("Host"), None);
    assert_eq!(policy.cookies.value.takes_parameter("s"), None);
}

#[test]
fn a_host_of_known_form_is_known() {
    let domain = |text: &str| {
        let built = distribution(&format!(
            r#"{{"Origins": [{{"Id": "?X", "DomainName": "{text}"}}], "DefaultCacheBehavior": {{"TargetOriginId": "?X"}}}}"#
        ));
        let only = &built.configuration.distributions[0];
        let origin = only.origin_of(&only.behaviors[0]).unwrap();
        assert_eq!(origin.id.value, "X");
        origin.domain.value.value().cloned()
    };
    for (text, host) in [
        ("?!Sub ${B}.s3.amazonaws.com", Some("${B}.s3.amazonaws.com")),
        (
            "?'${var.b}.s3.amazonaws.com'",
            Some("${var.b}.s3.amazonaws.com"),
        ),
        ("?!Ref Host", None),
        ("?!Sub ${Api}.example.com", None),
    ] {
        assert_eq!(domain(text).as_deref(), host, "{text}");
    }
}

#[test]
fn viewers_need_a_signature_where_someone_is_named() {
    let access = |signers: &str| {
        let built = distribution(&format!(
            r#"{{"Origins": [{{"Id": "o", "DomainName": "h"}}], "DefaultCacheBehavior": {{"TargetOriginId": "o", "TrustedKeyGroups": {signers}}}}}"#
        ));
        built.configuration.distributions[0].behaviors[0]
            .viewer_access
            .clone()
    };
    assert!(matches!(access(r#"["?!Ref K"]"#), ViewerAccess::Signed(_)));
    assert!(matches!(
        access(r#""?Groups""#),
        ViewerAccess::Unresolved(_)
    ));
    assert!(matches!(
        access(r#"{"Enabled": "?On", "Items": ["K"]}"#),
        ViewerAccess::Unresolved(_)
    ));
    assert!(matches!(access("[]"), ViewerAccess::Open));
}

#[test]
fn nothing_is_wrong_with_an_expression_for_everything() {
    for kind in [
        ResourceKind::Distribution,
        ResourceKind::CachePolicy,
        ResourceKind::OriginRequestPolicy,
        ResourceKind::OriginAccessControl,
    ] {
        assert_eq!(read(kind, r#""?Everything""#).problems, [], "{kind:?}");
    }
}
