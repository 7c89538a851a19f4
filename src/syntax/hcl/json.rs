//! Terraform's JSON syntax (`.tf.json`, `.tfvars.json`) to the same tree: keys are the words and
//! labels of blocks, strings are templates.

use super::parse::{Builder, Place};
use super::refusal::{refusal, too_much};
use super::{Attribute, Block, Body, Expr, ExprKind, Label, Pair};
use crate::source::Span;
use crate::syntax::{Entry, Node, NodeKind, SyntaxError};

/// The blocks of a file that have labels, and how many.
const LABELS: [(&str, usize); 7] = [
    ("resource", 2),
    ("data", 2),
    ("ephemeral", 2),
    ("variable", 1),
    ("output", 1),
    ("module", 1),
    ("provider", 1),
];

/// The blocks without one.
const PLAIN: [&str; 2] = ["locals", "terraform"];

/// What a text says about itself.
const COMMENT: &str = "//";

/// Makes the body that the JSON document `root` stands for. Of `root`, whose depth is bounded, what
/// is no block of Terraform's becomes an attribute: so it is for a file of variables.
///
/// # Errors
///
/// The first string that is no template.
pub fn from_json(root: &Node) -> Result<Body, SyntaxError> {
    let mut body = empty(root.span);
    for entry in entries(root) {
        let labels = LABELS.iter().find(|(kind, _)| *kind == entry.key);
        match labels {
            Some((_, count)) => blocks(entry, *count, &mut body)?,
            None if PLAIN.contains(&entry.key.as_str()) => blocks(entry, 0, &mut body)?,
            None => body.attributes.push(attribute(entry)?),
        }
    }
    Ok(body)
}

fn empty(span: Span) -> Body {
    Body {
        attributes: Vec::new(),
        blocks: Vec::new(),
        span,
    }
}

/// The entries that count: no comments, and of a key that stands twice the last one.
fn entries(node: &Node) -> impl Iterator<Item = &Entry> {
    let overridden: Vec<Span> = node
        .overridden()
        .iter()
        .map(|entry| entry.key_span)
        .collect();
    let all = node.entries().iter();
    all.filter(move |entry| entry.key != COMMENT && !overridden.contains(&entry.key_span))
}

/// The blocks below a word: its labels are keys, and there may be lists in between.
fn blocks(entry: &Entry, labels: usize, body: &mut Body) -> Result<(), SyntaxError> {
    // The labels so far, what stands below them, and from where the block goes.
    let mut open: Vec<(Vec<Label>, &Node, Span)> = vec![(Vec::new(), &entry.value, entry.key_span)];
    for _ in 0..labels {
        let mut next = Vec::new();
        for (labels, node, _) in open {
            for below in singles(node).into_iter().flat_map(entries) {
                let label = Label {
                    text: below.key.clone(),
                    span: below.key_span,
                };
                let labels = labels.iter().cloned().chain([label]).collect();
                next.push((labels, &below.value, below.key_span));
            }
        }
        open = next;
    }
    let deep = matches!(entry.key.as_str(), "resource" | "data");
    for (labels, node, from) in open {
        for single in singles(node) {
            body.blocks.push(Block {
                kind: entry.key.clone(),
                kind_span: entry.key_span,
                labels: labels.clone(),
                body: inside(single, deep)?,
                span: Span::new(from.source, from.start, single.span.end),
            });
        }
    }
    Ok(())
}

/// The objects of a node that is one, or a list of them.
fn singles(node: &Node) -> Vec<&Node> {
    match node.kind {
        NodeKind::Sequence(_) => node.items().iter().collect(),
        _ => vec![node],
    }
}

/// The inside of a block. In a resource an object, or a list of objects, is taken for a block: JSON
/// does not tell it from an attribute, and nobody who reads the tree has to.
fn inside(node: &Node, deep: bool) -> Result<Body, SyntaxError> {
    let mut body = empty(node.span);
    for entry in entries(node) {
        let nested = singles(&entry.value);
        let is_object = |node: &&Node| matches!(node.kind, NodeKind::Mapping(_));
        if !deep || nested.is_empty() || !nested.iter().all(is_object) {
            body.attributes.push(attribute(entry)?);
        } else if entry.key == "dynamic" {
            for labelled in nested.into_iter().flat_map(entries) {
                let label = Label {
                    text: labelled.key.clone(),
                    span: labelled.key_span,
                };
                for single in singles(&labelled.value) {
                    body.blocks.push(block(entry, vec![label.clone()], single)?);
                }
            }
        } else {
            for single in nested {
                body.blocks.push(block(entry, Vec::new(), single)?);
            }
        }
    }
    Ok(body)
}

fn block(entry: &Entry, labels: Vec<Label>, node: &Node) -> Result<Block, SyntaxError> {
    Ok(Block {
        kind: entry.key.clone(),
        kind_span: entry.key_span,
        labels,
        body: inside(node, true)?,
        span: node.span,
    })
}

fn attribute(entry: &Entry) -> Result<Attribute, SyntaxError> {
    Ok(Attribute {
        name: entry.key.clone(),
        name_span: entry.key_span,
        value: expression(&entry.value)?,
    })
}

fn expression(node: &Node) -> Result<Expr, SyntaxError> {
    let kind = match &node.kind {
        // No JSON holds an expression of ours.
        NodeKind::Null | NodeKind::Unresolved(_) => ExprKind::Null,
        NodeKind::Bool(value) => ExprKind::Bool(*value),
        NodeKind::Number(number) => ExprKind::Number(number.clone()),
        NodeKind::String(text) => template(text, node.span)?,
        NodeKind::Sequence(items) => {
            let items: Result<Vec<Expr>, _> = items.iter().map(expression).collect();
            ExprKind::List(items?)
        }
        NodeKind::Mapping(_) => {
            let pairs = entries(node).map(|entry| {
                Ok(Pair {
                    key: Expr {
                        span: entry.key_span,
                        kind: template(&entry.key, entry.key_span)?,
                    },
                    value: expression(&entry.value)?,
                })
            });
            ExprKind::Object(pairs.collect::<Result<_, _>>()?)
        }
    };
    Ok(Expr {
        span: node.span,
        kind,
    })
}

/// A string, which is a template wherever it has a sign of one; all of it stands at `span`.
fn template(text: &str, span: Span) -> Result<ExprKind, SyntaxError> {
    if !text.contains("${") && !text.contains("%{") {
        return Ok(ExprKind::String(text.to_owned()));
    }
    let wrong = |message: String| SyntaxError { span, message };
    if let Some(error) = too_much(text, span.source) {
        return Err(wrong(error.message));
    }
    let parsed = hcl_edit::parser::parse_template(text);
    let parsed = parsed.map_err(|error| wrong(refusal(text, span.source, &error).message))?;
    Ok(Builder::new(Place::All(span)).template(parsed.iter()))
}
