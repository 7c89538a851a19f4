//! Each kind of document is recognised, with its ids.

use super::{BEHAVIOR, Case, ORIGINS};
use crate::model::{NameSet, SigningBehavior};

fn config() -> String {
    format!(r#"{{"CallerReference": "c", "Enabled": false, {ORIGINS}, {BEHAVIOR}}}"#)
}

/// Checks that a text is one distribution with this id, its configuration at this pointer.
fn is_distribution(text: &str, id: Option<&str>, at: &str) {
    let case = Case::new(text);
    assert!(
        case.is_ours() && case.loaded.problems.is_empty(),
        "{case:?}"
    );
    let only = case.only();
    assert_eq!(only.id.as_ref().map(|id| id.value.as_str()), id, "{text}");
    assert_eq!(only.name(), id, "{text}");
    assert_eq!(only.domain.is_some(), text.contains("d1.cloudfront.net"));
    assert_eq!(case.pointer(Some(only.span)), at, "{text}");
    assert_eq!(case.pointer(only.enabled.span()), format!("{at}/Enabled"));
    assert_eq!(only.enabled.value.value(), Some(&false));
    let root = &only.default_root_object.value;
    assert_eq!(root.value().is_none(), at.ends_with("Items/0"), "{root:?}");
}

#[test]
fn a_distribution_is_found_in_a_configuration() {
    let config = config();
    let skeleton = format!(r#"{{"DistributionConfig": {config}, "Id": "", "IfMatch": ""}}"#);
    let update = format!(r#"{{"DistributionConfig": {config}, "Id": "E1"}}"#);
    let printed = format!(r#"{{"ETag": "e", "DistributionConfig": {config}}}"#);
    let tagged = format!(
        r#"{{"DistributionConfigWithTags": {{"Tags": {{}}, "DistributionConfig": {config}}}}}"#
    );
    is_distribution(&config, None, "");
    is_distribution(&printed, None, "/DistributionConfig");
    is_distribution(&skeleton, None, "/DistributionConfig");
    is_distribution(&update, Some("E1"), "/DistributionConfig");
    is_distribution(
        &tagged,
        None,
        "/DistributionConfigWithTags/DistributionConfig",
    );
}

#[test]
fn a_distribution_is_found_alone_or_in_a_list() {
    let names = r#"{"Id": "E1", "DomainName": "d1.cloudfront.net", "#;
    let summary = config().replacen('{', names, 1);
    let whole = format!(r#"{names}"DistributionConfig": {}}}"#, config());
    let printed = format!(r#"{{"ETag": "e", "Distribution": {whole}}}"#);
    let list = format!(r#"{{"DistributionList": {{"Quantity": 1, "Items": [{summary}]}}}}"#);
    let taken_out = format!(r#"{{"Quantity": 1, "Items": [{summary}]}}"#);
    let id = Some("E1");
    is_distribution(&printed, id, "/Distribution/DistributionConfig");
    is_distribution(&whole, id, "/DistributionConfig");
    is_distribution(&list, id, "/DistributionList/Items/0");
    is_distribution(&taken_out, id, "/Items/0");
    is_distribution(&format!("[{whole}]"), id, "/0/DistributionConfig");
}

#[test]
fn several_documents_in_one_array_are_all_taken() {
    let text = format!(
        r#"[{{"DistributionConfig": {0}}}, {0}, {{"OriginAccessControlList": {{"Items": [{{"Id": "A", "SigningBehavior": "never"}}]}}}}]"#,
        config()
    );
    let configuration = Case::new(&text).loaded.configuration;
    assert_eq!(configuration.distributions.len(), 2);
    let control = configuration.access_control("A", None).unwrap();
    assert_eq!(
        control.signing.as_ref().unwrap().value,
        SigningBehavior::Never
    );
}

const CACHE_POLICY: &str = r#"{"Id": "P", "CachePolicyConfig": {
    "Name": "mine", "MinTTL": 0, "DefaultTTL": 60, "MaxTTL": 120,
    "ParametersInCacheKeyAndForwardedToOrigin": {
        "EnableAcceptEncodingGzip": true,
        "QueryStringsConfig": {"QueryStringBehavior": "allExcept", "QueryStrings": {"Quantity": 1, "Items": ["x-id"]}},
        "HeadersConfig": {"HeaderBehavior": "none"},
        "CookiesConfig": {"CookieBehavior": "all"}}}}"#;

fn is_cache_policy(text: &str, managed: bool) {
    let case = Case::new(text);
    assert!(
        case.is_ours() && case.loaded.problems.is_empty(),
        "{case:?}"
    );
    assert_eq!(case.loaded.configuration.cache_policies.len(), 1);
    let read = case.loaded.configuration.cache_policy("P", None).unwrap();
    assert_eq!(
        (read.name.as_str(), read.managed, read.accept_encoding),
        ("mine", managed, true)
    );
    assert_eq!(read.ttl.max.value.value(), Some(&120));
    let takes = |name| read.query.value.takes_parameter(name);
    assert_eq!((takes("x-id"), takes("a")), (Some(false), Some(true)));
    assert_eq!(
        (&read.headers.value, &read.cookies.value),
        (&NameSet::None, &NameSet::All)
    );
    let query = case.pointer(read.query.span());
    assert!(query.ends_with("/QueryStringsConfig/QueryStringBehavior"));
    assert!(
        case.pointer(read.from.span())
            .ends_with("/CachePolicyConfig")
    );
}

#[test]
fn cache_policies_come_alone_or_in_a_list() {
    let typed = |word| format!(r#"[{{"Type": "{word}", "CachePolicy": {CACHE_POLICY}}}]"#);
    let list = |word| format!(r#"{{"CachePolicyList": {{"Items": {}}}}}"#, typed(word));
    is_cache_policy(CACHE_POLICY, false);
    is_cache_policy(
        &format!(r#"{{"ETag": "e", "CachePolicy": {CACHE_POLICY}}}"#),
        false,
    );
    is_cache_policy(&list("custom"), false);
    is_cache_policy(&list("managed"), true);
    is_cache_policy(
        &format!(r#"{{"Quantity": 1, "Items": {}}}"#, typed("managed")),
        true,
    );
}

#[test]
fn origin_request_policies_come_alone_or_in_a_list() {
    for (behavior, headers) in [
        ("allViewer", NameSet::All),
        ("allViewerAndWhitelistCloudFront", NameSet::All),
        ("none", NameSet::None),
    ] {
        let policy = format!(
            r#"{{"OriginRequestPolicy": {{"Id": "R", "OriginRequestPolicyConfig": {{"Name": "n",
            "HeadersConfig": {{"HeaderBehavior": "{behavior}"}}, "CookiesConfig": {{"CookieBehavior": "none"}},
            "QueryStringsConfig": {{"QueryStringBehavior": "all"}}}}}}}}"#
        );
        let list =
            format!(r#"{{"OriginRequestPolicyList": {{"Quantity": 1, "Items": [{policy}]}}}}"#);
        for text in [policy, list] {
            let case = Case::new(&text);
            assert!(
                case.is_ours() && case.loaded.problems.is_empty(),
                "{case:?}"
            );
            let read = case
                .loaded
                .configuration
                .origin_request_policy("R", None)
                .unwrap();
            assert_eq!(read.headers.value, headers, "{behavior}");
            assert_eq!(read.query.value, NameSet::All);
        }
    }
}

#[test]
fn origin_access_controls_come_alone_or_in_a_list() {
    let alone = r#"{"OriginAccessControl": {"Id": "A", "OriginAccessControlConfig": {"SigningBehavior": "no-override"}}}"#;
    let listed = r#"{"OriginAccessControlList": {"Items": [{"Id": "A", "SigningBehavior": "no-override"}]}}"#;
    let bare = r#"[{"Id": "A", "SigningProtocol": "sigv4", "SigningBehavior": "no-override"}]"#;
    for text in [alone, listed, bare] {
        let case = Case::new(text);
        assert!(case.is_ours(), "{text}");
        let signing = case
            .loaded
            .configuration
            .access_control("A", None)
            .unwrap()
            .signing
            .clone()
            .unwrap();
        assert_eq!(signing.value, SigningBehavior::NoOverride);
        assert!(case.pointer(signing.span()).ends_with("/SigningBehavior"));
    }
}

#[test]
fn what_only_has_a_configuration_is_told_to_have_no_id() {
    let case = Case::new(r#"{"ETag": "e", "CachePolicyConfig": {"Name": "n"}}"#);
    assert!(case.is_ours() && case.loaded.configuration.cache_policies.is_empty());
    let expected = "the document has no Id, so nothing can name it: give what `aws cloudfront get-cache-policy` prints";
    assert_eq!(case.messages(), [expected]);
}

#[test]
fn other_documents_are_recognised_or_left_alone() {
    let headers = r#"{"ResponseHeadersPolicyList": {"Quantity": 0, "Items": []}}"#;
    let policy = r#"{"ResponseHeadersPolicy": {"Id": "H", "ResponseHeadersPolicyConfig": {}}}"#;
    let empty = r#"{"DistributionList": {"Quantity": 0}}"#;
    for (text, recognised) in [
        (headers, true),
        (policy, true),
        (empty, true),
        (
            r#"{"Resources": {"D": {"Properties": {"DistributionConfig": {}}}}}"#,
            false,
        ),
        (
            r#"{"Distribution": "dist", "Items": [1], "Quantity": 1}"#,
            false,
        ),
        ("[]", false),
        ("3", false),
    ] {
        let loaded = Case::new(text).loaded;
        assert_eq!(!loaded.recognised.is_empty(), recognised, "{text}");
        assert!(loaded.problems.is_empty() && loaded.configuration.distributions.is_empty());
    }
}
