//! Every answer in `fixtures/answers` is explained as expected, to a person and to a program.
//!
//! A folder has the `answer` as it was saved, and its `story` in a sentence; `explain.txt` and
//! `explain.json` are what siglint says, and `UPDATE=1 cargo test` writes them anew.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use siglint::rules::find;
use siglint::s3::error::CATALOGUE;
use std::path::{Path, PathBuf};
use support::{expect_file, root, siglint};

/// The start of every secret in the fixtures.
const SECRETS: [&str; 3] = ["8c1f0e2d3b4a", "FwoGZXIv", "c2lnbmF0"];

fn main() {
    let arguments = Arguments::from_args();
    let folder = root().join("fixtures/answers");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the answers are there")
        .map(|entry| entry.expect("an answer can be read").path())
        .collect();
    folders.sort();
    let mut trials: Vec<Trial> = folders
        .into_iter()
        .map(|folder| {
            let name = folder.file_name().unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            Trial::test(name, move || tell(&folder).map_err(Failed::from))
        })
        .collect();
    trials.push(Trial::test("the catalogue names rules that exist", || {
        rules_exist().map_err(Failed::from)
    }));
    libtest_mimic::run(&arguments, trials).exit();
}

fn tell(folder: &Path) -> Result<(), String> {
    let human = siglint(&["explain", "answer"], folder);
    let json = siglint(&["explain", "answer", "--format", "json"], folder);
    for text in [&human.stdout, &json.stdout, &human.stderr] {
        if let Some(secret) = SECRETS.iter().find(|secret| text.contains(*secret)) {
            return Err(format!("{secret}… is shown"));
        }
        if text.contains(['\u{1b}', '\u{b}', '\u{202e}']) {
            return Err("a character that steers the terminal is shown".to_owned());
        }
    }
    if let Some(line) = human.stdout.lines().find(|line| line.chars().count() > 80) {
        return Err(format!("wider than 80 columns: {line}"));
    }
    let document: serde_json::Value =
        serde_json::from_str(&json.stdout).map_err(|error| error.to_string())?;
    for rule in document["rules"].as_array().into_iter().flatten() {
        if find(rule.as_str().unwrap_or_default()).is_none() {
            return Err(format!("no rule is called {rule}"));
        }
    }
    expect_file(
        &folder.join("explain.txt"),
        &format!("{}exit code {}\n", human.stdout, human.code),
    )?;
    expect_file(&folder.join("explain.json"), &json.stdout)
}

fn rules_exist() -> Result<(), String> {
    for entry in CATALOGUE.iter().flat_map(|group| group.iter()) {
        if let Some(rule) = entry.rules.iter().find(|rule| find(rule).is_none()) {
            return Err(format!("{} names {rule}, which is no rule", entry.code));
        }
    }
    Ok(())
}
