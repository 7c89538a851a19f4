//! The same checks over a collection of URLs that real SDKs signed, and of answers that real servers
//! gave, where one is at hand: `SIGLINT_CORPUS=FOLDER cargo test --test corpus -- --ignored`, with a
//! `signed-urls.jsonl` and folders of `*-error-bodies` in it.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use serde_json::Value;
use siglint::input::url::read_url;
use siglint::model::{Secret, SignedUrl};
use siglint::s3::{Clues, Verification, prove, verify};
use siglint::source::SourceMap;
use support::{scratch, siglint};

/// The rows of the collection.
fn rows() -> Vec<Value> {
    let folder = std::env::var_os("SIGLINT_CORPUS").expect("SIGLINT_CORPUS names a folder");
    let path = std::path::Path::new(&folder).join("signed-urls.jsonl");
    let text = std::fs::read_to_string(&path).expect("the collection can be read");
    let rows: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a row is JSON"))
        .collect();
    assert!(!rows.is_empty(), "the collection is empty");
    rows
}

fn is_v4(row: &Value) -> bool {
    let url = row["url"].as_str().unwrap_or_default();
    url.contains("X-Amz-Signature=") && !url.contains("AWS4-ECDSA-P256-SHA256")
}

fn read(row: &Value) -> SignedUrl {
    let url = row["url"].as_str().expect("a row has a URL");
    read_url("the URL", url, &mut SourceMap::default()).expect("a signed URL can be read")
}

#[test]
#[ignore = "needs SIGLINT_CORPUS"]
fn every_verifiable_signature_is_computed_again() {
    let mut verified = 0;
    for row in rows().iter().filter(|row| is_provable(row)) {
        let (secret, method) = (secret(row), row["method"].as_str().unwrap_or("GET"));
        assert_eq!(
            verify(&read(row), &secret, method),
            Verification::Valid,
            "{} {}",
            row["sdk"],
            row["options"]
        );
        verified += 1;
    }
    assert!(verified > 140, "{verified}");
}

/// Whether the collection says that a secret makes the row's signature.
fn is_provable(row: &Value) -> bool {
    let sigv2 = row["url"]
        .as_str()
        .is_some_and(|url| url.contains("AWSAccessKeyId="));
    (is_v4(row) || sigv2) && row["verified_offline"] == true
}

fn secret(row: &Value) -> Secret {
    let secret = row["secret_key"].as_str();
    Secret(secret.expect("a row has a secret").to_owned())
}

