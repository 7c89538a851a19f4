//! Which room may import which: the table of `ARCHITECTURE.md`, read off the sources.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A room, and the rooms it may import.
const ROOMS: [(&str, &[&str]); 17] = [
    ("source", &[]),
    ("syntax", &["source"]),
    ("model", &["source"]),
    ("input", &["syntax", "model", "source"]),
    ("iam", &["model", "source"]),
    ("edge", &["iam", "model", "source"]),
    ("s3", &["edge", "iam", "model", "source"]),
    ("finding", &["model", "source"]),
    (
        "rules",
        &["finding", "s3", "edge", "iam", "model", "source"],
    ),
    ("diagnosis", &["finding", "s3", "edge", "model", "source"]),
    ("report", &["diagnosis", "finding", "source"]),
    ("config", &["finding", "syntax", "model", "source"]),
    ("probe", &["s3", "edge", "model", "source"]),
    ("lab", &["input", "s3", "edge", "iam", "model", "source"]),
    ("cli", &["report", "probe", "finding"]),
    (
        "app",
        &[
            "source",
            "syntax",
            "model",
            "input",
            "edge",
            "s3",
            "finding",
            "rules",
            "diagnosis",
            "report",
            "config",
            "probe",
            "lab",
            "cli",
        ],
    ),
    ("main.rs", &["app"]),
];

/// Rooms that know neither files nor the network, the clock or the environment.
const PURE: [&str; 11] = [
    "iam",
    "source",
    "syntax",
    "model",
    "input",
    "edge",
    "s3",
    "finding",
    "rules",
    "diagnosis",
    "config",
];

/// What gives one of these away.
const IMPURE: [&str; 7] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::io",
    "std::time",
    "std::process",
    "Timestamp::now",
];

#[test]
fn rooms_import_only_what_their_row_names() {
    let allowed: BTreeMap<&str, &[&str]> = ROOMS.into_iter().collect();
    let mut wrong = Vec::new();
    for (room, file, text) in sources() {
        let allowed = allowed
            .get(room.as_str())
            .unwrap_or_else(|| panic!("{room} has no row"));
        for import in imports(&text) {
            if import != room && !allowed.contains(&import.as_str()) {
                wrong.push(format!(
                    "{}: {room} must not import {import}",
                    file.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_has_no_input_and_output() {
    for (room, file, text) in sources() {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for sign in IMPURE {
            let found = is_pure(&room, &file) && code.contains(sign);
            assert!(!found, "{}: {room} must not use {sign}", file.display());
        }
    }
}

/// The one input that asks the network stands apart from the others.
fn is_pure(room: &str, file: &Path) -> bool {
    PURE.contains(&room) && !file.starts_with(root().join("src/input/live"))
}

#[test]
fn neither_the_model_nor_findings_are_serialised() {
    for (room, file, text) in sources() {
        let found = ["model", "finding", "diagnosis"].contains(&room.as_str())
            && text.contains("Serialize");
        assert!(
            !found,
            "{}: every machine format has types of its own",
            file.display()
        );
    }
}

#[test]
fn files_stay_short_and_mod_files_only_name_their_parts() {
    for (_, file, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines", file.display());
        assert!(
            text.starts_with("//!"),
            "{} does not say what it is",
            file.display()
        );
        let is_index = file.ends_with("mod.rs") || file.ends_with("lib.rs");
        assert!(
            !is_index || !text.contains("fn "),
            "{} holds logic",
            file.display()
        );
    }
}

#[test]
fn the_table_is_the_one_in_the_documentation() {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    for (room, imports) in ROOMS
        .into_iter()
        .filter(|(room, _)| !["app", "main.rs"].contains(room))
    {
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{room}/` |")));
        let row = row.unwrap_or_else(|| panic!("{room} has no row in ARCHITECTURE.md"));
        let last = row.trim_end_matches('|').rsplit('|').next().unwrap().trim();
        let named: Vec<&str> = last.split(", ").filter(|name| *name != "–").collect();
        assert_eq!(named, imports, "{room}");
    }
}

/// A promise without a test is a wish.
#[test]
fn every_promise_about_security_has_its_test() {
    let page = std::fs::read_to_string(root().join("SECURITY.md")).unwrap();
    let mut files = Vec::new();
    collect(&root().join("tests"), &mut files);
    let tests: String = files
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let words = page.split('`').skip(1).step_by(2);
    let is_test = |word: &&str| {
        word.contains('_')
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    let named: Vec<&str> = words
        .filter(is_test)
        .filter(|word| *word != "unsafe_code")
        .collect();
    assert!(named.len() > 15, "{named:?}");
    for name in named {
        assert!(tests.contains(&format!("fn {name}()")), "{name}");
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file with its room; `lib.rs` only names the rooms.
fn sources() -> Vec<(String, PathBuf, String)> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    let source = |path: PathBuf| {
        let below = path.strip_prefix(root().join("src")).unwrap();
        let room = below
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        (room, path, text)
    };
    let sources = files.into_iter().map(source);
    sources.filter(|(room, ..)| room != "lib.rs").collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
    {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// The rooms that a file names: behind `crate::`, or `siglint::` in the program.
fn imports(text: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for sign in ["crate::", "siglint::"] {
        for (at, _) in text.match_indices(sign) {
            let rest = &text[at + sign.len()..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
            let room = &rest[..end.unwrap_or(rest.len())];
            let is_macro = text[..at].ends_with('$');
            if !room.is_empty() && !is_macro && !rooms.iter().any(|one| one == room) {
                rooms.push(room.to_owned());
            }
            assert!(
                !rest.starts_with('{'),
                "name each room in a `use` of its own: {sign}{{…"
            );
        }
    }
    rooms
}
