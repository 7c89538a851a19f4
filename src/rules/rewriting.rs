//! What can be said of a path that differs from the signed one, and of functions that may mend it.

use super::Scene;
use crate::edge::normalised_path;
use crate::finding::{Confidence, Effect, Finding, Severity};
use crate::s3::reencode;

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

/// What a client, a library or a proxy did to a path that was signed otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rewrite {
    /// It was percent-encoded a second time.
    EncodedAgain,
    /// A space was written as `+`, or a `+` was left for one.
    Plus,
    /// Dot segments were resolved, or slashes in a row merged.
    Normalised,
}

/// How the signed path became the one that arrives, where the two are known and differ in their
/// spelling alone.
pub(super) fn rewrite(scene: &Scene<'_>) -> Option<Rewrite> {
    let path = scene.comparison.map(|comparison| &comparison.path)?;
    let differs = path.difference.differs();
    let (signed, received) = path.signed.as_deref().zip(path.received.as_deref())?;
    between(signed, received).filter(|_| differs)
}

fn between(signed: &str, received: &str) -> Option<Rewrite> {
    let (one, other) = (reencode(signed, true), reencode(received, true));
    // Encoded, a plus sign is %2B; written for a space it is one that was not there.
    let spaces = |path: &str| path.replace("%2B", "%20");
    let normalised = |path: &str| merged(&normalised_path(path));
    if one.replace('%', "%25") == other {
        Some(Rewrite::EncodedAgain)
    } else if received.contains('+') && spaces(&one) == spaces(&other) {
        Some(Rewrite::Plus)
    } else {
        (normalised(&one) == normalised(&other)).then_some(Rewrite::Normalised)
    }
}

/// A path with one slash for several in a row.
fn merged(path: &str) -> String {
    let mut merged = String::with_capacity(path.len());
    for c in path.chars() {
        if c != '/' || !merged.ends_with('/') {
            merged.push(c);
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::{Rewrite, between};

    #[test]
    fn the_usual_rewritings_are_told_apart() {
        for (signed, received, expected) in [
            ("/a%20b", "/a%2520b", Some(Rewrite::EncodedAgain)),
            ("/a%20b", "/a+b", Some(Rewrite::Plus)),
            ("/a%2Bb%20c", "/a+b+c", Some(Rewrite::Plus)),
            ("/a/../b", "/b", Some(Rewrite::Normalised)),
            ("/a//b", "/a/b", Some(Rewrite::Normalised)),
            ("/b", "/prefix/b", None),
            ("/a", "/A", None),
        ] {
            assert_eq!(between(signed, received), expected, "{signed} {received}");
        }
    }
}
