//! What boto3 and the JavaScript SDK v3 sign, the lab's S3 verifies.
//!
//! Ignored unless they are installed: `SIGLINT_SDKS=$(tests/sign/up target/sdks) cargo test --test lab
//! -- --ignored`.

use crate::asking::{boto3, javascript};
use crate::lab::{BUCKET, KEY, Lab, NOW, SECRET};
use crate::support::scratch;
use serde_json::{Value, json};

const KEYS: [&str; 4] = ["k", "a b/ü+~(1)'!*.pdf", "日本/😀", "100%.txt"];

fn case(bucket: &str, region: &str, key: &str, method: &str) -> Value {
    json!({
        "bucket": bucket, "region": region, "key": key, "method": method, "time": NOW,
        "expires": 3600, "key_id": KEY, "secret": SECRET,
    })
}

/// A lab with an object for each key, in a bucket of a Region that knows SigV2, too.
fn lab(test: &str) -> Lab {
    let folder = scratch(&format!("lab-{test}-old"));
    let bucket = format!("old-files={}", folder.display());
    let more = ["--now", NOW, "--bucket", &bucket, "--region", "eu-west-1"];
    let lab = Lab::of("correct", test, &more);
    for key in KEYS {
        for folder in [&lab.folder, &folder] {
            std::fs::create_dir_all(folder.join(key).parent().unwrap()).unwrap();
            std::fs::write(folder.join(key), key).unwrap();
        }
    }
    lab
}

fn served(lab: &Lab, case: &Value, url: &str) {
    let method = case["method"].as_str().unwrap();
    let answer = lab.ask_s3(method, url, &[]);
    let key = case["key"].as_str().unwrap();
    match method {
        "GET" => assert_eq!(
            (answer.status, answer.text().as_str()),
            (200, key),
            "{case}"
        ),
        "HEAD" => assert_eq!(answer.status, 200, "{case}"),
        "PUT" => assert_eq!(
            answer.said(),
            (411, "MissingContentLength".to_owned()),
            "{case}"
        ),
        _ => assert_eq!(answer.status, 204, "{case}"),
    }
    let forged = url.replacen("ignature=", "ignature=0", 1);
    assert_eq!(lab.ask_s3(method, &forged, &[]).status, 403, "{case}");
}

fn cases() -> Vec<Value> {
    let methods = ["GET", "HEAD", "PUT", "DELETE"];
    let each = KEYS
        .iter()
        .flat_map(|key| methods.map(|method| (*key, method)));
    each.map(|(key, method)| case(BUCKET, "eu-central-1", key, method))
        .collect()
}

#[test]
#[ignore = "needs boto3: see the head of this file"]
fn what_boto3_signs_is_verified() {
    let lab = lab("boto3");
    let mut cases = cases();
    for key in KEYS {
        let mut old = case("old-files", "eu-west-1", key, "GET");
        old["v2"] = json!(true);
        let mut overridden = old.clone();
        overridden["response"] = json!({ "content-type": "text/plain; charset=utf-8" });
        cases.extend([old, overridden]);
    }
    for (case, url) in cases.iter().zip(boto3(&cases)) {
        assert_eq!(url.contains("AWSAccessKeyId="), case["v2"] == true, "{url}");
        served(&lab, case, &url);
    }
}

#[test]
#[ignore = "needs the JavaScript SDK: see the head of this file"]
fn what_the_javascript_sdk_signs_is_verified() {
    let lab = lab("javascript");
    let cases = cases();
    for (case, url) in cases.iter().zip(javascript(&cases)) {
        served(&lab, case, &url);
    }
}
