//! An answer's XML as the document that the AWS CLI prints for it, and what that document holds.

use super::function;
use super::operation::{Operation, Question};
use crate::input::cloudfront::mask_in_tree;
use crate::input::documents::Parsed;
use crate::input::{Loaded, aws_json, rest_xml};
use crate::source::{SourceId, SourceKind, SourceMap};
use crate::syntax::{Node, json, print};

/// An answer that is known to a [`SourceMap`], without its secrets.
#[derive(Debug)]
pub(super) struct Entered {
    pub(super) source: SourceId,
    pub(super) root: Node,
    pub(super) loaded: Loaded,
}

/// Reads the body of an answer. Its spans lead nowhere: it is written anew in another notation.
///
/// # Errors
///
/// What is no answer to this question, in words.
pub(super) fn read(question: &Question, body: &[u8]) -> Result<Node, String> {
    let text = std::str::from_utf8(body).map_err(|_| "it is not UTF-8".to_owned())?;
    if question.operation == Operation::GetFunction {
        return Ok(function::document(&question.of, text));
    }
    let mut scratch = SourceMap::default();
    let source = scratch.add("", SourceKind::Api, text);
    let parsed = rest_xml::parse(text, source).map_err(|error| {
        let place = scratch.location(error.span);
        let (line, column) = (place.line, place.column);
        format!(
            "it is no XML: line {line}, column {column}: {}",
            error.message
        )
    });
    let (root, _) = parsed?;
    let expected = question.operation.document();
    match root.entries().first() {
        Some(entry) if entry.key == expected => Ok(root),
        Some(entry) => Err(format!("expected <{expected}>, and it is <{}>", entry.key)),
        None => Err(format!("expected <{expected}>, and it is empty")),
    }
}

/// Adds a document to the texts of the run, and reads what it holds.
pub(super) fn enter(name: &str, document: &Node, sources: &mut SourceMap) -> Option<Entered> {
    let text = print(document);
    let source = sources.add(name, SourceKind::Api, &text);
    let (root, outline) = json::parse(&text, source).ok()?;
    mask_in_tree(&root, sources);
    sources.set_outline(source, outline);
    let parsed = Parsed { name, root };
    let loaded = aws_json::read(&parsed, sources).unwrap_or_default();
    let root = parsed.root;
    Some(Entered {
        source,
        root,
        loaded,
    })
}
