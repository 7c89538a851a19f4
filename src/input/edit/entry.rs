//! An entry that is added beside another one, or that stands in place of another one.

use super::reference::{block, braces, whole};
use super::replace::Replacement;
use super::scalar;
use crate::input::documents::Format;
use std::ops::Range;

/// Adds `key: value` behind the entry whose value is at `range`; `None` where siglint would have to
/// guess how. Keys are CloudFront's own, and are written as the file's language writes them.
#[must_use]
pub fn addition(
    name: &str,
    text: &str,
    range: Range<usize>,
    (key, value): (&str, &str),
) -> Option<Replacement> {
    let format = Format::of(name, text);
    let (range, _) = whole(text, range)?;
    let line_start = text.get(..range.start)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(line_start..range.start)?;
    let entry = written(format, key, value)?;
    let own_line = own_line(format, before);
    let at = match (format, own_line) {
        (Format::Json, _) | (_, None) => range.end,
        // A comment behind the value stays where it is.
        _ => {
            range.end
                + text
                    .get(range.end..)?
                    .find('\n')
                    .unwrap_or(text.len() - range.end)
        }
    };
    let text = match (format, own_line) {
        (Format::Xml, _) | (Format::Hcl, None) => return None,
        (Format::Json, Some(indent)) => format!(",\n{}{entry}", " ".repeat(indent)),
        (_, Some(indent)) => format!("\n{}{entry}", " ".repeat(indent)),
        (_, None) => format!(", {entry}"),
    };
    Some(Replacement {
        range: at..at,
        text,
    })
}

/// Puts an entry `new` with one entry of its own in place of the entry `old`, whose value starts at
/// `start`; `None` where the entry is not found there.
#[must_use]
pub fn exchange(
    name: &str,
    text: &str,
    start: usize,
    (old, new): (&str, &str),
    (key, value): (&str, &str),
) -> Option<Replacement> {
    let format = Format::of(name, text);
    let old = named(format, old)?;
    let at = start_of(format, text, start, &old)?;
    let rest = text.get(at..)?;
    let opening = rest.find('{');
    let is_flow = opening.is_some_and(|brace| !rest.get(..brace).unwrap_or("\n").contains('\n'));
    let length = match (format, opening.filter(|_| is_flow)) {
        (_, Some(brace)) => brace + braces(rest.get(brace..)?)?,
        (Format::Yaml, None) => block(text, at)?,
        _ => return None,
    };
    let inner = written(format, key, value)?;
    let new = named(format, new)?;
    let text = match format {
        Format::Json => format!("\"{new}\": {{ {inner} }}"),
        Format::Hcl => format!("{new} {{ {inner} }}"),
        _ => format!("{new}: {{{inner}}}"),
    };
    Some(Replacement {
        range: at..at + length,
        text,
    })
}

/// The column of a key that begins its line; `None` where other entries stand before it in the line.
fn own_line(format: Format, before: &str) -> Option<usize> {
    let behind_dash = |text: &'_ str| text.strip_prefix("- ").map(str::trim_start).map(str::len);
    let trimmed = before.trim_start_matches(' ');
    let key = match format {
        Format::Yaml => behind_dash(trimmed).unwrap_or(trimmed.len()),
        _ => trimmed.len(),
    };
    let key = trimmed.get(trimmed.len() - key..)?;
    let name = key.trim_end().trim_end_matches([':', '=']).trim_end();
    let name = name.trim_matches(['"', '\'']);
    let is_name = |one: char| one.is_ascii_alphanumeric() || one == '_';
    (!name.is_empty() && name.chars().all(is_name)).then_some(before.len() - key.len())
}

/// Where an entry starts whose value, or whose first line, starts at `start`.
fn start_of(format: Format, text: &str, start: usize, key: &str) -> Option<usize> {
    let rest = text.get(start..)?;
    if format == Format::Hcl {
        return rest.starts_with(key).then_some(start);
    }
    let before = text.get(..start)?;
    let at = before.rfind(key)?;
    let between = before.get(at + key.len()..)?;
    let is_nothing = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let mut lines = between.lines();
    let first = lines.next()?.trim_start_matches(['"', '\'']).trim();
    let is_key = first == ":" || first.strip_prefix(':').is_some_and(is_nothing);
    let quote = before.get(..at)?.ends_with(['"', '\'']);
    (is_key && lines.all(is_nothing)).then(|| at - usize::from(quote))
}

/// `key: value` in a file's own syntax; an empty value is an empty text.
fn written(format: Format, key: &str, value: &str) -> Option<String> {
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let like = if is_number { "0" } else { "\"\"" };
    let value = scalar::written(format, like, value)?;
    let key = named(format, key)?;
    match format {
        Format::Json => Some(format!("\"{key}\": {value}")),
        Format::Yaml => Some(format!("{key}: {value}")),
        Format::Hcl => Some(format!("{key} = {value}")),
        Format::Xml => None,
    }
}

