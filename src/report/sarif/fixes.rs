//! Mends that are changes of files.

use super::locations::{artifact, message, region};
use super::log::{ArtifactChange, Content, Fix, Replacement};
use crate::finding::{self, Edit};
use crate::report::Report;
use crate::report::place::{FilePlace, Place};
use crate::source::{Span, printable};
use std::collections::BTreeMap;

/// The mend as changes of files; nothing where a person must decide about it, or where one of its
/// edits has no file or cannot be written down.
pub(super) fn fix(fix: &finding::Fix, report: &Report<'_>) -> Option<Fix> {
    if fix.edits.is_empty() || fix.caution.is_some() {
        return None;
    }
    let mut changes: BTreeMap<String, Vec<Replacement>> = BTreeMap::new();
    for edit in &fix.edits {
        let (path, replacement) = replacement(edit, report)?;
        changes.entry(path).or_default().push(replacement);
    }
    let change = |(path, replacements): (String, Vec<Replacement>)| ArtifactChange {
        artifact_location: artifact(&path),
        replacements,
    };
    Some(Fix {
        description: message(&printable(&fix.description)),
        artifact_changes: changes.into_iter().map(change).collect(),
    })
}

fn replacement(edit: &Edit, report: &Report<'_>) -> Option<(String, Replacement)> {
    let source = report.sources.get(edit.span.source);
    let range = edit.span.start..edit.span.end;
    let (range, text) = (report.rewrite)(&source.name, source.text(), range, &edit.value)?;
    let span = Span::new(edit.span.source, range.start, range.end);
    let place: FilePlace = Place::new(span, report.sources).file()?;
    let replacement = Replacement {
        deleted_region: region(&place),
        inserted_content: Content { text },
    };
    Some((place.path, replacement))
}
