//! The lines that a finding points to, with some around them and the place underlined.

use super::paper::short;
use crate::finding::{Finding, Label, list};
use crate::source::{SourceId, SourceKind, SourceMap, clipped};
use maud::{Markup, html};
use std::ops::Range;

/// How many lines around a place are shown.
const AROUND: usize = 2;

/// How much of a long line is shown on each side of what is underlined in it, in bytes.
const BESIDE: usize = 200;

/// One line, or the URL.
struct Line<'a> {
    number: usize,
    text: &'a str,
    marks: Vec<Mark<'a>>,
}

/// What is underlined, and what is said about it.
struct Mark<'a> {
    range: Range<usize>,
    label: &'a Label,
    is_first: bool,
}

/// An excerpt of each source that a finding points to, in the order of its labels.
pub(super) fn excerpts(finding: &Finding, sources: &SourceMap) -> Vec<Markup> {
    let mut seen: Vec<SourceId> = Vec::new();
    for label in &finding.labels {
        if !seen.contains(&label.span.source) {
            seen.push(label.span.source);
        }
    }
    let excerpt = |id: SourceId| figure(id, &lines(id, &finding.labels, sources), sources);
    seen.into_iter().map(excerpt).collect()
}

/// The lines of the labels in this source, and those around them.
fn lines<'a>(id: SourceId, labels: &'a [Label], sources: &'a SourceMap) -> Vec<Line<'a>> {
    let source = sources.get(id);
    let here = labels
        .iter()
        .enumerate()
        .filter(|(_, label)| label.span.source == id);
    let here: Vec<(usize, &Label, usize)> = here
        .map(|(index, label)| (index, label, sources.location(label.span).line))
        .collect();
    let around = |line: usize| line.saturating_sub(AROUND).max(1)..=line.saturating_add(AROUND);
    let mut numbers: Vec<usize> = here.iter().flat_map(|(.., line)| around(*line)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let line = |number: usize| {
        let range = source.lines(number, number);
        let text = source.text().get(range.clone())?.trim_end_matches('\r');
        let marks = here.iter().filter(|(.., line)| *line == number);
        let marks: Vec<Mark<'a>> = marks
            .map(|(index, label, _)| Mark {
                range: inside(label, range.start, text),
                label,
                is_first: *index == 0,
            })
            .collect();
        let is_there = range.start < source.text().len() || !marks.is_empty();
        is_there.then_some(Line {
            number,
            text,
            marks,
        })
    };
    numbers.into_iter().filter_map(line).collect()
}

/// A label's bytes in its line. A place of several lines is underlined in its first one.
fn inside(label: &Label, start: usize, text: &str) -> Range<usize> {
    let from = label.span.start.saturating_sub(start).min(text.len());
    let to = label.span.end.saturating_sub(start).clamp(from, text.len());
    from..to
}

fn figure(id: SourceId, lines: &[Line<'_>], sources: &SourceMap) -> Markup {
    let is_numbered = matches!(sources.get(id).kind, SourceKind::File);
    let place = place(id, lines, sources);
    let indent = lines.iter().filter(|line| !line.text.trim().is_empty());
    let indent = indent.map(|line| line.text.len() - line.text.trim_start_matches(' ').len());
    let indent = indent.min().unwrap_or(0);
    html! {
        figure.excerpt {
            figcaption { (short(&place)) }
            pre {
                @for (index, line) in lines.iter().enumerate() {
                    @let before = index.checked_sub(1).and_then(|before| lines.get(before));
                    @if before.is_some_and(|before| before.number + 1 < line.number) {
                        span.gap aria-hidden="true" { "⋯" }
                    }
                    (drawn(line, indent, is_numbered))
                }
            }
        }
    }
}

/// The file and its lines with places; what is no file is named by its keys, or as the URL.
fn place(id: SourceId, lines: &[Line<'_>], sources: &SourceMap) -> String {
    let source = sources.get(id);
    let marked = lines.iter().filter(|line| !line.marks.is_empty());
    let numbers: Vec<String> = marked.clone().map(|line| line.number.to_string()).collect();
    let mut first = marked.flat_map(|line| &line.marks);
    match (&source.kind, numbers.as_slice()) {
        (SourceKind::File, [one]) => format!("{}, line {one}", source.name),
        (SourceKind::File, all) => format!("{}, lines {}", source.name, list(all)),
        _ => first
            .next()
            .map_or_else(String::new, |mark| sources.place(mark.label.span)),
    }
}

/// A line with its marks, and below it what is said about them.
fn drawn(line: &Line<'_>, indent: usize, is_numbered: bool) -> Markup {
    let number = is_numbered.then_some(line.number);
    let class = if is_numbered { "line" } else { "bare" };
    html! {
        span class=(class) data-line=[number] { span { (marked(line, indent)) } }
        @for mark in &line.marks {
            span class={ "label" @if !mark.is_first { " other" } } {
                span aria-hidden="true" { "↑ " } (mark.label.text)
            }
        }
    }
}

/// The text of a line in pieces, those that labels name in `mark`.
fn marked(line: &Line<'_>, indent: usize) -> Markup {
    let mut ranges: Vec<&Range<usize>> = line.marks.iter().map(|mark| &mark.range).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let (window, cut) = window(line, indent);
    let mut pieces: Vec<(&str, bool)> = Vec::new();
    let mut at = window.start;
    for range in ranges {
        let from = range.start.clamp(at, window.end);
        let to = range.end.clamp(from, window.end);
        pieces.push((line.text.get(at..from).unwrap_or_default(), false));
        pieces.push((line.text.get(from..to).unwrap_or_default(), true));
        at = to;
    }
    pieces.push((line.text.get(at..window.end).unwrap_or_default(), false));
    html! {
        @if cut.0 { "…" }
        @for (text, is_marked) in pieces.into_iter().filter(|(text, _)| !text.is_empty()) {
            @if is_marked { mark { (plain(text)) } } @else { (plain(text)) }
        }
        @if cut.1 { "…" }
    }
}

/// A tab is as wide as it likes, and a long value says nothing at its end.
fn plain(text: &str) -> String {
    clipped(text, 2 * BESIDE + BESIDE).replace('\t', "    ")
}

/// The part of a line that is shown, without the margin that all lines have, and whether something
/// is left out at its start and its end.
fn window(line: &Line<'_>, indent: usize) -> (Range<usize>, (bool, bool)) {
    let starts = line.marks.iter().map(|mark| mark.range.start);
    let ends = line.marks.iter().map(|mark| mark.range.end);
    let text = line.text;
    let boundary = |at: usize| (at..=text.len()).find(|at| text.is_char_boundary(*at));
    let end = ends.max().unwrap_or(0).saturating_add(BESIDE);
    let to = boundary(end.min(text.len())).unwrap_or(text.len());
    let from = starts.min().unwrap_or(0).saturating_sub(BESIDE);
    let from = if from <= indent { indent.min(to) } else { from };
    let from = boundary(from).unwrap_or(0);
    (from..to, (from > indent, to < text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn drawn_as(text: &str, needle: &str) -> String {
        let mut sources = SourceMap::default();
        let id = sources.add("t.json", SourceKind::File, text);
        let start = text.find(needle).unwrap();
        let span = Span::new(id, start, start + needle.len());
        let labels = [Label {
            span,
            text: "here".to_owned(),
        }];
        figure(id, &lines(id, &labels, &sources), &sources).into_string()
    }

    #[test]
    fn a_place_is_marked_behind_what_is_not_ascii() {
        let page = drawn_as("{\n  \"é€😀\": \"Ω<b>\"\n}\n", "\"Ω<b>\"");
        assert!(page.contains("t.json, line 2"), "{page}");
        assert!(
            page.contains("é€😀&quot;: <mark>&quot;Ω&lt;b&gt;&quot;</mark>"),
            "{page}"
        );
        assert!(page.contains("data-line=\"3\""), "{page}");
        assert!(!page.contains("data-line=\"4\""), "{page}");
    }

    #[test]
    fn a_long_line_is_cut_around_its_place() {
        let text = format!("{}FIRST{}", "é".repeat(9_999), "ü".repeat(9_999));
        let page = drawn_as(&text, "FIRST");
        assert!(page.len() < 2_000, "{}", page.len());
        assert!(page.contains("é<mark>FIRST</mark>ü"), "{page}");
    }

    #[test]
    fn a_long_place_is_cut_too() {
        let needle = format!("\"{}\"", "x".repeat(50_000));
        assert!(drawn_as(&needle, &needle).len() < 2_000);
    }
}
