//! `Fn::ForEach`: one entry for each item of a collection that is known.

use super::scope::Scope;
use super::text::scalar_text;
use super::written;
use crate::input::cloudformation::stacks::{World, unresolved};
use crate::syntax::{Entry, Node};

/// How many entries one loop makes.
const MOST_ENTRIES: usize = 1_000;

/// Whether a key is a loop.
pub(in crate::input::cloudformation) fn is_loop(key: &str) -> bool {
    key.starts_with("Fn::ForEach::")
}

impl World<'_> {
    /// The entries that a loop stands for, each with its variable; a loop over something that is not
    /// known is one entry under the loop's own name.
    pub(in crate::input::cloudformation) fn unroll(
        &mut self,
        entry: &Entry,
        scope: &Scope,
    ) -> Vec<(Entry, Scope)> {
        let [variable, collection, body] = entry.value.items() else {
            return Vec::new();
        };
        let collection = self.value(collection, scope);
        let items = collection.as_ref().map_or(&[][..], Node::items);
        let unknown = items.is_empty() || items.iter().any(|item| scalar_text(item).is_none());
        let (Some(variable), false) = (variable.as_str(), unknown) else {
            let value = unresolved(written(&entry.value), entry.value.span);
            let name = entry.key.clone();
            let key_span = entry.key_span;
            return vec![(
                Entry {
                    key: name,
                    key_span,
                    value,
                },
                scope.clone(),
            )];
        };
        let mut entries = Vec::new();
        for item in items.iter().take(MOST_ENTRIES) {
            let Some(text) = scalar_text(item) else {
                continue;
            };
            let scope = scope.with(variable, item.clone());
            for inner in body.entries() {
                let mut inner = inner.clone();
                inner.key = filled(&inner.key, variable, &text);
                match is_loop(&inner.key) && scope.level < super::scope::MOST_LEVELS {
                    true => entries.extend(self.unroll(&inner, &scope)),
                    false => entries.push((inner, scope.clone())),
                }
                if entries.len() > MOST_ENTRIES {
                    return entries;
                }
            }
        }
        entries
    }
}

/// A key with the loop's variable put in: `${X}` as it is, `&{X}` in letters and digits only.
fn filled(key: &str, variable: &str, value: &str) -> String {
    let plain: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
    let key = key.replace(&format!("${{{variable}}}"), value);
    key.replace(&format!("&{{{variable}}}"), &plain)
}
