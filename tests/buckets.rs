//! What is known of a bucket decides: its Region, and who may read it.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use serde_json::Value;
use support::{scratch, siglint};

const NOW: &str = "2026-11-23T10:10:00Z";
const QUERY: &str = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261123%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20261123T100000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=5b4bd1c9a3c1e2f8a97d6e0c4f3b2a1908f7e6d5c4b3a29180f1e2d3c4b5a697";

/// `siglint check` in a folder of the test's own with one template, as JSON.
fn check(name: &str, template: &str, arguments: &[&str]) -> Value {
    let folder = scratch(&format!("buckets-{name}"));
    std::fs::write(folder.join("template.yaml"), template).unwrap();
    let given = ["-c", "template.yaml", "--now", NOW, "--format", "json"];
    let all: Vec<&str> = ["check"]
        .iter()
        .chain(arguments)
        .chain(&given)
        .copied()
        .collect();
    let run = siglint(&all, &folder);
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{run:?}"))
}

/// A template with one distribution whose only origin is this one, and what else it makes.
fn template(origin: &str, resources: &str) -> String {
    format!(
        "Parameters:\n  Region: {{Type: String}}\nResources:\n  Files: {{Type: AWS::S3::Bucket}}\n  Cdn:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n      DistributionConfig:\n        Aliases: [cdn.example.com]\n        Origins:\n        - {{Id: o, {origin}}}\n        DefaultCacheBehavior:\n          TargetOriginId: o\n          ForwardedValues: {{QueryString: true}}\n          MinTTL: 0\n          DefaultTTL: 1800\n          MaxTTL: 1800\n{resources}"
    )
}

/// The verdict, with and without the host that was signed in the URL.
fn verdicts(name: &str, domain: &str, arguments: &[&str]) -> [String; 2] {
    let template = template(&format!("DomainName: {domain}, S3OriginConfig: {{}}"), "");
    ["files.s3.eu-central-1.amazonaws.com", "cdn.example.com"].map(|host| {
        let url = format!("https://{host}/report.pdf?{QUERY}");
        let arguments: Vec<&str> = [url.as_str()].iter().chain(arguments).copied().collect();
        let report = check(name, &template, &arguments);
        report["targets"][0]["verdict"].as_str().unwrap().to_owned()
    })
}

#[test]
fn a_region_that_is_not_resolved_is_not_taken_for_the_signed_one() {
    let open = "!Sub 'files.s3.${Region}.amazonaws.com'";
    assert_eq!(verdicts("open", open, &[]), ["unknown", "unknown"]);
    let right = ["--var", "Region=eu-central-1"];
    assert_eq!(verdicts("right", open, &right), ["works", "works"]);
    let wrong = ["--var", "Region=us-west-2"];
    assert_eq!(verdicts("wrong", open, &wrong), ["broken", "broken"]);
    // Whatever it is, it is the bucket's, and so the one to sign for.
    let own = "!GetAtt Files.RegionalDomainName";
    assert_eq!(verdicts("own", own, &[]), ["works", "works"]);
}

#[test]
fn a_public_website_behind_a_custom_origin_is_no_delivery_of_presigned_urls() {
    let origin = "DomainName: site.s3.eu-central-1.amazonaws.com, CustomOriginConfig: {OriginProtocolPolicy: https-only}";
    let guessed = check("guess", &template(origin, ""), &[]);
    assert_eq!(guessed["summary"]["errors"], 0, "{guessed:#}");
    assert_eq!(guessed["findings"][0]["severity"], "warning");
    let policy = "  Policy:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: site\n      PolicyDocument:\n        Statement: [{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::site/*'}]\n";
    let public = check("public", &template(origin, policy), &[]);
    assert_eq!(public["findings"].as_array().unwrap().len(), 0);
}

/// The rules that say something of a policy's statements, for a URL below this path.
fn said(name: &str, path: &str, statements: &str) -> Vec<(String, String)> {
    let policy = format!(
        "  Policy:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Files\n      PolicyDocument:\n        Statement: {statements}\n"
    );
    let origin = "DomainName: !GetAtt Files.RegionalDomainName, S3OriginConfig: {}";
    let url = format!("https://files.s3.eu-central-1.amazonaws.com{path}?{QUERY}");
    let report = check(name, &template(origin, &policy), &[&url]);
    let findings = report["findings"].as_array().unwrap().iter();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let of_bucket = findings.filter(|one| word(&one["rule"]).starts_with("bucket-"));
    of_bucket
        .map(|one| (word(&one["rule"]), word(&one["severity"])))
        .collect()
}

#[test]
fn a_public_prefix_is_no_fault_of_a_private_one() {
    let public = "[{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${Files.Arn}/public/*'}]";
    assert_eq!(said("prefix", "/private/report.pdf", public), []);
    assert_eq!(
        said("prefix", "/public/report.pdf", public),
        [("bucket-public".to_owned(), "error".to_owned())]
    );
    // What is forbidden is not open, whatever else is said.
    let denied = "[{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${Files.Arn}/*'}, \
                   {Effect: Deny, NotPrincipal: {AWS: !GetAtt Signer.Arn}, Action: 's3:*', Resource: !Sub '${Files.Arn}/private/*'}]";
    assert_eq!(said("denied", "/private/report.pdf", denied), []);
}

#[test]
fn what_is_not_resolved_is_not_checked_and_no_fault() {
    let open = "[{Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '${Files.Arn}/${Prefix}/*'}]";
    assert_eq!(said("open-prefix", "/private/report.pdf", open), []);
    let somebody =
        "[{Effect: Allow, Principal: {AWS: !GetAtt Role.Arn}, Action: 's3:*', Resource: '*'}]";
    assert_eq!(said("somebody", "/private/report.pdf", somebody), []);
}

#[test]
fn what_the_cli_prints_is_about_the_bucket_that_is_named_or_the_only_one() {
    let folder = scratch("buckets-cli");
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
    write(
        "template.yaml",
        &template(
            "DomainName: !Sub 'files.s3.${Region}.amazonaws.com', S3OriginConfig: {}",
            "",
        ),
    );
    write("location.json", r#"{"LocationConstraint": "eu-central-1"}"#);
    write(
        "policy.json",
        r#"{"Policy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::files/*\",\"Condition\":{\"StringLike\":{\"aws:Referer\":\"hunter2\"}}}]}"}"#,
    );
    let url = format!("https://files.s3.eu-central-1.amazonaws.com/report.pdf?{QUERY}");
    let run = |more: &[&str]| {
        let given = [
            "check",
            &url,
            "-c",
            "template.yaml",
            "-c",
            "location.json",
            "--now",
            NOW,
        ];
        siglint(&[&given[..], more].concat(), &folder)
    };
    let known = run(&[]);
    assert_eq!(known.code, 0, "{known:?}");
    assert!(known.stdout.contains("verdict: works"), "{}", known.stdout);
    // A Referer that is not forwarded is not there.
    let guarded = run(&["--bucket-policy", "policy.json"]);
    assert_eq!(guarded.code, 0, "{guarded:?}");
    assert!(!guarded.stdout.contains("hunter2"), "{}", guarded.stdout);
    let other = run(&["--bucket", "other"]);
    assert!(
        other.stdout.contains("${Region}, which is not resolved"),
        "{}",
        other.stdout
    );
    let none = run(&[
        "--bucket-policy",
        "location.json",
        "--bucket-policy",
        "missing.json",
    ]);
    assert_eq!(none.code, 2);
}
