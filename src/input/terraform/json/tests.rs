//! What is read from plans and states, and what of them is never shown.

use super::read;
use crate::input::Loaded;
use crate::input::documents::parse;
use crate::model::{Caching, Distribution, ViewerAccess};
use crate::source::{Known, SourceKind, SourceMap};
use crate::syntax::json;
use proptest::prelude::*;

struct Case {
    sources: SourceMap,
    loaded: Loaded,
}

impl Case {
    fn of(text: &str) -> Self {
        let mut sources = SourceMap::default();
        let parsed = parse("t.json", text, "JSON", json::parse, &mut sources).unwrap();
        let loaded = read(&parsed, &mut sources).unwrap();
        Self { sources, loaded }
    }

    fn one(&self) -> &Distribution {
        let [one] = self.loaded.configuration.distributions.as_slice() else {
            panic!("{:?}", self.loaded);
        };
        one
    }

    fn text(&self) -> &str {
        self.sources.get(self.one().span.source).text()
    }
}

fn domain(distribution: &Distribution) -> String {
    match &distribution.origins[0].domain.value {
        Known::Value(value) => value.clone(),
        Known::Unresolved { expression } => format!("?{expression}"),
    }
}

const BEHAVIOR: &str = r#""default_cache_behavior": [{"target_origin_id": "files", "viewer_protocol_policy": "https-only",
  "cache_policy_id": "658327ea-f89d-4fab-a63d-7e88639e58f6", "forwarded_values": [], "default_ttl": 0}],
  "ordered_cache_behavior": [], "custom_error_response": [{"error_code": 403, "response_code": 0, "response_page_path": "", "error_caching_min_ttl": 5}]"#;

/// A state of version 4 with a password beside the distribution.
fn state() -> String {
    format!(
        r#"{{"version": 4, "terraform_version": "1.9.0", "outputs": {{"o": {{"value": "hunter2", "type": "string"}}}},
"resources": [
 {{"mode": "managed", "type": "aws_db_instance", "name": "db", "instances": [{{"attributes": {{"password": "hunter2", "port": 5432}}}}]}},
 {{"module": "module.cdn", "mode": "managed", "type": "aws_cloudfront_distribution", "name": "this", "instances": [
  {{"index_key": "a", "attributes": {{"id": "E2EXAMPLE", "domain_name": "d111111abcdef8.cloudfront.net", "enabled": true, "aliases": ["a.example.com"],
  "origin": [{{"domain_name": "files.s3.amazonaws.com", "origin_id": "files", "origin_path": "", "s3_origin_config": [], "custom_origin_config": [],
   "custom_header": [{{"name": "X-Key", "value": "hunter2"}}]}}], {BEHAVIOR} }}}}]}}]}}"#
    )
}

#[test]
fn a_state_is_read_and_nothing_else_of_it_shown() {
    let case = Case::of(&state());
    let one = case.one();
    assert_eq!(one.name(), Some("E2EXAMPLE"));
    let address = &one.logical_id.as_ref().unwrap().value;
    assert_eq!(
        address,
        "module.cdn.aws_cloudfront_distribution.this[\"a\"]"
    );
    assert_eq!(
        one.domain.as_ref().unwrap().value,
        "d111111abcdef8.cloudfront.net"
    );
    assert_eq!(domain(one), "files.s3.amazonaws.com");
    assert!(one.custom_errors[0].response_code.is_none());
    assert!(!case.text().contains("hunter2") && !case.text().contains("5432"));
    assert!(case.text().contains("files.s3.amazonaws.com"));
    assert!(
        case.loaded.problems.is_empty(),
        "{:?}",
        case.loaded.problems
    );
}

