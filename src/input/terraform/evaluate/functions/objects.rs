//! Functions of objects and maps.

use super::lists::{items, sequence};
use crate::input::terraform::evaluate::value::{
    entry, known_entries, node, object, rest, string, text, unresolved,
};
use crate::source::Span;
use crate::syntax::{Entry, Node, NodeKind};
use std::collections::BTreeMap;

/// The entries in the order of Terraform's maps; none if there may be more.
fn sorted(node: &Node) -> Option<Vec<&Entry>> {
    if !matches!(node.kind, NodeKind::Mapping(_)) || rest(node).is_some() {
        return None;
    }
    let by_key: BTreeMap<&str, &Entry> = known_entries(node)
        .map(|entry| (entry.key.as_str(), entry))
        .collect();
    Some(by_key.into_values().collect())
}

pub(super) fn keys(arguments: &[Node], span: Span) -> Option<Node> {
    let keys = sorted(arguments.first()?)?;
    let keys = keys
        .into_iter()
        .map(|entry| string(entry.key.clone(), entry.key_span));
    sequence(keys.collect(), span)
}

pub(super) fn values(arguments: &[Node], span: Span) -> Option<Node> {
    let values = sorted(arguments.first()?)?;
    sequence(
        values
            .into_iter()
            .map(|entry| entry.value.clone())
            .collect(),
        span,
    )
}

/// How many items, entries or characters. An item that is not known may be any number of them.
pub(super) fn length(arguments: &[Node], span: Span) -> Option<Node> {
    let of = arguments.first()?;
    let length = match &of.kind {
        NodeKind::Sequence(items) if items.iter().any(|item| item.unresolved().is_some()) => {
            return Some(unresolved("length", span));
        }
        NodeKind::Sequence(items) => items.len(),
        NodeKind::Mapping(_) => sorted(of)?.len(),
        _ => text(of)?.chars().count(),
    };
    Some(node(NodeKind::Number(length.to_string()), span))
}

/// One object with the entries of all; the last one of a key counts, and null is an empty object.
pub(super) fn merge(arguments: &[Node], span: Span) -> Option<Node> {
    let mut all: Vec<Entry> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for argument in arguments {
        if !matches!(argument.kind, NodeKind::Mapping(_) | NodeKind::Null) {
            return None;
        }
        for entry in argument.entries() {
            match places.get(&entry.key).and_then(|place| all.get_mut(*place)) {
                Some(place) => *place = entry.clone(),
                None => {
                    places.insert(entry.key.clone(), all.len());
                    all.push(entry.clone());
                }
            }
        }
    }
    Some(object(all, span))
}

/// `map("key", value, …)` of older versions.
pub(super) fn map(arguments: &[Node], span: Span) -> Option<Node> {
    let pairs = arguments.chunks(2).map(|pair| match pair {
        [key, value] => Some(entry(text(key)?, value.clone())),
        _ => None,
    });
    Some(object(pairs.collect::<Option<_>>()?, span))
}

pub(super) fn zip_map(arguments: &[Node], span: Span) -> Option<Node> {
    let [keys, values] = arguments else {
        return None;
    };
    let pairs = items(Some(keys))?.iter().zip(items(Some(values))?);
    let pairs = pairs.map(|(key, value)| Some(entry(text(key)?, value.clone())));
    Some(object(pairs.collect::<Option<_>>()?, span))
}

/// A map of lists the other way round: each item with the keys that had it.
pub(super) fn transpose(arguments: &[Node], span: Span) -> Option<Node> {
    let mut turned: BTreeMap<String, Vec<Node>> = BTreeMap::new();
    for given in sorted(arguments.first()?)? {
        for item in items(Some(&given.value))? {
            let keys = turned.entry(text(item)?).or_default();
            keys.push(string(given.key.clone(), given.key_span));
        }
    }
    let entries = turned.into_iter();
    let entries = entries.map(|(key, keys)| entry(key, node(NodeKind::Sequence(keys), span)));
    Some(object(entries.collect(), span))
}
