//! What an account may not say, and a network does not bring: it is told, and the rest is reported.

use crate::control_plane::{Answer, ControlPlane, Script};
use crate::documents::{Distribution, RIGHT, cache_policy, page};
use crate::run::{NOW, check, environment, siglint, url, with};
use std::time::{Duration, Instant};

const POLICY: Distribution<'_> = Distribution {
    behavior: "<CachePolicyId>CP1</CachePolicyId>",
    ..RIGHT
};

/// A broken delivery whose policy cannot be had: the origin's fault is told all the same.
const BROKEN: Distribution<'_> = Distribution {
    origin: "cf-files-example.s3.amazonaws.com",
    ..POLICY
};

fn refusing(distribution: &Distribution<'_>, answers: &[Answer]) -> ControlPlane {
    let add = |script: Script, answer: &Answer| script.on("cache-policy/CP1", answer.clone());
    ControlPlane::start(answers.iter().fold(distribution.alone(), add))
}

/// A missing permission is named, and nothing is called fine that was not seen.
#[test]
fn a_missing_permission_is_not_checked_and_named() {
    let plane = refusing(&POLICY, &[Answer::error(403, "AccessDenied")]);
    let run = check(&plane, "files.example.com", &[]);
    let report = run.json();
    assert_eq!(
        (report["targets"][0]["verdict"].as_str(), run.code),
        (Some("unknown"), 0)
    );
    let gap = &report["not_checked"][0];
    assert!(
        gap["needs"]
            .to_string()
            .contains("cloudfront:GetCachePolicy"),
        "{gap}"
    );
    assert!(
        gap["location"]["pointer"]
            .to_string()
            .ends_with("/CachePolicyId\""),
        "{gap}"
    );
    assert_eq!(
        report["problems"].as_array().unwrap().len(),
        0,
        "{report:#}"
    );
}

#[test]
fn managed_policies_are_known_without_the_permission() {
    let behavior = "<CachePolicyId>4135ea2d-6df8-44a3-9df3-4b5a84be39ad</CachePolicyId>";
    let script = Distribution { behavior, ..RIGHT }.alone();
    let path = "cache-policy/4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
    let plane = ControlPlane::start(script.on(path, Answer::error(403, "AccessDenied")));
    let run = check(&plane, "files.example.com", &[]);
    let report = run.json();
    assert_eq!(
        report["targets"][0]["root_cause"], "query-not-forwarded",
        "{report:#}"
    );
}

#[test]
fn without_the_list_nothing_is_called_fine() {
    let denied = Script::default().on("distribution", Answer::error(403, "AccessDenied"));
    let plane = ControlPlane::start(denied);
    let run = check(&plane, "d1.cloudfront.net", &[]);
    assert_eq!(run.code, 2, "{run:?}");
    let needs = run.json()["not_checked"][0]["needs"].to_string();
    assert!(needs.contains("cloudfront:ListDistributions"), "{needs}");
}

#[test]
fn what_is_not_there_is_said_to_be_missing() {
    let plane = ControlPlane::start(RIGHT.alone());
    let run = check(&plane, "files.example.com", &["--distribution", "E404"]);
    let said = run.said();
    assert!(
        run.code == 2 && said.contains("distribution E404 does not exist"),
        "{run:?}"
    );
    let run = check(&plane, "nobody.example.com", &[]);
    let said = run.said();
    assert!(
        run.code == 2 && said.contains("answers to nobody.example.com (1 looked at)"),
        "{run:?}"
    );
}

/// Throttling mends itself, in each of the ways in which CloudFront says it.
#[test]
fn throttled_questions_are_asked_again() {
    for throttled in [
        Answer::error(400, "Throttling"),
        Answer::error(503, "ServiceUnavailable"),
        Answer::error(429, "TooManyRequestsException"),
        Answer::Drop,
    ] {
        let plane = refusing(&POLICY, &[throttled.clone(), cache_policy("CP1")]);
        let run = check(&plane, "files.example.com", &[]);
        assert_eq!(
            run.json()["targets"][0]["verdict"],
            "works",
            "{throttled:?} {run:?}"
        );
        assert_eq!((run.code, plane.asked().len()), (0, 4));
    }
}

