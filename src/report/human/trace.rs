//! The report of `trace`: the hops, and the canonical request signed beside received.

use super::report::verdict;
use super::{Style, WIDTH, wrap};
use crate::diagnosis::{DiffRow, Hop, Mark, TargetView, View};
use crate::source::SourceMap;
use crate::source::printable;

/// The column at which a row's text starts.
const TEXT: usize = 22;

/// Draws the hops of every target, then its canonical request, then the verdict.
#[must_use]
pub(super) fn trace(view: &View, sources: &SourceMap, style: Style) -> String {
    let drawn = view
        .targets
        .iter()
        .map(|target| one(target, sources, style));
    drawn.collect::<Vec<_>>().join("\n")
}

fn one(target: &TargetView, sources: &SourceMap, style: Style) -> String {
    let mut text = String::new();
    for hop in &target.hops {
        text += &drawn(hop, style);
    }
    if !target.canonical.is_empty() {
        text += &style.strong("canonical request: - as signed, + as received");
        text += "\n";
        text += &target
            .canonical
            .iter()
            .map(|row| line(row, sources, style))
            .collect::<String>();
        text += "\n";
    }
    text + &verdict(target, style)
}

fn drawn(hop: &Hop, style: Style) -> String {
    let mut text = style.strong(hop.title) + "\n";
    for (label, said, mark) in &hop.rows {
        let sign = match mark {
            Mark::Plain => " ".to_owned(),
            Mark::Pass => style.good("✓"),
            Mark::Fail => style.bad("✗"),
            Mark::Unknown => style.unsure("?"),
        };
        let indent = format!("\n{}", " ".repeat(TEXT));
        let said = wrap(said, WIDTH - TEXT).join(&indent);
        text += &format!("{sign} {label:<width$}{said}\n", width = TEXT - 2);
    }
    text + "\n"
}

pub(super) fn line(row: &DiffRow, sources: &SourceMap, style: Style) -> String {
    if !row.differs {
        let known = if row.received.is_empty() {
            &row.signed
        } else {
            &row.received
        };
        return format!("  {}\n", wrapped(known));
    }
    let side = |sign: &str, said: &str| match said.is_empty() {
        true => String::new(),
        false => style.bad(&format!("{sign} {}", wrapped(said))) + "\n",
    };
    let cause = row.cause.as_ref().map_or_else(String::new, |cause| {
        let place = row
            .at
            .map_or_else(String::new, |at| format!(" ({})", sources.place(at)));
        let said = format!("^ {cause}{place}");
        format!("  {}\n", wrap(&said, WIDTH - 4).join("\n    "))
    });
    side("-", &row.signed) + &side("+", &row.received) + &cause
}

/// Values have no spaces to break at: a long one is cut into columns.
fn wrapped(text: &str) -> String {
    let characters: Vec<char> = printable(text).chars().collect();
    let lines = characters
        .chunks(WIDTH - 2)
        .map(|line| line.iter().collect::<String>());
    lines.collect::<Vec<_>>().join("\n  ")
}
