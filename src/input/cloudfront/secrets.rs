//! Masks the values of custom headers, which often are what the origin trusts CloudFront by.

use crate::source::{SourceId, SourceMap, Span};
use crate::syntax::{Node, NodeKind};

/// The key whose value is a secret, wherever it stands.
const KEY: &str = "HeaderValue";

/// Other such keys, without underscores, in lower case: those of Pulumi's secrets.
const SECRETS: [&str; 2] = ["plaintext", "ciphertext"];

/// What the block of a custom header is called in Terraform, Pulumi and their like, where its value
/// is only called `value`, and the block of the header that leads to a staging distribution; without
/// underscores, in lower case.
const BLOCKS: [&str; 3] = ["customheader", "customheaders", "singleheaderconfig"];

/// Masks every header value in a document, used or not.
pub(crate) fn mask_in_tree(node: &Node, sources: &mut SourceMap) {
    mask_below(node, false, sources);
}

fn mask_below(node: &Node, of_header: bool, sources: &mut SourceMap) {
    for item in node.items() {
        mask_below(item, of_header, sources);
    }
    for entry in node.entries() {
        let key = entry.key.replace('_', "").to_ascii_lowercase();
        let is_secret = key.eq_ignore_ascii_case(KEY)
            || SECRETS.contains(&key.as_str())
            || of_header && key == "value";
        match is_secret {
            true => mask_leaves(&entry.value, sources),
            false => mask_below(&entry.value, BLOCKS.contains(&key.as_str()), sources),
        }
    }
}

/// Masks each scalar on its own, so that brackets and line ends stay where they are.
fn mask_leaves(node: &Node, sources: &mut SourceMap) {
    match node.kind {
        NodeKind::Null | NodeKind::Unresolved(_) => {}
        NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::String(_) => {
            mask_scalar(node.span, sources);
        }
        NodeKind::Sequence(_) | NodeKind::Mapping(_) => {
            let values = node.entries().iter().map(|entry| &entry.value);
            for child in node.items().iter().chain(values) {
                mask_leaves(child, sources);
            }
        }
    }
}

/// Masks a scalar without its quotes, line by line: it may be a block of several.
fn mask_scalar(span: Span, sources: &mut SourceMap) {
    let text = sources.get(span.source).text();
    let written = text.get(span.start..span.end).unwrap_or_default();
    let quote = ['"', '\'']
        .into_iter()
        .find(|quote| written.starts_with(*quote));
    let inner = quote.and_then(|quote| written.strip_prefix(quote)?.strip_suffix(quote));
    let start = span.start + usize::from(inner.is_some());
    let mut lines = Vec::new();
    let mut at = start;
    for line in inner.unwrap_or(written).split_inclusive('\n') {
        let length = line.trim_end().len();
        let indent = line.len() - line.trim_start().len();
        if indent < length {
            lines.push(Span::new(span.source, at + indent, at + length));
        }
        at += line.len();
    }
    for line in lines {
        sources.mask(line);
    }
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
