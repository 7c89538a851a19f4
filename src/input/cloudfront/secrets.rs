//! Masks the values of custom headers, which often are what the origin trusts CloudFront by.

use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::{Node, NodeKind};

/// The key whose value is a secret, wherever it stands.
const KEY: &str = "HeaderValue";

/// Masks every header value in a document, used or not.
pub(crate) fn mask_in_tree(node: &Node, sources: &mut SourceMap) {
    for item in node.items() {
        mask_in_tree(item, sources);
    }
    for entry in node.entries() {
        match entry.key.eq_ignore_ascii_case(KEY) {
            true => mask_leaves(&entry.value, sources),
            false => mask_in_tree(&entry.value, sources),
        }
    }
}

/// Masks each scalar on its own, so that brackets and line ends stay where they are.
fn mask_leaves(node: &Node, sources: &mut SourceMap) {
    match node.kind {
        NodeKind::Null | NodeKind::Unresolved(_) => {}
        NodeKind::Bool(_) | NodeKind::Number(_) => sources.mask(node.span),
        NodeKind::String(_) => mask_string(node.span, sources),
        NodeKind::Sequence(_) | NodeKind::Mapping(_) => {
            let values = node.entries().iter().map(|entry| &entry.value);
            for child in node.items().iter().chain(values) {
                mask_leaves(child, sources);
            }
        }
    }
}

/// Masks a string without its quotes, if it has any, and without its line ends.
fn mask_string(span: Span, sources: &mut SourceMap) {
    let text = sources.get(span.source).text();
    let written = text.get(span.start..span.end).unwrap_or_default();
    let quoted = ['"', '\''].iter().any(|sign| {
        let inner = written.strip_prefix(*sign);
        inner.is_some_and(|inner| inner.ends_with(*sign))
    });
    let (start, end) = match quoted {
        true => (span.start + 1, span.end - 1),
        false => (span.start, span.end),
    };
    let inner = text.get(start..end).unwrap_or_default();
    let mut at = start;
    let mut lines = Vec::new();
    for line in inner.split_inclusive('\n') {
        lines.push(Span::new(span.source, at, at + line.trim_end().len()));
        at += line.len();
    }
    lines.into_iter().for_each(|line| sources.mask(line));
}

/// Masks what looks like a header value in a text that has no tree because it is broken: a report
/// shows the lines around the place.
pub(crate) fn mask_in_text(text: &str, source: SourceId, sources: &mut SourceMap) {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(KEY)) {
        let key_end = from + at + KEY.len();
        let rest = text.get(key_end..).unwrap_or_default();
        let sign = |c: char| c.is_whitespace() || "\"'`:=".contains(c);
        let start = key_end + (rest.len() - rest.trim_start_matches(sign).len());
        let value = text.get(start..).unwrap_or_default();
        let end = start + value_length(value);
        sources.mask(Span::new(source, start, end));
        from = end;
    }
}

/// The bytes up to the quote that closes the string, or to the end of the line.
fn value_length(value: &str) -> usize {
    let mut escaped = false;
    let end = value.char_indices().find(|(_, c)| match c {
        '\n' | '\r' => true,
        '"' if !escaped => true,
        _ => {
            escaped = *c == '\\' && !escaped;
            false
        }
    });
    end.map_or(value.len(), |(at, _)| at)
}
