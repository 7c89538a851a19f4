//! What a finding says, in the words that every format uses.

use crate::diagnosis::{FindingView, TargetView, View};
use crate::finding::{Confidence, Finding, NotChecked};
use crate::source::printable;

/// The message, with the confidence unless it is certain.
pub(super) fn headline(finding: &Finding) -> String {
    match finding.confidence {
        Confidence::Certain => finding.message.clone(),
        other => format!("{} ({})", finding.message, other.name()),
    }
}

/// The headline, what will be answered, what explains it, and what mends it: one line each, without
/// anything that steers what shows it.
pub(super) fn lines(finding: &Finding) -> Vec<String> {
    let mut lines = vec![headline(finding)];
    lines.extend(finding.answer.map(|answer| answer.to_string()));
    lines.extend(finding.notes.iter().cloned());
    if let Some(fix) = &finding.fix {
        lines.push(format!("Mend: {}", fix.description));
        lines.extend(fix.alternatives.iter().map(|other| format!("Or: {other}")));
    }
    let shown = |line: String| printable(&line).into_owned();
    lines.into_iter().map(shown).collect()
}

/// Which delivery a target is: `E2EXAMPLE, behavior /files/*`.
pub(super) fn delivery(target: &TargetView) -> String {
    let through = target
        .distribution
        .as_deref()
        .unwrap_or("no distribution given");
    let mut text = through.to_owned();
    if let Some(behavior) = &target.behavior {
        text += &format!(", behavior {behavior}");
    }
    if let Some(condition) = &target.condition {
        text += &format!(", under {condition}");
    }
    printable(&text).into_owned()
}

/// A target's URL without its query, which holds nothing but what the signer added.
pub(super) fn address(target: &TargetView) -> Option<String> {
    let url = target.url.as_deref()?;
    let address = url.split('?').next().unwrap_or(url);
    Some(printable(address).into_owned())
}

/// The findings of one target, in their order.
pub(super) fn findings_of(view: &View, target: usize) -> impl Iterator<Item = &FindingView> {
    view.findings.iter().filter(move |one| one.target == target)
}

/// What could not be checked, and what would settle it, as one line.
pub(super) fn not_checked(one: &NotChecked) -> String {
    let rule = one
        .rule
        .map_or_else(String::new, |rule| format!("{rule}: "));
    let text = format!(
        "Not checked: {rule}{}. Would settle it: {}",
        one.reason, one.needs
    );
    printable(&text).into_owned()
}
