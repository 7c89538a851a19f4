//! Mends that were tried as changes of files.

use super::locations::{artifact, message, region};
use super::log::{ArtifactChange, Content, Fix, Replacement};
use crate::finding::{self, Edit};
use crate::report::place::{FilePlace, Place};
use crate::source::{SourceMap, printable};
use std::collections::BTreeMap;

/// The mend as changes of files; nothing where one of its edits was not found to mend the fault.
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
    let written = edit.written.as_ref()?;
    let place: FilePlace = Place::new(written.span, sources).file()?;
    let replacement = Replacement {
        deleted_region: region(&place),
        inserted_content: Content {
            text: written.text.clone(),
        },
    };
    Some((place.path, replacement))
}
