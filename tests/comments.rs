//! Findings that a text says do not count: comments in every format, and metadata where there are none.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use serde_json::Value;
use support::{scratch, siglint};

const RULE: &str = "signed-host-mismatch";

const URL: &str = "https://b.s3.eu-central-1.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256\
    &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261123%2Feu-central-1%2Fs3%2Faws4_request\
    &X-Amz-Date=20261123T100000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=\
    c1785d0a041cb93a153db00e7ea942e1e923a90eee2173eddb5170c60a682097";

const YAML: &str = "\
Resources:
  Cdn:
    Type: AWS::CloudFront::Distribution
METADATA    Properties:
      DistributionConfig:
        Enabled: true
        Origins:
          ABOVE
          - Id: files
            DomainName: b.s3.amazonaws.com  BESIDE
            S3OriginConfig: {}
        DefaultCacheBehavior:
          TargetOriginId: files
          ViewerProtocolPolicy: https-only
          ForwardedValues: {QueryString: true}
          MinTTL: 0
          DefaultTTL: 600
          MaxTTL: 600
";

const HCL: &str = "\
resource \"aws_cloudfront_distribution\" \"cdn\" {
  enabled = true
  ABOVE
  origin {
    origin_id   = \"files\"
    domain_name = \"b.s3.amazonaws.com\" BESIDE
  }
  default_cache_behavior {
    target_origin_id       = \"files\"
    viewer_protocol_policy = \"https-only\"
    allowed_methods        = [\"GET\", \"HEAD\"]
    cached_methods         = [\"GET\", \"HEAD\"]
    min_ttl                = 0
    default_ttl            = 600
    max_ttl                = 600
    forwarded_values {
      query_string = true
      cookies { forward = \"none\" }
    }
  }
}
";

/// A template with these words in its three places.
fn template(metadata: &str, above: &str, beside: &str) -> String {
    let text = YAML.replace("METADATA", metadata);
    text.replace("ABOVE", above).replace("BESIDE", beside)
}

/// The exit code, the findings of the rule as `RULE` or `RULE: BY, REASON`, and the messages of the problems.
fn checked(test: &str, file: &str, text: &str) -> (i32, Vec<String>, Vec<String>) {
    let folder = scratch(test);
    std::fs::write(folder.join(file), text).unwrap();
    let fixed = ["check", URL, "-c", file, "--format", "json"];
    let now = ["--now", "2026-11-23T10:10:00Z"];
    let arguments: Vec<&str> = fixed.into_iter().chain(now).collect();
    let run = siglint(&arguments, &folder);
    let report: Value = serde_json::from_str(&run.stdout).expect(&run.stderr);
    let said = |finding: &Value| {
        let rule = finding["rule"].as_str().unwrap();
        match finding["suppressed"].as_object() {
            Some(why) => format!(
                "{rule}: {}, {}",
                why["by"].as_str().unwrap(),
                why["reason"].as_str().unwrap()
            ),
            None => rule.to_owned(),
        }
    };
    let findings = report["findings"].as_array().unwrap().iter();
    let findings = findings.filter(|one| one["rule"] == RULE).map(said);
    let problems = report["problems"].as_array().unwrap().iter();
    let problems = problems.map(|one| one["message"].as_str().unwrap().to_owned());
    (run.code, findings.collect(), problems.collect())
}

#[test]
fn a_comment_beside_or_above_ignores_a_finding() {
    let comment = format!("siglint: ignore[{RULE}] signed for the global host");
    let ignored = [format!("{RULE}: comment, signed for the global host")];
    for (name, above, beside) in [
        ("above", format!("# {comment}"), String::new()),
        ("beside", String::new(), format!("# {comment}")),
    ] {
        let text = template("", &above, &beside);
        let (code, findings, problems) = checked(&format!("comment-{name}"), "t.yaml", &text);
        assert_eq!(
            (code, findings.as_slice(), problems.len()),
            (0, &ignored[..], 0),
            "{name}"
        );
        let text = HCL
            .replace("ABOVE", &above)
            .replace("BESIDE", &beside.replace('#', "//"));
        let (code, findings, problems) = checked(&format!("comment-hcl-{name}"), "main.tf", &text);
        assert_eq!(
            (code, findings.as_slice(), problems.len()),
            (0, &ignored[..], 0),
            "{name}"
        );
    }
    let elsewhere = template("", "", "").replace(
        "        Enabled",
        &format!("        # {comment}\n        Enabled"),
    );
    let (code, findings, _) = checked("comment-elsewhere", "t.yaml", &elsewhere);
    assert_eq!((code, findings), (1, vec![RULE.to_owned()]));
}

#[test]
fn metadata_ignores_findings_of_its_resource() {
    let entry = format!("{{rule: {RULE}, reason: signed for the global host}}");
    let metadata = format!("    Metadata: {{siglint: {{ignore: [{entry}]}}}}\n");
    let (code, findings, problems) = checked("metadata", "t.yaml", &template(&metadata, "", ""));
    let ignored = [format!("{RULE}: comment, signed for the global host")];
    assert_eq!(
        (code, findings.as_slice(), problems.len()),
        (0, &ignored[..], 0)
    );
}

#[test]
fn a_comment_that_is_not_right_ignores_nothing_and_is_told() {
    for (name, comment, words) in [
        (
            "reason",
            "siglint: ignore[signed-host-mismatch]",
            "has no reason, so nothing is ignored",
        ),
        (
            "rules",
            "siglint: ignore because",
            "names no rule, so nothing is ignored",
        ),
        (
            "unknown",
            "siglint: ignore[signed-host-missmatch] x",
            "there is no rule signed-host-missmatch, so nothing is ignored; did you mean signed-host-mismatch?",
        ),
    ] {
        let text = template("", &format!("# {comment}"), "");
        let (code, findings, problems) = checked(&format!("comment-wrong-{name}"), "t.yaml", &text);
        assert_eq!((code, findings), (2, vec![RULE.to_owned()]));
        assert!(
            problems.len() == 1 && problems[0].starts_with(words),
            "{problems:?}"
        );
    }
}
