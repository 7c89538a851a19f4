//! The outline of a tree, for parsers that know where a node ends only once they are past it.

use super::Node;
use crate::source::{Outline, Span, Step};

/// The outline by which JSON pointers name the nodes of `root`, which nests no deeper than
/// [`MAX_DEPTH`](super::MAX_DEPTH).
#[must_use]
pub fn outline(root: &Node) -> Outline {
    let mut outline = Outline::default();
    add(root, None, &mut outline);
    outline
}

fn add(node: &Node, parent: Option<usize>, outline: &mut Outline) {
    for (index, item) in node.items().iter().enumerate() {
        let here = outline.add(parent, Step::Index(index), item.span);
        add(item, Some(here), outline);
    }
    for entry in node.entries() {
        let whole = Span {
            start: entry.key_span.start.min(entry.value.span.start),
            end: entry.key_span.end.max(entry.value.span.end),
            ..entry.key_span
        };
        let here = outline.add(parent, Step::Key(entry.key.clone()), whole);
        add(&entry.value, Some(here), outline);
    }
}
