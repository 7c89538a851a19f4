//! Masks everything in a plan or state that is not CloudFront's, and the values of custom headers.

use crate::source::{SourceMap, Span};
use crate::syntax::{Node, NodeKind};

/// Keys whose values name things and hold no secrets.
const NAMES: [&str; 12] = [
    "address",
    "format_version",
    "index",
    "index_key",
    "mode",
    "module",
    "module_address",
    "name",
    "provider",
    "terraform_version",
    "type",
    "version",
];

/// Masks the values of a document's other resources, of its variables and outputs.
pub(crate) fn mask_others(root: &Node, sources: &mut SourceMap) {
    let mut spans = Vec::new();
    walk(root, false, &mut spans);
    sources.mask_all(&spans);
}

/// Collects what is to be masked in the order of the text. As deep as the document nests, which its
/// parser bounds.
fn walk(node: &Node, is_ours: bool, spans: &mut Vec<Span>) {
    let kind = node.get("type").and_then(Node::as_str);
    let is_ours = is_ours || kind.is_some_and(|kind| kind.starts_with("aws_cloudfront_"));
    for item in node.items() {
        match is_scalar(item) {
            true if !is_ours => spans.push(inside(item)),
            true => {}
            false => walk(item, is_ours, spans),
        }
    }
    for entry in node.entries() {
        let (key, value) = (entry.key.as_str(), &entry.value);
        match is_ours {
            true if key.starts_with("custom_header") => headers(value, spans),
            true if key.contains("custom_header.") && key.ends_with(".value") => {
                spans.push(inside(value))
            }
            false if is_scalar(value) && !NAMES.contains(&key) => spans.push(inside(value)),
            _ => walk(value, is_ours, spans),
        }
    }
}

/// Collects the values below `value` in a list of headers; in a configuration they are constants.
fn headers(node: &Node, spans: &mut Vec<Span>) {
    for item in node.items() {
        headers(item, spans);
    }
    for entry in node.entries() {
        match entry.key.as_str() {
            "name" => {}
            _ if is_scalar(&entry.value) => spans.push(inside(&entry.value)),
            _ => headers(&entry.value, spans),
        }
    }
}

fn is_scalar(node: &Node) -> bool {
    matches!(node.kind, NodeKind::String(_) | NodeKind::Number(_))
}

/// A scalar without its quotes.
fn inside(node: &Node) -> Span {
    let Span { source, start, end } = node.span;
    match node.kind {
        NodeKind::String(_) if start + 2 <= end => Span::new(source, start + 1, end - 1),
        _ => node.span,
    }
}
