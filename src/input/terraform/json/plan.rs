//! Plans: what will be, as far as it is known before it is made.

use super::read::{kind_of, resource};
use super::references::References;
use super::states::in_module;
use crate::input::cloudfront::Resource;
use crate::syntax::{Entry, Node, NodeKind};

/// What a plan says of a value that only the deployment knows.
const LATER: &str = "(known after apply)";

/// Settings that are as if they were not there where nobody writes them, though a plan calls them
/// unknown.
const LEFT_OUT: [&str; 7] = [
    "default_ttl",
    "headers",
    "max_ttl",
    "query_string_cache_keys",
    "trusted_key_groups",
    "trusted_signers",
    "whitelisted_names",
];

/// A plan, and the way from a value that is not known to what it is made of.
pub(super) struct Plan<'n> {
    root: &'n Node,
    references: References<'n>,
}

impl<'n> Plan<'n> {
    pub(super) fn of(root: &'n Node) -> Self {
        Self {
            root,
            references: References::of(root),
        }
    }

    /// The resources that will be there.
    pub(super) fn resources(&self) -> Vec<Resource> {
        let Some(changes) = self.root.get("resource_changes") else {
            let mut made = Vec::new();
            if let Some(module) = self.root.path(&["planned_values", "root_module"]) {
                in_module(module, &mut made);
            }
            return made;
        };
        let changes = changes.items().iter();
        changes.filter_map(|change| self.resource(change)).collect()
    }

    fn resource(&self, given: &'n Node) -> Option<Resource> {
        let text = |key: &str| given.get(key).and_then(Node::as_str).unwrap_or_default();
        let is_current = text("mode") != "data" && given.get("deposed").is_none();
        let kind = kind_of(text("type")).filter(|_| is_current)?;
        let change = given.get("change")?;
        // What is deleted has nothing after.
        let after = change.get("after").filter(|after| !after.is_null())?;
        let module = text("module_address");
        let expressions = self
            .references
            .expressions(module, text("type"), text("name"));
        let values = match change.get("after_unknown") {
            Some(unknown) => self.overlaid(Some(after), unknown, expressions, module),
            None => after.clone(),
        };
        let place = given
            .get("address")
            .map_or(given.span, |address| address.span);
        let address = text("address").to_owned();
        Some(resource(kind, address, place, &values))
    }

    /// The values with what is not known put in. As deep as the document nests, which its parser
    /// bounds.
    fn overlaid(
        &self,
        after: Option<&Node>,
        unknown: &Node,
        expressions: Option<&'n Node>,
        module: &str,
    ) -> Node {
        let null = || Node {
            span: unknown.span,
            kind: NodeKind::Null,
        };
        match &unknown.kind {
            NodeKind::Bool(true) => self.later(unknown, expressions, module),
            NodeKind::Sequence(items) => {
                let known = after.map(Node::items).unwrap_or_default();
                let most = items.len().max(known.len());
                let items = (0..most).map(|index| match (known.get(index), items.get(index)) {
                    (known, Some(unknown)) => {
                        let block = expressions.and_then(|list| block(list, known, index));
                        self.overlaid(known, unknown, block.or(expressions), module)
                    }
                    (Some(known), None) => known.clone(),
                    (None, None) => null(),
                });
                Node {
                    span: after.map_or(unknown.span, |after| after.span),
                    kind: NodeKind::Sequence(items.collect()),
                }
            }
            NodeKind::Mapping(_) => self.object(after, unknown, expressions, module),
            _ => after.cloned().unwrap_or_else(null),
        }
    }

    fn object(
        &self,
        after: Option<&Node>,
        unknown: &Node,
        expressions: Option<&'n Node>,
        module: &str,
    ) -> Node {
        let known = after.map(Node::entries).unwrap_or_default();
        let mut entries: Vec<Entry> = Vec::new();
        for entry in known
            .iter()
            .filter(|entry| unknown.get(&entry.key).is_none())
        {
            entries.push(entry.clone());
        }
        for entry in unknown.entries() {
            let known = after.and_then(|after| after.get(&entry.key));
            let expression = expressions.and_then(|block| block.get(&entry.key));
            let is_written = expressions.is_none() || expression.is_some();
            if !is_written && LEFT_OUT.contains(&entry.key.as_str()) {
                continue;
            }
            entries.push(Entry {
                key: entry.key.clone(),
                key_span: entry.key_span,
                value: self.overlaid(known, &entry.value, expression, module),
            });
        }
        Node {
            span: after.map_or(unknown.span, |after| after.span),
            kind: NodeKind::Mapping(entries),
        }
    }

    /// A value that is not known yet: what its expression refers to, if that tells it.
    fn later(&self, unknown: &Node, expression: Option<&'n Node>, module: &str) -> Node {
        let followed = expression.map(|expression| self.references.follow(expression, module));
        let (span, kind) = followed.map_or((unknown.span, None), |to| (to.at, to.kind));
        Node {
            span,
            kind: kind.unwrap_or_else(|| NodeKind::Unresolved(LATER.to_owned())),
        }
    }
}

/// The block of a configuration that made an item: the one whose constants are the item's, else the
/// one of its number. Sets come in an order of their own.
fn block<'n>(list: &'n Node, item: Option<&Node>, index: usize) -> Option<&'n Node> {
    let blocks = list.items();
    if let [only] = blocks {
        return Some(only);
    }
    let fits = |block: &&Node| {
        block.entries().iter().all(|entry| {
            let constant = entry.value.get("constant_value");
            let value = item.and_then(|item| item.get(&entry.key));
            match (constant, value) {
                (Some(constant), Some(value)) => constant.kind == value.kind,
                _ => true,
            }
        })
    };
    let fitting: Vec<&Node> = blocks.iter().filter(fits).collect();
    match fitting.as_slice() {
        [only] => Some(only),
        _ => blocks.get(index),
    }
}
