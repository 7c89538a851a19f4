//! What can be read of a file that is not HCL as a whole: block by block, and in the older spelling.

use super::Body;
use super::parse::parse;
use super::refusal::too_much;
use crate::source::{Outline, SourceId, Span};
use crate::syntax::SyntaxError;
use std::borrow::Cow;
use std::ops::Range;

/// How many blocks of one file are left out before it is given up.
const MOST_ERRORS: usize = 20;

/// What was read of a file, and what not.
#[derive(Debug)]
pub struct Readable {
    /// The blocks that could be read.
    pub body: Body,
    /// The shape of those.
    pub outline: Outline,
    /// Why the others could not.
    pub errors: Vec<SyntaxError>,
}

/// Reads `text`, which `source` stands for, without the top-level blocks that are not HCL. Names of
/// blocks may stand in quotes, as in versions before 0.12.
#[must_use]
pub fn parse_readable(text: &str, source: SourceId) -> Readable {
    let mut left = Cow::Borrowed(text);
    let mut errors = Vec::new();
    while errors.len() < MOST_ERRORS {
        let read = parse(&left, source).or_else(|error| match errors.is_empty() {
            true => parse(&bent(&left), source).map_err(|_| error),
            false => Err(error),
        });
        let error = match read {
            Ok((body, outline)) => {
                return Readable {
                    body,
                    outline,
                    errors,
                };
            }
            Err(error) => error,
        };
        let block = block_around(&left, error.span.start);
        errors.push(error);
        match block {
            Some(block) if too_much(text, source).is_none() => blank(&mut left, block),
            _ => break,
        }
    }
    Readable {
        body: Body {
            attributes: Vec::new(),
            blocks: Vec::new(),
            span: Span::new(source, 0, text.len()),
        },
        outline: Outline::default(),
        errors,
    }
}

/// The lines of the top-level block around a byte: from its head to the next line that starts with a
/// brace. A block that is never closed is found out at the end of the file, so there
/// the first one is meant that is not HCL by itself.
fn block_around(text: &str, at: usize) -> Option<Range<usize>> {
    let (opens, closes) = edges(text);
    let end_of = |index: usize| opens.get(index + 1).copied().unwrap_or(text.len());
    if text.get(at..).is_none_or(|rest| rest.trim().is_empty()) {
        let blocks = opens.iter().enumerate();
        let mut blocks = blocks.map(|(index, start)| *start..end_of(index));
        return blocks.find(|block| {
            let alone = text.get(block.clone()).unwrap_or_default();
            hcl_edit::parser::parse_body(alone).is_err()
        });
    }
    let index = opens.partition_point(|start| *start <= at).checked_sub(1)?;
    let start = *opens.get(index)?;
    let end = end_of(index);
    // A brace too many ends the block as well.
    let mut inside = closes.iter().filter(|close| (at..end).contains(*close));
    Some(start..inside.next().copied().unwrap_or(end))
}

/// Where the heads of blocks start, and where lines end that begin with a brace, outside of heredocs.
fn edges(text: &str) -> (Vec<usize>, Vec<usize>) {
    let (mut opens, mut closes) = (Vec::new(), Vec::new());
    let mut heredoc: Option<&str> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        match heredoc {
            Some(mark) => heredoc = (line.trim() != mark).then_some(mark),
            None => {
                if opens_block(line) {
                    opens.push(start);
                } else if line.starts_with('}') {
                    closes.push(end);
                }
                heredoc = heredoc_mark(line);
            }
        }
        start = end;
    }
    (opens, closes)
}

/// Whether a line is the head of a block: `word "label" {`, and not `name = {`.
fn opens_block(line: &str) -> bool {
    let head = line.split_once('{').map(|(head, _)| head);
    let is_head = |head: &str| {
        head.starts_with(|sign: char| sign.is_ascii_alphabetic()) && !head.contains('=')
    };
    head.is_some_and(is_head)
}

/// White space in place of a range, so that all else keeps its place.
fn blank(text: &mut Cow<'_, str>, range: Range<usize>) {
    let inner = text.get(range.clone()).unwrap_or_default();
    let spaces: String = inner
        .bytes()
        .map(|byte| {
            if matches!(byte, b'\n' | b'\r') {
                char::from(byte)
            } else {
                ' '
            }
        })
        .collect();
    text.to_mut().replace_range(range, &spaces);
}

/// The text as the parser takes it, every byte in its place: without the quotes around a word that
/// starts a line, and without what looks to it like the end of a heredoc, a mark with more behind it.
fn bent(text: &str) -> String {
    let mut heredoc: Option<&str> = None;
    let lines = text.split_inclusive('\n').map(|line| {
        let Some(mark) = heredoc else {
            heredoc = heredoc_mark(line);
            return unquoted(line);
        };
        if line.trim() == mark {
            heredoc = None;
        } else if line.trim_start().starts_with(mark) {
            return line.replacen(mark, &" ".repeat(mark.len()), 1);
        }
        line.to_owned()
    });
    lines.collect()
}

/// A line with a space in place of each quote around its first word.
fn unquoted(line: &str) -> String {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    let word = body.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    match word {
        Some((word, rest)) if is_word(word) && rest.trim_start().starts_with(['{', '=']) => {
            format!("{} {word} {rest}", line.get(..indent).unwrap_or_default())
        }
        _ => line.to_owned(),
    }
}

/// The mark of a heredoc that starts at the end of a line.
fn heredoc_mark(line: &str) -> Option<&str> {
    let (_, mark) = line.rsplit_once("<<")?;
    let mark = mark.trim_start_matches('-').trim();
    is_word(mark).then_some(mark)
}

fn is_word(text: &str) -> bool {
    let mut signs = text.chars();
    let first = signs
        .next()
        .is_some_and(|sign| sign.is_ascii_alphabetic() || sign == '_');
    first && signs.all(|sign| sign.is_ascii_alphanumeric() || "_-".contains(sign))
}
