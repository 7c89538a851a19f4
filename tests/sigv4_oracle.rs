//! Our canonical request and signature against aws-sigv4, which signs for the Rust SDK.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SessionTokenMode, SignableBody, SignableRequest,
    SignatureLocation, SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use proptest::prelude::*;
use siglint::input::url::read_url;
use siglint::model::Secret;
use siglint::s3::{Verification, verify};
use siglint::source::SourceMap;
use std::time::{Duration, SystemTime};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

/// A URL that aws-sigv4 presigned, as its instructions apply to the unsigned one.
fn presigned(method: &str, unsigned: &str, token: Option<&str>) -> String {
    let credentials = Credentials::new(
        "AKIAIOSFODNN7EXAMPLE",
        SECRET,
        token.map(str::to_owned),
        None,
        "test",
    );
    let identity = credentials.into();
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    settings.payload_checksum_kind = PayloadChecksumKind::NoHeader;
    settings.session_token_mode = SessionTokenMode::Include;
    settings.expires_in = Some(Duration::from_secs(3600));
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region("eu-central-1")
        .name("s3")
        .time(SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_428_000))
        .settings(settings)
        .build()
        .expect("the parameters are complete");
    let request = SignableRequest::new(
        method,
        unsigned,
        std::iter::empty(),
        SignableBody::UnsignedPayload,
    );
    let output = sign(request.expect("a signable request"), &params.into()).expect("it signs");
    let (instructions, _) = output.into_parts();
    let mut url = unsigned.to_owned();
    for (name, value) in instructions.params() {
        let sign = if url.contains('?') { '&' } else { '?' };
        url += &format!("{sign}{name}={}", encode(value));
    }
    url
}

fn encode(text: &str) -> String {
    let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let encode = |byte: u8| match keep(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

fn verification(method: &str, url: &str, secret: &str) -> Verification {
    let read = read_url("the URL", url, &mut SourceMap::default()).expect("it is a URL");
    verify(&read, &Secret(secret.to_owned()), method)
}

#[test]
fn a_plain_url_is_valid_and_any_change_of_it_is_not() {
    let url = presigned(
        "GET",
        "https://files.s3.eu-central-1.amazonaws.com/a/report.pdf",
        None,
    );
    assert_eq!(verification("GET", &url, SECRET), Verification::Valid);
    assert_eq!(
        verification("HEAD", &url, SECRET),
        Verification::Invalid,
        "the method is signed"
    );
    assert_eq!(
        verification("GET", &url, "another"),
        Verification::Invalid,
        "the secret"
    );
    for (from, to) in [
        ("files.s3.eu-central-1", "files.s3"),
        ("/a/report", "/b/report"),
        ("X-Amz-Expires=3600", "X-Amz-Expires=3601"),
        ("&X-Amz-Signature=", "&utm_source=mail&X-Amz-Signature="),
    ] {
        let changed = url.replacen(from, to, 1);
        assert_ne!(changed, url);
        assert_eq!(
            verification("GET", &changed, SECRET),
            Verification::Invalid,
            "{to}"
        );
    }
}

#[test]
fn a_session_token_is_part_of_what_is_signed() {
    let url = presigned(
        "GET",
        "https://files.s3.eu-central-1.amazonaws.com/k",
        Some("FwoGZXIvYXdzEBY/+=="),
    );
    assert_eq!(verification("GET", &url, SECRET), Verification::Valid);
}

proptest! {
    /// Any key, method and query, encoded as an SDK encodes them (which leaves `/` in keys alone).
    #[test]
    fn the_signature_is_the_oracles(
        method in "GET|PUT|DELETE|HEAD",
        segments in proptest::collection::vec("[ -.0-~é日😀]{0,8}", 1..4),
        query in proptest::collection::vec(("[a-zA-Z-]{1,8}", "[ -~é]{0,8}"), 0..4),
    ) {
        let path: Vec<String> = segments.iter().map(|segment| encode(segment)).collect();
        let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        let unsigned = format!(
            "https://files.s3.eu-central-1.amazonaws.com/{}{mark}{}",
            path.join("/"),
            query.join("&")
        );
        let url = presigned(&method, &unsigned, None);
        prop_assert_eq!(verification(&method, &url, SECRET), Verification::Valid, "{}", url);
    }
}
