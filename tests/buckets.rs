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
