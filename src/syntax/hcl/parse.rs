//! A file to its body; with `expression.rs`, `template.rs` and `refusal.rs` the only place that
//! names the parser.

use super::refusal::{refusal, too_much};
use super::{Attribute, Block, Body, Expr, Label};
use crate::source::{Outline, SourceId, Span, Step};
use crate::syntax::SyntaxError;
use hcl_edit::structure;
use std::collections::HashMap;

/// Reads `text`, which `source` stands for, into its body and the outline for JSON pointers.
///
/// # Errors
///
/// The first place that is not HCL, that nests deeper than the parser goes (64 levels), or a file
/// that is larger than anything a person or a generator writes.
pub fn parse(text: &str, source: SourceId) -> Result<(Body, Outline), SyntaxError> {
    if let Some(error) = too_much(text, source) {
        return Err(error);
    }
    let parsed = hcl_edit::parser::parse_body(text);
    let body = parsed.map_err(|error| refusal(text, source, &error))?;
    let mut builder = Builder::new(Place::In(source));
    let whole = Span::new(source, 0, text.len());
    let body = builder.body(&body, whole, None);
    Ok((body, builder.outline))
}

/// Reads one expression, as `--var` gives it; all of it stands at `place`.
///
/// # Errors
///
/// A text that is no expression.
pub fn parse_expression(text: &str, place: Span) -> Result<Expr, SyntaxError> {
    let wrong = |message: String| SyntaxError {
        span: place,
        message,
    };
    if let Some(error) = too_much(text, place.source) {
        return Err(wrong(error.message));
    }
    let parsed = hcl_edit::parser::parse_expr(text);
    let parsed = parsed.map_err(|error| wrong(refusal(text, place.source, &error).message))?;
    Ok(Builder::new(Place::All(place)).expression(&parsed, None))
}

/// Where what is built stands.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// Where the parser says, in this source.
    In(SourceId),
    /// All of it here: the text stands in a string of another format.
    All(Span),
}

/// Builds our tree from the parser's, whose depth is bounded (by 64 levels of nesting and 128
/// operators), so that its recursion is as well.
pub(super) struct Builder {
    place: Place,
    outline: Outline,
}

impl Builder {
    pub(super) fn new(place: Place) -> Self {
        Self {
            place,
            outline: Outline::default(),
        }
    }

    pub(super) fn place(&self) -> Place {
        self.place
    }

    pub(super) fn span(&self, item: &impl hcl_edit::Span) -> Span {
        match self.place {
            Place::In(source) => {
                let range = item.span().unwrap_or_default();
                Span::new(source, range.start, range.end)
            }
            Place::All(span) => span,
        }
    }

    /// Takes note of a child in the outline, where there is one.
    pub(super) fn step(&mut self, parent: Option<usize>, step: Step, span: Span) -> Option<usize> {
        match self.place {
            Place::In(_) => Some(self.outline.add(parent, step, span)),
            Place::All(_) => None,
        }
    }

    fn body(&mut self, body: &structure::Body, span: Span, parent: Option<usize>) -> Body {
        let mut counts = Counts::of(body);
        let mut built = Body {
            attributes: Vec::new(),
            blocks: Vec::new(),
            span,
        };
        for item in body.iter() {
            match item {
                structure::Structure::Attribute(attribute) => {
                    let attribute = self.attribute(attribute, parent);
                    built.attributes.push(attribute);
                }
                structure::Structure::Block(block) => {
                    let block = self.block(block, parent, &mut counts);
                    built.blocks.push(block);
                }
            }
        }
        built
    }

    fn attribute(&mut self, attribute: &structure::Attribute, parent: Option<usize>) -> Attribute {
        let name = attribute.key.as_str().to_owned();
        let name_span = self.span(&attribute.key);
        let end = self.span(&attribute.value).end;
        // The parser gives none for an attribute in a block of one line.
        let whole = Span::new(name_span.source, name_span.start, end);
        let here = self.step(parent, Step::Key(name.clone()), whole);
        Attribute {
            name,
            name_span,
            value: self.expression(&attribute.value, here),
        }
    }

    fn block(
        &mut self,
        block: &structure::Block,
        parent: Option<usize>,
        counts: &mut Counts,
    ) -> Block {
        let span = self.span(block);
        let labels: Vec<Label> = block.labels.iter().map(|label| self.label(label)).collect();
        let kind = block.ident.as_str().to_owned();
        let mut here = self.step(parent, Step::Key(kind.clone()), span);
        for label in &labels {
            here = self.step(here, Step::Key(label.text.clone()), span);
        }
        if let Some(index) = counts.next(block) {
            here = self.step(here, Step::Index(index), span);
        }
        Block {
            kind,
            kind_span: self.span(&block.ident),
            labels,
            body: self.body(&block.body, span, here),
            span,
        }
    }

    fn label(&self, label: &structure::BlockLabel) -> Label {
        Label {
            text: label.as_str().to_owned(),
            span: match label {
                structure::BlockLabel::Ident(ident) => self.span(ident),
                structure::BlockLabel::String(text) => self.span(text),
            },
        }
    }
}

/// Which of several blocks of the same name a block is: only those have an index in a pointer.
struct Counts(HashMap<Vec<String>, (usize, usize)>);

impl Counts {
    fn of(body: &structure::Body) -> Self {
        let mut counts = HashMap::new();
        for block in body.iter().filter_map(structure::Structure::as_block) {
            counts.entry(names(block)).or_insert((0, 0)).0 += 1;
        }
        Self(counts)
    }

    fn next(&mut self, block: &structure::Block) -> Option<usize> {
        let (all, next) = self.0.get_mut(&names(block))?;
        let index = *next;
        *next += 1;
        (*all > 1).then_some(index)
    }
}

fn names(block: &structure::Block) -> Vec<String> {
    let labels = block.labels.iter().map(structure::BlockLabel::as_str);
    let names = std::iter::once(block.ident.as_str()).chain(labels);
    names.map(str::to_owned).collect()
}
