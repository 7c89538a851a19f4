//! Strings that are put together from parts, of which some may not be known.
//!
//! What is known only in part is its text with `${…}` for the rest.

use crate::source::Span;
use crate::syntax::{Node, NodeKind};

/// How long a text may get, in bytes: what is longer is no value of CloudFront's.
const LONGEST: usize = 64 * 1024;

/// A text as it grows.
#[derive(Debug, Default)]
pub(super) struct Text {
    text: String,
    is_open: bool,
    parts: usize,
    /// The last part that was no literal.
    last: Option<Node>,
}

impl Text {
    /// Adds what is written as it is.
    pub(super) fn literal(&mut self, text: &str) {
        if !text.is_empty() {
            self.parts += 1;
            self.push(text);
        }
    }

    /// Adds the value of an expression.
    pub(super) fn value(&mut self, node: Node) {
        self.parts += 1;
        let known = scalar_text(&node).or_else(|| listed(&node));
        match known {
            Some(text) => self.push(&text),
            None => {
                self.is_open = true;
                self.push(&hole(&node));
            }
        }
        self.last = Some(node);
    }

    /// Adds a part of which only the name is known.
    pub(super) fn unknown(&mut self, name: &str) {
        self.parts += 1;
        self.is_open = true;
        self.push(&format!("${{{name}}}"));
    }

    /// The text as a node. A single value stays what it was.
    pub(super) fn finish(self, span: Span) -> Node {
        let kind = match self.last {
            Some(node) if self.parts == 1 => node.kind,
            _ if self.is_open => NodeKind::Unresolved(self.text),
            _ => NodeKind::String(self.text),
        };
        Node { span, kind }
    }

    /// The text alone.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    fn push(&mut self, text: &str) {
        if self.text.len() + text.len() > LONGEST {
            self.is_open = true;
            return;
        }
        self.text.push_str(text);
    }
}

/// The text of a scalar that is known, as it stands inside another text.
pub(in crate::input::cloudformation) fn scalar_text(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::String(text) | NodeKind::Number(text) => Some(text.clone()),
        NodeKind::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// A list of known texts, as it stands inside another text.
fn listed(node: &Node) -> Option<String> {
    let items: Option<Vec<String>> = node.items().iter().map(scalar_text).collect();
    let items = items.filter(|items| !items.is_empty())?;
    Some(items.join(","))
}

/// What stands for an unknown value inside a text: `${Bucket}`, `${Files.Arn}`. A text that has
/// such parts already is its own.
fn hole(node: &Node) -> String {
    let NodeKind::Unresolved(expression) = &node.kind else {
        return format!("${{{}}}", node.kind_name());
    };
    let named = ["!Ref ", "!GetAtt "];
    let named = named.iter().find_map(|sign| expression.strip_prefix(sign));
    match named {
        Some(name) => format!("${{{name}}}"),
        None if expression.contains("${") && !expression.starts_with('!') => expression.clone(),
        None => {
            let call = expression.trim_start_matches('!').replace("!Sub ", "");
            let call = call.replace("${", "");
            format!("${{{}}}", call.replace('}', ""))
        }
    }
}

/// A part of a text with `${…}` in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// As written; `${!Name}` is the literal `${Name}`.
    Literal(&'t str),
    /// What stands in `${!…}`.
    Escaped(&'t str),
    /// What stands in `${…}`.
    Hole(&'t str),
}

/// The parts of a text in their order.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, behind)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            parts.push(Part::Literal(before));
        }
        parts.push(match name.strip_prefix('!') {
            Some(escaped) => Part::Escaped(escaped),
            None => Part::Hole(name.trim()),
        });
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart() {
        let text = "a${ B.C }${!D}$e${f";
        let expected = [
            Part::Literal("a"),
            Part::Hole("B.C"),
            Part::Escaped("D"),
            Part::Literal("$e${f"),
        ];
        assert_eq!(parts(text), expected);
        assert!(parts("").is_empty());
    }
}
