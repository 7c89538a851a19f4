//! What a value is to Terraform: conversions between types, equality, and making of nodes.

use crate::source::Span;
use crate::syntax::{Entry, Node, NodeKind};

/// The key under which an object says that it has more attributes than are known, and whose they
/// are: no attribute has an empty name.
const REST: &str = "";

/// A node.
pub(in crate::input::terraform) fn node(kind: NodeKind, span: Span) -> Node {
    Node { span, kind }
}

/// A string.
pub(in crate::input::terraform) fn string(text: impl Into<String>, span: Span) -> Node {
    node(NodeKind::String(text.into()), span)
}

/// What is not known, as a person would recognise it.
pub(in crate::input::terraform) fn unresolved(expression: impl Into<String>, span: Span) -> Node {
    node(NodeKind::Unresolved(expression.into()), span)
}

/// An object.
pub(in crate::input::terraform) fn object(entries: Vec<Entry>, span: Span) -> Node {
    node(NodeKind::Mapping(entries), span)
}

/// An entry whose key stands where its value does.
pub(in crate::input::terraform) fn entry(key: impl Into<String>, value: Node) -> Entry {
    Entry {
        key: key.into(),
        key_span: value.span,
        value,
    }
}

/// The entry that says that an object has more attributes, and how they are written.
pub(in crate::input::terraform) fn rest_of(address: &str, span: Span) -> Entry {
    entry(REST, unresolved(address, span))
}

/// The address of the attributes of an object that are not known, if it has any.
pub(super) fn rest(node: &Node) -> Option<&str> {
    node.get(REST).and_then(Node::unresolved)
}

/// The entries of an object without those that are not known.
pub(in crate::input::terraform) fn known_entries(node: &Node) -> impl Iterator<Item = &Entry> {
    node.entries().iter().filter(|entry| entry.key != REST)
}

/// The text of a scalar.
pub(in crate::input::terraform) fn text(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::String(text) => Some(text.clone()),
        NodeKind::Number(number) => Some(number.clone()),
        NodeKind::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// The truth value of a boolean, or of its text.
pub(in crate::input::terraform) fn truth(node: &Node) -> Option<bool> {
    match &node.kind {
        NodeKind::Bool(value) => Some(*value),
        NodeKind::String(text) if text == "true" || text == "1" => Some(true),
        NodeKind::String(text) if text == "false" || text == "0" => Some(false),
        _ => None,
    }
}

/// The number, or that of its text.
pub(in crate::input::terraform) fn number(node: &Node) -> Option<f64> {
    match &node.kind {
        NodeKind::Number(text) | NodeKind::String(text) => {
            text.parse().ok().filter(|number: &f64| number.is_finite())
        }
        _ => None,
    }
}

/// The whole number from 0 that this is.
pub(in crate::input::terraform) fn index(node: &Node) -> Option<usize> {
    match &node.kind {
        NodeKind::Number(text) | NodeKind::String(text) => text.parse().ok(),
        _ => None,
    }
}

/// A number in its plain notation.
pub(super) fn of_number(number: f64) -> NodeKind {
    // Rust writes whole numbers without a point, and never with an exponent.
    NodeKind::Number(format!("{number}"))
}

/// Whether any of it is not known.
pub(super) fn has_unresolved(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Unresolved(_) => true,
        NodeKind::Sequence(items) => items.iter().any(has_unresolved),
        NodeKind::Mapping(entries) => entries.iter().any(|entry| has_unresolved(&entry.value)),
        _ => false,
    }
}

/// Whether two values are equal; none if that depends on what is not known.
pub(super) fn same(a: &Node, b: &Node) -> Option<bool> {
    match (&a.kind, &b.kind) {
        (NodeKind::Unresolved(_), _) | (_, NodeKind::Unresolved(_)) => None,
        (NodeKind::Null, NodeKind::Null) => Some(true),
        (NodeKind::Bool(a), NodeKind::Bool(b)) => Some(a == b),
        (NodeKind::String(a), NodeKind::String(b)) => Some(a == b),
        (NodeKind::Number(a), NodeKind::Number(b)) if a == b => Some(true),
        // Types are not equal to Terraform, and yet nobody compares "1" with 1 in earnest.
        (NodeKind::Number(_), NodeKind::Number(_) | NodeKind::String(_))
        | (NodeKind::String(_), NodeKind::Number(_)) => Some(number(a) == number(b)),
        (NodeKind::Bool(_), NodeKind::String(_)) | (NodeKind::String(_), NodeKind::Bool(_)) => {
            Some(text(a) == text(b))
        }
        (NodeKind::Sequence(a), NodeKind::Sequence(b)) => match a.len() == b.len() {
            true => all(a.iter().zip(b).map(|(a, b)| same(a, b))),
            false => Some(false),
        },
        (NodeKind::Mapping(_), NodeKind::Mapping(_)) => same_objects(a, b),
        _ => Some(false),
    }
}

fn same_objects(a: &Node, b: &Node) -> Option<bool> {
    if rest(a).is_some() || rest(b).is_some() {
        return None;
    }
    if a.entries().len() != b.entries().len() {
        return Some(false);
    }
    let pairs = a.entries().iter();
    all(pairs.map(|entry| match b.get(&entry.key) {
        Some(other) => same(&entry.value, other),
        None => Some(false),
    }))
}

/// Whether all are true: one that is false decides, whatever is not known.
fn all(mut answers: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    let refuted = answers.any(|answer| {
        known &= answer.is_some();
        answer == Some(false)
    });
    match (refuted, known) {
        (true, _) => Some(false),
        (false, true) => Some(true),
        (false, false) => None,
    }
}

/// How many nodes this is, and how much text: what it costs to make another one of it.
pub(super) fn size(node: &Node) -> usize {
    let below: usize = match &node.kind {
        NodeKind::Sequence(items) => items.iter().map(size).sum(),
        NodeKind::Mapping(entries) => entries.iter().map(|entry| size(&entry.value)).sum(),
        NodeKind::String(text) | NodeKind::Unresolved(text) => text.len() / 64,
        _ => 0,
    };
    below + 1
}
