//! GitLab's code quality report: <https://docs.gitlab.com/ci/testing/code_quality/>.

use super::place::{self, FilePlace};
use super::{Report, json, said};
use crate::diagnosis::FindingView;
use crate::finding::{Severity, digest};
use crate::source::{Problem, printable, redact};
use serde::Serialize;
use std::collections::BTreeSet;

#[derive(Debug, Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Debug, Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Debug, Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// The list of what was found and of what could not be read.
///
/// # Errors
///
/// Where it cannot be written down as JSON; ours can.
pub fn report(report: &Report<'_>) -> serde_json::Result<String> {
    let problems = report.problems.iter().map(|one| unreadable(one, report));
    let findings = report.view.counted().map(|one| issue(one, report));
    let mut seen = BTreeSet::new();
    // Two issues with one fingerprint are one issue to GitLab: several URLs met the same fault.
    let is_new = |issue: &Issue| seen.insert(issue.fingerprint.clone());
    let issues: Vec<Issue> = problems.chain(findings).filter(is_new).collect();
    json::text(&issues)
}

fn issue(one: &FindingView, report: &Report<'_>) -> Issue {
    Issue {
        description: said::brief(&one.finding),
        check_name: one.finding.rule.id,
        fingerprint: report.view.fingerprint(one, report.sources),
        severity: match one.finding.severity {
            Severity::Error => "critical",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: match place::line_of(one, report.view, report.sources) {
            Some(place) => location(place),
            None => nowhere("the URL"),
        },
    }
}

fn unreadable(problem: &Problem, report: &Report<'_>) -> Issue {
    let message = redact(&problem.message);
    Issue {
        description: printable(&message).into_owned(),
        check_name: "unreadable-input",
        fingerprint: digest(&format!("{}\n{message}", problem.name)),
        severity: "blocker",
        location: match place::of_problem(problem, report.sources) {
            Some(place) => location(place),
            None => nowhere(&redact(&problem.name)),
        },
    }
}

fn location(place: FilePlace) -> Location {
    Location {
        path: place.path,
        lines: Lines {
            begin: place.at.line,
            end: place.at.end_line,
        },
    }
}

/// GitLab asks for a path and a line of everything.
fn nowhere(name: &str) -> Location {
    Location {
        path: name.to_owned(),
        lines: Lines { begin: 1, end: 1 },
    }
}
