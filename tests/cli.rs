//! The program from the outside: exit codes, problems, choices, and secrets that never show.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::{Run, root, scratch, siglint, siglint_with};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const NOW: &str = "2026-11-23T10:10:00Z";

fn scenario(name: &str) -> PathBuf {
    root().join("fixtures/scenarios").join(name)
}

fn url(name: &str) -> String {
    let text = std::fs::read_to_string(scenario(name).join("url")).unwrap();
    text.trim().to_owned()
}

/// `siglint check` with these arguments and a fixed clock, in the folder of a scenario.
fn check(name: &str, arguments: &[&str]) -> Run {
    let arguments: Vec<&str> = ["check", "--now", NOW]
        .into_iter()
        .chain(arguments.iter().copied())
        .collect();
    siglint(&arguments, &scenario(name))
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout)
        .unwrap_or_else(|error| panic!("{error}: {} {}", run.stdout, run.stderr))
}

fn target(name: &str, arguments: &[&str]) -> Value {
    let arguments: Vec<&str> = arguments
        .iter()
        .copied()
        .chain(["--format", "json"])
        .collect();
    json(&check(name, &arguments))["targets"][0].clone()
}

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    std::fs::write(folder.join(name), content).unwrap();
}

#[test]
fn exit_codes_tell_findings_from_failures() {
    let broken = url("region-missing");
    assert_eq!(check("correct", &[&url("correct"), "-c", "config"]).code, 0);
    assert_eq!(check("region-missing", &[&broken, "-c", "config"]).code, 1);
    assert_eq!(
        check(
            "region-missing",
            &[&broken, "-c", "config", "--fail-on", "never"]
        )
        .code,
        0
    );
    assert_eq!(
        check(
            "region-missing",
            &[&broken, "-c", "config", "-c", "nowhere.json"]
        )
        .code,
        2
    );
    assert_eq!(
        check("host-not-known", &[&url("host-not-known"), "-c", "config"]).code,
        0
    );
    let unsure = url("host-not-known");
    let strict = ["-c", "config", "--fail-on", "warning"];
    let arguments: Vec<&str> = std::iter::once(unsure.as_str()).chain(strict).collect();
    assert_eq!(check("host-not-known", &arguments).code, 1);
    assert_eq!(check("correct", &[]).code, 2, "nothing to look at");
    assert_eq!(check("correct", &["--no-such-flag"]).code, 2);
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_goes_on() {
    let folder = scratch("cli-problems");
    write(&folder, "broken.json", "{\n  \"Distribution\": {,}\n}");
    write(&folder, "other.json", "{\"name\": \"a package\"}");
    let latin: Vec<u8> = b"{\"Comment\": \"caf\xe9\"}".to_vec();
    write(&folder, "latin.json", latin);
    let config = scenario("region-missing")
        .join("config")
        .display()
        .to_string();
    let run = siglint(
        &[
            "check",
            &url("region-missing"),
            "--now",
            NOW,
            "-c",
            "broken.json",
            "-c",
            "other.json",
            "-c",
            "latin.json",
            "-c",
            &config,
        ],
        &folder,
    );
    assert_eq!(run.code, 2);
    assert!(
        run.stdout.contains("signed-host-mismatch"),
        "{}",
        run.stdout
    );
    for said in [
        "broken.json:2:20",
        "other.json: nothing in this file holds",
        "latin.json",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
}

#[test]
fn utf_16_is_read_as_powershell_writes_it() {
    let folder = scratch("cli-utf16");
    let text = std::fs::read_to_string(scenario("region-missing").join("config/distribution.json"))
        .unwrap();
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    write(
        &folder,
        "distribution.json",
        units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>(),
    );
    let run = siglint(
        &[
            "check",
            &url("region-missing"),
            "--now",
            NOW,
            "-c",
            "distribution.json",
        ],
        &folder,
    );
    assert!(
        run.stdout.contains("distribution.json:21:39"),
        "{}{}",
        run.stdout,
        run.stderr
    );
}

/// A `list-distributions` with two distributions, in a folder of its own.
fn two_distributions() -> PathBuf {
    let folder = scratch("cli-choice");
    let summary = |id: &str, domain: &str, alias: &str, bucket: &str| {
        format!(
            r#"{{"Id":"{id}","DomainName":"{domain}","Enabled":true,"Aliases":{{"Quantity":1,"Items":["{alias}"]}},
            "Origins":{{"Quantity":1,"Items":[{{"Id":"o","DomainName":"{bucket}.s3.eu-central-1.amazonaws.com","S3OriginConfig":{{"OriginAccessIdentity":""}}}}]}},
            "DefaultCacheBehavior":{{"TargetOriginId":"o","CachePolicyId":"4135ea2d-6df8-44a3-9df3-4b5a84be39ad"}}}}"#
        )
    };
    let items = [
        summary("E1", "d1.cloudfront.net", "*.example.org", "other"),
        summary(
            "E2",
            "d2.cloudfront.net",
            "files.example.com",
            "cf-files-example",
        ),
    ];
    let list = items.join(",");
    write(
        &folder,
        "list.json",
        format!(r#"{{"DistributionList":{{"Quantity":2,"Items":[{list}]}}}}"#),
    );
    folder
}

#[test]
fn a_distribution_is_found_by_host_alias_bucket_or_name() {
    let folder = two_distributions();
    let signed = url("region-missing");
    let chosen = |url: &str, more: &[&str]| {
        let arguments = [
            "check",
            url,
            "--now",
            NOW,
            "-c",
            "list.json",
            "--format",
            "json",
        ];
        let arguments: Vec<&str> = arguments.into_iter().chain(more.iter().copied()).collect();
        json(&siglint(&arguments, &folder))
    };
    let by = |host: &str| signed.replace("cf-files-example.s3.eu-central-1.amazonaws.com", host);
    for (url, id) in [
        (by("d1.cloudfront.net"), "E1"),
        (by("a.example.org"), "E1"),
        (by("FILES.example.com"), "E2"),
        (signed.clone(), "E2"),
    ] {
        let targets = chosen(&url, &[])["targets"].clone();
        assert_eq!(targets.as_array().map(Vec::len), Some(1), "{targets:#}");
        assert_eq!(targets[0]["distribution"], id, "{url}");
    }
    let named = chosen(&signed, &["--distribution", "d1.cloudfront.net"]);
    assert_eq!(named["targets"][0]["distribution"], "E1");
    for (report, said) in [
        (chosen(&by("example.net"), &[]), "example.net"),
        (chosen(&signed, &["--distribution", "E9"]), "E1 and E2"),
    ] {
        let message = report["problems"][0]["message"].as_str().unwrap();
        assert!(message.contains(said), "{message}");
    }
}

#[test]
fn evidence_for_the_signed_host_decides_how_sure_the_verdict_is() {
    let (cdn, original) = (url("host-not-known"), url("region-missing"));
    let sure = |more: &[&str]| {
        let arguments: Vec<&str> = [cdn.as_str(), "-c", "config"]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        let target = target("host-not-known", &arguments);
        (
            target["verdict"].clone(),
            target["confidence"].clone(),
            target["root_cause"].clone(),
        )
    };
    let mismatch = Value::from("signed-host-mismatch");
    assert_eq!(sure(&[]).0, "unknown");
    assert_eq!(
        sure(&["--s3-url", &original]),
        ("broken".into(), "certain".into(), mismatch.clone())
    );
    let other = url("boto3-virtual");
    assert_eq!(
        sure(&["--s3-url", &other]),
        ("broken".into(), "likely".into(), mismatch.clone())
    );
}

#[test]
fn the_secret_proves_the_signed_host_and_a_wrong_one_is_told() {
    let cdn = url("host-not-known");
    let arguments = ["check", &cdn, "-c", "config", "--now", NOW, "--verify"];
    let folder = scenario("host-not-known");
    let proved = siglint_with(&arguments, &folder, &[("AWS_SECRET_ACCESS_KEY", SECRET)]);
    assert!(
        proved.stdout.contains("verdict: broken, certain"),
        "{}",
        proved.stdout
    );
    let wrong = siglint_with(
        &arguments,
        &folder,
        &[("AWS_SECRET_ACCESS_KEY", "a-wrong-secret")],
    );
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.stderr.contains("makes another signature"),
        "{}",
        wrong.stderr
    );
    let none = siglint(&arguments, &folder);
    assert_eq!(none.code, 2);
    for run in [proved, wrong, none] {
        assert!(!(run.stdout + &run.stderr).contains(SECRET));
    }
}

