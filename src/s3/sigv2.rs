//! SigV2's string to sign and its HMAC, for query authentication.
//!
//! It covers the bucket and the key, and neither the `Host` nor most of the query: so it survives a
//! CDN's name, and whoever holds the URL may add what S3 does not count among its sub-resources.
//! Source: the S3 developer guide, "Signing and authenticating REST requests", and botocore's
//! `HmacV1QueryAuth`.

use super::RESPONSE_OVERRIDES;
use crate::model::{Param, Secret};
use crate::source::base64;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// The parameters that are signed, besides `x-amz-*` ones and `response-*` overrides.
const SUB_RESOURCES: [&str; 32] = [
    "accelerate",
    "acl",
    "analytics",
    "cors",
    "defaultObjectAcl",
    "delete",
    "encryption",
    "inventory",
    "legal-hold",
    "lifecycle",
    "location",
    "logging",
    "metrics",
    "notification",
    "object-lock",
    "partNumber",
    "policy",
    "replication",
    "requestPayment",
    "restore",
    "retention",
    "select",
    "select-type",
    "storageClass",
    "tagging",
    "torrent",
    "uploadId",
    "uploads",
    "versionId",
    "versioning",
    "versions",
    "website",
];

/// Whether SigV2 covers a parameter of this name: taken out or added, it breaks the signature.
#[must_use]
pub fn sigv2_covers(name: &str) -> bool {
    let listed = SUB_RESOURCES.contains(&name) || RESPONSE_OVERRIDES.contains(&name);
    let lower = name.to_ascii_lowercase();
    let headers = lower.starts_with("x-amz-") || lower == "content-type" || lower == "content-md5";
    listed || headers || name == "Expires"
}

/// The string to sign: `resource` is `/BUCKET/KEY` as it stands in the path of a path-style request.
#[must_use]
pub fn sigv2_string_to_sign(method: &str, resource: &str, params: &[Param]) -> String {
    let first = |name: &str| {
        let found = params
            .iter()
            .find(|param| param.name.eq_ignore_ascii_case(name));
        found.map_or("", |param| param.value.as_str())
    };
    format!(
        "{method}\n{}\n{}\n{}\n{}{resource}{}",
        first("content-md5"),
        first("content-type"),
        first("expires"),
        headers(params),
        sub_resources(params)
    )
}

/// The `x-amz-*` parameters, which stand for headers: a line each.
fn headers(params: &[Param]) -> String {
    let named = params.iter().map(|p| (p.name.to_ascii_lowercase(), p));
    let mut headers: Vec<_> = named
        .filter(|(name, _)| name.starts_with("x-amz-"))
        .collect();
    headers.sort_by(|one, other| one.0.cmp(&other.0));
    let lines = headers
        .into_iter()
        .map(|(name, param)| format!("{name}:{}\n", param.value));
    lines.collect()
}

/// `?versionId=…&versions`, with decoded values, sorted by name.
fn sub_resources(params: &[Param]) -> String {
    let is_signed = |param: &&Param| {
        let name = param.name.as_str();
        SUB_RESOURCES.contains(&name) || RESPONSE_OVERRIDES.contains(&name)
    };
    let mut signed: Vec<&Param> = params.iter().filter(is_signed).collect();
    signed.sort_by(|one, other| one.name.cmp(&other.name));
    let pieces: Vec<String> = signed
        .into_iter()
        .map(|param| match param.value.is_empty() {
            true => param.name.clone(),
            false => format!("{}={}", param.name, param.value),
        })
        .collect();
    match pieces.is_empty() {
        true => String::new(),
        false => format!("?{}", pieces.join("&")),
    }
}

/// The signature of a string to sign, in Base64.
#[must_use]
pub fn sigv2_sign(secret: &Secret, string_to_sign: &str) -> String {
    // An HMAC takes a key of any length, so the error is never met.
    let mac = Hmac::<Sha1>::new_from_slice(secret.0.as_bytes());
    mac.map_or_else(
        |_| String::new(),
        |mut mac| {
            mac.update(string_to_sign.as_bytes());
            base64::encode(&mac.finalize().into_bytes())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, SourceKind, SourceMap, Span};

    fn param(source: SourceId, name: &str, value: &str) -> Param {
        Param {
            raw_name: name.to_owned(),
            raw_value: value.to_owned(),
            name: name.to_owned(),
            value: value.to_owned(),
            span: Span::new(source, 0, 0),
            value_span: Span::new(source, 0, 0),
        }
    }

    #[test]
    fn the_string_has_tokens_overrides_and_sub_resources_and_nothing_else() {
        let source = SourceMap::default().add("a test", SourceKind::Url(Vec::new()), "");
        let params = [
            ("versionId", "3"),
            ("utm_source", "mail"),
            ("response-content-type", "text/plain"),
            ("x-amz-security-token", "T"),
            ("Expires", "1175139620"),
            ("uploads", ""),
        ]
        .map(|(name, value)| param(source, name, value));
        let expected = "GET\n\n\n1175139620\nx-amz-security-token:T\n\
            /files/a.txt?response-content-type=text/plain&uploads&versionId=3";
        assert_eq!(
            sigv2_string_to_sign("GET", "/files/a.txt", &params),
            expected
        );
    }

    /// The S3 developer guide's own example.
    #[test]
    fn the_documented_example_is_signed_as_documented() {
        let secret = Secret("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned());
        let text = "GET\n\n\n1175139620\n/johnsmith/photos/puppy.jpg";
        assert_eq!(sigv2_sign(&secret, text), "NpgCjnDzrM+WFzoENXmpNDUsSn8=");
    }
}
