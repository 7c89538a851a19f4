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
    for step in ["--round=0s", "--round=-30m"] {
        let run = check("correct", &[&url("correct"), "-c", "config", step]);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{step}");
    }
    let elsewhere = ["-c", "config", "--distribution", "E9"];
    let arguments = [&[unsure.as_str()][..], &elsewhere].concat();
    let run = check("host-not-known", &arguments);
    assert!(!run.stdout.contains("give a URL"), "one was given");
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

/// Each link doubles the ways through the folder, and a pipe never ends.
#[cfg(unix)]
#[test]
fn a_folder_of_loops_and_pipes_is_searched_once() {
    let folder = scratch("cli-loops");
    let config = scenario("region-missing").join("config/distribution.json");
    std::fs::copy(config, folder.join("distribution.json")).unwrap();
    for name in ["a", "b", "c", "d", "e"] {
        std::os::unix::fs::symlink(&folder, folder.join(name)).unwrap();
    }
    let made = std::process::Command::new("mkfifo")
        .arg(folder.join("pipe.json"))
        .status();
    assert!(made.unwrap().success());
    let arguments = ["check", "-c", ".", "--format", "json"];
    let report = json(&siglint(&arguments, &folder));
    let distributions = report["distributions"].as_array().unwrap();
    assert_eq!(distributions.len(), 1, "{distributions:#?}");
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
fn two_distributions(name: &str) -> PathBuf {
    let folder = scratch(name);
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
    let folder = two_distributions("cli-choice");
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

/// A proof that fails for one distribution says nothing about the next, and one that cannot be
/// tried is not called a wrong secret.
#[test]
fn a_failed_proof_stops_nothing_and_is_explained() {
    let folder = two_distributions("cli-proof");
    let list = std::fs::read_to_string(folder.join("list.json")).unwrap();
    let both = list.replace("files.example.com", "*.example.org");
    write(&folder, "list.json", both);
    let secret = [("AWS_SECRET_ACCESS_KEY", SECRET)];
    let run = |url: &str| {
        let arguments = ["check", url, "-c", "list.json", "--verify", "--now", NOW];
        let arguments = [&arguments[..], &["--format", "json"]].concat();
        json(&siglint_with(&arguments, &folder, &secret))
    };
    let host = "cf-files-example.s3.eu-central-1.amazonaws.com";
    let report = run(&url("region-missing").replace(host, "a.example.org"));
    assert_eq!(report["targets"].as_array().map(Vec::len), Some(2));
    assert_eq!(report["problems"].as_array().map(Vec::len), Some(1));
    let other = run("https://a.example.org/k?Expires=1900000000&Signature=s&Key-Pair-Id=K");
    let message = other["problems"][0]["message"].as_str().unwrap();
    assert!(message.contains("no SigV4 signature"), "{message}");
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
    assert_eq!(report["findings"][0]["confidence"], "possible");
    assert_eq!(
        (guessed.code, &report["findings"][0]["severity"]),
        (0, &"warning".into()),
        "a gate does not fail on a guess"
    );
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

/// Secrets that stand where they should not: in the path, in a name, in another value, behind
/// `&amp;`.
#[test]
fn a_misplaced_secret_is_shown_nowhere() {
    let folder = scenario("region-missing");
    let signed = url("region-missing");
    for misplaced in [
        signed.replace('?', "&X-Amz-Signature=5ec2e75ec2e7?"),
        signed.replace('?', "%3FX-Amz-Signature%3D5ec2e75ec2e7?"),
        signed.clone() + "&X-Amz-Signature%3D5ec2e75ec2e7",
        signed.clone() + "&amp;Policy=5ec2e75ec2e7",
        signed.clone() + "&u=https%3A%2F%2Fh%2F%3FX-Amz-Signature%3D5ec2e75ec2e7%26a%3Db",
        signed.replace("=host", "=host%3BX-Amz-Security-Token%3D5ec2e75ec2e7"),
    ] {
        for command in ["check", "trace", "decode"] {
            for format in ["human", "json"] {
                let mut arguments = vec![command, misplaced.as_str(), "--format", format];
                if command != "decode" {
                    arguments.extend(["-c", "config"]);
                }
                let run = siglint(&arguments, &folder);
                let shown = run.stdout + &run.stderr;
                assert!(!shown.is_empty());
                assert!(!shown.contains("5ec2e7"), "{arguments:?}\n{shown}");
            }
        }
    }
}

/// Ids, names and parameters that would clear the screen, forge a line, or run when a command is
/// copied.
#[test]
fn hostile_names_neither_steer_the_terminal_nor_get_into_commands() {
    let folder = scratch("cli-hostile");
    let hostile = r"x\u001b[2J\u009b31m\nverdict: works \u202e; $(reboot)";
    let raw = "\u{9b}31m\u{202e}";
    write(
        &folder,
        "list.json",
        format!(
            r#"{{"DistributionList":{{"Items":[{{"Id":"{hostile}","DomainName":"d1.cloudfront.net","Enabled":"{hostile}",
            "Origins":{{"Items":[{{"Id":"{hostile}","{raw}":1,"DomainName":"b.s3.amazonaws.com","OriginPath":"/{hostile}",
            "OriginAccessControlId":"{hostile}","S3OriginConfig":{{}}}}]}},
            "DefaultCacheBehavior":{{"TargetOriginId":"{hostile}","CachePolicyId":"{hostile}"}}}}]}}}}"#
        ),
    );
    let signed = url("region-missing").replace("=host", "=host%3B%1b[2J%C2%9B") + "&%1b[2J=1";
    for arguments in [
        vec!["check", &signed, "-c", "list.json"],
        vec!["trace", &signed, "-c", "list.json"],
        vec!["decode", &signed],
        vec!["check", &signed, "-c", "list.json", "--distribution", "x"],
    ] {
        let run = siglint(&arguments, &folder);
        let shown = run.stdout + &run.stderr;
        assert!(!shown.contains(['\u{1b}', '\u{9b}', '\u{202e}']), "{shown}");
        let mut lines = shown.lines();
        assert!(
            !lines.any(|line| line.starts_with("verdict: works ")),
            "{shown}"
        );
        let mut commands = shown.lines().filter(|line| line.contains("--id"));
        assert!(!commands.any(|line| line.contains("reboot")), "{shown}");
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

/// The verdict on a URL when one line of the correct configuration is another.
fn verdict_with(from: &str, to: &str, url: &str, method: &str) -> Value {
    let folder = scratch(&format!("cli-open-{method}-{}", to.len() + url.len()));
    let correct = scenario("correct").join("config");
    let config = std::fs::read_to_string(correct.join("distribution.json")).unwrap();
    assert!(config.contains(from), "{from}");
    write(&folder, "distribution.json", config.replacen(from, to, 1));
    let policy = correct.join("cache-policy.json").display().to_string();
    let arguments = [
        "check",
        url,
        "-c",
        "distribution.json",
        "-c",
        &policy,
        "--method",
        method,
        "--now",
        NOW,
        "--format",
        "json",
    ];
    json(&siglint(&arguments, &folder))["targets"][0]["verdict"].clone()
}

#[test]
fn what_is_not_followed_is_not_called_right() {
    let signed = url("region-missing");
    let http = signed.replacen("https", "http", 1);
    let headers = signed.replace("SignedHeaders=host", "SignedHeaders=content-type%3Bhost");
    let (policy, redirect) = (
        "PriceClass_All\",\n            \"Enabled\": true",
        "redirect-to-https",
    );
    let disabled = "PriceClass_All\",\n            \"Enabled\": false";
    for (from, to, url, method, expected) in [
        (redirect, redirect, &signed, "GET", "works"),
        (policy, disabled, &signed, "GET", "broken"),
        (redirect, redirect, &signed, "PUT", "broken"),
        (redirect, "https-only", &http, "GET", "broken"),
        (redirect, redirect, &headers, "GET", "unknown"),
    ] {
        assert_eq!(
            verdict_with(from, to, url, method),
            expected,
            "{to} {method} {url}"
        );
    }
}

#[test]
fn a_distribution_that_was_saved_twice_is_looked_at_once() {
    let (folder, config) = (
        scratch("cli-twice"),
        scenario("region-missing").join("config/distribution.json"),
    );
    let text = std::fs::read_to_string(config).unwrap();
    write(&folder, "one.json", &text);
    write(&folder, "two.json", &text);
    let report = siglint(
        &[
            "check",
            &url("region-missing"),
            "-c",
            "one.json",
            "-c",
            "two.json",
            "-c",
            "one.json",
            "--now",
            NOW,
            "--format",
            "json",
        ],
        &folder,
    );
    assert_eq!(json(&report)["targets"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_closest_alias_answers() {
    let folder = two_distributions("cli-closest");
    let text = std::fs::read_to_string(folder.join("list.json")).unwrap();
    write(
        &folder,
        "list.json",
        text.replace("*.example.org", "*.example.com"),
    );
    let cdn = url("region-missing").replace(
        "cf-files-example.s3.eu-central-1.amazonaws.com",
        "files.example.com",
    );
    let report = siglint(
        &[
            "check",
            &cdn,
            "-c",
            "list.json",
            "--now",
            NOW,
            "--format",
            "json",
        ],
        &folder,
    );
    let targets = json(&report)["targets"].clone();
    assert_eq!(
        (targets[0]["distribution"].as_str(), targets[1].is_null()),
        (Some("E2"), true)
    );
}

#[test]
fn a_configuration_without_a_distribution_is_a_problem() {
    let policy = scenario("correct")
        .join("config/cache-policy.json")
        .display()
        .to_string();
    let run = siglint(
        &["check", &url("region-missing"), "-c", &policy, "--now", NOW],
        &root(),
    );
    assert_eq!(run.code, 2);
    assert!(
        run.stderr
            .contains("there is no distribution in what was read"),
        "{}",
        run.stderr
    );
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

#[test]
fn what_may_be_a_public_bucket_fails_no_gate() {
    let shared = siglint(
        &["check", "-c", "config", "--now", NOW, "--format", "json"],
        &scenario("query-unkeyed"),
    );
    let report = json(&shared);
    let leak = &report["findings"][0];
    assert_eq!(
        (leak["rule"].as_str(), leak["severity"].as_str()),
        (Some("query-not-in-cache-key"), Some("warning"))
    );
    assert_eq!(leak["confidence"], "possible");
    assert_eq!(shared.code, 0);
    let folder = scratch("cli-perhaps");
    let text = std::fs::read_to_string(scenario("query-unkeyed").join("config/distribution.json"))
        .unwrap();
    let custom = text.replacen(r#""S3OriginConfig": {"#, r#""CustomOriginConfig": {"#, 1);
    assert_ne!(custom, text);
    write(&folder, "distribution.json", custom);
    let run = siglint(&["check", "-c", "distribution.json", "--now", NOW], &folder);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(
        run.stdout.contains("warning[s3-as-custom-origin]"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_signature_that_cannot_be_computed_is_not_called_another_one() {
    let signed =
        url("region-missing").replace("SignedHeaders=host", "SignedHeaders=content-type%3Bhost");
    let arguments = ["check", &signed, "-c", "config", "--now", NOW, "--verify"];
    let run = siglint_with(
        &arguments,
        &scenario("correct"),
        &[("AWS_SECRET_ACCESS_KEY", SECRET)],
    );
    assert!(
        run.stderr.contains("the values of content-type are signed"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout
            .contains("the client must send the other signed headers"),
        "{}",
        run.stdout
    );
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let here = root();
    let script = siglint(&["completions", "bash"], &here);
    let page = siglint(&["man", "check"], &here);
    assert_eq!((script.code, page.code), (0, 0));
    for word in ["diagnose", "--fail-on", "sarif"] {
        assert!(script.stdout.contains(word), "{word}");
    }
    assert!(
        page.stdout.contains(".TH siglint-check 1"),
        "{}",
        page.stdout
    );
    assert!(
        siglint(&["man"], &here)
            .stdout
            .contains("siglint\\-diagnose(1)")
    );
    assert_eq!(siglint(&["man", "no-such-command"], &here).code, 2);
    assert_eq!(siglint(&["completions", "no-such-shell"], &here).code, 2);
}
