//! The value of a node: literals are themselves, calls are made, loops are unrolled.

use super::loops::is_loop;
use super::scope::{MOST_LEVELS, Scope};
use super::text::Text;
use super::written;
use crate::input::cloudformation::macros::TRANSFORM;
use crate::input::cloudformation::stacks::{World, unresolved};
use crate::input::cloudformation::template::Call;
use crate::input::serverless;
use crate::syntax::{Entry, Node, NodeKind};

impl World<'_> {
    /// The value of a node in its place; `None` for `AWS::NoValue`.
    pub(in crate::input::cloudformation) fn value(
        &mut self,
        node: &Node,
        scope: &Scope,
    ) -> Option<Node> {
        if scope.level >= MOST_LEVELS || !self.step(node.span) {
            return Some(unresolved(written(node), node.span));
        }
        match &node.kind {
            NodeKind::String(text) => Some(literal(node, text)),
            NodeKind::Sequence(items) => {
                let inside = scope.inside();
                let mut values = Vec::new();
                for item in items {
                    let value = self.value(item, &inside);
                    match value.map(|value| (value.span, value.kind)) {
                        // The items of both branches stand in the list itself.
                        Some((_, NodeKind::Sequence(both))) if self.takes_both => {
                            values.extend(both);
                        }
                        Some((span, kind)) => values.push(Node { span, kind }),
                        None => {}
                    }
                }
                let kind = NodeKind::Sequence(values);
                Some(Node {
                    span: node.span,
                    kind,
                })
            }
            NodeKind::Mapping(entries) => match Call::of(node) {
                Some(call) => self.call(&call, node, &scope.inside()),
                None => {
                    let kind = NodeKind::Mapping(self.mapping(entries, &scope.inside()));
                    Some(Node {
                        span: node.span,
                        kind,
                    })
                }
            },
            _ => Some(node.clone()),
        }
    }

    fn mapping(&mut self, entries: &[Entry], scope: &Scope) -> Vec<Entry> {
        let mut values = Vec::new();
        for entry in entries {
            if is_loop(&entry.key) {
                for (entry, scope) in self.unroll(entry, scope) {
                    values.extend(self.entry(&entry, &scope));
                }
            } else if entry.key == TRANSFORM {
                self.puts_in(&entry.value);
            } else {
                values.extend(self.entry(entry, scope));
            }
        }
        values
    }

    fn entry(&mut self, entry: &Entry, scope: &Scope) -> Option<Entry> {
        let value = if is_loop(&entry.key) {
            unresolved(written(&entry.value), entry.value.span)
        } else if self.idle.contains(&entry.key.as_str()) {
            self.aside(|world| world.value(&entry.value, scope))?
        } else {
            self.value(&entry.value, scope)?
        };
        Some(Entry {
            key: entry.key.clone(),
            key_span: entry.key_span,
            value,
        })
    }

    /// Evaluates what makes no variant, whatever is open in it.
    pub(in crate::input::cloudformation) fn aside<T>(
        &mut self,
        make: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let open = self.open.take();
        let (asked, wanted) = (self.asked.clone(), self.wanted.clone());
        let made = make(self);
        self.open = open;
        (self.asked, self.wanted) = (asked, wanted);
        made
    }
}

/// A string; what another tool or a store fills in (`{{resolve:…}}`, `{{ name }}`) is not known.
fn literal(node: &Node, text: &str) -> Node {
    if !text.contains("{{") && !serverless::has_variables(text) {
        return node.clone();
    }
    let mut value = Text::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((reference, behind)) = after.split_once("}}") else {
            break;
        };
        value.literal(before);
        value.unknown(reference);
        rest = behind;
    }
    value.literal(rest);
    match serverless::has_variables(text) {
        true => unresolved(text.to_owned(), node.span),
        false => value.finish(node.span),
    }
}
