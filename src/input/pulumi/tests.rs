//! Previews and states become the model, with what is unknown left open.

use crate::input::{Files, Loaded, Options, load_documents};
use crate::model::{Caching, Distribution, SigningBehavior};
use crate::source::SourceMap;

fn load(text: &str) -> (SourceMap, Loaded) {
    let mut sources = SourceMap::default();
    let mut files = Files::default();
    files.add("stack.json", text.to_owned(), true);
    let loaded = load_documents(&files, &Options::default(), &mut sources);
    (sources, loaded)
}

fn only(loaded: &Loaded) -> &Distribution {
    assert_eq!(loaded.problems, []);
    let [only] = &loaded.configuration.distributions[..] else {
        panic!("{loaded:?}");
    };
    only
}

fn urn(kind: &str, name: &str) -> String {
    format!("urn:pulumi:dev::site::{kind}::{name}")
}

const DISTRIBUTION: &str = "aws:cloudfront/distribution:Distribution";
const POLICY: &str = "aws:cloudfront/cachePolicy:CachePolicy";

/// A resource of a state or step.
fn resource(kind: &str, name: &str, more: &str) -> String {
    let urn = urn(kind, name);
    format!(r#"{{"urn": "{urn}", "custom": true, "type": "{kind}", {more}}}"#)
}

fn state(resources: &[String]) -> String {
    let list = resources.join(",\n");
    format!(r#"{{"version": 3, "deployment": {{"manifest": {{}}, "resources": [{list}]}}}}"#)
}

fn preview(resources: &[String]) -> String {
    let step = |state: &String| format!(r#"{{"op": "create", "urn": "x", "newState": {state}}}"#);
    let steps: Vec<String> = resources.iter().map(step).collect();
    format!(
        r#"{{"steps": [{}], "changeSummary": {{"create": 1}}}}"#,
        steps.join(",\n")
    )
}

const UNKNOWN: &str = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

fn inputs(domain: &str, policy: &str) -> String {
    format!(
        r#""inputs": {{"__defaults": [], "enabled": true, "aliases": ["files.example.com"],
        "origins": [{{"originId": "files", "domainName": "{domain}", "customHeaders": [{{"name": "X-Key", "value": "5ec2e7"}}],
            "s3OriginConfig": {{"originAccessIdentity": ""}}}}],
        "defaultCacheBehavior": {{"targetOriginId": "files", "cachePolicyId": "{policy}", "allowedMethods": ["GET"]}},
        "orderedCacheBehaviors": [{{"pathPattern": "/old/*", "targetOriginId": "files", "minTtl": 5,
            "forwardedValues": {{"queryString": true, "cookies": {{"forward": "none"}}}}}}],
        "customErrorResponses": [{{"errorCode": 403, "responseCode": 200, "responsePagePath": "/"}}]}}"#
    )
}

const POLICY_INPUTS: &str = r#""inputs": {"name": "signed", "maxTtl": 60,
    "parametersInCacheKeyAndForwardedToOrigin": {"queryStringsConfig": {"queryStringBehavior": "whitelist",
        "queryStrings": {"items": ["v"]}}}}"#;

