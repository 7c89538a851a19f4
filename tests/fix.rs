//! `siglint check --fix`: what it changes, what it leaves, and what it says.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use std::path::{Path, PathBuf};
use support::{Run, root, scratch, siglint};

const NOW: &str = "2026-11-23T10:10:00Z";
const GLOBAL: &str = "cf-files-example.s3.amazonaws.com";
const REGIONAL: &str = "cf-files-example.s3.eu-central-1.amazonaws.com";

/// A scenario's configuration in a folder of its own.
fn copy(test: &str, scenario: &str) -> PathBuf {
    let folder = scratch(&format!("fix-{test}-{scenario}"));
    copy_all(
        &root()
            .join("fixtures/scenarios")
            .join(scenario)
            .join("config"),
        &folder.join("config"),
    );
    folder
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy_all(&entry.path(), &target),
            false => {
                std::fs::copy(entry.path(), target).unwrap();
            }
        }
    }
}

fn url(scenario: &str) -> String {
    let path = root().join("fixtures/scenarios").join(scenario).join("url");
    std::fs::read_to_string(path).unwrap().trim().to_owned()
}

fn fix(folder: &Path, url: &str, more: &[&str]) -> Run {
    let mut arguments = vec!["check", url, "-c", "config", "--now", NOW, "--fix"];
    arguments.extend(more);
    siglint(&arguments, folder)
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join("config").join(name)).unwrap()
}

/// Scenarios, the file with the mistake, the mistake, and what it should be.
const WRITTEN: [(&str, &str, &str, &str); 6] = [
    ("region-missing", "distribution.json", GLOBAL, REGIONAL),
    (
        "region-missing-rest-xml",
        "distribution.xml",
        GLOBAL,
        REGIONAL,
    ),
    (
        "region-missing-cloudformation",
        "template.yaml",
        "!GetAtt Files.DomainName",
        "!GetAtt Files.RegionalDomainName",
    ),
    (
        "region-missing-sam",
        "template.yml",
        "!GetAtt [Files, DomainName]",
        "!GetAtt [Files, RegionalDomainName]",
    ),
    (
        "region-missing-serverless",
        "resources/cdn.yml",
        "${self:custom.bucket}.s3.amazonaws.com",
        "${self:custom.bucket}.s3.eu-central-1.amazonaws.com",
    ),
    (
        "region-missing-terraform",
        "main.tf",
        "aws_s3_bucket.files.bucket_domain_name",
        "aws_s3_bucket.files.bucket_regional_domain_name",
    ),
];

#[test]
fn the_articles_mistake_is_mended_in_every_format_that_people_write() {
    for (scenario, name, old, new) in WRITTEN {
        let folder = copy("write", scenario);
        let before = read(&folder, name);
        let shown = fix(&folder, &url(scenario), &["--diff"]);
        assert_eq!(
            shown.code, 1,
            "{scenario}: nothing is mended yet: {}",
            shown.stderr
        );
        assert!(
            shown.stdout.contains(&format!("+++ b/config/{name}")),
            "{}",
            shown.stdout
        );
        assert_eq!(
            read(&folder, name),
            before,
            "{scenario}: --diff writes nothing"
        );

        let run = fix(&folder, &url(scenario), &[]);
        assert_eq!(run.code, 0, "{scenario}: {} {}", run.stdout, run.stderr);
        assert!(run.stderr.contains("mended: config/"), "{}", run.stderr);
        assert_eq!(
            read(&folder, name),
            before.replacen(old, new, 1),
            "{scenario}"
        );
        let again = fix(&folder, &url(scenario), &[]);
        assert!(
            again.stderr.contains("nothing was mended"),
            "{}",
            again.stderr
        );
    }
}

#[test]
fn what_a_tool_made_is_not_changed() {
    for scenario in [
        "region-missing-cdk",
        "region-missing-terraform-plan",
        "region-missing-pulumi",
    ] {
        let folder = copy("changed", scenario);
        let run = fix(&folder, &url(scenario), &[]);
        assert_eq!(run.code, 1, "{scenario}");
        let said = run.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            said.contains("is made by a tool: change what it is made from"),
            "{said}"
        );
    }
}

#[test]
fn what_concerns_others_waits_for_consent() {
    let folder = copy("consent", "origin-access");
    let files = || {
        let all = std::fs::read_dir(folder.join("config")).unwrap();
        let mut all: Vec<PathBuf> = all.map(|one| one.unwrap().path()).collect();
        all.sort();
        all.iter()
            .map(|one| std::fs::read_to_string(one).unwrap())
            .collect::<String>()
    };
    let before = files();
    let run = fix(&folder, &url("origin-access"), &[]);
    assert_eq!((run.code, files()), (1, before.clone()));
    assert!(run.stderr.contains("--unsafe-fixes"), "{}", run.stderr);
    let run = fix(&folder, &url("origin-access"), &["--unsafe-fixes"]);
    assert_eq!(run.code, 0, "{} {}", run.stdout, run.stderr);
    assert_ne!(files(), before);
}

