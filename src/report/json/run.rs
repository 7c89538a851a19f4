//! A run as one document, and any document as text.

use super::build::{check, diagnose, trace};
use crate::report::{Asked, Report};
use serde::Serialize;

/// The document of a run: that of `check`, with what only `diagnose` or `trace` tells.
///
/// # Errors
///
/// Where a document cannot be written down as JSON; none of ours is such.
pub fn report(report: &Report<'_>) -> serde_json::Result<String> {
    let build = match report.asked {
        Asked::Check => check,
        Asked::Diagnose => diagnose,
        Asked::Trace => trace,
    };
    text(&build(report.view, report.problems, report.sources))
}

/// A document as indented JSON, with a line end.
///
/// # Errors
///
/// Where it cannot be written down as JSON; none of ours is such.
pub fn text(document: &impl Serialize) -> serde_json::Result<String> {
    Ok(serde_json::to_string_pretty(document)? + "\n")
}
