//! A request as it came: the target is never normalised.

use crate::input::url::read_url;
use crate::model::SignedUrl;
use crate::source::SourceMap;
use std::sync::Arc;

/// A request to the edge or to S3.
#[derive(Debug, Clone, Default)]
pub(super) struct Request {
    /// `GET`, `HEAD`, `PUT` …
    pub(super) method: String,
    /// The path as sent.
    pub(super) path: String,
    /// The query as sent, without the `?`; empty if none.
    pub(super) query: String,
    /// Names in lower case, and values.
    pub(super) headers: Vec<(String, String)>,
    /// Whether a body follows.
    pub(super) has_body: bool,
    /// That body, of an upload that is not too large.
    pub(super) body: Option<Arc<[u8]>>,
    /// Whether CloudFront signed it in its own name (origin access).
    pub(super) by_cloudfront: bool,
    /// Whether the bucket's policy certainly denies it.
    pub(super) is_denied: bool,
}

impl Request {
    /// The first header with this name, which is given in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(one, _)| one == name);
        found.map(|(_, value)| value.as_str())
    }

    /// All values of a header as a signature has them: trimmed, inner spaces as one, joined with `,`.
    pub(super) fn canonical_header(&self, name: &str) -> String {
        let same = self.headers.iter().filter(|(one, _)| one == name);
        let values = same.map(|(_, value)| {
            let words: Vec<&str> = value.split(' ').filter(|word| !word.is_empty()).collect();
            words.join(" ")
        });
        values.collect::<Vec<_>>().join(",")
    }

    /// `Host`, in lower case.
    pub(super) fn host(&self) -> String {
        self.header("host").unwrap_or_default().to_ascii_lowercase()
    }

    /// Without these headers.
    pub(super) fn without(mut self, names: &[&str]) -> Self {
        self.headers
            .retain(|(name, _)| !names.contains(&name.as_str()));
        self
    }

    /// How long the URL is, in bytes.
    pub(super) fn length(&self) -> usize {
        let host = self.header("host").map_or(0, str::len);
        "https://?".len() + host + self.path.len() + self.query.len()
    }

    /// What the URL says; none if it is none.
    pub(super) fn url(&self) -> Option<SignedUrl> {
        let mark = if self.query.is_empty() { "" } else { "?" };
        // The name decides nothing here, and one that is no host must not hide the rest.
        let text = format!("https://lab.invalid{}{mark}{}", self.path, self.query);
        read_url("the request", &text, &mut SourceMap::default()).ok()
    }
}
