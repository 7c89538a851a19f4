//! References to a bucket's host, and where they end.

use crate::input::documents::Format;
use crate::model::{Endpoint, S3Host};
use std::ops::Range;

/// A value's range to its end: of a JSON object only the brace is underlined, and a mapping of YAML's
/// goes on in the lines that are further in. `None` if the range is not one of the text.
pub(super) fn whole(text: &str, range: Range<usize>) -> Option<(Range<usize>, &str)> {
    let old = text.get(range.clone())?;
    let end = match old {
        "{" => range.start + braces(text.get(range.start..)?)?,
        _ if old.starts_with("Fn::") || old.starts_with(['|', '>']) => {
            range.start + block(text, range.start)?
        }
        _ => range.end,
    };
    Some((range.start..end, text.get(range.start..end)?))
}

/// The length of an object or flow mapping that starts here.
pub(super) fn braces(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut is_escaped = false;
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            b'{' if !in_string => depth += 1,
            b'}' if !in_string => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(index + 1);
        }
    }
    None
}

/// The length of a block that starts here: its line, and those after it that are further in than the
/// line's beginning, or items of a list as far in.
pub(super) fn block(text: &str, start: usize) -> Option<usize> {
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = indent(text.get(line_start..)?);
    let mut length = 0;
    for (index, line) in text.get(start..)?.split_inclusive('\n').enumerate() {
        let is_item = indent(line) == own && line.trim_start().starts_with("- ");
        if index > 0 && !line.trim().is_empty() && indent(line) <= own && !is_item {
            break;
        }
        length += line.len();
    }
    Some(text.get(start..start + length)?.trim_end().len())
}

/// Whether a value stands there itself, and not a way to it.
pub(super) fn is_literal(format: Format, old: &str) -> bool {
    let is_bare = || old.chars().all(|one| one.is_ascii_alphanumeric());
    match format {
        Format::Xml => true,
        Format::Json => !old.starts_with(['{', '[']),
        Format::Hcl => match old.starts_with('"') {
            true => !old.contains("${") && !old.contains("%{"),
            false => is_bare(),
        },
        Format::Yaml => {
            let is_other = old.starts_with(['!', '&', '*', '{', '[', '|', '>', '@', '`']);
            !is_other && !old.starts_with("Fn::") && !old.contains("${") && !old.contains('\n')
        }
    }
}

/// A reference that has this value instead: the bucket's Regional host in place of its global one.
pub(super) fn with_value(old: &str, value: &str) -> Option<String> {
    let host = S3Host::parse(value)?;
    let region = host.region.as_deref()?;
    if host.endpoint != Endpoint::Regional || old.starts_with(['|', '>']) {
        return None;
    }
    let attribute = once(old, "bucket_domain_name", "bucket_regional_domain_name");
    let attribute = attribute.or_else(|| once(old, "DomainName", "RegionalDomainName"));
    attribute.or_else(|| {
        let named = format!(".s3.{region}.amazonaws.com");
        once(old, ".s3.amazonaws.com", &named)
    })
}

/// `text` with the only occurrence of `word` replaced; a part of a longer word is none.
fn once(text: &str, word: &str, other: &str) -> Option<String> {
    let mut found = text.match_indices(word).filter(|(at, _)| {
        let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        let starts = word.starts_with('.') || !before.is_some_and(is_part);
        starts && !after.is_some_and(is_part)
    });
    let (at, _) = found.next()?;
    match found.next() {
        Some(_) => None,
        None => Some(format!(
            "{}{other}{}",
            &text[..at],
            &text[at + word.len()..]
        )),
    }
}
