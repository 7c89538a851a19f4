//! How much work the variables of all services may take.

use crate::source::Span;
use crate::syntax::Node;

/// How many values are made for all services together, besides those that stand in their files.
const MOST_VALUES: usize = 200_000;

/// So many bytes of text, or keys that are passed, count as one value.
const PER_STEP: usize = 64;

/// The work that is left. A few lines of variables can ask for more values than there are atoms.
#[derive(Debug)]
pub(crate) struct Budget {
    left: usize,
    /// Where it was spent, until somebody tells it.
    spent_at: Option<Span>,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            left: MOST_VALUES,
            spent_at: None,
        }
    }
}

impl Budget {
    /// Adds what a file is worth by itself.
    pub(super) fn add(&mut self, root: &Node) {
        if self.left > 0 {
            self.left += measure(root).0;
        }
    }

    /// Pays for a value of so many parts; `false` if too little is left.
    pub(super) fn pay(&mut self, parts: usize, at: Span) -> bool {
        let is_new = self.left > 0;
        self.left = self.left.saturating_sub(parts);
        if self.left == 0 && is_new {
            self.spent_at = Some(at);
        }
        self.left > 0
    }

    /// Pays for a text, or for a search among keys.
    pub(super) fn pay_for_text(&mut self, length: usize, at: Span) -> bool {
        self.pay(1 + length / PER_STEP, at)
    }

    /// Where it was spent and what to tell there; once.
    pub(super) fn take_spent(&mut self) -> Option<(Span, String)> {
        let message = format!(
            "variables make more than {MOST_VALUES} further values, so siglint stopped here"
        );
        Some((self.spent_at.take()?, message))
    }
}

/// How many nodes a value has, its texts counted by their lengths, and how deep it nests. As deep as
/// the tree, which has a limit.
pub(super) fn measure(node: &Node) -> (usize, usize) {
    let text = node.as_str().or(node.unresolved()).map_or(0, str::len);
    let values = node.entries().iter().map(|entry| &entry.value);
    let inner = node.items().iter().chain(values).map(measure);
    let (size, depth) = inner.fold((0, 0), |(size, depth), (more, deeper)| {
        (size + more, depth.max(deeper))
    });
    (1 + text / PER_STEP + size, 1 + depth)
}
