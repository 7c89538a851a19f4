//! Answers without a code: what their status, headers and kind of body still tell.

mod redirect;
mod refusal;

use super::{Clue, Speaker};
use crate::model::{Body, Response};

/// What an answer without a code means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    pub(super) meaning: &'static str,
    pub(super) mend: &'static str,
    /// The rules that it may confirm.
    pub(super) rules: &'static [&'static str],
    /// Why it is a likely meaning only, where it is.
    pub(super) doubt: Option<&'static str>,
}

const GUESSED: &str = "the answer does not say so itself, and other causes look the same.";

impl Words {
    const fn new(meaning: &'static str, mend: &'static str) -> Self {
        Self {
            meaning,
            mend,
            rules: &[],
            doubt: None,
        }
    }

    const fn rules(mut self, rules: &'static [&'static str]) -> Self {
        self.rules = rules;
        self
    }

    const fn likely(mut self) -> Self {
        self.doubt = Some(GUESSED);
        self
    }
}

/// What an answer without an error code means.
pub(super) fn words(response: &Response, speaker: Speaker) -> Words {
    let status = response.status.unwrap_or(0);
    match (status, &response.body) {
        (304, _) => Words::new(
            "Nothing is wrong: the copy that the client has is still the current one.",
            "nothing to mend",
        ),
        (300..=399, _) => redirect::words(response, speaker),
        (_, Body::Page(_)) => page(response, speaker),
        (200..=299, _) => Words::new(
            "The object was served: nothing refused. Served from CloudFront's cache, it says \
                nothing about the URL's signature, since only S3 checks that.",
            "nothing to mend; to try the signature itself, look for `X-Cache: Miss from \
                cloudfront`",
        ),
        _ => refusal::words(response, speaker),
    }
}

/// What headers and body give away beside the words: remarks, and no culprit.
pub(super) fn clues(response: &Response) -> Vec<Clue> {
    let coded = response.error().is_some_and(|error| error.code.is_some());
    let served = response.is_served() && !matches!(response.body, Body::Page(_));
    if coded || served || matches!(response.body, Body::CloudFrontPage(_)) {
        return Vec::new();
    }
    let unreadable = match response.body {
        Body::Other(kind) => Some(Clue::Unreadable(kind)),
        _ => None,
    };
    let found = [redirect::clue(response), server(response), unreadable];
    found.into_iter().flatten().collect()
}

/// A server that is neither S3 nor CloudFront, in its own words.
fn server(response: &Response) -> Option<Clue> {
    let name = response.header("server").filter(|name| !name.is_empty())?;
    let known = ["amazons3", "cloudfront"].contains(&name.to_ascii_lowercase().as_str());
    (!known).then(|| Clue::Server(name.to_owned()))
}

/// A page that is neither CloudFront's template nor a website endpoint's.
fn page(response: &Response, speaker: Speaker) -> Words {
    let masked = &["error-masked"];
    let cache = response.header("x-cache").unwrap_or_default();
    let failed = cache.to_ascii_lowercase().starts_with("error from");
    match (response.status, speaker) {
        (Some(200..=299), _) => {
            let served = Words::new(
                "An HTML page was served with success. If a file was expected, an error of S3 was \
                    replaced by a page of an application: a custom error response turns 403 or 404 \
                    into 200.",
                "give signed URLs a behavior and distribution without custom error responses, or \
                    let them keep the status",
            );
            let served = served.rules(masked);
            if failed { served } else { served.likely() }
        }
        (_, Speaker::S3 | Speaker::CloudFront) => Words::new(
            "An HTML page, where S3 and CloudFront have error formats of their own: a custom error \
                response of the distribution, or a function, answered in place of the error.",
            "look for a custom error response or function of the distribution, and at the behavior \
                that the path takes; ask S3 directly to see the error itself",
        )
        .rules(masked)
        .likely(),
        _ => Words::new(
            "An HTML page that is neither CloudFront's nor S3's: another server or CDN, a proxy or \
                network on the way to it, an application as the origin, or a custom error response \
                of the distribution.",
            "find out who wrote the page: look where the name points in DNS, and which behavior \
                and origin the path takes; ask S3 directly to see its own answer",
        )
        .likely(),
    }
}
