//! Functions of one string or number.

use super::lists::items;
use crate::input::terraform::evaluate::value::{
    index, node, number, of_number, string, text, truth,
};
use crate::source::Span;
use crate::syntax::{Node, NodeKind};

fn first(arguments: &[Node]) -> Option<String> {
    text(arguments.first()?)
}

fn both(arguments: &[Node]) -> Option<(String, String)> {
    Some((first(arguments)?, text(arguments.get(1)?)?))
}

fn numbers(arguments: &[Node]) -> Option<Vec<f64>> {
    arguments.iter().map(number).collect()
}

pub(super) fn lower(arguments: &[Node], span: Span) -> Option<Node> {
    Some(string(first(arguments)?.to_lowercase(), span))
}

pub(super) fn upper(arguments: &[Node], span: Span) -> Option<Node> {
    Some(string(first(arguments)?.to_uppercase(), span))
}

/// Each word with a capital letter.
pub(super) fn title(arguments: &[Node], span: Span) -> Option<Node> {
    let mut starts = true;
    let letters = first(arguments)?;
    let letters = letters.chars().map(|letter| {
        let capital = starts;
        starts = !letter.is_alphanumeric();
        if capital {
            letter.to_uppercase().to_string()
        } else {
            letter.to_string()
        }
    });
    Some(string(letters.collect::<String>(), span))
}

pub(super) fn reversed(arguments: &[Node], span: Span) -> Option<Node> {
    Some(string(
        first(arguments)?.chars().rev().collect::<String>(),
        span,
    ))
}

pub(super) fn chomp(arguments: &[Node], span: Span) -> Option<Node> {
    Some(string(
        first(arguments)?.trim_end_matches(['\n', '\r']),
        span,
    ))
}

pub(super) fn trim_space(arguments: &[Node], span: Span) -> Option<Node> {
    Some(string(first(arguments)?.trim(), span))
}

pub(super) fn trim(arguments: &[Node], span: Span) -> Option<Node> {
    let (text, signs) = both(arguments)?;
    Some(string(text.trim_matches(|sign| signs.contains(sign)), span))
}

pub(super) fn trim_prefix(arguments: &[Node], span: Span) -> Option<Node> {
    let (text, prefix) = both(arguments)?;
    Some(string(text.strip_prefix(&prefix).unwrap_or(&text), span))
}

pub(super) fn trim_suffix(arguments: &[Node], span: Span) -> Option<Node> {
    let (text, suffix) = both(arguments)?;
    Some(string(text.strip_suffix(&suffix).unwrap_or(&text), span))
}

pub(super) fn starts_with(arguments: &[Node], span: Span) -> Option<Node> {
    let (text, prefix) = both(arguments)?;
    Some(node(NodeKind::Bool(text.starts_with(&prefix)), span))
}

pub(super) fn ends_with(arguments: &[Node], span: Span) -> Option<Node> {
    let (text, suffix) = both(arguments)?;
    Some(node(NodeKind::Bool(text.ends_with(&suffix)), span))
}

/// `substr(text, offset, length)`, both of which may be counted from the end.
pub(super) fn substring(arguments: &[Node], span: Span) -> Option<Node> {
    let text = first(arguments)?;
    let letters: Vec<char> = text.chars().collect();
    let offset = match arguments
        .get(1)
        .map(|offset| (index(offset), number(offset)))?
    {
        (Some(offset), _) => offset.min(letters.len()),
        (None, negative) => letters.len().saturating_sub(back(negative?)?),
    };
    let most = letters.len() - offset;
    let length = arguments
        .get(2)
        .and_then(index)
        .map_or(most, |length| length.min(most));
    let letters = letters.get(offset..offset + length)?;
    Some(string(letters.iter().collect::<String>(), span))
}

/// How far back a negative whole number goes.
fn back(number: f64) -> Option<usize> {
    format!("{}", -number).parse().ok()
}

pub(super) fn basename(arguments: &[Node], span: Span) -> Option<Node> {
    let path = first(arguments)?;
    let path = path.trim_end_matches('/');
    Some(string(path.rsplit('/').next()?, span))
}

pub(super) fn dirname(arguments: &[Node], span: Span) -> Option<Node> {
    let path = first(arguments)?;
    let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
    Some(string(folder, span))
}

pub(super) fn to_string(arguments: &[Node], span: Span) -> Option<Node> {
    match arguments.first()? {
        null if null.is_null() => Some(null.clone()),
        value => Some(string(text(value)?, span)),
    }
}

pub(super) fn to_number(arguments: &[Node], span: Span) -> Option<Node> {
    match arguments.first()? {
        null if null.is_null() => Some(null.clone()),
        value => Some(node(of_number(number(value)?), span)),
    }
}

pub(super) fn to_bool(arguments: &[Node], span: Span) -> Option<Node> {
    match arguments.first()? {
        null if null.is_null() => Some(null.clone()),
        value => Some(node(NodeKind::Bool(truth(value)?), span)),
    }
}

pub(super) fn abs(arguments: &[Node], span: Span) -> Option<Node> {
    Some(node(of_number(number(arguments.first()?)?.abs()), span))
}

pub(super) fn ceil(arguments: &[Node], span: Span) -> Option<Node> {
    Some(node(of_number(number(arguments.first()?)?.ceil()), span))
}

pub(super) fn floor(arguments: &[Node], span: Span) -> Option<Node> {
    Some(node(of_number(number(arguments.first()?)?.floor()), span))
}

pub(super) fn max(arguments: &[Node], span: Span) -> Option<Node> {
    let most = numbers(arguments)?.into_iter().reduce(f64::max)?;
    Some(node(of_number(most), span))
}

pub(super) fn min(arguments: &[Node], span: Span) -> Option<Node> {
    let least = numbers(arguments)?.into_iter().reduce(f64::min)?;
    Some(node(of_number(least), span))
}

pub(super) fn sum(arguments: &[Node], span: Span) -> Option<Node> {
    let sum = numbers(items(arguments.first())?)?.into_iter().sum();
    Some(node(of_number(sum), span))
}

pub(super) fn contains(arguments: &[Node], span: Span) -> Option<Node> {
    let (text, part) = both(arguments)?;
    Some(node(NodeKind::Bool(text.contains(&part)), span))
}

pub(super) fn sign(arguments: &[Node], span: Span) -> Option<Node> {
    let number = number(arguments.first()?)?;
    let sign = if number == 0.0 { 0.0 } else { number.signum() };
    Some(node(of_number(sign), span))
}

pub(super) fn power(arguments: &[Node], span: Span) -> Option<Node> {
    let numbers = numbers(arguments)?;
    let [base, exponent] = numbers.as_slice() else {
        return None;
    };
    let power = Some(base.powf(*exponent)).filter(|power| power.is_finite())?;
    Some(node(of_number(power), span))
}

/// `parseint(text, base)`.
pub(super) fn parse_whole(arguments: &[Node], span: Span) -> Option<Node> {
    let base = u32::try_from(index(arguments.get(1)?)?).ok()?;
    let base = Some(base).filter(|base| (2..=36).contains(base))?;
    let whole = i64::from_str_radix(&first(arguments)?, base).ok()?;
    Some(node(NodeKind::Number(whole.to_string()), span))
}
