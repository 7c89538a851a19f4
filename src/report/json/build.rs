//! From a view to the document of version 1.

use super::explain;
use super::v1::{
    Answer, CanonicalLine, Delivery, Distribution, Edit, Exposure, Finding, Fix, Hop, HopRow,
    Location, NotChecked, Observed, Problem, Related, Report, Summary, Suppressed, Target, Trouble,
};
use crate::diagnosis::{DiffRow, FindingView, Mark, ObservedView, TargetView, View};
use crate::finding::{self, Label};
use crate::source::{self, SourceKind, SourceMap, Span, redact};

/// The document of `check`.
#[must_use]
pub(super) fn check(view: &View, problems: &[source::Problem], sources: &SourceMap) -> Report {
    let finding = |one: &FindingView| finding(one, view, sources);
    let summary = view.summary();
    Report {
        version: 1,
        targets: view
            .targets
            .iter()
            .map(|one| target(one, sources))
            .collect(),
        findings: view.findings.iter().map(finding).collect(),
        distributions: view
            .distributions
            .iter()
            .map(|one| overview(one, sources))
            .collect(),
        not_checked: view
            .not_checked
            .iter()
            .map(|one| not_checked(one, sources))
            .collect(),
        notices: view
            .notices
            .iter()
            .map(|one| notice(one, sources))
            .collect(),
        problems: problems.iter().map(|one| problem(one, sources)).collect(),
        summary: Summary {
            errors: summary.errors,
            warnings: summary.warnings,
            notes: summary.notes,
            suppressed: summary.suppressed,
        },
    }
}

/// The document of `trace`: that of `check`, with the hops and the canonical request of each target.
#[must_use]
pub(super) fn trace(view: &View, problems: &[source::Problem], sources: &SourceMap) -> Report {
    let mut report = check(view, problems, sources);
    for (target, drawn) in report.targets.iter_mut().zip(&view.targets) {
        target.hops = Some(hops(drawn));
        let lines = drawn.canonical.iter().map(|row| canonical(row, sources));
        target.canonical = Some(lines.collect());
    }
    report
}

/// The document of `diagnose`: that of `check`, with the canonical request of each target as S3
/// says it received it.
#[must_use]
pub(super) fn diagnose(view: &View, problems: &[source::Problem], sources: &SourceMap) -> Report {
    let mut report = check(view, problems, sources);
    for (target, drawn) in report.targets.iter_mut().zip(&view.targets) {
        let lines = drawn.repeated.iter().map(|row| canonical(row, sources));
        target.repeated = Some(lines.collect());
        target.answer = drawn.explained.as_ref().map(explain);
    }
    report
}

fn target(target: &TargetView, sources: &SourceMap) -> Target {
    Target {
        url: target.url.clone(),
        delivery: target.delivery.as_ref().map(|delivery| Delivery {
            path: delivery.path.clone(),
            signer: delivery.signer.clone(),
            method: delivery.method.clone(),
            location: location(delivery.span, sources),
        }),
        distribution: target.distribution.clone(),
        condition: target.condition.clone(),
        behavior: target.behavior.clone(),
        origin: target.origin.clone(),
        verdict: target.conclusion.name(),
        confidence: target.confidence.name(),
        root_cause: target.root_cause,
        next: target.next.clone(),
        predicted: target.predicted.map(|answer| Answer {
            by: answer.by,
            status: answer.status,
            code: answer.code,
        }),
        observed: target.observed.iter().map(observed).collect(),
        exposure: target.exposure.as_ref().map(|exposure| Exposure {
            valid_from: exposure.valid_from.map(|time| time.to_string()),
            expires: exposure.expires.map(|time| time.to_string()),
            reachable_until: exposure.reachable_until.map(|time| time.to_string()),
            without_signature: exposure.without_signature,
        }),
        hops: None,
        canonical: None,
        repeated: None,
        answer: None,
    }
}

