//! The one tree that every structured format becomes, each node with its place.

use crate::source::Span;
use std::collections::HashSet;

/// How deep a document may nest, whatever its format: no configuration comes near, and what walks
/// the tree may recurse this far without asking.
pub const MAX_DEPTH: usize = 128;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The value as written; the span of a string covers its quotes.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// `null`, or the format's word for it.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as written: no format agrees with another on its range.
    Number(String),
    /// A string, its escapes resolved.
    String(String),
    /// Values in order.
    Sequence(Vec<Node>),
    /// Keys and values in order; a key may stand twice.
    Mapping(Vec<Entry>),
    /// What the input does not resolve, as a person would recognise it: `!Ref Bucket`, `var.ttl`.
    Unresolved(String),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key, its escapes resolved.
    pub key: String,
    /// The key as written, with its quotes.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// The value of `key`, if this is a mapping that has it. Of a key that stands twice the last
    /// one counts, as for every reader of JSON; [`Node::overridden`] tells the others.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let entry = self.entries().iter().rev().find(|entry| entry.key == key);
        entry.map(|entry| &entry.value)
    }

    /// The node that is reached by these keys, one after the other.
    #[must_use]
    pub fn path(&self, keys: &[&str]) -> Option<&Self> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The text, if this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if this is a whole one from 0 to `u64::MAX`, written in digits only.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        match &self.kind {
            NodeKind::Number(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                text.parse().ok()
            }
            _ => None,
        }
    }

    /// The truth value, if this is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            NodeKind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Whether this is the format's null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.kind == NodeKind::Null
    }

    /// The expression, if this is one that the input does not resolve.
    #[must_use]
    pub fn unresolved(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Unresolved(expression) => Some(expression),
            _ => None,
        }
    }

    /// The same with all that is in it at another place. As deep as the node nests, which its parser
    /// bounds.
    #[must_use]
    pub fn placed(mut self, span: Span) -> Self {
        self.place(span);
        self
    }

    fn place(&mut self, span: Span) {
        self.span = span;
        match &mut self.kind {
            NodeKind::Sequence(items) => items.iter_mut().for_each(|item| item.place(span)),
            NodeKind::Mapping(entries) => {
                for entry in entries {
                    entry.key_span = span;
                    entry.value.place(span);
                }
            }
            _ => {}
        }
    }

    /// The values of a sequence; none of anything else.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.kind {
            NodeKind::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The entries of a mapping, duplicates included; none of anything else.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.kind {
            NodeKind::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The entries that have no effect because their key stands again further down, last first.
    #[must_use]
    pub fn overridden(&self) -> Vec<&Entry> {
        let mut seen = HashSet::new();
        let entries = self.entries().iter().rev();
        entries
            .filter(|entry| !seen.insert(entry.key.as_str()))
            .collect()
    }

    /// What it is, with its article: `an object`, `a string`.
    #[must_use]
    pub fn kind_name(&self) -> &'static str {
        match self.kind {
            NodeKind::Null => "null",
            NodeKind::Bool(_) => "a boolean",
            NodeKind::Number(_) => "a number",
            NodeKind::String(_) => "a string",
            NodeKind::Sequence(_) => "a list",
            NodeKind::Mapping(_) => "an object",
            NodeKind::Unresolved(_) => "an expression",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, SourceKind, SourceMap};

    fn source() -> SourceId {
        SourceMap::default().add("t", SourceKind::File, "")
    }

    fn node(kind: NodeKind) -> Node {
        Node {
            span: Span::new(source(), 0, 0),
            kind,
        }
    }

    fn mapping(entries: &[(&str, NodeKind)]) -> Node {
        let entry = |(key, kind): &(&str, NodeKind)| Entry {
            key: (*key).to_owned(),
            key_span: Span::new(source(), 0, 0),
            value: node(kind.clone()),
        };
        node(NodeKind::Mapping(entries.iter().map(entry).collect()))
    }

    #[test]
    fn the_last_of_two_equal_keys_counts_and_the_first_is_told() {
        let number = |text: &str| NodeKind::Number(text.to_owned());
        let twice = mapping(&[("a", number("1")), ("b", number("2")), ("a", number("3"))]);
        assert_eq!(twice.get("a").and_then(Node::as_u64), Some(3));
        let values: Vec<_> = twice
            .overridden()
            .iter()
            .map(|e| e.value.as_u64())
            .collect();
        assert_eq!(values, [Some(1)]);
        assert_eq!(twice.path(&["a", "b"]), None);
    }

    #[test]
    fn only_whole_numbers_in_digits_are_u64() {
        let read = |text: &str| node(NodeKind::Number(text.to_owned())).as_u64();
        assert_eq!(read("18446744073709551615"), Some(u64::MAX));
        for wrong in ["18446744073709551616", "-1", "1.0", "1e3", ""] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(node(NodeKind::String("1".into())).as_u64(), None);
    }
}
