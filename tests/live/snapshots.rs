//! What `export` saves is what `-c` reads: the same findings, without secrets and without the account.

use crate::control_plane::{Answer, ControlPlane};
use crate::documents::{Distribution, RIGHT, access_control, cache_policy};
use crate::run::{self, NOW, check, siglint, url};
use crate::support::scratch;
use serde_json::Value;

/// The findings without their places, and what was not checked without its own.
fn told(report: &Value) -> (Vec<Value>, Vec<String>) {
    let findings = report["findings"].as_array().unwrap().iter();
    let findings = findings.map(|one| {
        let mut one = one.clone();
        let keys = one.as_object_mut().unwrap();
        for place in ["location", "related", "fingerprint"] {
            keys.remove(place);
        }
        if let Some(edits) = one.pointer_mut("/fix/edits").and_then(Value::as_array_mut) {
            edits
                .iter_mut()
                .for_each(|edit| *edit = edit["value"].take());
        }
        one
    });
    let open = report["not_checked"].as_array().unwrap().iter();
    (
        findings.collect(),
        open.map(|one| one["reason"].to_string()).collect(),
    )
}

/// A delivery with two faults, and a policy that may not be read.
fn faulty() -> ControlPlane {
    let faulty = Distribution {
        origin: "cf-files-example.s3.amazonaws.com",
        behavior: "<CachePolicyId>CP1</CachePolicyId><OriginRequestPolicyId>ORP1</OriginRequestPolicyId>\
                   <ResponseHeadersPolicyId>RHP1</ResponseHeadersPolicyId>",
        more: "<OriginAccessControlId>OAC1</OriginAccessControlId>",
        ..RIGHT
    };
    let headers = "<ResponseHeadersPolicy><Id>RHP1</Id></ResponseHeadersPolicy>";
    let denied = Answer::error(403, "AccessDenied");
    let script = faulty.alone().on("cache-policy/CP1", cache_policy("CP1"));
    let script = script
        .on("origin-request-policy/ORP1", denied)
        .on("response-headers-policy/RHP1", Answer::xml(headers))
        .on("origin-access-control/OAC1", access_control("OAC1"));
    ControlPlane::start(script)
}

#[test]
fn a_snapshot_says_what_the_account_says() {
    let plane = faulty();
    let live = check(&plane, "files.example.com", &[]);
    let saved = siglint(&plane, &["export", "--distribution", "E1"]);
    let asked = plane.asked().len();
    let file = scratch("snapshot").join("snapshot.json");
    std::fs::write(&file, &saved.stdout).unwrap();
    let url = url("files.example.com");
    let original = run::url(run::SIGNED_HOST);
    let file = file.display().to_string();
    let offline = [
        "check", &url, "--s3-url", &original, "--now", NOW, "-c", &file,
    ];
    let replayed = siglint(&plane, &[&offline[..], &["--format", "json"]].concat());
    assert_eq!(told(&replayed.json()), told(&live.json()));
    assert_eq!((saved.code, replayed.code, live.code), (0, 1, 1));
    assert_eq!(plane.asked().len(), asked);
}

/// Everything that it refers to is in it, used or not, and no secret.
#[test]
fn a_snapshot_holds_everything_but_secrets() {
    let saved = siglint(&faulty(), &["export", "--distribution", "E1"]);
    let report = saved.json();
    let answers = report["answers"].as_array().unwrap().iter();
    let of: Vec<&str> = answers.map(|one| one["of"].as_str().unwrap()).collect();
    let expected = [
        "distribution E1",
        "origin access control OAC1",
        "cache policy CP1",
        "response headers policy RHP1",
    ];
    assert_eq!(of, expected);
    let unanswered = report["unanswered"].to_string();
    assert!(
        unanswered.contains("cloudfront:GetOriginRequestPolicy"),
        "{unanswered}"
    );
    assert!(saved.stdout.contains("X-Origin-Key") && !saved.stdout.contains("5ec2e7"));
}

/// Numbers and truth values are what the AWS CLI prints, so that other tools read it, too.
#[test]
fn answers_are_saved_as_the_cli_prints_them() {
    let plane = ControlPlane::start(RIGHT.alone());
    let saved = siglint(&plane, &["export", "--distribution", "files.example.com"]).json();
    assert_eq!(saved["siglint_snapshot"], 1);
    let config = &saved["answers"][0]["document"]["Distribution"]["DistributionConfig"];
    assert_eq!(config["Enabled"], true);
    assert_eq!(config["CallerReference"], "1");
    assert_eq!(config["DefaultCacheBehavior"]["MaxTTL"], 1800);
    assert_eq!(config["Aliases"]["Items"][0], "files.example.com");
    assert_eq!(
        config["Origins"]["Items"][0]["S3OriginConfig"]["OriginAccessIdentity"],
        ""
    );
}

#[test]
fn a_snapshot_of_another_version_is_told() {
    let file = scratch("snapshot-version").join("s.json");
    let text =
        r#"{"siglint_snapshot": 2, "answers": [], "unanswered": [{"reason": "r", "needs": "n"}]}"#;
    std::fs::write(&file, text).unwrap();
    let plane = ControlPlane::start(RIGHT.alone());
    let run = siglint(
        &plane,
        &["distributions", "-c", &file.display().to_string()],
    );
    assert!(
        run.code == 2 && run.said().contains("another version than 1"),
        "{run:?}"
    );
}