#[test]
fn an_old_state_is_made_a_tree_again() {
    let text = r#"{"version": 3, "modules": [{"path": ["root", "site"], "resources": {
  "aws_db_instance.db": {"type": "aws_db_instance", "primary": {"id": "db", "attributes": {"password": "hunter2"}}},
  "aws_cloudfront_distribution.cdn": {"type": "aws_cloudfront_distribution", "primary": {"id": "E1", "attributes": {
    "id": "E1", "enabled": "true", "aliases.#": "1", "aliases.2847": "a.example.com",
    "origin.#": "1", "origin.123.domain_name": "files.s3.amazonaws.com", "origin.123.origin_id": "files",
    "origin.123.custom_header.#": "1", "origin.123.custom_header.7.name": "X-Key", "origin.123.custom_header.7.value": "hunter2",
    "default_cache_behavior.#": "1", "default_cache_behavior.9.target_origin_id": "files",
    "default_cache_behavior.9.forwarded_values.#": "1", "default_cache_behavior.9.forwarded_values.5.query_string": "true",
    "default_cache_behavior.9.forwarded_values.5.query_string_cache_keys.#": "0",
    "default_cache_behavior.9.min_ttl": "0", "default_cache_behavior.9.default_ttl": "3600", "default_cache_behavior.9.max_ttl": "86400",
    "ordered_cache_behavior.#": "0"}}}}}]}"#;
    let case = Case::of(text);
    let one = case.one();
    assert_eq!(
        one.logical_id.as_ref().unwrap().value,
        "module.site.aws_cloudfront_distribution.cdn"
    );
    assert_eq!(one.aliases[0].value, "a.example.com");
    assert_eq!(domain(one), "files.s3.amazonaws.com");
    let Caching::Legacy(legacy) = &one.behaviors[0].caching else {
        panic!()
    };
    assert_eq!(legacy.query_string.value.value(), Some(&true));
    assert_eq!(legacy.ttl.default.value.value(), Some(&3600));
    assert!(!case.text().contains("hunter2"));
    assert!(
        case.loaded.problems.is_empty(),
        "{:?}",
        case.loaded.problems
    );
}

/// A plan that makes a bucket, a policy and a distribution, whose origin's host is not known yet.
fn plan(reference: &str) -> String {
    format!(
        r#"{{"format_version": "1.2", "variables": {{"region": {{"value": "eu-central-1"}}, "password": {{"value": "hunter2"}}}},
"resource_changes": [
 {{"address": "aws_s3_bucket.b", "mode": "managed", "type": "aws_s3_bucket", "name": "b", "change": {{"actions": ["create"], "after": {{"bucket": "files"}}, "after_unknown": {{"id": true}}}}}},
 {{"address": "aws_cloudfront_cache_policy.p", "mode": "managed", "type": "aws_cloudfront_cache_policy", "name": "p", "change": {{"actions": ["create"], "after": {{"name": "p", "min_ttl": 1}}, "after_unknown": {{"id": true}}}}}},
 {{"address": "aws_cloudfront_distribution.gone", "mode": "managed", "type": "aws_cloudfront_distribution", "name": "gone", "change": {{"actions": ["delete"], "before": {{}}, "after": null}}}},
 {{"address": "module.m.aws_cloudfront_distribution.cdn", "module_address": "module.m", "mode": "managed", "type": "aws_cloudfront_distribution", "name": "cdn", "change": {{"actions": ["create"],
   "after": {{"enabled": true, "origin": [{{"origin_id": "files"}}], "default_cache_behavior": [{{"target_origin_id": "files", "viewer_protocol_policy": "https-only"}}]}},
   "after_unknown": {{"id": true, "domain_name": true, "origin": [{{"domain_name": true}}], "default_cache_behavior": [{{"cache_policy_id": true}}]}}}}}}],
"configuration": {{"provider_config": {{"aws": {{"expressions": {{"region": {{"references": ["var.region"]}}}}}}}},
 "root_module": {{"module_calls": {{"m": {{"expressions": {{"host": {{"references": ["{reference}", "aws_s3_bucket.b"]}}, "policy": {{"references": ["aws_cloudfront_cache_policy.p.id", "aws_cloudfront_cache_policy.p"]}}}},
  "module": {{"resources": [{{"address": "aws_cloudfront_distribution.cdn", "mode": "managed", "type": "aws_cloudfront_distribution", "name": "cdn", "expressions": {{
   "origin": [{{"domain_name": {{"references": ["var.host"]}}, "origin_id": {{"constant_value": "files"}}}}],
   "default_cache_behavior": [{{"cache_policy_id": {{"references": ["var.policy"]}}}}]}}}}]}}}}}}}}}}}}"#
    )
}

