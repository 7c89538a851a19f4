//! The verdicts as a table, each finding with its mend, and what is left behind a fold.

use super::escape::{block, code, text};
use crate::diagnosis::{FindingView, Role, TargetView, View};
use crate::report::place::{self, FilePlace, Place};
use crate::report::{Report, said};
use crate::source::{Problem, redact};

/// Findings beyond so many are counted only: services cut off what is too long, in the middle of
/// whatever stands there.
const MOST: usize = 100;

/// A report of its own, to be put into a comment or a ticket.
#[must_use]
pub fn report(report: &Report<'_>) -> String {
    let view = report.view;
    let mut markdown = format!(
        "## siglint: {}\n\n",
        said::counts(report.view, report.problems.len())
    );
    markdown += &problems(report);
    markdown += &verdicts(view);
    for one in view.counted().take(MOST) {
        markdown += &finding(one, report);
    }
    let left_out = view.counted().count().saturating_sub(MOST);
    if left_out > 0 {
        markdown += &format!("… and {left_out} more.\n\n");
    }
    markdown + &suppressed(view) + &not_checked(report)
}

fn suppressed(view: &View) -> String {
    let line = |(one, why): (&FindingView, String)| {
        format!("- {}: {}\n", code(one.finding.rule.id), text(&why))
    };
    let lines: Vec<String> = said::suppressed(view).map(line).collect();
    match lines.len() {
        0 => String::new(),
        count => {
            let shown = lines.into_iter().take(MOST).collect::<String>();
            fold(&format!("Do not count: {count}"), &shown)
        }
    }
}

/// The report as the summary of a step in GitHub Actions, which may have 1 MiB; a longer one would be
/// refused.
#[must_use]
pub fn summary(run: &Report<'_>) -> String {
    const LONGEST: usize = 1_000_000;
    let markdown = report(run);
    match markdown.len() <= LONGEST {
        true => markdown,
        false => format!(
            "## siglint: {}\n\nToo much for a summary; `-o markdown=PATH` has it all.\n",
            said::counts(run.view, run.problems.len())
        ),
    }
}

/// What could not be read stands open, on top: the rest is not the whole truth without it.
fn problems(report: &Report<'_>) -> String {
    if report.problems.is_empty() {
        return String::new();
    }
    let line = |problem: &Problem| {
        let place = place::of_problem(problem, report.sources);
        let place = place.map_or_else(|| code(&redact(&problem.name)), |at| line_of(&at));
        format!("- {place}: {}\n", text(&redact(&problem.message)))
    };
    let lines: String = report.problems.iter().map(line).collect();
    format!("**Could not be read:**\n\n{lines}\n")
}

fn verdicts(view: &View) -> String {
    if view.targets.is_empty() {
        return String::new();
    }
    let head =
        "| delivery | verdict | root cause | answer | reachable for |\n|---|---|---|---|---|\n";
    let rows = view.targets.iter().take(MOST).map(row);
    let more = view.targets.len().saturating_sub(MOST);
    let more = match more {
        0 => String::new(),
        more => format!("\n… and {more} more deliveries.\n"),
    };
    format!("{head}{}{more}\n", rows.collect::<String>())
}

fn row(target: &TargetView) -> String {
    let subject = said::subject(target).map(|subject| code(&subject));
    let delivery = [subject, said::through(target).map(|through| code(&through))];
    let delivery: Vec<String> = delivery.into_iter().flatten().collect();
    let verdict = match (&target.open, target.seen) {
        (Some(open), false) => format!("**{}**: {}", target.conclusion.name(), text(open)),
        (_, true) => format!("**{}**, as was seen", target.conclusion.name()),
        _ => format!(
            "**{}**, {}",
            target.conclusion.name(),
            target.confidence.name()
        ),
    };
    let answer = target.predicted.map_or_else(String::new, |answer| {
        format!("{} {}", answer.status, answer.code.unwrap_or_default())
    });
    let reach = target.exposure.as_ref();
    let reach = reach.and_then(|exposure| exposure.reach.as_deref());
    format!(
        "| {} | {verdict} | {} | {} | {} |\n",
        delivery.join("<br>through "),
        target.root_cause.unwrap_or_default(),
        answer.trim_end(),
        text(reach.unwrap_or_default())
    )
}

fn finding(one: &FindingView, report: &Report<'_>) -> String {
    let finding = &one.finding;
    let (view, sources) = (report.view, report.sources);
    let place = finding
        .labels
        .first()
        .map(|label| Place::new(label.span, sources));
    let place = match place {
        Some(Place::Named(part)) => Some(code(&part)),
        _ => place::line_of(one, view, sources).map(|place| line_of(&place)),
    };
    let role = match one.role {
        Role::RootCause => Some("the root cause".to_owned()),
        Role::Next => Some("shows next".to_owned()),
        Role::Folded => Some("goes away with the root cause".to_owned()),
        Role::Other => None,
    };
    let about: Vec<String> = place
        .into_iter()
        .chain([code(finding.rule.id)])
        .chain(role)
        .collect();
    let mut markdown = format!(
        "### {}: {}\n\n{}\n\n",
        finding.severity.name(),
        text(&said::headline(finding)),
        about.join(" · ")
    );
    for line in said::lines(finding).iter().skip(1) {
        markdown += &format!("- {}\n", text(line));
    }
    markdown.push('\n');
    let commands = finding.fix.as_ref().filter(|_| one.role != Role::Next);
    let commands = commands.map(|fix| fix.commands.iter().map(String::as_str));
    match commands.filter(|commands| commands.len() > 0) {
        Some(commands) => markdown + &fold("Commands", &block("sh", commands)),
        None => markdown,
    }
}

fn not_checked(report: &Report<'_>) -> String {
    let open = &report.view.not_checked;
    if open.is_empty() {
        return String::new();
    }
    let lines = open.iter().take(MOST).map(|one| {
        let place = one.place.map(|span| Place::new(span, report.sources));
        let place = place.and_then(Place::file);
        let place = place.map_or_else(String::new, |at| format!("{}: ", line_of(&at)));
        format!("- {place}{}\n", text(&said::not_checked(one)))
    });
    fold(
        &format!("Not checked: {}", open.len()),
        &lines.collect::<String>(),
    )
}

fn line_of(place: &FilePlace) -> String {
    code(&format!("{}:{}", place.path, place.at.line))
}

fn fold(title: &str, body: &str) -> String {
    format!("<details><summary>{title}</summary>\n\n{body}\n</details>\n\n")
}
