//! Every story in `fixtures/scenarios` is told as expected, in every format.
//!
//! A scenario is a folder with a `url` or a `siglint.toml` that declares a delivery, a `config/`,
//! further `arguments`, and the `story` in a sentence; `check.txt`, `check.json` and `trace.txt` are what siglint says, and `UPDATE=1 cargo
//! test` writes them anew.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::Path;
use support::{expect_file, folders, predictions_agree, siglint, words};

fn main() {
    let arguments = Arguments::from_args();
    let trials = folders("fixtures/scenarios").into_iter().map(|folder| {
        let name = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Trial::test(name, move || tell(&folder).map_err(Failed::from))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn tell(folder: &Path) -> Result<(), String> {
    let read =
        |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|error| error.to_string());
    if folder.join("siglint.toml").is_file() {
        return tell_declared(folder, &words(&read("arguments")?));
    }
    let url = read("url")?.trim().to_owned();
    let more = words(&read("arguments")?);
    let run = |command: &str, format: &str| {
        let mut arguments = vec![command, url.as_str(), "-c", "config", "--format", format];
        arguments.extend(more.iter().map(String::as_str));
        siglint(&arguments, folder)
    };
    let (check, json, trace) = (
        run("check", "human"),
        run("check", "json"),
        run("trace", "human"),
    );
    let signature = url
        .split("X-Amz-Signature=")
        .nth(1)
        .unwrap_or("no signature");
    for text in [&check.stdout, &json.stdout, &trace.stdout, &check.stderr] {
        if text.contains(&signature[..16]) {
            return Err("the signature is shown".to_owned());
        }
    }
    predictions_agree(&json.stdout, true)?;
    expect_file(
        &folder.join("check.txt"),
        &format!("{}exit code {}\n", check.stdout, check.code),
    )?;
    expect_file(&folder.join("check.json"), &json.stdout)?;
    expect_file(&folder.join("trace.txt"), &trace.stdout)
}

/// The story of a delivery that is declared: there is no URL.
fn tell_declared(folder: &Path, more: &[String]) -> Result<(), String> {
    let run = |format: &str| {
        let mut arguments = vec!["check", "--format", format];
        arguments.extend(more.iter().map(String::as_str));
        siglint(&arguments, folder)
    };
    let (check, json) = (run("human"), run("json"));
    predictions_agree(&json.stdout, true)?;
    let text = format!("{}{}exit code {}\n", check.stdout, check.stderr, check.code);
    expect_file(&folder.join("check.txt"), &text)?;
    expect_file(&folder.join("check.json"), &json.stdout)
}
