//! `Fn::ForEach`: one entry for each item of a collection that is known.

use super::scope::{MOST_LEVELS, Scope};
use super::text::scalar_text;
use crate::input::cloudformation::stacks::World;
use crate::syntax::{Entry, Node};

/// How many entries one loop makes, with the loops in it.
const MOST_ENTRIES: usize = 1_000;

/// An entry, and the variables that it is to be read with.
type Made = (Entry, Scope);

/// Whether a key is a loop.
pub(in crate::input::cloudformation) fn is_loop(key: &str) -> bool {
    key.starts_with("Fn::ForEach::")
}

impl World<'_> {
    /// The entries that a loop stands for, each with its variables. A loop over something that is not
    /// known stays as it is.
    pub(in crate::input::cloudformation) fn unroll(
        &mut self,
        entry: &Entry,
        scope: &Scope,
    ) -> Vec<Made> {
        let mut made = Vec::new();
        self.unroll_into(entry, scope, &mut made);
        if made.len() > MOST_ENTRIES {
            made.truncate(MOST_ENTRIES);
            let message = format!(
                "makes more than {MOST_ENTRIES} entries, of which siglint reads the first {MOST_ENTRIES}"
            );
            if !self.is_quiet {
                self.problem(entry.key_span, &message);
            }
        }
        made
    }

    /// One entry more than there may be shows that there are too many.
    fn unroll_into(&mut self, entry: &Entry, scope: &Scope, made: &mut Vec<Made>) {
        let Some((variable, items, body)) = self.parts(entry, scope) else {
            made.push((entry.clone(), scope.clone()));
            return;
        };
        for item in items {
            let scope = scope.with(variable, item);
            for inner in body.entries() {
                if made.len() > MOST_ENTRIES || !self.step(inner.key_span) {
                    return;
                }
                let mut inner = inner.clone();
                inner.key = scope.filled(&inner.key);
                match is_loop(&inner.key) && scope.level < MOST_LEVELS {
                    true => self.unroll_into(&inner, &scope, made),
                    false => made.push((inner, scope.clone())),
                }
            }
        }
    }

    /// The variable of a loop, its items and its body, where they are known.
    fn parts<'e>(
        &mut self,
        entry: &'e Entry,
        scope: &Scope,
    ) -> Option<(&'e str, Vec<Node>, &'e Node)> {
        let [variable, collection, body] = entry.value.items() else {
            return None;
        };
        let collection = self.value(collection, scope)?;
        let items = collection.items();
        let known = !items.is_empty() && items.iter().all(|item| scalar_text(item).is_some());
        known.then_some((variable.as_str()?, items.to_vec(), body))
    }
}
