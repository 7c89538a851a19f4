//! The events of the parser to documents; with `words`, the only file that names the parser.

use super::build::{Builder, Marks};
use super::words::words;
use super::{outline, scalar};
use crate::source::{Outline, SourceId, Span};
use crate::syntax::{MAX_DEPTH, Node, NodeKind, SyntaxError};
use granit_parser::{Event, Parser, ScalarStyle, ScanError, Span as Range, Tag, options};

/// Reads `text`, which `source` stands for, into its documents and the outline for JSON pointers.
///
/// A node with a tag that is not YAML's own is a mapping with one key, the tag as written (`!Sub`).
/// An alias is a copy of what it names that stands in its own place; merge keys are merged.
///
/// # Errors
///
/// The first place that is not YAML, nests deeper than [`MAX_DEPTH`], or copies too much by aliases.
pub fn parse(text: &str, source: SourceId) -> Result<(Vec<Node>, Outline), SyntaxError> {
    let options = options! {
        // As libyaml has it, which is what nearly all others read YAML with.
        block_scalar_eof_without_line_feed: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut reader = Reader {
        text,
        source,
        builder: Builder::default(),
    };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, range) = event.map_err(|error| reader.refusal(&error))?;
        reader.event(event, &range)?;
    }
    let documents = reader.builder.documents;
    let mut outline = Outline::default();
    for document in &documents {
        outline::add(&mut outline, None, document);
    }
    Ok((documents, outline))
}

struct Reader<'t> {
    text: &'t str,
    source: SourceId,
    builder: Builder,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: &Range) -> Result<(), SyntaxError> {
        let span = self.span(range);
        let text = self.text;
        let result = match event {
            Event::Scalar(value, style, anchor, tag) => {
                let span = match style {
                    ScalarStyle::Literal | ScalarStyle::Folded => self.trimmed(span),
                    _ => span,
                };
                let kind = kind(&value, style, tag.as_deref());
                let marks = self.marks(anchor, tag.as_deref(), range);
                self.builder.scalar(Node { span, kind }, marks, text)
            }
            Event::SequenceStart(_, anchor, tag) => {
                let marks = self.marks(anchor, tag.as_deref(), range);
                self.builder.open(false, span, marks)
            }
            Event::MappingStart(_, anchor, tag) => {
                let marks = self.marks(anchor, tag.as_deref(), range);
                self.builder.open(true, span, marks)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                // A block has no bracket, and ends where the last thing in it does.
                let end = (!span.is_empty()).then_some(span.end);
                self.builder.close(end, text)
            }
            Event::Alias(anchor) => self.builder.alias(anchor, span, text),
            Event::DocumentEnd => {
                self.builder.end_document();
                Ok(())
            }
            _ => Ok(()),
        };
        result.map_err(|message| {
            let start = range.tag_start().and_then(|mark| mark.byte_offset());
            let start = start.unwrap_or(span.start);
            self.error(start, message)
        })
    }

    fn span(&self, range: &Range) -> Span {
        let bytes = range.byte_range().unwrap_or(0..0);
        Span::new(self.source, bytes.start, bytes.end)
    }

    /// Without the line ends and blanks that follow a block of text.
    fn trimmed(&self, span: Span) -> Span {
        let written = self.text.get(span.start..span.end).unwrap_or_default();
        Span::new(
            self.source,
            span.start,
            span.start + written.trim_end().len(),
        )
    }

    fn marks(&self, anchor: usize, tag: Option<&Tag>, range: &Range) -> Marks {
        let own = |tag: &&Tag| tag.handle() == "!" && !tag.suffix().is_empty();
        let tag = tag.filter(own).map(|tag| {
            let span = range
                .tag_span()
                .map_or_else(|| self.span(range), |span| self.span(&span));
            (tag.original(), span)
        });
        Marks { anchor, tag }
    }

    fn refusal(&self, error: &ScanError) -> SyntaxError {
        let at = error.marker().byte_offset().unwrap_or(0);
        let message = words(error.kind());
        // The parser may be past the tab that it complains of.
        let line = self.text.get(..at).unwrap_or_default().rsplit('\n').next();
        let tab = line.filter(|_| message.starts_with("a tab"));
        let back = tab.and_then(|line| Some(line.len() - line.rfind('\t')?));
        let is_there = self
            .text
            .get(at..)
            .is_some_and(|rest| rest.starts_with('\t'));
        let back = back.filter(|_| !is_there).unwrap_or(0);
        self.error(at - back, message)
    }

    /// An error at the character that stands at a byte.
    fn error(&self, at: usize, message: String) -> SyntaxError {
        let rest = self.text.get(at..).unwrap_or_default();
        let character = rest
            .chars()
            .next()
            .filter(|c| !c.is_control() || *c == '\t');
        let end = at + character.map_or(0, char::len_utf8);
        SyntaxError {
            span: Span::new(
                self.source,
                at.min(self.text.len()),
                end.min(self.text.len()),
            ),
            message,
        }
    }
}

/// A scalar's kind: quotes and tags other than YAML's own for numbers and the like make it text.
fn kind(value: &str, style: ScalarStyle, tag: Option<&Tag>) -> NodeKind {
    let typed = match tag {
        None => style == ScalarStyle::Plain,
        Some(tag) => tag.core_suffix().is_some_and(|suffix| suffix != "str"),
    };
    match typed {
        true => scalar::plain(value),
        false => NodeKind::String(value.to_owned()),
    }
}
