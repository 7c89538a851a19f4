//! The lines that a finding points to, cut out of their source and moved to the left.

use super::WIDTH;
use crate::finding::{Finding, Label};
use crate::source::{END_OF_PLACE, printable, printable_lines};
use crate::source::{Location, Source, SourceId, SourceKind, SourceMap, Span};
use annotate_snippets::{Annotation, AnnotationKind, Snippet};
use std::borrow::Cow;
use std::ops::Range;

/// The rendered text without the places that the renderer counted: behind the place that we write it
/// puts the line and column of a text that has been moved.
pub(super) fn without_counted_places(rendered: &str) -> String {
    let mut parts = rendered.split(END_OF_PLACE);
    let first = parts.next().unwrap_or_default().to_owned();
    let counted = |c: char| c == ':' || c.is_ascii_digit();
    parts.fold(first, |text, part| text + part.trim_start_matches(counted))
}

/// How much of a source is drawn for one finding, in bytes. A configuration can be one line of
/// megabytes, of which a terminal shows 80 columns.
const LONGEST: usize = 16 * 1024;

/// Some lines of one source with what is underlined in them.
pub(super) struct Excerpt<'a> {
    /// `FILE:LINE:COLUMN` of the first place, or the name of the URL.
    pub(super) place: String,
    text: String,
    first_line: usize,
    numbered: bool,
    marks: Vec<Mark<'a>>,
}

struct Mark<'a> {
    /// Where in the text; none if it lies outside of what was cut out.
    range: Option<Range<usize>>,
    label: Cow<'a, str>,
    primary: bool,
    /// The line in the source, from 1.
    line: usize,
}

impl Excerpt<'_> {
    /// The excerpt as the renderer takes it.
    pub(super) fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let snippet = Snippet::source(self.text.as_str())
            .path(self.place.as_str())
            .line_start(self.first_line)
            .line_numbering(self.numbered)
            .fold(true);
        snippet.annotations(self.marks.iter().filter_map(|mark| {
            let kind = match mark.primary {
                true => AnnotationKind::Primary,
                false => AnnotationKind::Context,
            };
            let annotation = kind.span(mark.range.clone()?);
            Some(match self.fits(mark) {
                true => annotation.label(mark.label.as_ref()),
                false => annotation,
            })
        }))
    }

    /// The labels that are too wide to stand behind what they underline, each as a sentence.
    pub(super) fn wide_labels(&self) -> impl Iterator<Item = String> {
        let wide = self.marks.iter().filter(|mark| !self.fits(mark));
        wide.map(|mark| match self.numbered {
            true => format!("line {}: {}", mark.line, mark.label),
            false => format!("underlined: {}", mark.label),
        })
    }

    /// Whether a label ends within the width. Of a line that is wider itself, the renderer shows
    /// the part around what is underlined.
    fn fits(&self, mark: &Mark<'_>) -> bool {
        let Some(range) = &mark.range else {
            return false;
        };
        // The line number, ` │ `, and the space before the label.
        let digits = self.first_line.max(10).ilog10() as usize + 1;
        let gutter = if self.numbered {
            digits + 4
        } else {
            digits + 6
        };
        let columns =
            |range: Range<usize>| self.text.get(range).map_or(0, |text| text.chars().count());
        let start = self
            .text
            .get(..range.start)
            .and_then(|text| text.rfind('\n'));
        let start = start.map_or(0, |at| at + 1);
        let end = self.text.get(range.end..).and_then(|text| text.find('\n'));
        let end = end.map_or(self.text.len(), |at| range.end + at);
        let taken = match gutter + columns(start..end) <= WIDTH {
            true => columns(start..range.end),
            false => columns(range.clone()),
        };
        gutter + taken + mark.label.chars().count() <= WIDTH
    }
}

/// An excerpt of each source that a finding points to, in the order of its labels.
pub(super) fn excerpts<'a>(finding: &'a Finding, sources: &SourceMap) -> Vec<Excerpt<'a>> {
    let mut seen: Vec<SourceId> = Vec::new();
    for label in &finding.labels {
        if !seen.contains(&label.span.source) {
            seen.push(label.span.source);
        }
    }
    seen.into_iter()
        .map(|id| excerpt(id, &finding.labels, sources))
        .collect()
}

fn excerpt<'a>(id: SourceId, labels: &'a [Label], sources: &SourceMap) -> Excerpt<'a> {
    let source = sources.get(id);
    let here = labels
        .iter()
        .enumerate()
        .filter(|(_, label)| label.span.source == id);
    let here: Vec<(usize, &Label, Location)> = here
        .map(|(index, label)| (index, label, sources.location(label.span)))
        .collect();
    let (first, range) = cut(source, &here);
    let text = source.text().get(range.clone()).unwrap_or_default();
    let is_inside =
        |label: &Label| range.start <= label.span.start && label.span.start <= range.end;
    let indent = here
        .iter()
        .filter(|(_, label, _)| is_inside(label))
        .map(|(.., place)| indentation(nth(text, place.line.saturating_sub(first))))
        .min();
    let margin = Margin::new(text, indent.unwrap_or(0));
    let mark = |(index, label, place): &(usize, &'a Label, Location)| Mark {
        line: place.line,
        primary: *index == 0,
        label: printable(&label.text),
        range: is_inside(label).then(|| underlined(label, range.start, text, &margin)),
    };
    Excerpt {
        place: place(here.first().map(|(_, label, _)| label.span), sources),
        first_line: first,
        numbered: matches!(source.kind, SourceKind::File),
        marks: here.iter().map(mark).collect(),
        text: margin.text,
    }
}

