//! Our signature is that of aws-sigv4, which signs for the Rust SDK.

use crate::{KEY, SECRET, parts, signed};
use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation,
    SigningSettings, UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;
use std::time::{Duration, UNIX_EPOCH};

/// 10:00 on the day of `NOW`: what half-hour steps round it to.
const ROUNDED: u64 = 1_795_428_000;

/// What aws-sigv4 makes of an unsigned URL.
fn oracle(method: &str, unsigned: &str, at: u64, token: Option<&str>) -> String {
    let identity = Credentials::new(KEY, SECRET, token.map(str::to_owned), None, "test").into();
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    settings.payload_checksum_kind = PayloadChecksumKind::NoHeader;
    settings.expires_in = Some(Duration::from_secs(3600));
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region("eu-central-1")
        .name("s3")
        .time(UNIX_EPOCH + Duration::from_secs(at))
        .settings(settings)
        .build()
        .unwrap();
    let body = SignableBody::UnsignedPayload;
    let request = SignableRequest::new(method, unsigned, std::iter::empty(), body).unwrap();
    let (instructions, _) = sign(request, &params.into()).unwrap().into_parts();
    let mut url = unsigned.to_owned();
    for (name, value) in instructions.params() {
        let mark = if url.contains('?') { '&' } else { '?' };
        url += &format!("{mark}{name}={}", encode(value));
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

#[test]
fn every_url_is_what_aws_sigv4_signs() {
    for (key, path) in [
        ("k", "/k"),
        (
            "a b/ü+~%20(1)'!*.pdf",
            "/a%20b/%C3%BC%2B~%2520%281%29%27%21%2A.pdf",
        ),
        ("/lead", "//lead"),
        ("日本/😀", "/%E6%97%A5%E6%9C%AC/%F0%9F%98%80"),
    ] {
        let unsigned = format!("https://files.s3.eu-central-1.amazonaws.com{path}");
        for method in ["GET", "HEAD", "PUT", "DELETE"] {
            let object = format!("s3://files/{key}");
            let ours = signed(
                &[
                    &object,
                    "--region",
                    "eu-central-1",
                    "--method",
                    method,
                    "--round",
                    "30m",
                ],
                &[],
            );
            assert_eq!(
                parts(&ours),
                parts(&oracle(method, &unsigned, ROUNDED, None))
            );
        }
    }
}

#[test]
fn sessions_overrides_and_versions_are_signed() {
    let ours = signed(
        &[
            "s3://files/k",
            "--region",
            "eu-central-1",
            "--round",
            "0",
            "--response",
            "content-disposition=attachment; filename=\"a/b.pdf\"",
            "--version-id",
            "3/L4kqtJ=",
        ],
        &[("AWS_SESSION_TOKEN", "FwoGZXIvYXdzEBY/+==")],
    );
    let unsigned = "https://files.s3.eu-central-1.amazonaws.com/k?response-content-disposition=attachment%3B%20\
                    filename%3D%22a%2Fb.pdf%22&versionId=3%2FL4kqtJ%3D";
    let at = ROUNDED + 17 * 60 + 42;
    let theirs = oracle("GET", unsigned, at, Some("FwoGZXIvYXdzEBY/+=="));
    assert_eq!(parts(&ours), parts(&theirs));
}

#[test]
fn everybody_within_a_step_gets_one_url_and_the_cdns_host_is_put_in() {
    let direct = signed(
        &["s3://files/k", "--region", "eu-central-1", "--round", "30m"],
        &[],
    );
    let via = signed(
        &[
            "s3://files/k",
            "--region",
            "eu-central-1",
            "--via",
            "cdn.example",
        ],
        &[],
    );
    assert_eq!(
        via,
        direct.replacen("files.s3.eu-central-1.amazonaws.com", "cdn.example", 1)
    );
    let dotted = signed(&["s3://my.files/k", "--region", "eu-central-1"], &[]);
    assert!(dotted.starts_with("https://s3.eu-central-1.amazonaws.com/my.files/k?"));
    let china = signed(&["s3://files/k", "--region", "cn-north-1"], &[]);
    assert!(china.starts_with("https://files.s3.cn-north-1.amazonaws.com.cn/k?"));
}
