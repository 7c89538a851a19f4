//! Both branches of what is not known: a value under every combination of open conditions.

use super::conditions::{Assumptions, Truth};
use super::stacks::World;
use std::collections::{BTreeSet, VecDeque};

/// How many combinations are looked at; what is open after that stays unresolved.
pub(super) const MOST_VARIANTS: usize = 8;

/// A value, and the conditions under which it is that one; none if it is so under all.
pub(super) struct Variant<T> {
    pub(super) value: T,
    /// `IsProd and not HasAlias`.
    pub(super) condition: Option<String>,
}

/// Every value that was looked at, and what was left open.
pub(super) struct Variants<T> {
    pub(super) all: Vec<Variant<T>>,
    /// How many conditions they hang on.
    pub(super) conditions: usize,
    /// What would have to be known to look at the rest: expressions. None if all were looked at.
    pub(super) left: BTreeSet<String>,
}

/// What was taken for true or false, and the way to it: whether each question in turn was taken for true.
type Case = (Assumptions, Vec<bool>);

/// A value, the conditions that were known under its assumptions, and the way to it.
type Done<T> = (T, Vec<(String, bool)>, Vec<bool>);

impl World<'_> {
    /// What `make` gives under each combination of the open conditions that it asks for, where
    /// `given` is so. What it asks for first is taken both ways everywhere, before anything else is.
    pub(super) fn variants<T: PartialEq>(
        &mut self,
        given: Assumptions,
        mut make: impl FnMut(&mut Self) -> T,
    ) -> Variants<T> {
        let mut waiting: VecDeque<Case> = [(given, Vec::new())].into();
        let mut done: Vec<Done<T>> = Vec::new();
        let (mut names, mut left) = (BTreeSet::new(), BTreeSet::new());
        while let Some((assumed, way)) = waiting.pop_front() {
            self.assumed = assumed;
            self.asked.clear();
            self.wanted.clear();
            self.open = None;
            let value = make(self);
            let open = |(name, truth): (&String, &Truth)| {
                matches!(truth, Truth::Open(_)).then(|| name.clone())
            };
            names.extend(self.asked.iter().filter_map(open));
            match self.open.take() {
                Some(leaf) if done.len() + waiting.len() + 2 <= MOST_VARIANTS => {
                    for equal in [true, false] {
                        let way = [way.as_slice(), &[equal]].concat();
                        waiting.push_back((self.assumed.with(&leaf, equal), way));
                    }
                }
                open => {
                    if open.is_some() {
                        left.append(&mut self.wanted);
                    }
                    let known = |(name, truth): (&String, &Truth)| match truth {
                        Truth::Known(value) => Some((name.clone(), *value)),
                        Truth::Open(_) => None,
                    };
                    let known = self.asked.iter().filter_map(known).collect();
                    done.push((value, known, way));
                }
            }
        }
        self.assumed = Assumptions::default();
        // That a condition holds comes before that it does not.
        done.sort_by(|(_, _, one), (_, _, other)| other.cmp(one));
        Variants {
            conditions: names.len(),
            all: joined(done, &names),
            left,
        }
    }
}

/// Equal values are one, under what is common to their conditions.
fn joined<T: PartialEq>(done: Vec<Done<T>>, names: &BTreeSet<String>) -> Vec<Variant<T>> {
    let mut different: Vec<(T, Vec<(String, bool)>)> = Vec::new();
    for (value, mut conditions, _) in done {
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