/// The first line of the excerpt, and its bytes: all the lines from the first place to the last, or,
/// where that is too much, the surroundings of the place that is named first.
fn cut(source: &Source, here: &[(usize, &Label, Location)]) -> (usize, Range<usize>) {
    let lines = here.iter().map(|(.., place)| place.line);
    let (first, last) = (lines.clone().min().unwrap_or(1), lines.max().unwrap_or(1));
    let range = source.lines(first, last);
    let Some((_, label, place)) = here.first().filter(|_| range.len() > LONGEST) else {
        return (first, range);
    };
    let line = source.lines(place.line, place.line);
    let from = label.span.start.saturating_sub(LONGEST / 2).max(line.start);
    let to = (label.span.start + LONGEST / 2).min(line.end).max(from);
    let boundary = |at: usize| (at..=line.end).find(|at| source.text().is_char_boundary(*at));
    let (from, to) = (boundary(from), boundary(to));
    (place.line, from.unwrap_or(line.end)..to.unwrap_or(line.end))
}

fn place(first: Option<Span>, sources: &SourceMap) -> String {
    let place = first.map_or_else(String::new, |span| sources.place(span));
    format!("{}{END_OF_PLACE}", printable(&place))
}

fn nth(text: &str, line: usize) -> &str {
    text.split('\n').nth(line).unwrap_or_default()
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A place of several lines is underlined in its first one: a whole object says nothing.
fn underlined(label: &Label, start: usize, text: &str, margin: &Margin) -> Range<usize> {
    let from = label.span.start.saturating_sub(start).min(text.len());
    let to = label.span.end.saturating_sub(start).clamp(from, text.len());
    let line_end = text.get(from..to).and_then(|part| part.find(['\r', '\n']));
    let to = line_end.map_or(to, |at| from + at);
    margin.moved(from)..margin.moved(to)
}

/// A printable text with up to so many spaces taken from the start of each line, and how offsets
/// moved.
struct Margin {
    text: String,
    /// For each line: where it starts in the original, and how many bytes were taken up to and in it.
    lines: Vec<(usize, usize)>,
}

impl Margin {
    fn new(original: &str, indent: usize) -> Self {
        let mut margin = Self {
            text: String::with_capacity(original.len()),
            lines: Vec::new(),
        };
        let (mut start, mut taken) = (0, 0);
        for line in original.split_inclusive('\n') {
            let spaces = indentation(line).min(indent);
            taken += spaces;
            margin.lines.push((start, taken));
            margin.text.push_str(&printable_lines(&line[spaces..]));
            start += line.len();
        }
        margin
    }

    fn moved(&self, offset: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= offset);
        let taken = line.checked_sub(1).and_then(|line| self.lines.get(line));
        let moved = taken.map_or(offset, |(_, taken)| offset.saturating_sub(*taken));
        moved.min(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two places of one long line, further from each other than an excerpt is long.
    #[test]
    fn a_long_line_is_cut_around_the_first_place() {
        let text = format!("{}FIRST{}LAST", "é".repeat(LONGEST), " ".repeat(LONGEST));
        let mut sources = SourceMap::default();
        let id = sources.add("one-line.json", SourceKind::File, &text);
        let label = |needle: &str| {
            let start = text.find(needle).unwrap();
            let span = Span::new(id, start, start + needle.len());
            let text = needle.to_lowercase();
            Label { span, text }
        };
        let labels = [label("FIRST"), label("LAST")];
        let excerpt = excerpt(id, &labels, &sources);
        assert!(excerpt.text.len() <= LONGEST + 1);
        let range = excerpt.marks[0].range.clone().unwrap();
        assert_eq!(&excerpt.text[range], "FIRST");
        assert_eq!(excerpt.marks[1].range, None);
        let beside: Vec<String> = excerpt.wide_labels().collect();
        assert_eq!(beside, ["line 1: last"]);
    }

    #[test]
    fn lines_move_to_the_left_and_offsets_with_them() {
        let original = "    a: é\n  b\n      c";
        let margin = Margin::new(original, 4);
        assert_eq!(margin.text, "a: é\nb\n  c");
        for needle in ["a", "é", "b", "c"] {
            let moved = margin.moved(original.find(needle).unwrap());
            assert!(margin.text[moved..].starts_with(needle), "{needle}");
        }
        assert_eq!(margin.moved(original.len()), margin.text.len());
    }
}
