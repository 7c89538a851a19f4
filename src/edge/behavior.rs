//! Which behavior serves a path.

use super::{normalised_path, pattern_matches};
use crate::model::{Behavior, Distribution};

/// The behavior that a path selects.
#[derive(Debug, Clone, Copy)]
pub struct Selection<'a> {
    /// The first one whose pattern matches the path as sent.
    pub behavior: &'a Behavior,
    /// The one that the normalised path selects, where that is another.
    pub normalised: Option<&'a Behavior>,
}

/// The first behavior in order whose pattern matches; `None` only if there is no default one.
///
/// A pattern that is not resolved matches nothing here.
#[must_use]
pub fn select_behavior<'a>(distribution: &'a Distribution, path: &str) -> Option<Selection<'a>> {
    let first = |path: &str| {
        distribution.behaviors.iter().find(|behavior| {
            let pattern = behavior.pattern.value.value();
            pattern.is_some_and(|pattern| pattern_matches(pattern, path))
        })
    };
    let behavior = first(path)?;
    let normalised = first(&normalised_path(path));
    Some(Selection {
        behavior,
        normalised: normalised.filter(|other| !std::ptr::eq(*other, behavior)),
    })
}
