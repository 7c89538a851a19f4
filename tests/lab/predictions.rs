//! What siglint predicts of a scenario is what the lab answers to its URL.
//!
//! Both read one model of the distribution, and part from there on: the prediction compares what was
//! promised with what is forwarded, and the lab's S3 computes the signature of what arrived.

use crate::client::send;
use crate::lab::{CONTENT, Lab, NOW, target};
use crate::support::{folders, siglint};
use serde_json::Value;
use std::path::Path;

#[test]
fn the_lab_answers_what_was_predicted() {
    let folders = folders("fixtures/scenarios");
    let compared = folders.iter().filter(|folder| compare(folder)).count();
    assert!(compared >= 15, "only {compared} scenarios were compared");
}

/// Whether a scenario has a URL and a prediction; both are then the same.
fn compare(folder: &Path) -> bool {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let Ok(url) = std::fs::read_to_string(folder.join("url")) else {
        return false;
    };
    let url = url.trim();
    let check = [
        "check", url, "-c", "config", "--now", NOW, "--format", "json",
    ];
    let report: Value = serde_json::from_str(&siglint(&check, folder).stdout).unwrap();
    let predicted = &report["targets"][0];
    let test = format!("predicted-{name}");
    let lab = Lab::with(&folder.join("config"), &test, &["--now", NOW]);
    let host = url.split('/').nth(2).unwrap();
    let answer = match host.ends_with("amazonaws.com") {
        true => lab.get(url),
        false => send(&lab.edge, "GET", target(url), &[("Host", host)]),
    };
    let (status, code) = answer.said();
    match predicted["verdict"].as_str().unwrap() {
        "works" | "leaks" => {
            assert_eq!((status, answer.text().as_str()), (200, CONTENT), "{name}");
        }
        "broken" => {
            let predicted = &predicted["predicted"];
            assert_eq!(
                Some(u64::from(status)),
                predicted["status"].as_u64(),
                "{name}"
            );
            assert_eq!(Some(code.as_str()), predicted["code"].as_str(), "{name}");
        }
        _ => return false,
    }
    true
}
