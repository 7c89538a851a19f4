//! The documentation as a book: its pages are made of `docs/`, the rules' own pages, and the
//! catalogue of errors, and every link in them leads somewhere.
//!
//! `written` writes them for mdBook into the folder that `SIGLINT_BOOK` names; `tests/book/up` does
//! that, and builds the book.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

#[path = "../support/mod.rs"]
mod support;

mod codes;
mod links;
mod pages;

use pages::{Page, pages};
use siglint::finding::Severity;
use siglint::rules::RULES;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

#[test]
fn every_link_leads_to_a_page() {
    let pages = pages();
    let names: BTreeSet<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    for page in &pages {
        for link in links::of(&page.text) {
            let target = links::target(&page.path, link);
            let known = target.as_deref().is_none_or(|path| names.contains(path));
            assert!(known, "{}: {link} leads nowhere", page.path);
        }
    }
}

#[test]
fn every_page_is_in_the_table_of_contents() {
    let pages = pages();
    let contents = &pages[0];
    assert_eq!(contents.path, "SUMMARY.md");
    let listed: Vec<&str> = links::of(&contents.text).collect();
    for page in &pages[1..] {
        let times = listed.iter().filter(|link| **link == page.path).count();
        assert_eq!(times, 1, "{} in SUMMARY.md", page.path);
    }
}

/// Somebody who sees the error of an error-severity rule finds the rule from what they see, or from
/// the code of the answer.
#[test]
fn every_error_is_found_from_what_is_seen() {
    let pages = pages();
    let text = |path: &str| {
        let page = pages.iter().find(|page| page.path == path);
        page.map(|page| page.text.clone()).expect(path)
    };
    let index = text("symptoms.md") + &text("codes.md") + &text("sdks.md");
    let errors = RULES
        .iter()
        .filter(|one| one.rule.severity == Severity::Error);
    let missing: Vec<&str> = errors
        .map(|one| one.rule.id)
        .filter(|id| !index.contains(&format!("rules/{id}.md")))
        .collect();
    assert_eq!(missing, [""; 0], "in none of the indexes");
}

/// Every failure mode has a row that says something of it, and every rule is about one of them, or is
/// told beside them.
#[test]
fn every_failure_mode_is_told_and_every_rule_is_about_one() {
    let text = std::fs::read_to_string(support::root().join("docs/failure-modes.md"));
    let text = text.expect("docs/failure-modes.md");
    let rows = text.lines().filter(|line| line.starts_with("| F"));
    let numbers: Vec<String> = rows
        .filter(|row| {
            row.split('|')
                .skip(2)
                .take(2)
                .all(|cell| !cell.trim().is_empty())
        })
        .filter_map(|row| Some(row.split('|').nth(1)?.trim().to_owned()))
        .collect();
    let all: Vec<String> = (1..=95).map(|number| format!("F{number:02}")).collect();
    assert_eq!(numbers, all);
    let missing: Vec<&str> = RULES
        .iter()
        .map(|one| one.rule.id)
        .filter(|id| !text.contains(*id))
        .collect();
    assert_eq!(missing, [""; 0], "in no row");
}

#[test]
#[ignore = "writes a book: tests/book/up"]
fn written() {
    let folder = std::env::var_os("SIGLINT_BOOK").map(PathBuf::from);
    let folder = folder.expect("SIGLINT_BOOK names the folder");
    let _ = std::fs::remove_dir_all(folder.join("src"));
    for page in pages() {
        write(&folder.join("src"), &page);
    }
    let settings = support::root().join("docs/book.toml");
    std::fs::copy(settings, folder.join("book.toml")).unwrap();
}

fn write(folder: &Path, page: &Page) {
    let path = folder.join(&page.path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, &page.text).unwrap();
}
