//! Proofs from the outside: with the secret, a signature that is not valid is told what it is valid for.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use serde_json::Value;
use support::{Run, root, siglint_with};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}{}", run.stdout, run.stderr))
}

/// A signed query but the signature.
fn signed(region: &str, lifetime: &str) -> String {
    format!(
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261123%2F{region}%2Fs3%2Faws4_request&X-Amz-Date=20261123T100000Z&X-Amz-Expires={lifetime}&X-Amz-SignedHeaders=host&X-Amz-Signature="
    )
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn decode_finds_out_what_an_invalid_signature_is_valid_for() {
    const HEAD: &str = "41536ea595a4de4bc32f9fb6387bd5ec499cf5bf0409f93b25ceeee86c1fc7d1";
    const GET: &str = "ff3a0b978e717eb2bbfb44af3600647c61afbcfc7dd36be3ca35ea61f98ce2a1";
    let host = "files.s3.eu-central-1.amazonaws.com";
    let own = signed("eu-central-1", "3600");
    let sigv2 = "files.s3.amazonaws.com/a.txt?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1893456000\
        &response-content-type=x&Signature=jgt4qQiH%2FDU8MnKi8t5saEJZJLo%3D";
    for (url, words) in [
        (
            format!("{host}/files/report.pdf?{own}{HEAD}"),
            "with HEAD, for s3.eu-central-1.amazonaws.com, the path-style Regional host \
             (eu-central-1)",
        ),
        (
            format!("{host}/report.pdf?{own}{GET}&utm_source=mail"),
            "without utm_source",
        ),
        (
            format!("{host}/report.pdf?{}{GET}", signed("eu-central-1", "7200")),
            "with X-Amz-Expires=3600",
        ),
        (
            format!("{host}/report.pdf?{}{GET}", signed("eu-west-1", "3600")),
            "for the Region eu-central-1 in X-Amz-Credential",
        ),
        (
            format!("{host}//report.pdf?{own}{GET}"),
            "for the path /report.pdf",
        ),
        (sigv2.to_owned(), "without response-content-type"),
    ] {
        let arguments = [
            "decode",
            &format!("https://{url}"),
            "--verify",
            "--format",
            "json",
        ];
        let run = siglint_with(&arguments, &root(), &[("AWS_SECRET_ACCESS_KEY", SECRET)]);
        let report = json(&run);
        assert_eq!(report["signature"], "invalid", "{url}");
        assert_eq!(report["signed_for"]["words"], words, "{url}");
        assert!(!run.stdout.contains(GET) && !run.stdout.contains(HEAD));
    }
}
