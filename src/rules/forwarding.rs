//! What the settings take of the query, in the words of rules about it.

use super::Scene;
use crate::edge::{DropReason, Settings};
use crate::finding::Finding;
use crate::model::NameSet;
use crate::source::Span;
use std::collections::HashSet;

/// The names of the signed parameters that do not arrive for this reason. One that was added after
/// signing does no harm by staying behind, and is not among them.
pub(super) fn dropped<'a>(scene: &Scene<'a>, reason: DropReason) -> Vec<&'a str> {
    let (Some(trace), Some(comparison)) = (scene.trace, scene.comparison) else {
        return Vec::new();
    };
    let missing: HashSet<&str> = comparison.missing.iter().map(String::as_str).collect();
    let signed = |name: &&str| missing.contains(name);
    let dropped = trace.origin_request.dropped.iter();
    dropped
        .filter(|dropped| dropped.reason == reason)
        .filter_map(|dropped| Some(trace.viewer.params.get(dropped.index)?.name.as_str()))
        .filter(signed)
        .collect()
}

/// The place of the first name in the URL, without its value, which may be long.
pub(super) fn first_name(scene: &Scene<'_>, names: &[&str]) -> Option<Span> {
    Some(scene.url?.param(names.first()?)?.name_span())
}

/// A label under each setting that says what of the query is forwarded, the one that could forward
/// more than the other first.
pub(super) fn label_settings(finding: Finding, settings: &Settings<'_>) -> Finding {
    let Settings::Policies { cache, request } = settings else {
        return finding.label(settings.query_span(), settings.describe_query());
    };
    let request = request.as_ref().and_then(|policy| {
        let found = policy.found()?;
        Some((policy.named_at(), takes(&found.name, &found.query.value)))
    });
    let cache = cache
        .found()
        .map(|found| (cache.named_at(), takes(&found.name, &found.query.value)));
    request
        .into_iter()
        .chain(cache)
        .fold(finding, |finding, (at, text)| finding.label(at, text))
}

/// What a policy takes of the query, short enough for a label.
fn takes(name: &str, set: &NameSet) -> String {
    const LONGEST: usize = 24;
    let name = match name.chars().count() {
        1..=LONGEST => name,
        _ => "this policy",
    };
    match set {
        NameSet::All => format!("{name}: every query string"),
        NameSet::Only(names) if !names.is_empty() => format!("{name}: {} names", names.len()),
        NameSet::None | NameSet::Only(_) => format!("{name}: no query string"),
        NameSet::Except(names) => format!("{name}: all names but {}", names.len()),
        NameSet::Open { .. } => format!("{name}: names that are not resolved"),
    }
}

/// The names of the policies, the cache policy's first.
pub(super) fn policy_names<'a>(settings: &Settings<'a>) -> impl Iterator<Item = &'a str> {
    let (cache, request) = match settings {
        Settings::Legacy(_) => (None, None),
        Settings::Policies { cache, request } => (cache.found(), *request),
    };
    let request = request.and_then(|policy| policy.found());
    let request = request.map(|policy| policy.name.as_str());
    cache
        .map(|policy| policy.name.as_str())
        .into_iter()
        .chain(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_is_described_in_a_few_words() {
        for (name, set, words) in [
            (
                "CachingDisabled",
                NameSet::None,
                "CachingDisabled: no query string",
            ),
            ("mine", NameSet::Only(Vec::new()), "mine: no query string"),
            ("", NameSet::All, "this policy: every query string"),
            (
                "a-name-that-nobody-wants-in-a-label",
                NameSet::Except(Vec::new()),
                "this policy: all names but 0",
            ),
        ] {
            assert_eq!(takes(name, &set), words);
        }
    }
}
