//! The outline of a finished tree, for JSON pointers.

use crate::source::{Outline, Step};
use crate::syntax::{Entry, Node, NodeKind};

/// Adds what stands in `node` below `parent`. A tag is no step of a path, and what came in through
/// an alias has its place elsewhere. As deep as the tree, which has a limit.
pub(super) fn add(outline: &mut Outline, parent: Option<usize>, node: &Node) {
    let within =
        |inner: &Node| node.span.start <= inner.span.start && inner.span.end <= node.span.end;
    match &node.kind {
        NodeKind::Sequence(items) => {
            let items = items.iter().enumerate();
            for (index, item) in items.filter(|(_, item)| within(item)) {
                let here = outline.add(parent, Step::Index(index), item.span);
                add(outline, Some(here), item);
            }
        }
        NodeKind::Mapping(entries) => {
            let own =
                |entry: &&Entry| node.span.start <= entry.key_span.start && within(&entry.value);
            for entry in entries.iter().filter(own) {
                let mut whole = entry.key_span;
                whole.end = whole.end.max(entry.value.span.end);
                let here = match entry.key.starts_with('!') {
                    true => parent,
                    false => Some(outline.add(parent, Step::Key(entry.key.clone()), whole)),
                };
                add(outline, here, &entry.value);
            }
        }
        _ => {}
    }
}