#[test]
fn a_state_is_read_with_its_ids() {
    let mine = format!(
        r#""id": "E1", {}, "outputs": {{"domainName": "d1.cloudfront.net"}}"#,
        inputs("b.s3.amazonaws.com", "P1")
    );
    let text = state(&[
        resource(DISTRIBUTION, "site", &mine),
        resource(POLICY, "files", &format!(r#""id": "P1", {POLICY_INPUTS}"#)),
        resource(DISTRIBUTION, "site", &format!(r#""delete": true, {mine}"#)),
    ]);
    let (sources, loaded) = load(&text);
    let read = only(&loaded);
    let texts = [&read.id, &read.domain, &read.logical_id];
    let texts = texts.map(|one| one.as_ref().map(|one| one.value.as_str()));
    assert_eq!(texts, [Some("E1"), Some("d1.cloudfront.net"), Some("site")]);
    let domain = &read.origins[0].domain;
    assert_eq!(domain.value.value().unwrap(), "b.s3.amazonaws.com");
    assert_eq!(sources.location(domain.span().unwrap()).line, 2);
    assert_eq!((read.behaviors.len(), read.custom_errors.len()), (2, 1));
    let policy = loaded
        .configuration
        .cache_policy("P1", read.template)
        .unwrap();
    assert_eq!(policy.query.value.takes_parameter("v"), Some(true));
    assert_eq!(policy.ttl.max.value.value(), Some(&60));
    let kept = sources.get(read.span.source).text();
    assert!(kept.contains("X-Key") && !kept.contains("5ec2e7"));
}

#[test]
fn a_preview_leaves_open_what_only_the_update_tells() {
    let depends = format!(
        r#""propertyDependencies": {{"origins": ["{}"], "defaultCacheBehavior": ["{}"]}}"#,
        urn("aws:s3/bucket:Bucket", "files"),
        urn(POLICY, "signed")
    );
    let mine = format!("{}, {depends}", inputs(UNKNOWN, UNKNOWN));
    let (_, loaded) = load(&preview(&[
        resource(POLICY, "signed", POLICY_INPUTS),
        resource(DISTRIBUTION, "site", &mine),
    ]));
    let read = only(&loaded);
    assert_eq!((read.name(), &read.id), (Some("site"), &None));
    assert_eq!(
        read.unresolved[0].expression,
        "(known after the update, from files)"
    );
    let Caching::Policies { cache, .. } = &read.behaviors[1].caching else {
        panic!("{read:?}");
    };
    let id = cache.value.value().unwrap();
    let policy = loaded.configuration.cache_policy(id, read.template);
    assert_eq!(policy.unwrap().name, "signed");
}

#[test]
fn secrets_are_neither_read_nor_kept() {
    let secret = r#"{"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "plaintext": "\"5ec2e7\"", "ciphertext": "5ec2e7"}"#;
    let mine = inputs("DOMAIN", "P").replace("\"DOMAIN\"", secret);
    let (sources, loaded) = load(&state(&[resource(DISTRIBUTION, "site", &mine)]));
    let read = only(&loaded);
    assert_eq!(read.unresolved[0].expression, "[secret]");
    assert!(!sources.get(read.span.source).text().contains("5ec2e7"));
}

#[test]
fn the_native_provider_has_cloudformations_names() {
    let mine = r#""inputs": {"distributionConfig": {"enabled": true, "webAclId": "w",
        "origins": [{"id": "o", "domainName": "b.s3.amazonaws.com", "s3OriginConfig": {"originAccessIdentity": ""}, "originAccessControlId": "A1"}],
        "defaultCacheBehavior": {"targetOriginId": "o", "minTtl": 5, "viewerProtocolPolicy": "https-only",
            "forwardedValues": {"queryString": true}, "functionAssociations": [{"eventType": "viewer-request", "functionArn": "f"}]}}}"#;
    let control = r#""id": "A1", "inputs": {"originAccessControlConfig": {"signingBehavior": "never", "signingProtocol": "sigv4"}}"#;
    let (_, loaded) = load(&state(&[
        resource("aws-native:cloudfront:Distribution", "site", mine),
        resource("aws-native:cloudfront:OriginAccessControl", "oac", control),
    ]));
    let read = only(&loaded);
    assert_eq!(read.web_acl.value.value().unwrap(), "w");
    assert_eq!(read.behaviors[0].functions.len(), 1);
    let Caching::Legacy(values) = &read.behaviors[0].caching else {
        panic!("{read:?}");
    };
    assert_eq!(values.ttl.min.value.value(), Some(&5));
    let control = loaded
        .configuration
        .access_control("A1", read.template)
        .unwrap();
    let signing = control.signing.as_ref().unwrap();
    assert_eq!(signing.value, SigningBehavior::Never);
}

#[test]
fn other_documents_are_left_alone() {
    for text in [
        r#"{"steps": [{"run": "aws cloudfront"}]}"#,
        r#"{"resources": [], "checkpoint": {}}"#,
        r#"{"deployment": "x", "steps": 3}"#,
    ] {
        let (_, loaded) = load(text);
        assert!(loaded.recognised.is_empty(), "{text}");
    }
    let (_, empty) = load(&state(&[]));
    assert!(empty.problems.is_empty() && !empty.recognised.is_empty());
}
