//! The whole report of `check`: findings, verdicts, what was not checked.

use super::finding::finding;
use super::not_checked::not_checked;
use super::{Style, WIDTH, suppressed, wrap};
use crate::diagnosis::{Conclusion, FindingView, Role, TargetView, View};
use crate::report::said::{counts, heading, headline};
use crate::source::SourceMap;

/// Draws every target with its findings, root causes first, and ends with one verdict line each.
#[must_use]
pub(super) fn check(view: &View, sources: &SourceMap, style: Style) -> String {
    let mut text = String::new();
    for (index, target) in view.targets.iter().enumerate() {
        if view.targets.len() > 1 || target.url.is_none() {
            text += &style.strong(&wrap(&heading(target), WIDTH).join("\n"));
            text += "\n";
        }
        let findings: Vec<&FindingView> = view
            .findings
            .iter()
            .filter(|view| view.target == index)
            .collect();
        text += &drawn(&findings, sources, style);
        text += &verdict(target, style);
        text += "\n";
    }
    text += &not_checked(&view.not_checked, sources, style);
    text += &empty(view);
    text + &summary(view, style)
}

fn drawn(findings: &[&FindingView], sources: &SourceMap, style: Style) -> String {
    let mut text = String::new();
    let counted = findings.iter().copied();
    let counted: Vec<&FindingView> = counted.filter(|view| view.suppressed.is_none()).collect();
    // What would go away with the root cause stands for itself where that does not count.
    let has_root = counted.iter().any(|view| view.role == Role::RootCause);
    let is_folded = |view: &&FindingView| has_root && view.role == Role::Folded;
    let (folded, own): (Vec<&FindingView>, Vec<&FindingView>) =
        counted.into_iter().partition(is_folded);
    for view in own {
        text += &finding(&view.finding, view.role != Role::Next, sources, style);
        if view.role == Role::RootCause {
            text += &folded
                .iter()
                .map(|view| fold(view, style))
                .collect::<String>();
        }
        text += "\n";
    }
    text
}

/// What goes away with the root cause, in a line or two.
fn fold(view: &FindingView, style: Style) -> String {
    let finding = &view.finding;
    let head = format!("{}[{}]", finding.severity.name(), finding.rule.id);
    let said = format!("  same place: {head}: {}", headline(finding));
    let said = wrap(&said, WIDTH - 2).join("\n    ") + "\n";
    said.replacen(&head, &style.severity(finding.severity, &head), 1)
}

/// The one line at the end of a target.
pub(super) fn verdict(target: &TargetView, style: Style) -> String {
    let name = target.conclusion.name();
    let said = concluded(target);
    let mut text = wrap(&said, WIDTH).join("\n") + "\n";
    let painted = match target.conclusion {
        Conclusion::Works => style.good(name),
        Conclusion::Unknown => style.unsure(name),
        Conclusion::Broken | Conclusion::Leaks => style.bad(name),
    };
    text = text.replacen(name, &painted, 1);
    let sentences = target
        .exposure
        .iter()
        .flat_map(|exposure| &exposure.sentences);
    for sentence in sentences {
        text += &format!("  {}\n", wrap(sentence, WIDTH - 4).join("\n    "));
    }
    text
}

/// The verdict in words: what it is, what comes first, and what then.
fn concluded(target: &TargetView) -> String {
    let name = target.conclusion.name();
    let sure = target.confidence.name();
    let mut said = match (target.seen, &target.open) {
        (true, _) => format!("verdict: {name}, as was seen."),
        (false, Some(open)) => format!("verdict: {name}: {open}."),
        (false, None) => format!("verdict: {name}, {sure}."),
    };
    if target.root_cause == Some("unpredicted-answer") {
        said += " No rule is about the cause: it stands above, under unpredicted-answer. Mend it, and \
            diagnose again.";
    } else if let Some(root) = target.root_cause {
        let sure = match target.seen {
            true => format!(", {sure}"),
            false => String::new(),
        };
        let waived = target.waived.map_or_else(String::new, |by| {
            format!(" ({}: it does not count)", suppressed::word(by))
        });
        said += &format!(" Root cause: {root}{sure}{waived}.");
        said += &match &target.gist.after {
            None => " Mend it, and diagnose again.".to_owned(),
            Some(after) => format!(" After mending it, {after}"),
        };
    }
    said
}

/// Without a target there is a reason, and it is said here unless it is a problem.
fn empty(view: &View) -> String {
    let none = view.targets.is_empty() && view.guessed;
    match (none, view.distributions.len()) {
        (true, count @ 1..) => {
            let distributions = if count == 1 {
                "the distribution"
            } else {
                "the distributions"
            };
            let said = format!(
                "No behavior of {distributions} is plainly meant for presigned URLs; give a URL to look at the one it takes."
            );
            wrap(&said, WIDTH).join("\n") + "\n"
        }
        _ => String::new(),
    }
}

fn summary(view: &View, style: Style) -> String {
    match view.targets.is_empty() && view.findings.is_empty() {
        true => String::new(),
        false => style.strong(&counts(view, 0)) + "\n",
    }
}
