//! Functions that give one of their arguments, or something out of one, where it stands.

use crate::input::terraform::evaluate::value::{index, rest, text, unresolved};
use crate::source::Span;
use crate::syntax::{Node, NodeKind};

pub(super) fn same(arguments: &[Node], _: Span) -> Option<Node> {
    arguments.first().cloned()
}

/// The first that is neither null nor empty.
pub(super) fn coalesce(arguments: &[Node], _: Span) -> Option<Node> {
    let mut filled = arguments
        .iter()
        .filter(|one| !one.is_null() && one.as_str() != Some(""));
    filled.next().cloned()
}

/// The first list that has items.
pub(super) fn coalesce_list(arguments: &[Node], _: Span) -> Option<Node> {
    let mut filled = arguments
        .iter()
        .filter(|one| one.unresolved().is_some() || !one.items().is_empty());
    filled.next().cloned()
}

/// The item of this number, counted round and round.
pub(super) fn element(arguments: &[Node], _: Span) -> Option<Node> {
    let [list, number] = arguments else {
        return None;
    };
    let items = list.items();
    let number = index(number)?.checked_rem(items.len())?;
    items.get(number).cloned()
}

/// The value of a key, or a default.
pub(super) fn lookup(arguments: &[Node], span: Span) -> Option<Node> {
    let (object, key) = (arguments.first()?, text(arguments.get(1)?)?);
    if let NodeKind::Sequence(items) = &object.kind {
        let items = items.get(key.parse::<usize>().ok()?).cloned();
        return items.or_else(|| arguments.get(2).cloned());
    }
    let found = object.get(&key).filter(|_| !key.is_empty()).cloned();
    match rest(object) {
        Some(rest) if found.is_none() => Some(unresolved(rest, span)),
        _ => found.or_else(|| arguments.get(2).cloned()),
    }
}

/// The only item, or null.
pub(super) fn one(arguments: &[Node], span: Span) -> Option<Node> {
    match arguments.first()?.items() {
        [] => Some(Node {
            span,
            kind: NodeKind::Null,
        }),
        [only] => Some(only.clone()),
        _ => None,
    }
}
