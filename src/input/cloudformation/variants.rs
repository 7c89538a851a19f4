//! Both branches of what is not known: a value under every combination of open conditions.

use super::conditions::{Assumptions, Truth};
use super::stacks::World;
use std::collections::BTreeSet;

/// How many combinations are looked at; what is open after that stays unresolved.
const MOST_VARIANTS: usize = 8;

/// A value, and the conditions under which it is that one; none if it is so under all.
pub(super) struct Variant<T> {
    pub(super) value: T,
    /// `IsProd and not HasAlias`.
    pub(super) condition: Option<String>,
}

impl World<'_> {
    /// What `make` gives under each combination of the open conditions that it asks for, where
    /// `given` is so.
    pub(super) fn variants<T: PartialEq>(
        &mut self,
        given: Assumptions,
        mut make: impl FnMut(&mut Self) -> T,
    ) -> Vec<Variant<T>> {
        let mut waiting = vec![given];
        let mut done: Vec<(T, Vec<(String, bool)>)> = Vec::new();
        let mut names = BTreeSet::new();
        while let Some(assumed) = waiting.pop() {
            self.assumed = assumed;
            self.asked.clear();
            self.open = None;
            let value = make(self);
            let open = |(name, truth): (&String, &Truth)| {
                matches!(truth, Truth::Open(_)).then(|| name.clone())
            };
            names.extend(self.asked.iter().filter_map(open));
            match self.open.take() {
                Some(leaf) if done.len() + waiting.len() + 2 <= MOST_VARIANTS => {
                    // The last one in is looked at first: the condition holds, then it does not.
                    waiting.push(self.assumed.with(&leaf, false));
                    waiting.push(self.assumed.with(&leaf, true));
                }
                _ => {
                    let known = |(name, truth): (&String, &Truth)| match truth {
                        Truth::Known(value) => Some((name.clone(), *value)),
                        Truth::Open(_) => None,
                    };
                    done.push((value, self.asked.iter().filter_map(known).collect()));
                }
            }
        }
        self.assumed = Assumptions::default();
        joined(done, &names)
    }
}

/// Equal values are one, under what is common to their conditions.
fn joined<T: PartialEq>(
    done: Vec<(T, Vec<(String, bool)>)>,
    names: &BTreeSet<String>,
) -> Vec<Variant<T>> {
    let mut different: Vec<(T, Vec<(String, bool)>)> = Vec::new();
    for (value, mut conditions) in done {
        conditions.retain(|(name, _)| names.contains(name));
        match different.iter_mut().find(|(other, _)| *other == value) {
            Some((_, common)) => common.retain(|one| conditions.contains(one)),
            None => different.push((value, conditions)),
        }
    }
    let variants = different.into_iter().map(|(value, conditions)| Variant {
        value,
        condition: described(&conditions),
    });
    variants.collect()
}

fn described(conditions: &[(String, bool)]) -> Option<String> {
    let words = conditions.iter().map(|(name, holds)| match holds {
        true => name.clone(),
        false => format!("not {name}"),
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join(" and "))
}
