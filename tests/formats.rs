//! Every run in `fixtures/reports` is reported as expected, in every format there is.
//!
//! A run is a folder with a `url`, a `config/`, further `arguments`, and the `story` in a sentence;
//! `report.FORMAT` is what siglint says, and `UPDATE=1 cargo test` writes it anew.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use siglint::report::FORMATS;
use std::path::{Path, PathBuf};
use support::{expect_file, folders, siglint, words};

fn main() {
    let arguments = Arguments::from_args();
    let trial = |folder: &PathBuf, format: &'static str| {
        let folder = folder.clone();
        let run = folder.file_name().unwrap().to_string_lossy().into_owned();
        Trial::test(format!("{run}::{format}"), move || {
            report(&folder, format).map_err(Failed::from)
        })
    };
    let trials = folders("fixtures/reports").into_iter().flat_map(|folder| {
        let formats = FORMATS.iter().map(|format| trial(&folder, format.name));
        formats.collect::<Vec<_>>()
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn report(folder: &Path, format: &str) -> Result<(), String> {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    let url = read("url");
    let mut arguments = words(&read("arguments"));
    let given = ["check", url.trim(), "-c", "config", "--format", format];
    arguments.splice(0..0, given.map(str::to_owned));
    let run = siglint(&arguments, folder);
    let fails = folder.ends_with("broken");
    if run.code != if fails { 2 } else { 0 } {
        return Err(format!("exit code {}: {}", run.code, run.stderr));
    }
    let signature = url.rsplit("X-Amz-Signature=").next().unwrap();
    if run.stdout.contains(&signature[..16]) {
        return Err("the signature is shown".to_owned());
    }
    let shown = match format {
        "sarif" => without_pages(&run.stdout),
        "html" => an_element_a_line(&run.stdout),
        _ => run.stdout,
    };
    expect_file(&folder.join(format!("report.{format}")), &shown)
}

/// The page so that a difference can be read, without the style sheet and the version: they are no
/// part of the run.
fn an_element_a_line(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").expect("a style sheet");
    let (_, rest) = rest.split_once("</style>").expect("its end");
    let version = concat!("siglint ", env!("CARGO_PKG_VERSION"));
    let policy = head
        .split("'sha256-")
        .nth(1)
        .and_then(|hash| hash.split('\'').next());
    let head = head.replace(policy.expect("its hash"), "…");
    format!("{head}{rest}")
        .replace(version, "siglint …")
        .replace("><", ">\n<")
}

/// The log without the pages of all rules and the version: they are no part of the run.
fn without_pages(log: &str) -> String {
    let mut log: Value = serde_json::from_str(log).expect("a SARIF log is JSON");
    let driver = &mut log["runs"][0]["tool"]["driver"];
    for version in ["version", "semanticVersion"] {
        assert_eq!(driver[version].take(), env!("CARGO_PKG_VERSION"));
    }
    let rules = driver["rules"].as_array_mut();
    rules.expect("it lists the rules").truncate(1);
    driver["rules"][0]["help"] = Value::Null;
    serde_json::to_string_pretty(&log).unwrap() + "\n"
}