#[test]
fn decode_verifies_with_the_secret() {
    let original = url("region-missing");
    let state = |url: &str, method: &str| {
        let arguments = [
            "decode", url, "--verify", "--method", method, "--format", "json",
        ];
        let run = siglint_with(&arguments, &root(), &[("AWS_SECRET_ACCESS_KEY", SECRET)]);
        json(&run)["signature"].clone()
    };
    assert_eq!(state(&original, "get"), "valid");
    assert_eq!(state(&original, "HEAD"), "invalid");
    assert_eq!(
        state(&url("host-not-known"), "GET"),
        "invalid",
        "another host"
    );
}

#[test]
fn a_configuration_without_a_url_is_linted_where_it_is_meant_for_presigned_urls() {
    let guessed = check("custom-origin", &["-c", "config", "--format", "json"]);
    let report = json(&guessed);
    assert_eq!(report["findings"][0]["rule"], "s3-as-custom-origin");
    assert_eq!(report["findings"][0]["confidence"], "likely");
    let other = check("query-dropped", &["-c", "config"]);
    assert_eq!(other.code, 0);
    assert!(other.stdout.contains("give a URL"), "{}", other.stdout);
}

#[test]
fn a_signature_is_shown_nowhere() {
    let token = "FwoGZXIvYXdzEBYaDKEXAMPLETOKENexampletoken";
    let signed = url("region-missing") + "&X-Amz-Security-Token=" + token;
    let signature = signed.split("X-Amz-Signature=").nth(1).unwrap()[..64].to_owned();
    let folder = scenario("region-missing");
    for arguments in [
        vec!["check", &signed, "-c", "config"],
        vec!["check", &signed, "-c", "config", "--format", "json"],
        vec!["trace", &signed, "-c", "config"],
        vec!["trace", &signed, "-c", "config", "--format", "json"],
        vec!["decode", &signed],
        vec!["decode", &signed, "--format", "json"],
        vec!["decode", &signed, &signed],
        vec!["explain", &signed],
        vec!["check", "-c", &signed],
        vec![
            "check",
            &signed,
            "--s3-url",
            &signed,
            "--distribution",
            &signed,
            "-c",
            "config",
        ],
        vec!["trace", &signed, "--now", &signed],
        vec![&signed],
    ] {
        let run = siglint(&arguments, &folder);
        let shown = run.stdout + &run.stderr;
        assert!(!shown.contains(&signature[..16]), "{arguments:?}\n{shown}");
        assert!(!shown.contains(&token[..16]), "{arguments:?}\n{shown}");
    }
}

