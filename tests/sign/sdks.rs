//! The same URLs as boto3 and the JavaScript SDK v3, for the same moment.
//!
//! Ignored unless they are installed: `SIGLINT_SDKS=$(tests/sign/up target/sdks) cargo test --test sign
//! -- --ignored`.

use crate::asking::{boto3, javascript};
use crate::{KEY, SECRET, parts, signed};
use serde_json::{Value, json};

/// What rounding to half an hour makes of the test's moment.
const ROUNDED: &str = "2026-11-23T10:00:00Z";

fn cases() -> Vec<Value> {
    let mut cases = Vec::new();
    let keys = ["k", "a b/ü+~(1)'!*.pdf", "日本/😀", "100%.txt"];
    for key in keys {
        for method in ["GET", "HEAD", "PUT", "DELETE"] {
            cases.push(json!({"key": key, "method": method, "region": "eu-central-1"}));
        }
    }
    for region in ["us-east-1", "cn-north-1", "us-gov-west-1", "ap-south-2"] {
        cases.push(json!({"key": "k", "method": "GET", "region": region}));
    }
    let further = json!({"content-disposition": "attachment; filename=\"a/b ü.pdf\""});
    cases.push(json!({
        "key": "k", "method": "GET", "region": "eu-central-1", "token": "FwoGZXIvYXdzEBY/+==",
        "response": further, "version": "3/L4kqtJ",
    }));
    for case in &mut cases {
        let shared = json!({
            "bucket": "files", "time": ROUNDED, "expires": 3600, "key_id": KEY, "secret": SECRET,
        });
        let shared = shared.as_object().unwrap().clone();
        case.as_object_mut().unwrap().extend(shared);
    }
    cases
}

/// Ours for a case; the SDK's own parameters are given to us, since they are signed, too.
fn ours(case: &Value, own: &[&str]) -> String {
    let text = |name: &str| case[name].as_str().map(str::to_owned);
    let mut arguments = vec![format!("s3://files/{}", case["key"].as_str().unwrap())];
    let mut add = |flag: &str, value: String| arguments.extend([flag.to_owned(), value]);
    add("--region", text("region").unwrap());
    add("--method", text("method").unwrap());
    add("--round", "30m".to_owned());
    for (header, value) in case["response"].as_object().into_iter().flatten() {
        add(
            "--response",
            format!("{header}={}", value.as_str().unwrap()),
        );
    }
    if let Some(version) = text("version") {
        add("--version-id", version);
    }
    for pair in own {
        add("--query", (*pair).to_owned());
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let token = text("token");
    let token: Vec<(&str, &str)> = token
        .iter()
        .map(|one| ("AWS_SESSION_TOKEN", &**one))
        .collect();
    signed(&arguments, &token)
}

#[test]
#[ignore = "needs boto3: see the head of this file"]
fn boto3_signs_the_same() {
    let cases = cases();
    for (case, theirs) in cases.iter().zip(boto3(&cases)) {
        assert_eq!(parts(&ours(case, &[])), parts(&theirs), "{case}");
    }
}

#[test]
#[ignore = "needs the JavaScript SDK: see the head of this file"]
fn the_javascript_sdk_signs_the_same() {
    let cases = cases();
    for (case, theirs) in cases.iter().zip(javascript(&cases)) {
        let own = match case["method"].as_str().unwrap() {
            "GET" => &["x-id=GetObject", "x-amz-checksum-mode=ENABLED"][..],
            "PUT" => &["x-id=PutObject"],
            "DELETE" => &["x-id=DeleteObject"],
            _ => &[],
        };
        let own = [own, &["X-Amz-Content-Sha256=UNSIGNED-PAYLOAD"]].concat();
        assert_eq!(parts(&ours(case, &own)), parts(&theirs), "{case}");
    }
}