#[test]
fn bytes_that_are_not_the_value_stay_as_they_were() {
    let folder = copy("were", "region-missing-cloudformation");
    let path = folder.join("config/template.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let before = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    std::fs::write(&path, &before).unwrap();
    let run = fix(&folder, &url("region-missing-cloudformation"), &[]);
    assert_eq!(run.code, 0, "{} {}", run.stdout, run.stderr);
    let after = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        after,
        before.replacen("Files.DomainName", "Files.RegionalDomainName", 1)
    );
}

#[test]
fn secrets_beside_a_change_are_masked_in_the_diff() {
    let folder = copy("diff", "region-missing");
    let path = folder.join("config/distribution.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let headers = r#""CustomHeaders": {"Items": [{"HeaderName": "x-origin-key", "HeaderValue": "hunter2hunter2"}], "Quantity": 1}, "Was": "#;
    let text = text.replacen("\"CustomHeaders\": ", headers, 1);
    std::fs::write(&path, &text).unwrap();
    let run = fix(&folder, &url("region-missing"), &["--diff"]);
    assert!(
        run.stdout.contains(REGIONAL),
        "{} {}",
        run.stdout,
        run.stderr
    );
    assert!(!run.stdout.contains("hunter2"), "{}", run.stdout);
    let run = fix(&folder, &url("region-missing"), &[]);
    assert_eq!(run.code, 0, "{} {}", run.stdout, run.stderr);
    let after = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        after,
        text.replacen(GLOBAL, REGIONAL, 1),
        "the file keeps its secret"
    );
}

#[test]
fn sarif_offers_the_changes_that_were_tried() {
    let folder = copy("tried", "region-missing-cloudformation");
    let url = url("region-missing-cloudformation");
    let arguments = [
        "check", &url, "-c", "config", "--now", NOW, "--format", "sarif",
    ];
    let run = siglint(&arguments, &folder);
    let sarif: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let change = &sarif["runs"][0]["results"][0]["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "config/template.yaml");
    let replacement = &change["replacements"][0];
    assert_eq!(replacement["deletedRegion"]["startLine"], 37);
    assert_eq!(
        replacement["insertedContent"]["text"],
        "!GetAtt Files.RegionalDomainName"
    );
    let folder = copy("tried", "region-missing-cdk");
    let run = siglint(&arguments, &folder);
    let sarif: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let fixes = &sarif["runs"][0]["results"][0]["fixes"];
    assert!(fixes.is_null(), "a tool's output is not changed: {fixes}");
}

/// Files with a bucket as a custom origin and no MaxTTL, and how they are mended.
const ENTRIES: [(&str, &str, &str); 2] = [
    (
        "template.yaml",
        "Resources:\n  Cdn:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n      DistributionConfig:\n        Origins:\n        - Id: files\n          DomainName: cf-files-example.s3.eu-central-1.amazonaws.com\n          CustomOriginConfig:\n            OriginProtocolPolicy: https-only\n        DefaultCacheBehavior:\n          TargetOriginId: files\n          ForwardedValues: {QueryString: true}\n          DefaultTTL: 86400 # a day\n",
        "Resources:\n  Cdn:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n      DistributionConfig:\n        Origins:\n        - Id: files\n          DomainName: cf-files-example.s3.eu-central-1.amazonaws.com\n          S3OriginConfig: {OriginAccessIdentity: \"\"}\n        DefaultCacheBehavior:\n          TargetOriginId: files\n          ForwardedValues: {QueryString: true}\n          DefaultTTL: 1800 # a day\n          MaxTTL: 1800\n",
    ),
    (
        "main.tf",
        "resource \"aws_cloudfront_distribution\" \"cdn\" {\n  origin {\n    origin_id   = \"files\"\n    domain_name = \"cf-files-example.s3.eu-central-1.amazonaws.com\"\n    custom_origin_config {\n      origin_protocol_policy = \"https-only\"\n    }\n  }\n  default_cache_behavior {\n    target_origin_id = \"files\"\n    max_ttl          = 86400 # a day\n    default_ttl      = 86400\n    forwarded_values { query_string = true }\n  }\n}\n",
        "resource \"aws_cloudfront_distribution\" \"cdn\" {\n  origin {\n    origin_id   = \"files\"\n    domain_name = \"cf-files-example.s3.eu-central-1.amazonaws.com\"\n    s3_origin_config { origin_access_identity = \"\" }\n  }\n  default_cache_behavior {\n    target_origin_id = \"files\"\n    max_ttl          = 1800 # a day\n    default_ttl      = 1800\n    forwarded_values { query_string = true }\n  }\n}\n",
    ),
];

#[test]
fn entries_are_exchanged_and_added() {
    for (name, before, after) in ENTRIES {
        let folder = scratch(&format!("fix-entries-{name}"));
        std::fs::create_dir_all(folder.join("config")).unwrap();
        std::fs::write(folder.join("config").join(name), before).unwrap();
        let run = fix(&folder, &url("region-missing"), &[]);
        assert_eq!(read(&folder, name), after, "{name}: {}", run.stderr);
        assert_eq!(run.code, 0, "{name}: {}", run.stdout);
    }
}
