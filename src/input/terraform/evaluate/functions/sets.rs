//! Functions that compare the items of lists.

use super::lists::{items, sequence};
use crate::input::terraform::evaluate::value::{
    has_unresolved, node, same, text, truth, unresolved,
};
use crate::source::Span;
use crate::syntax::{Node, NodeKind};
use std::collections::HashSet;

/// How many choices `setproduct` makes at most.
const MOST_CHOICES: usize = 1024;

/// What an item is compared by: its text, and for what is no scalar its whole form.
fn key(item: &Node) -> String {
    match &item.kind {
        NodeKind::Sequence(items) => items.iter().map(|item| key(item) + ",").collect(),
        NodeKind::Mapping(entries) => {
            let mut pairs: Vec<String> = entries
                .iter()
                .map(|entry| format!("{}={},", entry.key, key(&entry.value)))
                .collect();
            pairs.sort();
            pairs.concat()
        }
        NodeKind::Null => "\0null".to_owned(),
        _ => text(item).unwrap_or_default(),
    }
}

/// The items of a list, each once.
fn once(list: Option<&Node>) -> Option<Vec<Node>> {
    let mut seen = HashSet::new();
    let all = items(list)?.iter();
    Some(all.filter(|item| seen.insert(key(item))).cloned().collect())
}

pub(super) fn distinct(arguments: &[Node], span: Span) -> Option<Node> {
    sequence(once(arguments.first())?, span)
}

/// A set goes in the order of its texts.
pub(super) fn to_set(arguments: &[Node], span: Span) -> Option<Node> {
    let list = arguments.first();
    if items(list)?.iter().any(has_unresolved) {
        return list.cloned();
    }
    let mut all = once(list)?;
    all.sort_by_key(key);
    sequence(all, span)
}

/// `matchkeys(values, keys, wanted)`: the values whose keys are wanted.
pub(super) fn match_keys(arguments: &[Node], span: Span) -> Option<Node> {
    let [values, keys, wanted] = arguments else {
        return None;
    };
    let (values, keys) = (items(Some(values))?, items(Some(keys))?);
    let wanted: HashSet<String> = items(Some(wanted))?.iter().map(key).collect();
    let pairs = values.iter().zip(keys);
    let found = pairs.filter(|(_, of)| wanted.contains(&key(of)));
    let found = found.map(|(value, _)| value.clone());
    (values.len() == keys.len()).then_some(())?;
    sequence(found.collect(), span)
}

/// Every choice of one item of each list.
pub(super) fn product(arguments: &[Node], span: Span) -> Option<Node> {
    let mut all: Vec<Vec<Node>> = vec![Vec::new()];
    for list in arguments {
        let list = items(Some(list))?;
        if all.len().saturating_mul(list.len()) > MOST_CHOICES {
            return Some(unresolved("setproduct", span));
        }
        let longer = all.iter().flat_map(|choice| {
            let with = |item: &Node| [choice.as_slice(), std::slice::from_ref(item)].concat();
            list.iter().map(with)
        });
        all = longer.collect();
    }
    let choices = all.into_iter();
    let choices = choices.map(|choice| node(NodeKind::Sequence(choice), span));
    sequence(choices.collect(), span)
}

pub(super) fn sort(arguments: &[Node], span: Span) -> Option<Node> {
    let mut all = items(arguments.first())?.clone();
    all.sort_by_key(key);
    sequence(all, span)
}

/// Without what is empty or null; what is not known is taken not to be.
pub(super) fn compact(arguments: &[Node], span: Span) -> Option<Node> {
    let all = items(arguments.first())?.iter();
    let filled = all.filter(|item| !item.is_null() && item.as_str() != Some(""));
    sequence(filled.cloned().collect(), span)
}

pub(super) fn contains(arguments: &[Node], span: Span) -> Option<Node> {
    let [list, value] = arguments else {
        return None;
    };
    let answers: Vec<Option<bool>> = items(Some(list))?
        .iter()
        .map(|item| same(item, value))
        .collect();
    let found = answers.contains(&Some(true));
    Some(match !found && answers.contains(&None) {
        true => unresolved("contains", span),
        false => node(NodeKind::Bool(found), span),
    })
}

pub(super) fn any_true(arguments: &[Node], span: Span) -> Option<Node> {
    let any = items(arguments.first())?
        .iter()
        .any(|item| truth(item) == Some(true));
    Some(node(NodeKind::Bool(any), span))
}

pub(super) fn all_true(arguments: &[Node], span: Span) -> Option<Node> {
    let all = items(arguments.first())?
        .iter()
        .all(|item| truth(item) == Some(true));
    Some(node(NodeKind::Bool(all), span))
}

pub(super) fn union(arguments: &[Node], span: Span) -> Option<Node> {
    let lists = arguments.iter().map(|list| items(Some(list)).cloned());
    let all: Option<Vec<Vec<Node>>> = lists.collect();
    to_set(&[sequence(all?.concat(), span)?], span)
}

pub(super) fn intersection(arguments: &[Node], span: Span) -> Option<Node> {
    keep(arguments, span, true)
}

pub(super) fn subtract(arguments: &[Node], span: Span) -> Option<Node> {
    keep(arguments, span, false)
}

/// The items of the first list that are, or are not, in all the others.
fn keep(arguments: &[Node], span: Span, wanted: bool) -> Option<Node> {
    let (first, others) = arguments.split_first()?;
    let mut all = items(Some(first))?.clone();
    for other in others {
        let keys: HashSet<String> = items(Some(other))?.iter().map(key).collect();
        all.retain(|item| keys.contains(&key(item)) == wanted);
    }
    to_set(&[sequence(all, span)?], span)
}
