//! What functions do to requests is read in every format that has their code, and what surrounds a
//! distribution is, too.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use serde_json::Value;
use support::{scratch, siglint};

const URL: &str = "https://files.s3.eu-central-1.amazonaws.com/report.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261123%2Feu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20261123T100000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=5b4bd1c9a3c1e2f8a97d6e0c4f3b2a1908f7e6d5c4b3a29180f1e2d3c4b5a697";

const CODE: &str = "function handler(event) { event.request.uri = '/x'; return event.request; }";

/// The messages about one rule, each with its line.
fn said(name: &str, files: &[(&str, String)], rule: &str) -> Vec<String> {
    let folder = scratch(name);
    for (file, text) in files {
        std::fs::write(folder.join(file), text).expect("the file can be written");
    }
    let arguments = [
        "check",
        URL,
        "-c",
        ".",
        "--format",
        "json",
        "--now",
        "2026-11-23T10:10:00Z",
    ];
    let run = siglint(&arguments, &folder);
    let report: Value = serde_json::from_str(&run.stdout).expect(&run.stderr);
    let findings = report["findings"].as_array().unwrap().iter();
    let ours = findings.filter(|finding| finding["rule"] == rule);
    ours.map(|finding| {
        let at = &finding["location"];
        let file = at["file"].as_str().unwrap_or("");
        format!(
            "{file}:{} {}",
            at["line"],
            finding["message"].as_str().unwrap()
        )
    })
    .collect()
}

fn terraform(code: &str, more: &str) -> String {
    format!(
        "resource \"aws_cloudfront_function\" \"f\" {{
  name = \"f\"
  code = {code}
}}
resource \"aws_cloudfront_distribution\" \"d\" {{
  enabled = true
  origin {{
    origin_id   = \"files\"
    domain_name = \"files.s3.eu-central-1.amazonaws.com\"
  }}
  default_cache_behavior {{
    target_origin_id = \"files\"
    forwarded_values {{ query_string = true }}
    function_association {{
      event_type   = \"viewer-request\"
      function_arn = aws_cloudfront_function.f.arn
    }}
  }}
{more}
}}
"
    )
}

#[test]
fn terraform_has_the_code_as_a_text_or_in_a_file() {
    let expected =
        ["main.tf:16 Function aws_cloudfront_function.f changes the path before S3 is asked"];
    let in_file = terraform("file(\"${path.module}/f.js\")", "");
    let inline = terraform(&format!("<<-EOT\n{CODE}\nEOT\n"), "");
    let with_file = [("main.tf", in_file.clone()), ("f.js", CODE.to_owned())];
    let rule = "edge-function-rewrites";
    assert_eq!(said("edge-file", &with_file, rule), expected);
    let inline = said("edge-inline", &[("main.tf", inline)], rule);
    assert_eq!(inline, [expected[0].replace(":16", ":19")]);
    let missing = said("edge-missing", &[("main.tf", in_file)], rule);
    assert_eq!(missing, [""; 0], "code that is not there is not checked");
}

#[test]
fn a_state_of_pulumi_knows_functions_by_their_arns() {
    let resource = |kind: &str, name: &str, more: Value| serde_json::json!({"urn": format!("urn:pulumi:a::b::{kind}::{name}"), "type": kind, "id": name, "inputs": more});
    let state = serde_json::json!({"version": 3, "deployment": {"resources": [
        resource("aws:cloudfront/function:Function", "f", serde_json::json!({"name": "f", "code": CODE})),
        resource("aws:cloudfront/distribution:Distribution", "E1", serde_json::json!({
            "enabled": true,
            "origins": [{"originId": "files", "domainName": "files.s3.eu-central-1.amazonaws.com"}],
            "defaultCacheBehavior": {
                "targetOriginId": "files",
                "forwardedValues": {"queryString": true},
                "functionAssociations": [{
                    "eventType": "viewer-request",
                    "functionArn": "arn:aws:cloudfront::111122223333:function/f"}]}})),
    ]}});
    let text = serde_json::to_string_pretty(&state).unwrap();
    let found = said(
        "edge-pulumi",
        &[("state.json", text)],
        "edge-function-rewrites",
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].ends_with("Function f changes the path before S3 is asked"));
}

#[test]
fn terraform_restricts_countries_and_stages() {
    let more = "  staging = true\n  restrictions {\n    geo_restriction {\n      restriction_type = \"blacklist\"\n      locations = [\"DE\"]\n    }\n  }\n";
    let files = [("main.tf", terraform("\"\"", more))];
    let rules = ["geo-restricted", "distribution-not-serving"];
    let found = rules.map(|rule| said("edge-restricted", &files, rule).join(""));
    assert_eq!(
        found,
        [
            "main.tf:21 Viewers in DE are refused",
            "main.tf:19 The distribution is a staging one: URLs do not name it",
        ]
    );
}
