//! Every rule page is run: its files are written, its commands executed, its outputs compared.
//!
//! In a page, a fence whose info string names a file (```` ```json distribution.json ````) is that
//! file for the commands below it; a comment `// here` marks a line of it. A fence ```` ```sh fires ````
//! holds a command that must raise the page's rule at the marked line, or at the part of the URL that
//! `# here: query:X-Amz-Date` names; ```` ```sh silent ```` one that must not. A ```` ```text ```` after
//! them is the exact output, which `UPDATE=1 cargo test` writes anew.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use siglint::rules::RULES;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use support::{Run, expect_file, predictions_agree, root, scratch, siglint_with, updating, words};

/// One fence: its info string, its content, and the bytes of the content in the page.
struct Fence {
    info: String,
    content: String,
    range: std::ops::Range<usize>,
}

fn main() {
    let arguments = Arguments::from_args();
    let pages = pages();
    let mut trials: Vec<Trial> = pages
        .iter()
        .map(|(id, path)| {
            let (id, path) = (id.clone(), path.clone());
            Trial::test(format!("page {id}"), move || {
                run_page(&id, &path).map_err(Failed::from)
            })
        })
        .collect();
    trials.push(Trial::test(
        "every page belongs to a rule",
        every_page_is_registered,
    ));
    trials.push(Trial::test("every rule on every page", || {
        cross_hits().map_err(Failed::from)
    }));
    libtest_mimic::run(&arguments, trials).exit();
}

/// Every page below `src/rules`, by the id that its name stands for.
fn pages() -> BTreeMap<String, PathBuf> {
    let mut pages = BTreeMap::new();
    let groups = std::fs::read_dir(root().join("src/rules")).expect("the rules are there");
    for group in groups.flatten().filter(|entry| entry.path().is_dir()) {
        let files = std::fs::read_dir(group.path()).expect("a group can be read");
        for path in files.flatten().map(|entry| entry.path()) {
            let stem = path
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .replace('_', "-");
            if path.extension().is_some_and(|extension| extension == "md") {
                pages.insert(stem, path);
            } else if stem != "mod" {
                assert!(
                    path.with_extension("md").exists(),
                    "{} has no page",
                    path.display()
                );
            }
        }
    }
    pages
}

fn every_page_is_registered() -> Result<(), Failed> {
    let ids: Vec<String> = pages().into_keys().collect();
    let mut registered: Vec<String> = RULES.iter().map(|check| check.rule.id.to_owned()).collect();
    registered.sort();
    if ids == registered {
        return Ok(());
    }
    Err(format!("pages: {ids:?}\nregistered: {registered:?}").into())
}

fn fences(page: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<(String, usize)> = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        if let Some(info) = line.strip_prefix("```") {
            open = match open.take() {
                None => Some((info.trim().to_owned(), at + line.len())),
                Some((info, start)) => {
                    let content = page[start..at].to_owned();
                    fences.push(Fence {
                        info,
                        content,
                        range: start..at,
                    });
                    None
                }
            };
        }
        at += line.len();
    }
    fences
}

/// What running a page's fences has shown so far.
#[derive(Default)]
struct Session {
    /// The marked line of each file that has one.
    marks: BTreeMap<String, usize>,
    /// The output of the last command, until a fence takes it.
    last: Option<String>,
    /// Each output fence with what should stand in it.
    outputs: Vec<(std::ops::Range<usize>, String)>,
    fires: usize,
    silent: usize,
}

fn run_page(id: &str, path: &Path) -> Result<(), String> {
    let mut page = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    check_headings(&page)?;
    let folder = scratch(&format!("page-{id}"));
    let mut session = Session::default();
    for fence in &fences(&page) {
        run_fence(id, fence, &folder, &mut session)?;
    }
    if session.fires == 0 || session.silent == 0 {
        return Err(format!(
            "{id}: needs an example that fires and one that is silent"
        ));
    }
    for (range, actual) in session.outputs.into_iter().rev() {
        match updating() {
            true => page.replace_range(range, &actual),
            false => support::expect_text(id, &page[range], &actual)?,
        }
    }
    match updating() {
        true => std::fs::write(path, page).map_err(|error| error.to_string()),
        false => Ok(()),
    }
}

fn run_fence(id: &str, fence: &Fence, folder: &Path, session: &mut Session) -> Result<(), String> {
    match fence.info.split(' ').collect::<Vec<_>>().as_slice() {
        ["sh", "fires"] => {
            session.fires += 1;
            check_fires(id, &fence.content, folder, &session.marks)?;
            session.last = Some(human(&fence.content, folder));
        }
        ["sh", "silent"] => {
            session.silent += 1;
            check_silent(id, &fence.content, folder)?;
            session.last = Some(human(&fence.content, folder));
        }
        ["text"] => {
            let output = session.last.take().ok_or("an output without a command")?;
            session.outputs.push((fence.range.clone(), output));
        }
        [_, name] if name.contains('.') => {
            write_file(folder, name, &fence.content, &mut session.marks);
        }
        _ => {}
    }
    Ok(())
}

fn check_headings(page: &str) -> Result<(), String> {
    const HEADINGS: [&str; 5] = [
        "## What it does",
        "## Why it matters",
        "## How to mend it",
        "## When it stays silent",
        "## References",
    ];
    let found: Vec<&str> = page
        .lines()
        .filter(|line| line.starts_with("## "))
        .collect();
    match found == HEADINGS {
        true => Ok(()),
        false => Err(format!("the headings are {found:?}; expected {HEADINGS:?}")),
    }
}

