//! The attributes of old states, whose names are paths (`origin.123.domain_name`), to a tree.

use crate::syntax::{Entry, Node, NodeKind};
use std::collections::BTreeMap;

/// More parts than this no name of the provider's has.
const MOST_PARTS: usize = 24;

/// The tree of attributes whose names are paths; each value stands where it did.
pub(super) fn unflattened(attributes: &Node) -> Node {
    let mut root = Branch::default();
    for entry in attributes.entries() {
        root.insert(&entry.key, entry, MOST_PARTS);
    }
    root.into_node(attributes)
}

#[derive(Default)]
struct Branch<'n> {
    leaf: Option<&'n Entry>,
    children: BTreeMap<&'n str, Self>,
}

impl<'n> Branch<'n> {
    fn insert(&mut self, path: &'n str, entry: &'n Entry, left: usize) {
        let (first, rest) = match path.split_once('.') {
            Some((first, rest)) if left > 1 => (first, Some(rest)),
            _ => (path, None),
        };
        let child = self.children.entry(first).or_default();
        match rest {
            Some(rest) => child.insert(rest, entry, left - 1),
            None => child.leaf = Some(entry),
        }
    }

    /// What has a number of items is a list, in the order of their numbers; all else is an object.
    fn into_node(self, parent: &Node) -> Node {
        let count = self.children.get("#").and_then(|count| count.leaf);
        let span = count.map_or(parent.span, |count| count.key_span);
        if let Some(leaf) = self.leaf {
            return leaf.value.clone();
        }
        let mut children: Vec<(&str, Self)> = self.children.into_iter().collect();
        children.retain(|(name, _)| !["#", "%"].contains(name));
        if count.is_some() {
            children.sort_by_key(|(name, _)| name.parse::<u64>().unwrap_or(u64::MAX));
            let items = children
                .into_iter()
                .map(|(_, child)| child.into_node(parent));
            return Node {
                span,
                kind: NodeKind::Sequence(items.collect()),
            };
        }
        let first = children.first().and_then(|(_, child)| child.leaf);
        let span = first.map_or(span, |first| first.key_span);
        let entries = children.into_iter().map(|(name, child)| {
            let key_span = child.leaf.map_or(span, |leaf| leaf.key_span);
            Entry {
                key: name.to_owned(),
                key_span,
                value: child.into_node(parent),
            }
        });
        Node {
            span,
            kind: NodeKind::Mapping(entries.collect()),
        }
    }
}