/// CloudFront's name of a key as a language has it: `MaxTTL` is `max_ttl` in Terraform.
fn named(format: Format, key: &str) -> Option<String> {
    if format != Format::Hcl {
        return Some(key.to_owned());
    }
    let mut name = String::new();
    let mut last = None::<char>;
    for character in key.chars() {
        let starts =
            character.is_ascii_uppercase() && last.is_some_and(|last| last.is_ascii_lowercase());
        if starts || last.is_some_and(|last| last.is_ascii_digit()) {
            name.push('_');
        }
        name.push(character.to_ascii_lowercase());
        last = Some(character);
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file with `MaxTTL` behind the value that the marks enclose.
    fn added(name: &str, marked: &str) -> Option<String> {
        let start = marked.find('«')?;
        let text = marked.replacen('«', "", 1);
        let end = text.find('»')?;
        let text = text.replacen('»', "", 1);
        addition(name, &text, start..end, ("MaxTTL", "1800"))?.applied(&text)
    }

    #[test]
    fn an_entry_is_added_as_its_neighbour_is_written() {
        for (name, before, after) in [
            (
                "a.yml",
                "A:\n  DefaultTTL: «60» # why\n  B: 1\n",
                "A:\n  DefaultTTL: 60 # why\n  MaxTTL: 1800\n  B: 1\n",
            ),
            (
                "a.yml",
                "- DefaultTTL: «60»",
                "- DefaultTTL: 60\n  MaxTTL: 1800",
            ),
            (
                "a.yml",
                "A: {DefaultTTL: «60», B: 1}\n",
                "A: {DefaultTTL: 60, MaxTTL: 1800, B: 1}\n",
            ),
            (
                "a.json",
                "{\n  \"DefaultTTL\": «60»,\n  \"B\": 1\n}",
                "{\n  \"DefaultTTL\": 60,\n  \"MaxTTL\": 1800,\n  \"B\": 1\n}",
            ),
            (
                "a.json",
                "{ \"DefaultTTL\": «60» }",
                "{ \"DefaultTTL\": 60, \"MaxTTL\": 1800 }",
            ),
            (
                "a.tf",
                "b {\n  default_ttl    = «60» # why\n}\n",
                "b {\n  default_ttl    = 60 # why\n  max_ttl = 1800\n}\n",
            ),
        ] {
            assert_eq!(added(name, before).as_deref(), Some(after), "{before}");
        }
        assert_eq!(added("a.tf", "b { default_ttl = «60» }"), None);
        assert_eq!(added("a.xml", "<DefaultTTL>«60»</DefaultTTL>"), None);
    }

    /// A file whose `CustomOriginConfig`, with its value at the mark, becomes an empty S3 one.
    fn exchanged(name: &str, marked: &str) -> Option<String> {
        let start = marked.find('«')?;
        let text = marked.replacen('«', "", 1);
        let inner = ("OriginAccessIdentity", "");
        let keys = ("CustomOriginConfig", "S3OriginConfig");
        exchange(name, &text, start, keys, inner)?.applied(&text)
    }

    #[test]
    fn an_entry_is_exchanged_whole() {
        for (name, before, after) in [
            (
                "a.yml",
                "o:\n  CustomOriginConfig:\n    # why\n    «HTTPSPort: 443\n    B: c\n  Id: x\n",
                "o:\n  S3OriginConfig: {OriginAccessIdentity: \"\"}\n  Id: x\n",
            ),
            (
                "a.yml",
                "- CustomOriginConfig: «{B: c}\n  Id: x\n",
                "- S3OriginConfig: {OriginAccessIdentity: \"\"}\n  Id: x\n",
            ),
            (
                "a.json",
                "{\"CustomOriginConfig\": «{\n \"B\": {} }, \"Id\": 1}",
                "{\"S3OriginConfig\": { \"OriginAccessIdentity\": \"\" }, \"Id\": 1}",
            ),
            (
                "a.tf",
                "origin {\n  «custom_origin_config {\n    a = [\"}\"]\n  }\n}\n",
                "origin {\n  s3_origin_config { origin_access_identity = \"\" }\n}\n",
            ),
        ] {
            assert_eq!(exchanged(name, before).as_deref(), Some(after), "{before}");
        }
        assert_eq!(
            exchanged("a.yml", "o:\n  CustomOriginConfig: *a\n  B: «1"),
            None
        );
        assert_eq!(exchanged("a.tf", "dynamic \"x\" { «for_each = [] }"), None);
    }
}
