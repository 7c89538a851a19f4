//! What the tests share: the program in a scrubbed environment, and expected texts that `UPDATE=1`
//! writes anew.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]
#![allow(dead_code, reason = "every test file uses a part of it")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a run of the program printed, and its exit code.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: i32,
}

/// The program with these arguments, in `folder`, without anything of the caller's environment.
pub(crate) fn siglint<S: AsRef<str>>(arguments: &[S], folder: &Path) -> Run {
    siglint_with(arguments, folder, &[])
}

/// The same with these environment variables.
pub(crate) fn siglint_with<S: AsRef<str>>(
    arguments: &[S],
    folder: &Path,
    env: &[(&str, &str)],
) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_siglint"))
        .args(arguments.iter().map(AsRef::as_ref))
        .current_dir(folder)
        .env_clear()
        .envs(env.iter().copied())
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program prints UTF-8");
    Run {
        stdout: text(output.stdout),
        stderr: text(output.stderr),
        code: output.status.code().unwrap_or(-1),
    }
}

/// The root of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of this test's own, empty.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the scratch folder can be made");
    folder
}

/// The words of a command line, `'…'` being one word, a `\` at the end of a line joining two.
pub(crate) fn words(command: &str) -> Vec<String> {
    let command = command.replace("\\\n", " ");
    let mut words = Vec::new();
    for (index, part) in command.split('\'').enumerate() {
        match index % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// Whether expected texts are to be written anew.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// Compares with the file that holds the expected text, or writes it.
pub(crate) fn expect_file(path: &Path, actual: &str) -> Result<(), String> {
    if updating() {
        std::fs::create_dir_all(path.parent().expect("a file has a folder"))
            .expect("it can be made");
        std::fs::write(path, actual).expect("the expected text can be written");
        return Ok(());
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    expect_text(&path.display().to_string(), &expected, actual)
}

/// Compares two texts and says where they part.
pub(crate) fn expect_text(name: &str, expected: &str, actual: &str) -> Result<(), String> {
    if expected == actual {
        return Ok(());
    }
    let line = expected
        .lines()
        .zip(actual.lines())
        .take_while(|(a, b)| a == b)
        .count()
        + 1;
    Err(format!(
        "{name}: differs from line {line} on; UPDATE=1 cargo test writes it anew\n--- expected\n{expected}\n+++ actual\n{actual}"
    ))
}

/// The folders below a folder of the repository, sorted.
pub(crate) fn folders(below: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(below)).expect("the folder is there");
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

/// The rules and the simulation are two accounts of one request: a broken delivery has a predicted
/// answer, and one that works has no error that refuses it. Where `answer_needed` is false, a broken
/// one may have none: some faults are documented, and what they are answered with is not.
pub(crate) fn predictions_agree(report: &str, answer_needed: bool) -> Result<(), String> {
    let report: serde_json::Value =
        serde_json::from_str(report).map_err(|error| error.to_string())?;
    for target in report["targets"].as_array().into_iter().flatten() {
        let broken = target["verdict"] == "broken";
        let status = target["predicted"]["status"].as_u64();
        let refused = status.is_some_and(|status| status >= 400);
        let silent = broken && status.is_none() && !answer_needed;
        let caused = !broken || target["root_cause"].is_string();
        if !caused || (broken != refused && !silent) {
            return Err(format!("verdict and prediction disagree: {target:#}"));
        }
    }
    Ok(())
}