/// What happens to a URL between its signer and S3, and whether SigV2 covers it.
type Break = (&'static str, bool, fn(&str) -> String);

const BREAKS: [Break; 5] = [
    ("a tracker is added", false, |url| {
        format!("{url}&utm_source=mail")
    }),
    ("an override is added", true, |url| {
        format!("{url}&response-content-type=text%2Fplain")
    }),
    ("the validity is changed", false, |url| {
        url.replace("X-Amz-Expires=3600", "X-Amz-Expires=7777")
    }),
    ("the path is encoded again", true, |url| {
        let (path, query) = url.split_once('?').unwrap_or((url, ""));
        format!("{}?{query}", path.replace('%', "%25"))
    }),
    ("the path has a slash more", true, |url| {
        url.replacen(".com/", ".com//", 1)
    }),
];

#[test]
#[ignore = "needs SIGLINT_CORPUS"]
fn what_was_done_to_a_signature_is_found_out() {
    let clues = |method| Clues {
        method,
        origin: None,
        bucket: None,
        token: None,
    };
    let mut found = 0;
    for row in rows().iter().filter(|row| is_provable(row)) {
        let (secret, original) = (secret(row), row["url"].as_str().unwrap());
        let method = row["method"].as_str().unwrap();
        let other = if method == "HEAD" { "GET" } else { "HEAD" };
        let swapped = prove(&read(row), &secret, &clues(other)).expect("another method is found");
        assert_eq!(swapped.method, method);
        for (name, sigv2, change) in BREAKS {
            let changed = change(original);
            if changed == original || original.contains("AWSAccessKeyId=") && !sigv2 {
                continue;
            }
            let url = read_url("the URL", &changed, &mut SourceMap::default()).unwrap();
            let what = format!("{} {}: {name}", row["sdk"], row["options"]);
            // A parameter that is there already is there twice, and a key may be so odd already.
            let proof = prove(&url, &secret, &clues(method)).expect(&what);
            assert!(!proof.departures(&url, method).is_empty(), "{what}");
            found += 1;
        }
    }
    assert!(found > 500, "{found}");
}

#[test]
#[ignore = "needs SIGLINT_CORPUS"]
fn every_row_decodes_to_what_was_signed() {
    let folder = scratch("corpus");
    for row in rows().iter().filter(|row| is_v4(row)) {
        let arguments = ["decode", row["url"].as_str().unwrap(), "--format", "json"];
        let run = siglint(&arguments, &folder);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let decoded: Value = serde_json::from_str(&run.stdout).unwrap();
        let what = format!("{} {} {}", row["sdk"], row["options"], decoded["host"]);
        assert_eq!(decoded["scheme"], "s3-sigv4", "{what}");
        compare_object(row, &decoded, &what);
        compare_times(row, &decoded, &what);
        let signature = row["url"]
            .as_str()
            .unwrap()
            .split("X-Amz-Signature=")
            .nth(1)
            .unwrap();
        assert!(
            !run.stdout.contains(&signature[..64]),
            "{what}: the signature is shown"
        );
    }
}

/// Where the host is no S3 host, the URL does not tell whether its path starts with a bucket.
fn compare_object(row: &Value, decoded: &Value, what: &str) {
    let host = decoded["host"].as_str().unwrap();
    if host.ends_with("cloudfront.net") || host == "cdn.example.com" || host == "files.example.com"
    {
        return;
    }
    assert_eq!(decoded["bucket"], row["bucket"], "{what}");
    assert_eq!(decoded["key"], row["key"], "{what}");
    // A client's own Region is not the one that is signed for an ARN of another.
    let signed = &decoded["region"];
    let arn = row["bucket"].as_str().unwrap().starts_with("arn:");
    let global = row["region"] == "aws-global";
    assert!(
        *signed == row["region"] || arn || global,
        "{what}: {signed}"
    );
}

fn compare_times(row: &Value, decoded: &Value, what: &str) {
    let time = |value: &Value| {
        value
            .as_str()
            .and_then(|text| text.parse::<jiff::Timestamp>().ok())
    };
    let (start, end) = (
        time(&decoded["signed_at"]).unwrap(),
        time(&decoded["expires_at"]).unwrap(),
    );
    let lifetime = end.duration_since(start).as_secs();
    let explicit = row["note"] != "expiresIn undefined";
    assert!(
        !explicit || Some(lifetime) == row["expires"].as_i64(),
        "{what}: {lifetime}"
    );
    let frozen = time(&row["signed_at"]);
    assert!(frozen.is_none() || frozen == Some(start), "{what}: {start}");
}

/// The bodies of one folder; the `.source` beside each tells where it was found.
fn bodies(folder: &str) -> Vec<std::path::PathBuf> {
    let corpus = std::env::var_os("SIGLINT_CORPUS").expect("SIGLINT_CORPUS names a folder");
    let entries = std::fs::read_dir(std::path::Path::new(&corpus).join(folder));
    let entries = entries.expect("the folder can be read").flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
    files.retain(|file| {
        file.extension()
            .is_none_or(|extension| extension != "source")
    });
    files.sort();
    assert!(!files.is_empty(), "{folder} is empty");
    files
}

#[test]
#[ignore = "needs SIGLINT_CORPUS"]
fn every_error_body_is_explained() {
    let folder = scratch("corpus-answers");
    let mut wrong = Vec::new();
    for (name, by) in [
        ("s3-error-bodies", "s3"),
        ("cloudfront-error-bodies", "cloudfront"),
        ("s3-compatible-error-bodies", "s3-compatible"),
    ] {
        for file in bodies(name) {
            let arguments = ["explain", file.to_str().unwrap(), "--format", "json"];
            let run = siglint(&arguments, &folder);
            let fault = explained(&run.stdout, &std::fs::read_to_string(&file).unwrap(), by);
            let source = std::fs::read_to_string(file.with_extension("source"));
            if let Err(fault) = fault {
                let source = source.unwrap_or_default();
                wrong.push(format!(
                    "{}: {fault}\n{}{source}",
                    file.display(),
                    run.stderr
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn explained(report: &str, body: &str, by: &str) -> Result<(), String> {
    let report: Value = serde_json::from_str(report).map_err(|error| error.to_string())?;
    let between = |tag: &str| {
        let (_, rest) = body.split_once(&format!("<{tag}>"))?;
        let (text, _) = rest.split_once(&format!("</{tag}>"))?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let (code, message) = (between("Code"), between("Message").unwrap_or_default());
    let meaning = report["meaning"].as_str().unwrap_or_default();
    match () {
        () if report["by"] != by => Err(format!("given to {}", report["by"])),
        () if report["code"].as_str() != code.as_deref() => Err(format!("code {}", report["code"])),
        () if report["known"] != true => Err("not known".to_owned()),
        () if meaning.is_empty() || meaning.contains(&message) && !message.is_empty() => {
            Err(format!("only the message again: {meaning}"))
        }
        () if report["status"].as_u64().is_none() => Err("no status".to_owned()),
        () => Ok(()),
    }
}
