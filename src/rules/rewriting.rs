//! What can be said of a path that differs from the signed one, and of functions that may mend it.

use super::Scene;
use crate::finding::{Confidence, Effect, Finding, Severity};

/// The signed path and the one that arrives.
pub(super) fn paths(scene: &Scene<'_>) -> String {
    let path = scene.comparison.map(|comparison| &comparison.path);
    let part = |path: Option<&String>| path.map_or("not known", String::as_str).to_owned();
    format!(
        "signed for {}; received as {}",
        part(path.and_then(|path| path.signed.as_ref())),
        part(path.and_then(|path| path.received.as_ref()))
    )
}

/// The finding as it is, or less sure where a function of the behavior runs before S3 is asked: what
/// it does to the path is not in the input.
pub(super) fn unless_rewritten(scene: &Scene<'_>, finding: Finding) -> Finding {
    let functions = scene.trace.map(|trace| trace.behavior.functions.as_slice());
    let rewrites = functions
        .unwrap_or_default()
        .iter()
        .any(|function| function.may_change_requests());
    match rewrites {
        false => finding,
        true => finding
            .confidence(Confidence::Possible)
            .severity(Severity::Warning)
            .effect(Effect::Weakens)
            .note("a function of this behavior runs before S3 is asked, and may mend the path"),
    }
}
