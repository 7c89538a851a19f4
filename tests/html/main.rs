//! The HTML report: whole, well-formed, alone, and deaf to what hostile texts want of it.
//!
//! `in_a_browser` opens the same pages in a real Chromium (`tests/html/browser.py`); it is ignored
//! unless asked for, since it needs one.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

#[path = "../support/mod.rs"]
mod support;

mod markup;
mod pages;

use markup::{Page, base64};
use pages::{hostile, scenario, scenarios};
use sha2::{Digest, Sha256};
use support::{root, scratch};

#[test]
fn every_page_is_well_formed_and_stands_alone() {
    for (name, text) in scenarios().into_iter().chain(hostile()) {
        let page = Page::read(&text).unwrap_or_else(|why| panic!("{name}: {why}"));
        for needed in ["html", "title", "main", "h1", "footer"] {
            assert_eq!(page.count(needed), 1, "{name}: {needed}");
        }
        assert_eq!(page.active(), [""; 0], "{name}");
        assert_eq!(page.skipped_headings(), [""; 0], "{name}");
        assert!(text.len() < 400_000, "{name}: {} bytes", text.len());
        let hidden = text.chars().filter(|c| c.is_control() && *c != '\n');
        assert_eq!(hidden.count(), 0, "{name}: control characters");
        assert!(!text.contains('\u{202e}'), "{name}: direction of writing");
    }
}

#[test]
fn the_policy_takes_the_one_style_sheet() {
    let (_, page) = scenario(&root().join("fixtures/scenarios/correct"));
    let (_, sheet) = page.split_once("<style>").expect("a style sheet");
    let (sheet, _) = sheet.split_once("</style>").expect("its end");
    let hash = format!("'sha256-{}'", base64(&Sha256::digest(sheet)));
    assert!(
        page.contains(&hash),
        "write {hash} into the POLICY of page.rs"
    );
}

#[test]
fn hostile_texts_are_shown_and_not_obeyed() {
    let pages = hostile();
    let shown = |needle: &str| pages.iter().any(|(_, page)| page.contains(needle));
    for needle in [
        "&lt;script&gt;",
        "&lt;/style&gt;",
        "]]&gt;",
        "&quot;onload=",
    ] {
        assert!(
            shown(needle),
            "{needle} is in no page: the test shows nothing"
        );
    }
}

#[test]
fn the_verdict_comes_first_and_says_what_to_do() {
    let (_, page) = scenario(&root().join("fixtures/scenarios/region-missing"));
    let text = Page::read(&page).expect("well-formed").text;
    let main = text.split_once("To the report").expect("a way to skip").1;
    let start: String = main
        .split_whitespace()
        .take(60)
        .collect::<Vec<_>>()
        .join(" ");
    for said in [
        "This URL will not work: S3 will answer 403 SignatureDoesNotMatch.",
        "Why S3 will see another Host than was signed.",
        "What to do Set the origin's DomainName to cf-files-example.s3.eu-central-1.amazonaws.com.",
    ] {
        assert!(start.contains(said), "{said}: {start}");
    }
}

#[test]
fn many_urls_get_an_index() {
    let (_, page) = pages::many();
    let page = Page::read(&page).expect("well-formed");
    assert!(
        page.text.contains("2 deliveries: 1 broken, 1 works"),
        "{}",
        page.text
    );
    assert_eq!(page.count("nav"), 1);
    assert_eq!(page.broken_links(), [""; 0]);
}

/// Needs `chromium` and `chromedriver` on the path, and, for the rules of accessibility, the path of
/// `axe.min.js` in `SIGLINT_AXE`.
#[test]
#[ignore = "needs Chromium: see CONTRIBUTING.md"]
fn in_a_browser() {
    let folder = scratch("html");
    let pages = scenarios()
        .into_iter()
        .chain(hostile())
        .chain([pages::many()]);
    // One story in many formats, and kin of one answer, look alike.
    let looks_alike = |name: &str| name.starts_with("region-missing-");
    let pages = pages.chain(pages::diagnoses().into_iter().step_by(4));
    for (name, page) in pages.filter(|(name, _)| !looks_alike(name)) {
        std::fs::write(folder.join(name + ".html"), page).unwrap();
    }
    let mut browser = std::process::Command::new("python3");
    browser
        .arg(root().join("tests/html/browser.py"))
        .arg(&folder);
    browser.args(std::env::var_os("SIGLINT_AXE"));
    assert!(browser.status().expect("python3 starts").success());
}
