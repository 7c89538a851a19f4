//! Findings that do not count, in a line or one by one; and what there is to know about why.

use super::{Style, WIDTH, wrap};
use crate::diagnosis::{FindingView, View};
use crate::finding::{Suppressed, SuppressedBy, list};
use crate::report::said::headline;
use crate::source::{SourceMap, Span, redact};

/// What stands below the summary.
pub(super) fn suppressed(view: &View, sources: &SourceMap, style: Style, verbose: bool) -> String {
    let all: Vec<(&FindingView, &Suppressed)> = view
        .findings
        .iter()
        .filter_map(|one| Some((one, one.suppressed.as_ref()?)))
        .collect();
    let mut text = String::new();
    if verbose {
        for (one, why) in &all {
            text += &one_by_one(one, why, sources, style);
        }
    }
    if !all.is_empty() {
        text += &count(&all, verbose);
    }
    for notice in &view.notices {
        let place = notice
            .span
            .map_or_else(String::new, |span| place(span, sources));
        let said = format!("notice: {}{place}: {}", notice.name, notice.message);
        let said = wrap(&redact(&said), WIDTH - 2).join("\n  ") + "\n";
        text += &said.replacen("notice:", &style.unsure("notice:"), 1);
    }
    text
}

const KINDS: [(SuppressedBy, &str); 4] = [
    (SuppressedBy::Ignore, "ignored"),
    (SuppressedBy::Comment, "ignored by a comment"),
    (SuppressedBy::Level, "off"),
    (SuppressedBy::Baseline, "known"),
];

/// What a finding is that does not count.
pub(super) fn word(by: SuppressedBy) -> &'static str {
    let mut kinds = KINDS.iter();
    kinds
        .find(|(kind, _)| *kind == by)
        .map_or("", |(_, word)| word)
}

/// How many there are, by kind.
fn count(all: &[(&FindingView, &Suppressed)], verbose: bool) -> String {
    let kinds = KINDS.iter().filter_map(|(by, word)| {
        let count = all.iter().filter(|(_, why)| why.by == *by).count();
        (count > 0).then(|| format!("{count} {word}"))
    });
    let kinds: Vec<String> = kinds.collect();
    let findings = match all.len() {
        1 => "1 finding does",
        _ => &format!("{} findings do", all.len()),
    };
    let more = if verbose {
        ""
    } else {
        " (--verbose tells which)"
    };
    let said = format!("{findings} not count: {}{more}", list(&kinds));
    wrap(&said, WIDTH - 2).join("\n  ") + "\n"
}

fn one_by_one(one: &FindingView, why: &Suppressed, sources: &SourceMap, style: Style) -> String {
    let finding = &one.finding;
    let head = format!("{}[{}]", finding.severity.name(), finding.rule.id);
    let at = finding.place().map(|span| {
        let name = &sources.get(span.source).name;
        format!(", {name}{}", place(span, sources))
    });
    let said = format!(
        "{}: {head}: {}{}: {}",
        word(why.by),
        headline(finding),
        at.unwrap_or_default(),
        redact(&why.reason)
    );
    let said = wrap(&said, WIDTH - 2).join("\n  ") + "\n";
    said.replacen(&head, &style.severity(finding.severity, &head), 1)
}

fn place(span: Span, sources: &SourceMap) -> String {
    let location = sources.location(span);
    format!(":{}:{}", location.line, location.column)
}
