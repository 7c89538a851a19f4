//! The report of `diagnose`: what was seen, what S3 says it received, then the report of `check`.

use super::explain::{broken, evidence};
use super::report::check;
use super::trace::line;
use super::{Style, WIDTH};
use crate::diagnosis::{FindingView, ObservedView, TargetView, View};
use crate::report::said::{answer, question};
use crate::source::SourceMap;

/// The column at which a row's text starts.
const TEXT: usize = 22;

/// Draws what was seen, once for all targets, and then what it comes to.
#[must_use]
pub(super) fn diagnose(view: &View, sources: &SourceMap, style: Style) -> String {
    let mut text = String::new();
    if let Some(target) = view.targets.first() {
        text += &seen(&target.observed, style);
        text += &repeated(target, sources, style);
    }
    text += &check(view, sources, style);
    text + &whole_answer(view, style)
}

/// Everything that the answer tells, where no rule is about it: a person may see more in it.
fn whole_answer(view: &View, style: Style) -> String {
    let surprises = |one: &&FindingView| one.finding.rule.id == "unpredicted-answer";
    let surprise = view.findings.iter().find(surprises);
    let target = surprise.and_then(|one| view.targets.get(one.target));
    let explained = target.and_then(|target| target.explained.as_ref());
    let Some(explained) = explained else {
        return String::new();
    };
    let said = [("Code", &explained.code), ("Message", &explained.message)];
    let said = said.into_iter().filter_map(|(name, text)| {
        let text = text.as_ref()?.lines().map(str::to_owned);
        Some((name.to_owned(), text.collect::<Vec<_>>()))
    });
    let rows: Vec<_> = said.chain(explained.evidence.iter().cloned()).collect();
    evidence(&rows, style)
}

fn seen(observed: &[ObservedView], style: Style) -> String {
    if observed.is_empty() {
        return String::new();
    }
    let mut text = style.strong("seen") + "\n";
    let mut told: Vec<&ObservedView> = Vec::new();
    for one in observed {
        let before = told.iter().any(|other| is_alike(other, one));
        if !before {
            let alike = observed.iter().filter(|other| is_alike(one, other)).count();
            text += &row(one, alike.saturating_sub(1), observed, style);
        }
        told.push(one);
    }
    text + "\n"
}

/// Whether one row is enough for two: hosts of S3's that refuse alike, or questions to one host that
/// came to nothing.
fn is_alike(one: &ObservedView, other: &ObservedView) -> bool {
    if one.trouble.is_some() {
        let near = one.host == other.host || one.probe == other.probe;
        return one.trouble == other.trouble && near;
    }
    let direct = one.probe == "direct" && other.probe == "direct";
    let refused = !one.served && !other.served && other.trouble.is_none();
    direct && refused && (one.status, &one.code) == (other.status, &other.code)
}

fn row(one: &ObservedView, alike: usize, all: &[ObservedView], style: Style) -> String {
    let unsigned = matches!(one.probe, "without-query" | "changed-signature");
    let direct = one.probe == "direct";
    let found = direct
        && all
            .iter()
            .any(|other| other.probe == "direct" && other.served);
    let sign = match (&one.trouble, one.served == unsigned) {
        (Some(_), _) => style.unsure("?"),
        (None, false) => style.good("✓"),
        // Of the hosts that may have been signed, one is enough.
        (None, true) if found => " ".to_owned(),
        (None, true) => style.bad("✗"),
    };
    let more = match alike {
        _ if !direct => String::new(),
        0 => String::new(),
        1 => " and 1 other host".to_owned(),
        count => format!(" and {count} other hosts"),
    };
    let path = if direct && one.served {
        one.path.as_str()
    } else {
        ""
    };
    let said = format!("{}{path}{more}: {}", one.host, answer(one));
    let indent = format!("\n{}", " ".repeat(TEXT));
    let said = broken(&said, WIDTH - TEXT).join(&indent);
    format!(
        "{sign} {:<width$}{said}\n",
        question(one.probe),
        width = TEXT - 2
    )
}

fn repeated(target: &TargetView, sources: &SourceMap, style: Style) -> String {
    if !target.repeated.iter().any(|row| row.differs) {
        return String::new();
    }
    let title = style.strong("canonical request: - as signed, + as S3 says it received it");
    let rows = target.repeated.iter().map(|row| line(row, sources, style));
    format!("{title}\n{}\n", rows.collect::<String>())
}
