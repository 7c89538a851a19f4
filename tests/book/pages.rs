//! The pages of the book, in their order.

use super::{codes, links};
use crate::support::root;
use siglint::finding::{Group, Rule, list};
use siglint::rules::RULES;
use std::fmt::Write;

/// One page.
pub(crate) struct Page {
    /// Its path in the book.
    pub(crate) path: String,
    /// Its Markdown.
    pub(crate) text: String,
}

/// What is written by hand: the file in the repository, its path in the book, its title there.
const GUIDES: &[(&str, &str, &str)] = &[
    ("README.md", "index.md", "What siglint does"),
    ("docs/symptoms.md", "symptoms.md", "What do you see?"),
];

const REFERENCE: &[(&str, &str, &str)] = &[
    (
        "docs/failure-modes.md",
        "failure-modes.md",
        "Every way in which it fails",
    ),
    ("docs/sdks.md", "sdks.md", "What SDKs sign"),
    ("docs/siglint-toml.md", "siglint-toml.md", "siglint.toml"),
    ("docs/live.md", "live.md", "What is deployed"),
    ("docs/lab.md", "lab.md", "The lab"),
    ("docs/formats.md", "formats.md", "Reports and pipelines"),
    ("SECURITY.md", "security.md", "Security"),
    ("ARCHITECTURE.md", "architecture.md", "How it is built"),
    ("CONTRIBUTING.md", "contributing.md", "How to add to it"),
    ("CHANGELOG.md", "changelog.md", "What changed"),
];

/// The mark of the line that an example is about.
const HERE: &str = "// here";

/// Every page, the table of contents first.
pub(crate) fn pages() -> Vec<Page> {
    let mut contents = "# Contents\n\n".to_owned();
    let mut pages = Vec::new();
    pages.extend(guides(GUIDES, &mut contents));
    let _ = writeln!(contents, "- [Error codes](codes.md)");
    pages.push(page("codes.md", codes::page()));
    pages.extend(guides(REFERENCE, &mut contents));
    let _ = writeln!(contents, "\n# Rules\n\n- [All rules](rules.md)");
    pages.push(page("rules.md", overview()));
    for check in RULES {
        let path = path_of(check.rule.id);
        let _ = writeln!(contents, "  - [{}]({path})", check.rule.id);
        pages.push(page(&path, rule(check.rule)));
    }
    pages.insert(0, page("SUMMARY.md", contents));
    pages
}

fn page(path: &str, text: String) -> Page {
    Page {
        path: path.to_owned(),
        text,
    }
}

/// Where a rule's page stands in the book.
pub(crate) fn path_of(id: &str) -> String {
    format!("rules/{id}.md")
}

fn guides(which: &[(&str, &str, &str)], contents: &mut String) -> Vec<Page> {
    let guide = |(file, path, title): &(&str, &str, &str)| {
        let _ = writeln!(contents, "- [{title}]({path})");
        let text = std::fs::read_to_string(root().join(file)).expect(file);
        page(path, links::in_the_book(file, &text, &moved))
    };
    which.iter().map(guide).collect()
}

/// Where a file of the repository stands in the book, if it does.
fn moved(file: &str) -> Option<String> {
    let guides = GUIDES.iter().chain(REFERENCE);
    let mut known = guides.filter(|(from, ..)| *from == file);
    let rule = |name: &str| {
        RULES
            .iter()
            .any(|one| one.rule.id == name)
            .then(|| path_of(name))
    };
    let page = file
        .strip_prefix("docs/rules/")
        .and_then(|name| name.strip_suffix(".md"));
    known
        .next()
        .map(|(_, to, _)| (*to).to_owned())
        .or_else(|| page.and_then(rule))
}

/// All rules in the order in which a request meets them.
fn overview() -> String {
    let mut text =
        "# All rules\n\nIn the order in which a request meets what they are about.\n".to_owned();
    let mut group: Option<Group> = None;
    for check in RULES {
        let rule = check.rule;
        if group != Some(rule.group) {
            group = Some(rule.group);
            let _ = writeln!(
                text,
                "\n## {}\n\n| rule | severity | what it finds |\n|---|---|---|",
                rule.group.name()
            );
        }
        let summary = rule.summary.replace('|', "\\|");
        let _ = writeln!(
            text,
            "| [{0}](rules/{0}.md) | {1} | {summary} |",
            rule.id,
            rule.severity.name()
        );
    }
    text
}

/// A rule's page with what the rule is below its title, and without what only its tests read.
fn rule(rule: &Rule) -> String {
    let needs: Vec<&str> = rule.needs.iter().map(|need| need.name()).collect();
    let answer = rule
        .predicts
        .map(|answer| format!(" · {answer}"))
        .unwrap_or_default();
    let head = format!(
        "*{} · {} · needs {}{answer}*",
        rule.severity.name(),
        rule.group.name(),
        list(&needs)
    );
    let lines = rule.page.trim().lines();
    let lines = lines.filter(|line| !line.trim_start().starts_with("# here"));
    let mut text = String::new();
    for (index, line) in lines.enumerate() {
        let line = line.trim_end_matches(HERE).trim_end();
        let _ = writeln!(text, "{}", fence(line).unwrap_or(line));
        if index == 0 {
            let _ = writeln!(text, "\n{head}");
        }
    }
    text
}

/// The start of a fence, whose info string tells the tests more than it tells mdBook.
fn fence(line: &str) -> Option<&str> {
    let info = line.strip_prefix("```")?;
    let end = info.find(' ')?;
    line.get(..3 + end)
}
