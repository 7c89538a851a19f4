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

/// Keys of policy conditions whose values often are a secret that a custom header carries.
const CONDITIONS: [&str; 2] = ["aws:referer", "aws:useragent"];

/// How far behind such a key its values are looked for, in bytes.
const FARTHEST: usize = 4096;

/// Masks every header value in a document, used or not.
pub(crate) fn mask_in_tree(node: &Node, sources: &mut SourceMap) {
    mask_below(node, false, sources);
}

/// Masks what policies compare a viewer's headers with, however the policy is written: what stands in
/// quotes behind the key, up to the end of its list or block.
pub(crate) fn mask_conditions(text: &str, source: SourceId, sources: &mut SourceMap) {
    let lower = text.to_ascii_lowercase();
    let mut spans = Vec::new();
    let mut from = 0;
    for (at, _) in lower.match_indices("aws:") {
        let behind = lower.get(at..).unwrap_or_default();
        let key = CONDITIONS.iter().find(|key| behind.starts_with(**key));
        if let Some(key) = key.filter(|_| at >= from) {
            from = quoted(&lower, at + key.len(), source, &mut spans);
        }
    }
    sources.mask_all(&spans);
}

/// The places in quotes behind a key, the quote that closes the key left out; gives where it stopped.
fn quoted(text: &str, start: usize, source: SourceId, spans: &mut Vec<Span>) -> usize {
    let bytes = text.as_bytes();
    let rest = bytes.get(start..).unwrap_or_default();
    let rest = rest.get(..FARTHEST).unwrap_or(rest);
    let length = rest.iter().position(|byte| b"]}".contains(byte));
    let end = start + length.unwrap_or(rest.len());
    let is_quote = |at: &usize| bytes.get(*at).is_some_and(|byte| b"\"'".contains(byte));
    let places: Vec<usize> = (start..end).filter(is_quote).skip(1).collect();
    for pair in places.chunks_exact(2) {
        if let [open, close] = pair {
            let escape = usize::from(bytes.get(close - 1) == Some(&b'\\'));
            spans.push(Span::new(source, open + 1, (close - escape).max(open + 1)));
        }
    }
    end
}

fn mask_below(node: &Node, of_header: bool, sources: &mut SourceMap) {
    for item in node.items() {
        mask_below(item, of_header, sources);
    }
    for entry in node.entries() {
        let key = entry.key.replace('_', "").to_ascii_lowercase();
        let is_secret = key.eq_ignore_ascii_case(KEY)
            || SECRETS.contains(&key.as_str())
            || CONDITIONS.contains(&key.as_str())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceKind;

    #[test]
    fn what_a_policy_compares_headers_with_is_masked() {
        for text in [
            r#"{"StringEquals": {"aws:Referer": ["hunter2", "hunter2b"]}}"#,
            r#"{"Policy": "{\"StringLike\": {\"aws:UserAgent\": \"hunter2\"}}"}"#,
            "variable = \"aws:Referer\"\n  values   = [\"hunter2\"]",
        ] {
            let mut sources = SourceMap::default();
            let id = sources.add("t", SourceKind::File, text);
            mask_conditions(text, id, &mut sources);
            let shown = sources.get(id).text();
            assert!(
                !shown.contains("hunter2") && shown.len() == text.len(),
                "{shown}"
            );
            let signs = |text: &str| text.matches(['"', '\\']).count();
            assert_eq!(signs(shown), signs(text), "{shown}");
        }
    }
}
