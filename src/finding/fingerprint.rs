//! A name for a finding that stays the same when lines move and URLs are signed again.

use super::Finding;
use crate::source::SourceMap;
use sha2::{Digest, Sha256};

/// Sixteen hexadecimal digits made of the rule, the file and the place in its structure; no line, no
/// signature and no time goes into it.
#[must_use]
pub fn fingerprint(finding: &Finding, distribution: Option<&str>, sources: &SourceMap) -> String {
    let place = finding.place().map(|span| {
        let name = sources.settled_name(span.source);
        let part = sources.url_part(span).map(ToString::to_string);
        format!("{name}\n{}", part.unwrap_or_else(|| sources.pointer(span)))
    });
    let text = format!(
        "{}\n{}\n{}",
        finding.rule.id,
        distribution.unwrap_or_default(),
        place.unwrap_or_default()
    );
    digest(&text)
}

/// Sixteen hexadecimal digits that stand for a text.
#[must_use]
pub fn digest(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