#[test]
fn rules_have_pages_and_near_misses_are_named() {
    let list = siglint(&["rules"], &root());
    assert!(list.stdout.contains("signed-host-mismatch"));
    let page = siglint(&["explain", "signed-host-mismatch"], &root());
    assert!(page.stdout.contains("How to mend it"));
    let near = siglint(&["explain", "signed-host-mismatches"], &root());
    assert_eq!(near.code, 2);
    assert!(
        near.stderr.contains("Did you mean signed-host-mismatch?"),
        "{}",
        near.stderr
    );
    let near = siglint(&["explain", "SignatureDoNotMatch"], &root());
    assert!(
        near.stderr.contains("Did you mean SignatureDoesNotMatch?"),
        "{}",
        near.stderr
    );
    let rules = json(&siglint(&["rules", "--format", "json"], &root()));
    for rule in rules["rules"].as_array().unwrap() {
        let references = rule["references"].as_array().unwrap();
        assert!(!references.is_empty(), "{} names no source", rule["id"]);
    }
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let signed = url("region-missing");
    let plain = check("region-missing", &[&signed, "-c", "config"]);
    assert!(!plain.stdout.contains('\u{1b}'));
    let colored = check(
        "region-missing",
        &[&signed, "-c", "config", "--color", "always"],
    );
    assert!(colored.stdout.contains('\u{1b}'));
}

#[test]
fn codes_are_explained_in_any_case_and_a_file_wins() {
    let folder = scratch("explain");
    let code = json(&siglint(
        &["explain", "missingkey", "--format", "json"],
        &folder,
    ));
    assert_eq!(
        (&code["by"], &code["status"]),
        (&"cloudfront".into(), &403.into())
    );
    assert_eq!(code["rules"][0], "viewer-signature-required");
    let denied = json(&siglint(
        &["explain", "AccessDenied", "--format", "json"],
        &folder,
    ));
    let variants = denied["variants"].as_array().unwrap();
    assert!(variants.iter().any(|variant| variant["by"] == "cloudfront"));
    let body = "<Error><Code>NoSuchKey</Code><Message>m</Message></Error>";
    std::fs::write(folder.join("missingkey"), body).unwrap();
    let file = json(&siglint(
        &["explain", "missingkey", "--format", "json"],
        &folder,
    ));
    assert_eq!(file["code"], "NoSuchKey");
}

#[test]
fn what_is_no_answer_is_a_problem() {
    let folder = scratch("explain-none");
    for (text, words) in [
        ("", "it is empty"),
        ("a note", "it is text"),
        ("[]", "it is JSON"),
    ] {
        std::fs::write(folder.join("file"), text).unwrap();
        let run = siglint(&["explain", "file"], &folder);
        assert_eq!(run.code, 2);
        assert!(run.stderr.contains(words), "{}", run.stderr);
    }
    // Standard input of the tests is empty, or closed.
    assert_eq!(siglint(&["explain", "file", "file"], &folder).code, 2);
}