/// Ways in which a question ends without an answer, and the words for each.
fn failures() -> [(Answer, &'static str); 9] {
    let cut = "<CachePolicy>".to_owned();
    let html = "<html><a/></html>".to_owned();
    let escapes = "\u{1b}[2J".to_owned();
    let late = Answer::Late(Duration::from_secs(6), String::new());
    [
        (Answer::Drop, "cannot be reached"),
        (Answer::Cut(cut), "cache policy CP1"),
        (
            Answer::xml("<CachePolicy><Id>CP1</Id>"),
            "could not be read: it is no XML: line 2",
        ),
        (
            Answer::Body(200, html),
            "expected <CachePolicy>, and it is <html>",
        ),
        (Answer::Body(200, escapes), "could not be read"),
        (Answer::error(500, "InternalError"), "500 InternalError"),
        (
            Answer::error(403, "ExpiredToken"),
            "refuses the credentials: 403 ExpiredToken",
        ),
        (Answer::error(400, "Throttling"), "asked too often"),
        (late, "gave no answer in time"),
    ]
}

/// Whatever happens on the way, it is told in words, and so is what was learned before.
#[test]
fn what_was_learned_is_reported_whatever_happens_then() {
    for (answer, words) in failures() {
        let plane = refusing(&BROKEN, std::slice::from_ref(&answer));
        let started = Instant::now();
        let run = check(&plane, "files.example.com", &["--live-timeout", "2"]);
        let took = started.elapsed();
        let report = run.json();
        assert_eq!(run.code, 2, "{answer:?} {run:?}");
        let cause = &report["targets"][0]["root_cause"];
        assert_eq!(cause, "signed-host-mismatch", "{answer:?}");
        let problems = report["problems"].to_string();
        assert!(problems.contains(words), "{answer:?}: {problems}");
        assert!(took < Duration::from_secs(5), "{answer:?} took {took:?}");
    }
}

/// Once nobody answers, nothing more is asked, and it is one problem.
#[test]
fn a_lost_network_ends_the_search() {
    let ids: Vec<String> = (0..40).map(|number| format!("E{number:02}")).collect();
    let bodies: Vec<String> = ids
        .iter()
        .map(|id| format!("<CachePolicyId>C{id}</CachePolicyId>"))
        .collect();
    let each = ids.iter().zip(&bodies);
    let all: Vec<_> = each
        .map(|(id, behavior)| Distribution {
            id,
            behavior,
            ..RIGHT
        })
        .collect();
    let mut script = Script::default().on("distribution", page(&all, None));
    for id in &ids {
        script = script.on(&format!("cache-policy/C{id}"), Answer::Drop);
    }
    let plane = ControlPlane::start(script);
    let run = siglint(
        &plane,
        &["check", "--live", "--all", "--format", "json", "--now", NOW],
    );
    assert_eq!(run.code, 2, "{run:?}");
    assert!(plane.asked().len() < 20, "{:?}", plane.asked());
    assert_eq!(run.json()["distributions"].as_array().unwrap().len(), 40);
}

#[test]
fn no_credentials_are_told_before_anything_is_asked() {
    let plane = ControlPlane::start(RIGHT.alone());
    let mut environment = environment(&plane.endpoint);
    environment.retain(|(name, _)| !name.ends_with("KEY_ID") && !name.ends_with("KEY"));
    let run = with(
        &["check", &url("files.example.com"), "--live", "--now", NOW],
        &environment,
    );
    assert!(
        run.code == 2 && run.said().contains("there are no credentials"),
        "{run:?}"
    );
    assert!(run.said().contains("aws sso login"), "{run:?}");
    assert_eq!(plane.asked(), [""; 0]);
}

#[test]
fn arguments_that_ask_for_nothing_are_told() {
    let plane = ControlPlane::start(Script::default());
    for (arguments, words) in [
        (&["check", "--live"][..], "which distribution?"),
        (&["check", "--profile", "p", "-c", "x"][..], "add --live"),
        (&["check", "--all", "-c", "x"][..], "--live"),
        (&["export"][..], "--distribution"),
        (
            &["check", "--live", "--all", "--profile", "nobody"][..],
            "nobody",
        ),
    ] {
        let run = siglint(&plane, arguments);
        assert!(
            run.code == 2 && run.said().contains(words),
            "{arguments:?} {run:?}"
        );
    }
}

/// A list that leads back to where it was ends.
#[test]
fn a_list_that_goes_round_in_circles_ends() {
    let round = Script::default()
        .on("distribution", page(&[RIGHT], Some("E1")))
        .on("distribution?Marker=E1", page(&[RIGHT], Some("E1")));
    let plane = ControlPlane::start(round);
    let run = siglint(&plane, &["distributions", "--live", "--format", "json"]);
    assert_eq!(plane.asked().len(), 2, "{run:?}");
}
