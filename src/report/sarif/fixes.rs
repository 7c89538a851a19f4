//! Mends that are an edit of one value, written in the syntax of the file they are for.

use super::locations::{artifact, message, region};
use super::log::{ArtifactChange, Content, Fix, Replacement};
use crate::finding::{self, Edit};
use crate::report::place::{FilePlace, Place};
use crate::source::{SourceMap, printable};
use std::collections::BTreeMap;

/// The mend as changes of files; nothing where one of its edits has no file, or cannot be written
/// down without knowing more of the file's syntax than the value that stands there shows.
pub(super) fn fix(fix: &finding::Fix, sources: &SourceMap) -> Option<Fix> {
    let mut changes: BTreeMap<String, Vec<Replacement>> = BTreeMap::new();
    for edit in &fix.edits {
        let (path, replacement) = replacement(edit, sources)?;
        changes.entry(path).or_default().push(replacement);
    }
    let change = |(path, replacements): (String, Vec<Replacement>)| ArtifactChange {
        artifact_location: artifact(&path),
        replacements,
    };
    (!changes.is_empty()).then(|| Fix {
        description: message(&printable(&fix.description)),
        artifact_changes: changes.into_iter().map(change).collect(),
    })
}

fn replacement(edit: &Edit, sources: &SourceMap) -> Option<(String, Replacement)> {
    let place: FilePlace = Place::new(edit.span, sources).file()?;
    let text = sources.get(edit.span.source).text();
    let before = text.get(edit.span.start..edit.span.end)?;
    let after = written(before, &edit.value, &place.path)?;
    let replacement = Replacement {
        deleted_region: region(&place),
        inserted_content: Content { text: after },
    };
    Some((place.path, replacement))
}

/// The new value as it must be written in place of the old one: between the same quotes, or bare
/// where both are such that they need none.
fn written(before: &str, value: &str, path: &str) -> Option<String> {
    let quoted = |quote: char| {
        let inner = before.strip_prefix(quote)?.strip_suffix(quote)?;
        Some(inner).filter(|inner| !inner.contains([quote, '\n']))
    };
    let is_bare = |text: &str| {
        let needs_none = |c: char| c.is_ascii_alphanumeric() || "-._/".contains(c);
        text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(needs_none)
    };
    let is_literal = |text: &str| matches!(text, "true" | "false") || text.parse::<u64>().is_ok();
    if !value.is_empty() && !is_bare(value) {
        return None;
    }
    if quoted('"').is_some() {
        return Some(format!("\"{value}\""));
    }
    if quoted('\'').is_some() {
        return Some(format!("'{value}'"));
    }
    let literals = is_literal(before) && is_literal(value);
    let takes_bare_words = [".yml", ".yaml", ".xml"]
        .iter()
        .any(|end| path.ends_with(end));
    let words = takes_bare_words && is_bare(before) && is_bare(value);
    (literals || words).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn a_value_is_written_as_its_place_asks() {
        let cases = [
            (
                "\"a.example\"",
                "b.example",
                "t.json",
                Some("\"b.example\""),
            ),
            ("'a.example'", "b.example", "t.yml", Some("'b.example'")),
            ("a.example", "b.example", "t.yml", Some("b.example")),
            ("86400", "1800", "main.tf", Some("1800")),
            ("false", "true", "t.json", Some("true")),
            ("\"x\"", "", "t.json", Some("\"\"")),
            ("aws_s3_bucket.b.id", "b.example", "main.tf", None),
            ("!GetAtt B.Domain", "b.example", "t.yml", None),
            ("{\"Ref\": \"B\"}", "b.example", "t.json", None),
            ("\"a\"", "b\", \"c\": \"d", "t.json", None),
            ("a", "b: c", "t.yml", None),
            ("\"a\" + \"b\"", "c", "main.tf", None),
        ];
        for (before, value, path, expected) in cases {
            assert_eq!(
                written(before, value, path).as_deref(),
                expected,
                "{before}"
            );
        }
    }
}
