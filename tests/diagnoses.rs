//! Every saved answer in `fixtures/diagnoses` is traced to its cause.
//!
//! A diagnosis is a folder with a `url`, the `answer` that it got, further `arguments` (a
//! configuration among them), and the `story` in a sentence; `diagnosis.txt` and `diagnosis.json`
//! are what siglint says, and `UPDATE=1 cargo test` writes them anew.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use std::path::Path;
use support::{expect_file, folders, siglint, words};

fn main() {
    let arguments = Arguments::from_args();
    let trials = folders("fixtures/diagnoses").into_iter().map(|folder| {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        Trial::test(name, move || tell(&folder).map_err(Failed::from))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn tell(folder: &Path) -> Result<(), String> {
    let read =
        |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|error| error.to_string());
    let url = read("url")?.trim().to_owned();
    let more = words(&read("arguments")?);
    let run = |format: &str| {
        let mut arguments = vec!["diagnose", &url, "--response", "answer", "--format", format];
        arguments.extend(more.iter().map(String::as_str));
        siglint(&arguments, folder)
    };
    let (human, json) = (run("human"), run("json"));
    let secret = url.rsplit("ignature=").next().unwrap_or("no signature");
    for text in [&human.stdout, &json.stdout, &human.stderr] {
        if text.contains(&secret[..16]) {
            return Err("the signature is shown".to_owned());
        }
    }
    let said = format!("{}exit code {}\n", human.stdout, human.code);
    expect_file(&folder.join("diagnosis.txt"), &said)?;
    expect_file(&folder.join("diagnosis.json"), &json.stdout)
}
