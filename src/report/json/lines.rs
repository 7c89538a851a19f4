//! JSON lines: an object for each URL, then one for all of them, in the words of version 1.

use super::build::{check, not_checked, problem};
use super::v1::{Finding, NotChecked, Problem, Report, Summary, Target};
use crate::diagnosis::{Tally, View};
use crate::finding::Severity;
use crate::report::{self, Entry};
use crate::source::{self, SourceMap, redact, steers};
use serde::Serialize;
use std::collections::BTreeMap;

/// One URL.
#[derive(Debug, Serialize)]
struct Line {
    version: u8,
    /// Where it stands in its list.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    url: Option<String>,
    targets: Vec<Target>,
    findings: Vec<Finding>,
    not_checked: Vec<NotChecked>,
    problems: Vec<Problem>,
}

/// All of them: the last line, the only one with a summary.
#[derive(Debug, Serialize)]
struct Last<'a> {
    version: u8,
    urls: u64,
    verdicts: &'a BTreeMap<&'static str, u64>,
    root_causes: &'a BTreeMap<&'static str, u64>,
    /// What the configuration leads to and could not be looked at.
    not_checked: Vec<NotChecked>,
    problems: Vec<Problem>,
    summary: Summary,
}

/// The line of one URL of a list.
///
/// # Errors
///
/// Where it cannot be written down as JSON; none of ours is such.
pub fn line(entry: &Entry<'_>) -> serde_json::Result<String> {
    let Report {
        targets,
        findings,
        not_checked,
        mut problems,
        ..
    } = check(entry.view, entry.problems, entry.sources);
    for problem in &mut problems {
        entry.list.clone_into(&mut problem.file);
        problem.line = usize::try_from(entry.line).ok();
    }
    text(&Line {
        version: 1,
        line: Some(entry.line),
        id: entry.id.map(redact),
        url: targets.first().and_then(|target| target.url.clone()),
        targets,
        findings,
        not_checked,
        problems,
    })
}

/// The last line of a list.
///
/// # Errors
///
/// Where it cannot be written down as JSON; none of ours is such.
pub fn last_line(
    tally: &Tally,
    (view, problems): (&View, &[source::Problem]),
    sources: &SourceMap,
) -> serde_json::Result<String> {
    let count = |severity| usize::try_from(tally.count_of(severity)).unwrap_or(usize::MAX);
    text(&Last {
        version: 1,
        urls: tally.urls(),
        verdicts: &tally.verdicts,
        root_causes: &tally.causes,
        not_checked: view
            .not_checked
            .iter()
            .map(|one| not_checked(one, sources))
            .collect(),
        problems: problems.iter().map(|one| problem(one, sources)).collect(),
        summary: Summary {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            suppressed: usize::try_from(tally.suppressed).unwrap_or(usize::MAX),
        },
    })
}

/// A run whose URLs were all given as arguments: a line for each way of one, and the last line.
///
/// # Errors
///
/// Where it cannot be written down as JSON; none of ours is such.
pub fn lines(report: &report::Report<'_>) -> serde_json::Result<String> {
    let whole = check(report.view, report.problems, report.sources);
    let mut tally = Tally::default();
    tally.add_each(report.view);
    let mut said = String::new();
    let mut findings = whole.findings;
    for (index, target) in whole.targets.into_iter().enumerate() {
        let (mut here, others): (Vec<Finding>, Vec<Finding>) =
            findings.into_iter().partition(|one| one.target == index);
        here.iter_mut().for_each(|one| one.target = 0);
        findings = others;
        said += &text(&Line {
            version: 1,
            line: None,
            id: None,
            url: target.url.clone(),
            targets: vec![target],
            findings: here,
            not_checked: Vec::new(),
            problems: Vec::new(),
        })?;
    }
    Ok(said + &last_line(&tally, (report.view, report.problems), report.sources)?)
}

/// A document on one line, with its end. Lines are watched as they come, so what would steer a
/// terminal is escaped; it can stand in strings only.
fn text(document: &impl Serialize) -> serde_json::Result<String> {
    let mut plain = serde_json::to_string(document)?;
    if !plain.contains(steers) {
        plain.push('\n');
        return Ok(plain);
    }
    let mut line = String::with_capacity(plain.len() + 1);
    for character in plain.chars() {
        if steers(character) {
            let units = character.encode_utf16(&mut [0; 2]).to_vec();
            line.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            line.push(character);
        }
    }
    line.push('\n');
    Ok(line)
}
