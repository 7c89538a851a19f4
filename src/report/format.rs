//! The formats in which a run can be reported: one file or folder each, and one line here.

use super::human::Style;
use super::{github, gitlab, html, human, json, junit, markdown, sarif};
use crate::diagnosis::View;
use crate::finding::{Rule, Severity};
use crate::source::{Problem, SourceMap};

/// Which command asks: a format for people or for programs may tell more of one than of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// `check`: what is wrong.
    Check,
    /// `diagnose`: what was answered, and why.
    Diagnose,
    /// `trace`: every hop.
    Trace,
}

/// One run, as every format is given it.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The command.
    pub asked: Asked,
    /// What was found.
    pub view: &'a View,
    /// What could not be read.
    pub problems: &'a [Problem],
    /// The texts that findings point to.
    pub sources: &'a SourceMap,
    /// Every rule there is, in the order in which a request meets them.
    pub rules: &'a [&'static Rule],
    /// The severity from which on a finding fails the run; none fails it where there is none.
    pub fail_on: Option<Severity>,
    /// Whether text for a person is coloured.
    pub style: Style,
    /// Whether text for a person tells findings that do not count one by one.
    pub verbose: bool,
}

impl Report<'_> {
    /// Whether a finding of this severity fails the run.
    #[must_use]
    pub fn fails(&self, severity: Severity) -> bool {
        self.fail_on.is_some_and(|least| severity <= least)
    }
}

/// A format and what draws it.
#[derive(Debug)]
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub summary: &'static str,
    /// How many changes of files it offers, each of which is tried first and costs as much as the run.
    pub offers: usize,
    /// Draws a whole report, its last line end included. Fails only where a document cannot be
    /// written down at all.
    pub draw: fn(&Report<'_>) -> serde_json::Result<String>,
}

impl Format {
    /// The format with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }
}

/// For people, who mend what is told first.
const FEW: usize = 3;

/// For machines, which show a mend beside each finding.
const MANY: usize = 20;

/// Every format, the one for people at a terminal first.
pub static FORMATS: &[Format] = &[
    Format {
        name: "human",
        summary: "Text for a terminal",
        offers: FEW,
        draw: |report| Ok(human::report(report)),
    },
    Format {
        name: "json",
        summary: "JSON, version 1",
        offers: 0,
        draw: json::report,
    },
    Format {
        name: "jsonl",
        summary: "JSON lines: an object for each URL, and one for all of them",
        offers: 0,
        draw: json::lines,
    },
    Format {
        name: "sarif",
        summary: "SARIF 2.1.0, for code scanning",
        offers: MANY,
        draw: sarif::report,
    },
    Format {
        name: "junit",
        summary: "JUnit XML, for lists of test results",
        offers: 0,
        draw: |report| Ok(junit::report(report)),
    },
    Format {
        name: "github",
        summary: "Annotations and a summary for GitHub Actions",
        offers: 0,
        draw: |report| Ok(github::report(report)),
    },
    Format {
        name: "gitlab",
        summary: "GitLab's code quality report",
        offers: 0,
        draw: gitlab::report,
    },
    Format {
        name: "markdown",
        summary: "Markdown, for a comment or a ticket",
        offers: FEW,
        draw: |report| Ok(markdown::report(report)),
    },
    Format {
        name: "html",
        summary: "One page for people who were not there",
        offers: FEW,
        draw: |report| Ok(html::report(report)),
    },
];
