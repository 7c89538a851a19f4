//! Functions of regular expressions, whose language is that of Go but for names of Unicode classes.

use super::lists::sequence;
use crate::input::terraform::evaluate::value::{entry, node, object, string, text, unresolved};
use crate::source::Span;
use crate::syntax::{Node, NodeKind};
use regex_lite::{Captures, Regex, RegexBuilder};

/// Longer patterns, and texts that are longer than that, are left alone, in bytes. What a match takes
/// grows with the product of both.
const LONGEST_PATTERN: usize = 1024;
const LONGEST_TEXT: usize = 4096;

/// How large a pattern may become that repeats itself, in bytes.
const LARGEST: usize = 32 * 1024;

/// How much a call may cost, in the steps of evaluation.
pub(super) fn cost(arguments: &[Node]) -> usize {
    let lengths = arguments.iter().filter_map(Node::as_str).map(str::len);
    lengths.fold(1, |cost, length| {
        cost.saturating_mul(length.clamp(1, LONGEST_TEXT))
    })
}

fn read(pattern: &str, given: &str) -> Option<Regex> {
    let short = pattern.len() <= LONGEST_PATTERN && given.len() <= LONGEST_TEXT;
    let pattern = short.then(|| RegexBuilder::new(pattern).size_limit(LARGEST).build());
    pattern?.ok()
}

/// `regex(pattern, text)`: the first match, or its groups.
pub(super) fn regex(arguments: &[Node], span: Span) -> Option<Node> {
    let [pattern, given] = arguments else {
        return None;
    };
    let given = text(given)?;
    match read(&text(pattern)?, &given) {
        Some(pattern) => matched(&pattern, &pattern.captures(&given)?, span),
        None => Some(unresolved("regex", span)),
    }
}

/// `regexall(pattern, text)`: every match.
pub(super) fn regex_all(arguments: &[Node], span: Span) -> Option<Node> {
    let [pattern, given] = arguments else {
        return None;
    };
    let given = text(given)?;
    let Some(pattern) = read(&text(pattern)?, &given) else {
        return Some(unresolved("regexall", span));
    };
    let matches = pattern.captures_iter(&given);
    let matches = matches.map(|captures| matched(&pattern, &captures, span));
    sequence(matches.collect::<Option<_>>()?, span)
}

/// `replace(text, old, new)`; an `old` between slashes is a pattern, and `new` may name its groups.
pub(super) fn replace(arguments: &[Node], span: Span) -> Option<Node> {
    let [given, old, new] = arguments else {
        return None;
    };
    let (given, old, new) = (text(given)?, text(old)?, text(new)?);
    let pattern = old.strip_prefix('/');
    let pattern = pattern.and_then(|rest| rest.strip_suffix('/'));
    Some(match pattern {
        None => string(given.replace(&old, &new), span),
        Some(pattern) => match read(pattern, &given).filter(|_| new.len() <= LONGEST_PATTERN) {
            Some(pattern) => string(pattern.replace_all(&given, new.as_str()), span),
            None => unresolved("replace", span),
        },
    })
}

/// A match: its text without groups, a list of groups, or an object where groups have names.
fn matched(pattern: &Regex, captures: &Captures<'_>, span: Span) -> Option<Node> {
    let group = |index: usize| match captures.get(index) {
        Some(found) => string(found.as_str(), span),
        None => node(NodeKind::Null, span),
    };
    let names: Vec<Option<&str>> = pattern.capture_names().skip(1).collect();
    let named = names.iter().enumerate();
    let named = named.filter_map(|(index, name)| Some(entry((*name)?, group(index + 1))));
    let named: Vec<_> = named.collect();
    match (names.len(), named.len()) {
        (0, _) => Some(group(0)),
        (all, 0) => sequence((1..=all).map(group).collect(), span),
        (all, with) => (all == with).then(|| object(named, span)),
    }
}
