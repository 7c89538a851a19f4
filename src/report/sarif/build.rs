//! From a run to a SARIF log.

use super::fixes::fix;
use super::locations::{ROOT, location, logical, message, physical};
use super::log::{
    ArtifactLocation, Driver, Invocation, Location, Log, Message, Notification, ResultProperties,
    RuleReference, Run, SarifResult, Suppression, Tool,
};
use super::rules::descriptor;
use crate::diagnosis::FindingView;
use crate::finding::{Label, NotChecked, Suppressed};
use crate::report::place::{self, Place};
use crate::report::{Report, json, said};
use crate::source::{Problem, printable, redact};
use std::collections::BTreeMap;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The log of a run.
///
/// # Errors
///
/// Where it cannot be written down as JSON; ours can.
pub fn report(report: &Report<'_>) -> serde_json::Result<String> {
    json::text(&Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [run(report)],
    })
}

fn run(report: &Report<'_>) -> Run {
    let findings = report.view.findings.iter();
    Run {
        tool: Tool {
            driver: Driver {
                name: "siglint",
                version: env!("CARGO_PKG_VERSION"),
                semantic_version: env!("CARGO_PKG_VERSION"),
                information_uri: "https://crates.io/crates/siglint",
                rules: report.rules.iter().map(descriptor).collect(),
            },
        },
        invocations: [invocation(report)],
        original_uri_base_ids: BTreeMap::from([(ROOT, root())]),
        column_kind: "unicodeCodePoints",
        results: findings.map(|one| result(one, report)).collect(),
    }
}

/// Where the root is on this machine is nobody's business, and would differ from run to run.
fn root() -> ArtifactLocation {
    ArtifactLocation {
        description: Some(message("The folder in which siglint ran")),
        ..ArtifactLocation::default()
    }
}

fn invocation(report: &Report<'_>) -> Invocation {
    let problems = report.problems.iter().map(|one| problem(one, report));
    let open = report.view.not_checked.iter();
    let open = open.map(|one| not_checked(one, report));
    Invocation {
        execution_successful: report.problems.is_empty(),
        tool_execution_notifications: problems.chain(open).collect(),
    }
}

fn problem(problem: &Problem, report: &Report<'_>) -> Notification {
    let said = redact(&format!("{}: {}", problem.name, problem.message));
    let at = place::of_problem(problem, report.sources).map(Place::File);
    Notification {
        level: "error",
        message: message(&printable(&said)),
        locations: at.into_iter().map(location).collect(),
        associated_rule: None,
    }
}

/// A notification, and no result: to services a result is a fault, whatever its kind.
fn not_checked(one: &NotChecked, report: &Report<'_>) -> Notification {
    let at = one.place.map(|span| Place::new(span, report.sources));
    Notification {
        level: "note",
        message: message(&said::not_checked(one)),
        locations: at.into_iter().map(location).collect(),
        associated_rule: one.rule.map(|id| RuleReference { id }),
    }
}

fn result(one: &FindingView, report: &Report<'_>) -> SarifResult {
    let finding = &one.finding;
    let (view, sources) = (report.view, report.sources);
    let mut rules = report.rules.iter();
    let target = view.targets.get(one.target);
    let fix = finding.fix.as_ref().and_then(|mend| fix(mend, sources));
    let related = finding.labels.iter().skip(1).enumerate();
    SarifResult {
        rule_id: finding.rule.id,
        rule_index: rules.position(|rule| rule.id == finding.rule.id),
        level: finding.severity.name(),
        message: text(&said::lines(finding)),
        locations: vec![primary(one, report)],
        related_locations: related
            .map(|(index, label)| Location {
                id: Some(index + 1),
                ..labelled(label, report)
            })
            .collect(),
        partial_fingerprints: BTreeMap::from([("siglint/v1", view.fingerprint(one, sources))]),
        fixes: fix.into_iter().collect(),
        suppressions: suppressions(one, report),
        properties: ResultProperties {
            confidence: finding.confidence.name(),
            delivery: target.map_or_else(String::new, said::heading),
            verdict: target.map_or("unknown", |target| target.conclusion.name()),
        },
    }
}

/// Of all results of a run either each has a list of suppressions, or none has.
fn suppressions(one: &FindingView, report: &Report<'_>) -> Option<Vec<Suppression>> {
    let any = report.view.summary().suppressed > 0;
    let suppression = |why: &Suppressed| Suppression {
        kind: match why.by.is_in_source() {
            true => "inSource",
            false => "external",
        },
        justification: printable(&redact(&why.reason)).into_owned(),
        location: why
            .at
            .map(|span| location(Place::new(span, report.sources))),
    };
    any.then(|| one.suppressed.iter().map(suppression).collect())
}

/// The place to change; where that is in a URL, with the line that a service can show.
fn primary(one: &FindingView, report: &Report<'_>) -> Location {
    let label = one.finding.labels.first();
    let line = place::line_of(one, report.view, report.sources);
    let part = label.map(|label| Place::new(label.span, report.sources));
    let part = match part {
        Some(Place::Named(part)) => Some(part),
        _ => None,
    };
    Location {
        physical_location: line.as_ref().map(physical),
        logical_locations: part.map(logical).into_iter().collect(),
        message: label.map(|label| message(&printable(&label.text))),
        ..Location::default()
    }
}

fn labelled(label: &Label, report: &Report<'_>) -> Location {
    Location {
        message: Some(message(&printable(&label.text))),
        ..location(Place::new(label.span, report.sources))
    }
}

/// Services show the first sentence where there is little room, so the headline ends one.
fn text(lines: &[String]) -> Message {
    message(&(lines.join(".\n") + "."))
}