#[test]
fn what_a_plan_does_not_know_is_followed_to_what_it_is_made_of() {
    for (reference, host) in [
        (
            "aws_s3_bucket.b.bucket_domain_name",
            "files.s3.amazonaws.com",
        ),
        (
            "aws_s3_bucket.b.bucket_regional_domain_name",
            "files.s3.eu-central-1.amazonaws.com",
        ),
        ("aws_lb.front.dns_name", "?(known after apply)"),
        ("local.host", "?(known after apply)"),
    ] {
        let case = Case::of(&plan(reference));
        assert_eq!(domain(case.one()), host);
    }
    let case = Case::of(&plan("aws_s3_bucket.b.bucket_domain_name"));
    let one = case.one();
    assert_eq!(one.name(), Some("module.m.aws_cloudfront_distribution.cdn"));
    assert!(matches!(one.behaviors[0].viewer_access, ViewerAccess::Open));
    let place = one.origins[0].domain.span().unwrap();
    let path = case.sources.pointer(place);
    assert!(
        path.starts_with("/configuration/root_module/module_calls/m/expressions/host/"),
        "{path}"
    );
    let Caching::Policies { cache, .. } = &one.behaviors[0].caching else {
        panic!()
    };
    let id = cache.value.value().unwrap();
    let policy = case.loaded.configuration.cache_policy(id, one.template);
    assert_eq!(policy.unwrap().name, "p");
    assert!(!case.text().contains("hunter2"));
    assert!(
        case.loaded.problems.is_empty(),
        "{:?}",
        case.loaded.problems
    );
}

/// The plan does not say how references are put together, nor what a name is a part of.
#[test]
fn what_is_known_in_part_is_not_taken_for_the_whole() {
    let two = "aws_s3_bucket.b.bucket_domain_name\", \"var.env";
    for reference in [two, "aws_s3_bucket.b.bucket"] {
        let case = Case::of(&plan(reference));
        assert_eq!(domain(case.one()), "?(known after apply)", "{reference}");
    }
}

#[test]
fn other_documents_are_left_to_others() {
    for text in [
        "{}",
        "[]",
        r#"{"version": 4}"#,
        r#"{"Resources": {}}"#,
        r#"{"version": "4", "resources": []}"#,
    ] {
        let mut sources = SourceMap::default();
        let parsed = parse("t.json", text, "JSON", json::parse, &mut sources).unwrap();
        assert!(read(&parsed, &mut sources).is_none(), "{text}");
    }
}

proptest! {
    /// Any part of a plan or state may be anything.
    #[test]
    fn any_document_is_read(which in 0..2, cut in 0..400_usize, by in "null|1|true|\"x\"|\\[\\]|\\{\\}|\\[\\[\\{\\}\\]\\]") {
        let text = if which == 0 { plan("aws_s3_bucket.b.bucket_domain_name") } else { state() };
        let values: Vec<usize> = text.match_indices(": ").map(|(at, _)| at + 2).collect();
        let at = values[cut % values.len()];
        let mut sources = SourceMap::default();
        let id = sources.add("x", SourceKind::File, &text);
        // The value that starts there, told by the parser.
        let end = (at + 1..=text.len()).rev().find(|end| {
            text.is_char_boundary(*end) && json::parse(&text[at..*end], id).is_ok()
        });
        let text = format!("{}{by}{}", &text[..at], &text[end.unwrap()..]);
        let mut sources = SourceMap::default();
        if let Ok(parsed) = parse("t.json", &text, "JSON", json::parse, &mut sources) {
            let _ = read(&parsed, &mut sources);
        }
    }
}