fn observed(one: &ObservedView) -> Observed {
    Observed {
        probe: one.probe,
        host: one.host.clone(),
        path: one.path.clone(),
        by: one.by,
        status: one.status,
        code: one.code.clone(),
        served: one.served,
        x_cache: one.x_cache.clone(),
        age: one.age,
        location: one.location.clone(),
        request_id: one.request_id.clone(),
        milliseconds: one.milliseconds,
        trouble: one.trouble.as_ref().map(|why| Trouble {
            kind: why.kind,
            message: format!("{} {}; {}", one.host, why.what, why.advice),
        }),
    }
}

fn hops(target: &TargetView) -> Vec<Hop> {
    let outcome = |mark: Mark| match mark {
        Mark::Plain => None,
        Mark::Pass => Some("pass"),
        Mark::Fail => Some("fail"),
        Mark::Unknown => Some("unknown"),
    };
    let row = |(label, text, mark): &(String, String, Mark)| HopRow {
        label: label.clone(),
        text: text.clone(),
        outcome: outcome(*mark),
    };
    let hop = |hop: &crate::diagnosis::Hop| Hop {
        title: hop.title,
        rows: hop.rows.iter().map(row).collect(),
    };
    target.hops.iter().map(hop).collect()
}

fn canonical(row: &DiffRow, sources: &SourceMap) -> CanonicalLine {
    CanonicalLine {
        signed: row.signed.clone(),
        received: row.received.clone(),
        differs: row.differs,
        cause: row.cause.clone(),
        location: row.at.map(|at| location(at, sources)),
    }
}

fn finding(one: &FindingView, view: &View, sources: &SourceMap) -> Finding {
    let finding = &one.finding;
    let related = |label: &Label| Related {
        location: location(label.span, sources),
        message: label.text.clone(),
    };
    Finding {
        rule: finding.rule.id,
        severity: finding.severity.name(),
        confidence: finding.confidence.name(),
        message: finding.message.clone(),
        target: one.target,
        location: finding.place().map(|place| location(place, sources)),
        related: finding.labels.iter().skip(1).map(related).collect(),
        notes: finding.notes.clone(),
        fix: finding.fix.as_ref().map(|fix| Fix {
            description: fix.description.clone(),
            alternatives: fix.alternatives.clone(),
            edits: fix
                .edits
                .iter()
                .filter(|edit| edit.change == finding::Change::Value)
                .map(|edit| Edit {
                    location: location(edit.span, sources),
                    value: edit.value.clone(),
                })
                .collect(),
            commands: fix.commands.clone(),
        }),
        references: finding.rule.references(),
        fingerprint: view.fingerprint(one, sources),
        suppressed: one.suppressed.as_ref().map(|why| Suppressed {
            by: why.by.name(),
            reason: redact(&why.reason),
            location: why.at.map(|at| location(at, sources)),
        }),
    }
}

pub(super) fn location(span: Span, sources: &SourceMap) -> Location {
    let place = sources.location(span);
    let source = sources.get(span.source);
    let is_url = matches!(source.kind, SourceKind::Url(_));
    Location {
        file: (!is_url).then(|| source.name.clone()),
        url_part: sources.url_part(span).map(ToString::to_string),
        line: place.line,
        column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
        pointer: (!is_url).then(|| sources.pointer(span)),
    }
}

pub(super) fn overview(
    one: &crate::diagnosis::DistributionView,
    sources: &SourceMap,
) -> Distribution {
    Distribution {
        id: one.id.clone(),
        domain: one.domain.clone(),
        file: sources.get(one.span.source).name.clone(),
        line: sources.location(one.span).line,
        origins: one.origins.len(),
        behaviors: one.behaviors.len(),
    }
}

pub(super) fn not_checked(one: &finding::NotChecked, sources: &SourceMap) -> NotChecked {
    NotChecked {
        rule: one.rule,
        location: one.place.map(|span| location(span, sources)),
        reason: one.reason.clone(),
        needs: one.needs.clone(),
    }
}

fn notice(notice: &finding::Notice, sources: &SourceMap) -> Problem {
    Problem {
        file: redact(&notice.name),
        line: notice.span.map(|span| sources.location(span).line),
        message: redact(&notice.message),
    }
}

pub(super) fn problem(problem: &source::Problem, sources: &SourceMap) -> Problem {
    Problem {
        file: redact(&problem.name),
        line: problem.span.map(|span| sources.location(span).line),
        message: redact(&problem.message),
    }
}
