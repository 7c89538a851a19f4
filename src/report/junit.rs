//! JUnit's XML, as Jenkins' schema `junit-10.xsd` has it: a suite for each delivery, a case for each
//! finding.

use super::{Report, said};
use crate::diagnosis::{Conclusion, FindingView, TargetView};
use crate::finding::NotChecked;
use crate::report::place::{self, FilePlace, Place};
use crate::source::{Problem, printable, redact};

/// What came of a case.
enum Outcome {
    Passed,
    /// Its kind, its message, and everything else.
    Failed(&'static str, String, String),
    Errored(String),
    Skipped(String),
}

struct Case {
    name: String,
    outcome: Outcome,
    /// What a case that passed has to say.
    output: Option<String>,
}

/// The document of a run. What fails the run fails here; lesser findings pass, and say what they
/// are.
#[must_use]
pub fn report(report: &Report<'_>) -> String {
    let problems: Vec<Case> = report
        .problems
        .iter()
        .map(|one| problem(one, report))
        .collect();
    let open = report.view.not_checked.iter();
    let open: Vec<Case> = open.map(|one| not_checked(one, report)).collect();
    let targets = report.view.targets.iter().enumerate();
    let mut suites = vec![("input".to_owned(), problems)];
    suites.extend(targets.map(|(index, one)| (said::heading(one), cases(index, one, report))));
    suites.push(("not checked".to_owned(), open));
    suites.retain(|(_, cases)| !cases.is_empty());
    let all = || suites.iter().flat_map(|(_, cases)| cases);
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    text += &format!(
        "<testsuites name=\"siglint\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
        all().count(),
        all()
            .filter(|case| matches!(case.outcome, Outcome::Failed(..)))
            .count(),
        all()
            .filter(|case| matches!(case.outcome, Outcome::Errored(_)))
            .count(),
    );
    text += &suites
        .iter()
        .map(|(name, cases)| suite(name, cases))
        .collect::<String>();
    text + "</testsuites>\n"
}

/// Each finding; where a delivery is not at fault, that it works or that nobody can tell.
fn cases(index: usize, target: &TargetView, report: &Report<'_>) -> Vec<Case> {
    let open = target.open.as_deref().unwrap_or("the input does not tell");
    let outcome = match target.conclusion {
        Conclusion::Works => Some(Outcome::Passed),
        Conclusion::Unknown => Some(Outcome::Skipped(printable(open).into_owned())),
        Conclusion::Broken | Conclusion::Leaks => None,
    };
    let delivers = outcome.map(|outcome| Case {
        name: "delivers".to_owned(),
        outcome,
        output: None,
    });
    let findings = said::findings_of(report.view, index);
    let findings = findings.map(|one| finding(one, report));
    let suppressed = said::suppressed(report.view).filter(|(one, _)| one.target == index);
    let suppressed = suppressed.map(|(one, why)| Case {
        name: one.finding.rule.id.to_owned(),
        outcome: Outcome::Skipped(why),
        output: None,
    });
    let cases = delivers.into_iter().chain(findings);
    cases.chain(suppressed).collect()
}

fn finding(one: &FindingView, report: &Report<'_>) -> Case {
    let finding = &one.finding;
    let place = place::line_of(one, report.view, report.sources);
    let text = format!("{}{}", shown(place), said::lines(finding).join("\n"));
    // A headline can hold a time, and the name of a case must be the same in every run.
    let name = finding.rule.id.to_owned();
    match report.fails(finding.severity) {
        true => Case {
            name,
            outcome: Outcome::Failed(finding.severity.name(), said::headline(finding), text),
            output: None,
        },
        false => Case {
            name,
            outcome: Outcome::Passed,
            output: Some(format!("{}: {text}", finding.severity.name())),
        },
    }
}

fn problem(problem: &Problem, report: &Report<'_>) -> Case {
    let place = place::of_problem(problem, report.sources);
    let message = printable(&redact(&problem.message)).into_owned();
    Case {
        name: redact(&problem.name),
        outcome: Outcome::Errored(format!("{}{message}", shown(place))),
        output: None,
    }
}

fn not_checked(one: &NotChecked, report: &Report<'_>) -> Case {
    let place = one.place.map(|span| Place::new(span, report.sources));
    let place = place.and_then(Place::file);
    Case {
        name: one.rule.unwrap_or("not looked at").to_owned(),
        outcome: Outcome::Skipped(format!("{}{}", shown(place), said::not_checked(one))),
        output: None,
    }
}

fn shown(place: Option<FilePlace>) -> String {
    place.map_or_else(String::new, |FilePlace { path, at }| {
        format!("{}:{}:{}: ", printable(&path), at.line, at.column)
    })
}

fn suite(name: &str, cases: &[Case]) -> String {
    let count = |is: fn(&Outcome) -> bool| cases.iter().filter(|case| is(&case.outcome)).count();
    let body: String = cases.iter().map(|one| case(name, one)).collect();
    format!(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n{body}  </testsuite>\n",
        escaped(name),
        cases.len(),
        count(|outcome| matches!(outcome, Outcome::Failed(..))),
        count(|outcome| matches!(outcome, Outcome::Errored(_))),
        count(|outcome| matches!(outcome, Outcome::Skipped(_))),
    )
}

fn case(suite: &str, case: &Case) -> String {
    let child = match &case.outcome {
        Outcome::Passed => None,
        Outcome::Failed(kind, message, text) => Some(format!(
            "<failure type=\"{kind}\" message=\"{}\">{}</failure>",
            escaped(message),
            lines(text)
        )),
        Outcome::Errored(message) => Some(format!("<error message=\"{}\"/>", escaped(message))),
        Outcome::Skipped(message) => Some(format!("<skipped message=\"{}\"/>", escaped(message))),
    };
    let output = case.output.as_deref().map(lines);
    let output = output.map(|text| format!("<system-out>{text}</system-out>"));
    let head = format!(
        "    <testcase classname=\"{}\" name=\"{}\"",
        escaped(suite),
        escaped(&case.name)
    );
    match child.or(output) {
        Some(child) => format!("{head}>\n      {child}\n    </testcase>\n"),
        None => format!("{head}/>\n"),
    }
}

/// A text of several lines for an element.
fn lines(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(escaped).collect();
    lines.join("\n")
}

/// A text for an attribute or an element, in one line. XML has no way to write most control
/// characters, nor U+FFFE and U+FFFF.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