/// Writes a file of the page without its mark, and remembers where the mark stood.
fn write_file(folder: &Path, name: &str, content: &str, marks: &mut BTreeMap<String, usize>) {
    const MARK: &str = "// here";
    marks.remove(name);
    if let Some(line) = content.lines().position(|line| line.ends_with(MARK)) {
        marks.insert(name.to_owned(), line + 1);
    }
    let lines = content
        .lines()
        .map(|line| line.strip_suffix(MARK).map_or(line, str::trim_end));
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    std::fs::write(folder.join(name), text).expect("the file can be written");
}

/// Runs a command, its comments left out, with further arguments. `$LONG` is as many times an A as
/// the page's own `LONG=$(printf 'A%.0s' {1..N})` makes for its readers. Variables that stand before
/// the program are set.
fn run(command: &str, more: &[&str], folder: &Path) -> Run {
    let mut words = all_words(command);
    let program = words.iter().position(|word| word == "siglint");
    let mut arguments = words.split_off(program.map_or(words.len(), |at| at + 1));
    arguments.extend(more.iter().map(|one| (*one).to_owned()));
    let set: Vec<(&str, &str)> = words
        .iter()
        .filter_map(|word| word.split_once('='))
        .collect();
    siglint_with(&arguments, folder, &set)
}

fn all_words(command: &str) -> Vec<String> {
    let is_set = |line: &&str| !line.starts_with('#') && !line.starts_with("LONG=");
    let lines: Vec<&str> = command.lines().filter(is_set).collect();
    let count = command.split_once("{1..").map_or("", |(_, rest)| rest);
    let count = count.split('}').next().unwrap_or_default();
    let long = "A".repeat(count.parse().unwrap_or(0));
    let text = lines.join("\n").replace("'\"$LONG\"'", &long);
    words(&text)
}

fn human(command: &str, folder: &Path) -> String {
    run(command, &[], folder).stdout
}

fn report(command: &str, folder: &Path) -> Result<Value, String> {
    let run = run(command, &["--format", "json"], folder);
    if run.code == 2 {
        return Err(format!(
            "{command}: exit code 2: {}{}",
            run.stdout, run.stderr
        ));
    }
    if command.contains("siglint check") {
        predictions_agree(&run.stdout, false).map_err(|error| format!("{command}: {error}"))?;
    }
    serde_json::from_str(&run.stdout).map_err(|error| format!("{command}: {error}: {}", run.stderr))
}

fn findings<'r>(report: &'r Value, id: &str) -> Vec<&'r Value> {
    let findings = report["findings"].as_array().expect("findings are a list");
    findings
        .iter()
        .filter(|finding| finding["rule"] == id)
        .collect()
}

fn check_fires(
    id: &str,
    command: &str,
    folder: &Path,
    marks: &BTreeMap<String, usize>,
) -> Result<(), String> {
    let report = report(command, folder)?;
    let found = findings(&report, id);
    let part = command
        .lines()
        .find_map(|line| line.strip_prefix("# here: "));
    let at_mark = |finding: &&&Value| {
        let location = &finding["location"];
        match part {
            Some(part) => location["url_part"] == part,
            None => {
                let file = location["file"].as_str().unwrap_or_default();
                marks
                    .get(file)
                    .is_some_and(|line| location["line"] == *line)
            }
        }
    };
    match found.iter().find(at_mark) {
        Some(_) => Ok(()),
        None => Err(format!(
            "{id} does not fire at the mark {part:?} {marks:?}; it says {found:#?}"
        )),
    }
}

fn check_silent(id: &str, command: &str, folder: &Path) -> Result<(), String> {
    let report = report(command, folder)?;
    match findings(&report, id).as_slice() {
        [] => Ok(()),
        found => Err(format!("{id} should be silent; it says {found:#?}")),
    }
}

/// What every rule says on every page, kept as a snapshot: a false alarm shows as a difference.
fn cross_hits() -> Result<(), String> {
    let mut text = String::new();
    for (id, path) in pages() {
        let page = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        let folder = scratch(&format!("cross-{id}"));
        let mut marks = BTreeMap::new();
        let mut number = 0;
        for fence in fences(&page) {
            match fence.info.split(' ').collect::<Vec<_>>().as_slice() {
                ["sh", kind] => {
                    number += 1;
                    let report = report(&fence.content, &folder)?;
                    let _ = writeln!(text, "{id} {number} {kind}: {}", hits(&report));
                }
                [_, name] if name.contains('.') => {
                    write_file(&folder, name, &fence.content, &mut marks)
                }
                _ => {}
            }
        }
    }
    expect_file(&root().join("tests/snapshots/cross_hits.txt"), &text)
}

fn hits(report: &Value) -> String {
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().expect("findings are a list");
    let findings = findings
        .iter()
        .map(|one| format!("{}({})", word(&one["rule"]), word(&one["severity"])));
    let targets = report["targets"].as_array().expect("targets are a list");
    let verdicts = targets.iter().map(|one| word(&one["verdict"]));
    verdicts.chain(findings).collect::<Vec<_>>().join(" ")
}
