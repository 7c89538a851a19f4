//! `for` expressions, and going over what they go over.

use super::evaluator::{Binding, Evaluator, Fault, Outcome, Scope};
use super::value::{entry, known_entries, node, object, rest, string, text, truth, unresolved};
use crate::syntax::hcl::{Expr, For};
use crate::syntax::{Entry, Node, NodeKind};

impl<'a> Evaluator<'a> {
    /// The keys and values of a collection; none if it is not known, or no collection.
    pub(in crate::input::terraform) fn items(
        &self,
        collection: &Node,
    ) -> Option<Vec<(Node, Node)>> {
        self.spend(super::value::size(collection), collection.span)
            .ok()?;
        match &collection.kind {
            NodeKind::Sequence(items) => {
                let items = items.iter().enumerate();
                let items = items.map(|(index, item)| {
                    let index = node(NodeKind::Number(index.to_string()), item.span);
                    (index, item.clone())
                });
                Some(items.collect())
            }
            NodeKind::Mapping(_) if rest(collection).is_none() => {
                let items = known_entries(collection);
                let items =
                    items.map(|item| (string(item.key.clone(), item.key_span), item.value.clone()));
                Some(items.collect())
            }
            _ => None,
        }
    }

    pub(super) fn for_each(&self, scope: Scope<'_, 'a>, each: &'a For, expr: &'a Expr) -> Outcome {
        let collection = self.evaluate(scope, &each.collection)?;
        let open = || Ok(unresolved(self.written(expr.span), expr.span));
        let Some(items) = self.items(&collection) else {
            return match collection.kind {
                NodeKind::Unresolved(_) | NodeKind::Mapping(_) => open(),
                _ => Err(Fault::Refused),
            };
        };
        let mut made = Made::default();
        for (key, value) in &items {
            let bound = Binding {
                name: &each.value_name,
                value,
                outer: scope.bindings,
            };
            let bound = Binding {
                name: each.key_name.as_deref().unwrap_or_default(),
                value: key,
                outer: Some(&bound),
            };
            let scope = Scope {
                bindings: Some(&bound),
                ..scope
            };
            if !self.turn(scope, each, &mut made)? {
                return open();
            }
        }
        Ok(match each.key {
            Some(_) => object(made.entries, expr.span),
            None => node(NodeKind::Sequence(made.items), expr.span),
        })
    }

    /// Adds what one turn makes; `false` if it is not known whether it makes anything, or what it is
    /// called.
    fn turn(&self, scope: Scope<'_, 'a>, each: &'a For, made: &mut Made) -> Result<bool, Fault> {
        if let Some(condition) = &each.condition {
            match truth(&self.evaluate(scope, condition)?) {
                Some(true) => {}
                Some(false) => return Ok(true),
                None => return Ok(false),
            }
        }
        let value = self.evaluate(scope, &each.value)?;
        let Some(key) = &each.key else {
            made.items.push(value);
            return Ok(true);
        };
        let key = self.evaluate(scope, key)?;
        if key.unresolved().is_some() {
            return Ok(false);
        }
        made.add(text(&key).ok_or(Fault::Refused)?, value, each.groups);
        Ok(true)
    }
}

/// What a `for` has made so far.
#[derive(Default)]
struct Made {
    items: Vec<Node>,
    entries: Vec<Entry>,
    places: std::collections::HashMap<String, usize>,
}

impl Made {
    fn add(&mut self, key: String, value: Node, groups: bool) {
        let place = self
            .places
            .get(&key)
            .and_then(|place| self.entries.get_mut(*place));
        match (place, groups) {
            (Some(entry), true) => {
                if let NodeKind::Sequence(items) = &mut entry.value.kind {
                    items.push(value);
                }
            }
            (Some(entry), false) => entry.value = value,
            (None, _) => {
                let span = value.span;
                let value = match groups {
                    true => node(NodeKind::Sequence(vec![value]), span),
                    false => value,
                };
                self.places.insert(key.clone(), self.entries.len());
                self.entries.push(entry(key, value));
            }
        }
    }
}
