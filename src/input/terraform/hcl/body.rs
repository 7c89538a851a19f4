//! The inside of a block as one object: attributes, the blocks in it as lists, and `dynamic` ones.

use crate::input::terraform::evaluate::{Binding, Evaluator, Scope, entry, object, unresolved};
use crate::input::terraform::hosts::is_partial;
use crate::source::Span;
use crate::syntax::hcl::{Attribute, Block, Body, Expr, ExprKind};
use crate::syntax::{Entry, Node, NodeKind};
use std::collections::HashMap;

/// What says how a block is made, and is no setting.
const META: [&str; 5] = ["count", "for_each", "provider", "depends_on", "lifecycle"];

/// Attributes that no deployment leaves empty: where one is, only a default was not meant.
const FILLED: [&str; 4] = [
    "domain_name",
    "origin_id",
    "target_origin_id",
    "path_pattern",
];

/// Blocks that no deployment is without.
const NEEDED: [&str; 4] = [
    "origin",
    "default_cache_behavior",
    "parameters_in_cache_key_and_forwarded_to_origin",
    "query_strings_config",
];

impl<'a> Evaluator<'a> {
    /// The settings in a body; `deep` with the blocks in it.
    pub(super) fn body(
        &self,
        scope: Scope<'_, 'a>,
        body: &'a Body,
        span: Span,
        deep: bool,
    ) -> Node {
        let mut made = Fields::default();
        for attribute in &body.attributes {
            if !META.contains(&attribute.name.as_str()) {
                made.entries.push(Entry {
                    key: attribute.name.clone(),
                    key_span: attribute.name_span,
                    value: self.setting(scope, attribute),
                });
            }
        }
        for block in body.blocks.iter().filter(|_| deep) {
            match (block.kind.as_str(), block.label(0)) {
                ("dynamic", Some(kind)) => self.dynamic(scope, block, kind, &mut made),
                (kind, _) if META.contains(&kind) => {}
                (kind, _) => {
                    let one = self.body(scope, &block.body, block.span, true);
                    made.add(kind, block.kind_span, one);
                }
            }
        }
        object(made.entries, span)
    }

    fn setting(&self, scope: Scope<'_, 'a>, attribute: &'a Attribute) -> Node {
        let expr = &attribute.value;
        let value = self.value(scope, expr);
        let empty = value.is_null() || value.as_str() == Some("");
        let computed = !matches!(expr.kind, ExprKind::Null | ExprKind::String(_));
        match empty && computed && FILLED.contains(&attribute.name.as_str()) {
            true => unresolved(self.written(expr.span), expr.span),
            false => value,
        }
    }

    /// The blocks that a `dynamic` one makes; one that is not known stands for any number of them.
    fn dynamic(&self, scope: Scope<'_, 'a>, block: &'a Block, kind: &str, made: &mut Fields) {
        let Some(for_each) = block.body.attribute("for_each") else {
            return;
        };
        let place = block.kind_span;
        let open = |made: &mut Fields| {
            let span = for_each.value.span;
            made.add(kind, place, unresolved(self.written(span), span));
        };
        let before = self.defaults.get();
        let collection = self.value(scope, &for_each.value);
        let Some(items) = self.items(&collection) else {
            if collection.unresolved().is_some() || matches!(collection.kind, NodeKind::Mapping(_))
            {
                open(made);
            }
            return;
        };
        let by_default = self.defaults.get() > before;
        if items.is_empty() && by_default && NEEDED.contains(&kind) {
            return open(made);
        }
        let name = block.body.attribute("iterator").map(|name| &name.value);
        let name = name.and_then(word).unwrap_or(kind);
        let Some(content) = block.body.blocks_of("content").next() else {
            return;
        };
        for (key, value) in items {
            let one = match &value.kind {
                // Of a list of which a part is not known, that part.
                NodeKind::Unresolved(text) if !is_partial(text) && key.as_str().is_none() => value,
                _ if self.spend(1, content.span).is_err() => return open(made),
                _ => self.content(scope, content, (name, key, value)),
            };
            made.add(kind, place, one);
        }
    }

    /// What the `content` of a `dynamic` block is for one key and value.
    fn content(
        &self,
        scope: Scope<'_, 'a>,
        content: &'a Block,
        (name, key, value): (&str, Node, Node),
    ) -> Node {
        let iterator = object(vec![entry("key", key), entry("value", value)], content.span);
        let binding = Binding {
            name,
            value: &iterator,
            outer: scope.bindings,
        };
        let scope = Scope {
            bindings: Some(&binding),
            ..scope
        };
        self.body(scope, &content.body, content.span, true)
    }
}

/// The word that an expression is: older versions quote it.
fn word(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Variable(word) | ExprKind::String(word) => Some(word),
        _ => None,
    }
}

/// The entries of an object, and where the lists of blocks are among them.
#[derive(Default)]
struct Fields {
    entries: Vec<Entry>,
    lists: HashMap<String, usize>,
}

impl Fields {
    fn add(&mut self, kind: &str, kind_span: Span, block: Node) {
        let list = self
            .lists
            .get(kind)
            .and_then(|at| self.entries.get_mut(*at));
        if let Some(NodeKind::Sequence(items)) = list.map(|list| &mut list.value.kind) {
            items.push(block);
            return;
        }
        self.lists.insert(kind.to_owned(), self.entries.len());
        let span = block.span;
        self.entries.push(Entry {
            key: kind.to_owned(),
            key_span: kind_span,
            value: Node {
                span,
                kind: NodeKind::Sequence(vec![block]),
            },
        });
    }
}
