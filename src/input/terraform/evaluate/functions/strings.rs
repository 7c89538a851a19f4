//! Functions that put strings together and take them apart.

use super::lists::{items, sequence};
use crate::input::terraform::evaluate::template::Composed;
use crate::input::terraform::evaluate::value::{index, string, text, unresolved};
use crate::source::Span;
use crate::syntax::Node;

/// How far lines are moved at most.
const MOST_INDENTED: usize = 64;

pub(super) fn join(arguments: &[Node], span: Span) -> Option<Node> {
    let (separator, lists) = arguments.split_first()?;
    let separator = text(separator)?;
    let mut composed = Composed::default();
    let mut first = true;
    for list in lists {
        for item in items(Some(list))? {
            if !first {
                composed.text.push_str(&separator);
            }
            first = false;
            composed.push(item).ok()?;
        }
    }
    Some(composed.into_node(span))
}

pub(super) fn split(arguments: &[Node], span: Span) -> Option<Node> {
    let [separator, given] = arguments else {
        return None;
    };
    let (separator, given) = (text(separator)?, text(given)?);
    let parts: Vec<&str> = match separator.as_str() {
        "" => given.split("").filter(|part| !part.is_empty()).collect(),
        separator => given.split(separator).collect(),
    };
    sequence(
        parts.into_iter().map(|part| string(part, span)).collect(),
        span,
    )
}

/// Each line but the first moved to the right.
pub(super) fn indent(arguments: &[Node], span: Span) -> Option<Node> {
    let [width, given] = arguments else {
        return None;
    };
    let width = index(width).filter(|width| *width <= MOST_INDENTED)?;
    let lines = text(given)?.replace('\n', &format!("\n{}", " ".repeat(width)));
    Some(string(lines, span))
}

/// `format(spec, …)`: `%s`, `%d`, `%v`, `%q`, `%%` and numbers filled up with zeros.
pub(super) fn format(arguments: &[Node], span: Span) -> Option<Node> {
    let (spec, values) = arguments.split_first()?;
    if spec.unresolved().is_some() {
        return Some(unresolved("format", span));
    }
    let spec = text(spec)?;
    let mut values = values.iter();
    let mut composed = Composed::default();
    let mut rest = spec.as_str();
    while let Some((before, after)) = rest.split_once('%') {
        composed.text.push_str(before);
        let verb = after.find(|sign: char| sign.is_ascii_alphabetic() || sign == '%')?;
        let flags = after.get(..verb)?;
        let letter = after.get(verb..=verb)?;
        rest = after.get(verb + 1..)?;
        match letter {
            "%" => composed.text.push('%'),
            "s" | "v" | "d" if flags.is_empty() => composed.push(values.next()?).ok()?,
            "q" if flags.is_empty() => {
                composed.text.push('"');
                composed.push(values.next()?).ok()?;
                composed.text.push('"');
            }
            "d" if flags.starts_with('0') => {
                let (value, width) = (values.next()?, flags.parse::<usize>().ok()?);
                let whole = index(value).filter(|_| width <= 64)?;
                composed.text.push_str(&format!("{whole:0width$}"));
            }
            _ => return Some(unresolved("format", span)),
        }
    }
    composed.text.push_str(rest);
    Some(composed.into_node(span))
}

/// `formatlist(spec, list, …)`: each list gives its item of the same number, all else itself.
pub(super) fn format_list(arguments: &[Node], span: Span) -> Option<Node> {
    let (spec, values) = arguments.split_first()?;
    let lengths = values
        .iter()
        .filter_map(|value| items(Some(value)).map(Vec::len));
    let length = lengths.max().unwrap_or(1);
    let made = (0..length).map(|position| {
        let values = values.iter().map(|value| match items(Some(value)) {
            Some(items) => items.get(position).cloned(),
            None => Some(value.clone()),
        });
        let values: Option<Vec<Node>> = std::iter::once(Some(spec.clone())).chain(values).collect();
        format(&values?, span)
    });
    sequence(made.collect::<Option<_>>()?, span)
}
