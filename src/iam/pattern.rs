//! Patterns with `*` and `?` against texts, of both of which a template may leave parts open.

use super::Truth;

/// How an open part starts; it ends at the next `}`. IAM's own variables (`${aws:username}`) look
/// the same, and are as little known.
const OPEN: &str = "${";

/// One piece of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// This character.
    Is(char),
    /// Any one.
    One,
    /// Any number of any.
    Many,
}

/// Whether a text has an open part.
pub(super) fn is_open(text: &str) -> bool {
    text.contains(OPEN)
}

/// Whether a pattern takes every text that this one can come to. Open parts that are written alike
/// are alike.
pub(super) fn takes(pattern: &str, text: &str) -> Truth {
    let literal: Vec<Piece> = text.chars().map(Piece::Is).collect();
    if meet(&pieces(pattern, false), &literal) {
        return Truth::Yes;
    }
    if !is_open(pattern) && !is_open(text) {
        return Truth::No;
    }
    let open: Vec<Piece> = match is_open(text) {
        true => opened(text, Piece::Is),
        false => literal,
    };
    match meet(&pieces(pattern, true), &open) {
        true => Truth::Unknown,
        false => Truth::No,
    }
}

/// The pieces of a pattern. With `open`, its open parts may be anything.
fn pieces(pattern: &str, open: bool) -> Vec<Piece> {
    let piece = |character| match character {
        '*' => Piece::Many,
        '?' => Piece::One,
        other => Piece::Is(other),
    };
    match open {
        true => opened(pattern, piece),
        false => pattern.chars().map(piece).collect(),
    }
}

fn opened(text: &str, piece: impl Fn(char) -> Piece) -> Vec<Piece> {
    let mut parts = text.split(OPEN);
    let mut all: Vec<Piece> = parts
        .next()
        .unwrap_or_default()
        .chars()
        .map(&piece)
        .collect();
    for part in parts {
        all.push(Piece::Many);
        let known = part.split_once('}').map_or("", |(_, known)| known);
        all.extend(known.chars().map(&piece));
    }
    all
}

/// Whether some text fits both. The time is the product of the lengths, which S3 bounds: 20 KB a
/// policy, 1024 bytes a key.
fn meet(one: &[Piece], other: &[Piece]) -> bool {
    // `row[j]`: whether what was seen of `one` fits the first `j` pieces of `other`.
    let mut row = vec![false; other.len() + 1];
    if let Some(first) = row.first_mut() {
        *first = true;
    }
    extend_many(&mut row, other);
    for piece in one {
        let mut next = vec![false; other.len() + 1];
        for (at, fits) in row.iter().enumerate().filter(|(_, fits)| **fits) {
            debug_assert!(*fits);
            step(&mut next, *piece, at, other);
        }
        if *piece == Piece::Many {
            fill(&mut next);
        }
        extend_many(&mut next, other);
        if !next.contains(&true) {
            return false;
        }
        row = next;
    }
    row.last() == Some(&true)
}

/// Takes one more piece of the one pattern.
fn step(next: &mut [bool], piece: Piece, at: usize, other: &[Piece]) {
    let mut set = |at: usize| {
        if let Some(fits) = next.get_mut(at) {
            *fits = true;
        }
    };
    match (piece, other.get(at)) {
        (Piece::Many, _) => set(at),
        // The other's `*` takes it, and may take more.
        (_, Some(Piece::Many)) => set(at),
        (Piece::One, Some(_)) | (_, Some(Piece::One)) => set(at + 1),
        (Piece::Is(one), Some(Piece::Is(other))) if one == *other => set(at + 1),
        _ => {}
    }
}

/// A `*` of the one pattern takes any number of pieces of the other.
fn fill(row: &mut [bool]) {
    let first = row.iter().position(|fits| *fits).unwrap_or(row.len());
    row.iter_mut().skip(first).for_each(|fits| *fits = true);
}

/// A `*` of the other may take nothing.
fn extend_many(row: &mut [bool], other: &[Piece]) {
    for (at, piece) in other.iter().enumerate() {
        let is_reached = *piece == Piece::Many && row.get(at) == Some(&true);
        if let Some(fits) = row.get_mut(at + 1).filter(|_| is_reached) {
            *fits = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_open_parts_meet_texts() {
        for (pattern, text, expected) in [
            ("*", "", Truth::Yes),
            ("files/*", "files/private/a.pdf", Truth::Yes),
            ("files/private/?.pdf", "files/private/a.pdf", Truth::Yes),
            ("files/public/*", "files/private/a.pdf", Truth::No),
            ("files/*.pdf", "files/a.pdfx", Truth::No),
            ("files/*a*b", "files/xaxbxb", Truth::Yes),
            // An open part that is written alike is alike; any other may be anything.
            ("${Files}/*", "${Files}/a", Truth::Yes),
            ("${Files}/*", "${Other}/a", Truth::Unknown),
            ("${Files}/public/*", "files/private/a", Truth::No),
            ("files/${Prefix}*", "files/private/a", Truth::Unknown),
            ("files/*", "files/private/${*}", Truth::Yes),
            ("files/public/*", "files/private/${*}", Truth::No),
            ("files/private/a*", "files/private/${*}", Truth::Unknown),
        ] {
            assert_eq!(takes(pattern, text), expected, "{pattern} {text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_texts_are_compared(pattern in ".{0,40}", text in ".{0,40}") {
            takes(&pattern, &text);
            proptest::prop_assert_eq!(takes("*", &text), Truth::Yes);
        }
    }
}
