//! What reports of more than one format say in the same words.

use crate::diagnosis::ObservedView;
use crate::source::{SourceMap, Span};

/// `FILE:LINE:COLUMN`.
pub(super) fn place(span: Span, sources: &SourceMap) -> String {
    let location = sources.location(span);
    let name = &sources.get(span.source).name;
    format!("{name}:{}:{}", location.line, location.column)
}

/// What was asked, in a few words.
pub(super) fn question(probe: &str) -> &'static str {
    match probe {
        "as-is" => "the URL",
        "repeat" => "the URL again",
        "direct" => "its query at S3",
        "without-query" => "without its query",
        "changed-signature" => "signature changed",
        _ => "the saved answer",
    }
}

/// What came of a question: the status and code, who gave it, and what else the answer tells.
pub(super) fn answer(one: &ObservedView) -> String {
    if let Some(why) = &one.trouble {
        return why.what.clone();
    }
    let status = one.status.map(|status| status.to_string());
    let mut said: Vec<String> = status.into_iter().chain(one.code.clone()).collect();
    if said.is_empty() {
        said.push("an answer without a status".to_owned());
    }
    let mut parts = vec![said.join(" ")];
    parts.push(match (one.served, one.by) {
        (true, _) => "served".to_owned(),
        (false, Some("s3")) => "by S3".to_owned(),
        (false, Some("cloudfront")) => "by CloudFront".to_owned(),
        (false, Some("s3-compatible")) => "by an S3-compatible server".to_owned(),
        (false, _) => "by somebody who does not tell".to_owned(),
    });
    parts.extend(one.x_cache.clone());
    parts.extend(one.age.map(|age| format!("{age} s old")));
    parts.extend(
        one.location
            .as_ref()
            .map(|to| format!("leads to {to} (not followed)")),
    );
    parts.extend(one.milliseconds.map(|time| format!("{time} ms")));
    parts.join(", ")
}
