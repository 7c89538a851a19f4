//! Functions that make lists.

use crate::input::terraform::evaluate::value::{index, node, number, of_number, same};
use crate::source::Span;
use crate::syntax::{Node, NodeKind};

/// How many numbers `range` makes at most; it is Terraform's own limit.
const MOST_NUMBERS: usize = 1024;

pub(super) fn sequence(items: Vec<Node>, span: Span) -> Option<Node> {
    Some(node(NodeKind::Sequence(items), span))
}

/// The items of a list.
pub(super) fn items(node: Option<&Node>) -> Option<&Vec<Node>> {
    match &node?.kind {
        NodeKind::Sequence(items) => Some(items),
        _ => None,
    }
}

pub(super) fn list(arguments: &[Node], span: Span) -> Option<Node> {
    sequence(arguments.to_vec(), span)
}

/// One list after the other; one that is not known stands for its items.
pub(super) fn concat(arguments: &[Node], span: Span) -> Option<Node> {
    let mut all = Vec::new();
    for argument in arguments {
        match &argument.kind {
            NodeKind::Unresolved(_) => all.push(argument.clone()),
            _ => all.extend_from_slice(items(Some(argument))?),
        }
    }
    sequence(all, span)
}

/// The items of lists in lists, however deep: no deeper than expressions nest.
pub(super) fn flatten(arguments: &[Node], span: Span) -> Option<Node> {
    fn add(node: &Node, all: &mut Vec<Node>) {
        match &node.kind {
            NodeKind::Sequence(items) => items.iter().for_each(|item| add(item, all)),
            _ => all.push(node.clone()),
        }
    }
    items(arguments.first())?;
    let mut all = Vec::new();
    add(arguments.first()?, &mut all);
    sequence(all, span)
}

pub(super) fn to_list(arguments: &[Node], span: Span) -> Option<Node> {
    sequence(items(arguments.first())?.clone(), span)
}

pub(super) fn reverse(arguments: &[Node], span: Span) -> Option<Node> {
    sequence(
        items(arguments.first())?.iter().rev().cloned().collect(),
        span,
    )
}

pub(super) fn slice(arguments: &[Node], span: Span) -> Option<Node> {
    let [list, from, to] = arguments else {
        return None;
    };
    let slice = items(Some(list))?.get(index(from)?..index(to)?)?;
    sequence(slice.to_vec(), span)
}

pub(super) fn chunk(arguments: &[Node], span: Span) -> Option<Node> {
    let [list, size] = arguments else { return None };
    let items = items(Some(list))?;
    let size = Some(index(size)?)
        .filter(|size| *size > 0)
        .unwrap_or(items.len().max(1));
    let chunks = items.chunks(size);
    let chunks = chunks.map(|chunk| node(NodeKind::Sequence(chunk.to_vec()), span));
    sequence(chunks.collect(), span)
}

pub(super) fn index_of(arguments: &[Node], span: Span) -> Option<Node> {
    let [list, value] = arguments else {
        return None;
    };
    let mut items = items(Some(list))?.iter();
    let found = items.position(|item| same(item, value) == Some(true))?;
    Some(node(NodeKind::Number(found.to_string()), span))
}

/// `range(limit)`, `range(start, limit)`, `range(start, limit, step)`.
pub(super) fn range(arguments: &[Node], span: Span) -> Option<Node> {
    let numbers: Option<Vec<f64>> = arguments.iter().map(number).collect();
    let (start, limit, step) = match numbers?.as_slice() {
        [limit] => (0.0, *limit, if *limit < 0.0 { -1.0 } else { 1.0 }),
        [start, limit] => (*start, *limit, if limit < start { -1.0 } else { 1.0 }),
        [start, limit, step] if *step != 0.0 => (*start, *limit, *step),
        _ => return None,
    };
    let mut all = Vec::new();
    let mut current = start;
    while (step > 0.0 && current < limit) || (step < 0.0 && current > limit) {
        if all.len() == MOST_NUMBERS {
            return None;
        }
        all.push(node(of_number(current), span));
        current += step;
    }
    sequence(all, span)
}
