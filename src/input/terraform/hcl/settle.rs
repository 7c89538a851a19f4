//! One resource twice: as it is written, and as a plan or state knows it.

use crate::source::Span;
use crate::syntax::{Node, NodeKind};

/// Puts into `node` what is `known` of it, at the node's own places: what is open in it, and with
/// `wins` also what is otherwise. As deep as blocks nest, which the parser bounds.
pub(super) fn settle(node: &mut Node, known: &Node, wins: bool) {
    let span = node.span;
    match (&mut node.kind, &known.kind) {
        (_, NodeKind::Null | NodeKind::Unresolved(_)) => {}
        (NodeKind::Unresolved(_), _) => *node = known.clone().placed(span),
        (NodeKind::Mapping(entries), NodeKind::Mapping(_)) => {
            for entry in entries {
                if let Some(known) = known.get(&entry.key) {
                    settle(&mut entry.value, known, wins);
                }
            }
        }
        (NodeKind::Sequence(items), NodeKind::Sequence(known)) => list(items, known, span, wins),
        (NodeKind::Mapping(_) | NodeKind::Sequence(_), _) => {}
        (_, NodeKind::Mapping(_) | NodeKind::Sequence(_)) => {}
        (kind, known) if wins => *kind = known.clone(),
        _ => {}
    }
}

/// Items by their ids, since sets have no order; else by their number, if there are as many.
fn list(items: &mut Vec<Node>, known: &[Node], span: Span, wins: bool) {
    let mut open = items.iter().filter(|item| item.unresolved().is_some());
    if let Some(open) = open.next() {
        let span = open.span;
        *items = placed(known, span);
        return;
    }
    let scalars = |all: &[Node]| all.iter().all(|item| item.as_str().is_some());
    if scalars(items) && scalars(known) {
        if wins && sorted(items) != sorted(known) {
            *items = placed(known, span);
        }
        return;
    }
    let same_length = items.len() == known.len();
    let is_set = known.iter().any(|item| item.get("Id").is_some()) && known.len() > 1;
    for (index, item) in items.iter_mut().enumerate() {
        let id = item.get("Id").and_then(Node::as_str);
        let mut all = known.iter();
        let by_id =
            id.and_then(|id| all.find(|one| one.get("Id").and_then(Node::as_str) == Some(id)));
        let by_number = known.get(index).filter(|_| same_length && !is_set);
        if let Some(known) = by_id.or(by_number) {
            settle(item, known, wins);
        }
    }
}

fn placed(known: &[Node], span: Span) -> Vec<Node> {
    known.iter().map(|item| item.clone().placed(span)).collect()
}

/// The texts in an order of their own: the provider's sets have none.
fn sorted(items: &[Node]) -> Vec<&str> {
    let mut texts: Vec<&str> = items.iter().filter_map(Node::as_str).collect();
    texts.sort_unstable();
    texts
}
