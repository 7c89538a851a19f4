//! JSON and YAML.

use crate::input::terraform::evaluate::value::{
    entry, has_unresolved, known_entries, node, object, string, text, unresolved,
};
use crate::input::terraform::hosts::hole;
use crate::source::Span;
use crate::syntax::{MAX_DEPTH, Node, NodeKind, yaml};
use serde_json::Value;

/// What is not known stands in the text as `${…}`.
pub(super) fn to_json(arguments: &[Node], span: Span) -> Option<Node> {
    let given = arguments.first()?;
    let text = value_of(given)?.to_string();
    Some(match has_unresolved(given) {
        true => unresolved(text, span),
        false => string(text, span),
    })
}

fn value_of(node: &Node) -> Option<Value> {
    Some(match &node.kind {
        NodeKind::Null => Value::Null,
        NodeKind::Bool(value) => Value::Bool(*value),
        NodeKind::Number(number) => serde_json::from_str(number).ok()?,
        NodeKind::String(text) => Value::String(text.clone()),
        NodeKind::Sequence(items) => {
            Value::Array(items.iter().map(value_of).collect::<Option<_>>()?)
        }
        NodeKind::Mapping(_) => {
            let pairs = known_entries(node);
            let pairs = pairs.map(|entry| Some((entry.key.clone(), value_of(&entry.value)?)));
            Value::Object(pairs.collect::<Option<_>>()?)
        }
        NodeKind::Unresolved(expression) => Value::String(hole(expression)),
    })
}

/// What JSON says; all of it stands where it is decoded.
pub(super) fn from_json(arguments: &[Node], span: Span) -> Option<Node> {
    let value: Value = serde_json::from_str(&text(arguments.first()?)?).ok()?;
    node_of(&value, span, 0)
}

/// What a YAML document says; all of it stands where it is decoded.
pub(super) fn from_yaml(arguments: &[Node], span: Span) -> Option<Node> {
    let (roots, _) = yaml::parse(&text(arguments.first()?)?, span.source).ok()?;
    let root = roots.into_iter().next()?;
    Some(root.placed(span))
}

fn node_of(value: &Value, span: Span, depth: usize) -> Option<Node> {
    if depth > MAX_DEPTH {
        return None;
    }
    let kind = match value {
        Value::Null => NodeKind::Null,
        Value::Bool(value) => NodeKind::Bool(*value),
        Value::Number(number) => NodeKind::Number(number.to_string()),
        Value::String(text) => NodeKind::String(text.clone()),
        Value::Array(items) => {
            let items = items.iter().map(|item| node_of(item, span, depth + 1));
            NodeKind::Sequence(items.collect::<Option<_>>()?)
        }
        Value::Object(pairs) => {
            let pairs = pairs.iter();
            let pairs = pairs
                .map(|(key, value)| Some(entry(key.clone(), node_of(value, span, depth + 1)?)));
            return Some(object(pairs.collect::<Option<_>>()?, span));
        }
    };
    Some(node(kind, span))
}
