//! Answers without a code: what their status, headers and kind of body still tell.

use super::Speaker;
use crate::model::{Body, Response};

/// Meaning, mend, and the rules that it may confirm.
pub(super) type Words = (&'static str, &'static str, &'static [&'static str]);

/// What an answer without an error code means.
pub(super) fn words(response: &Response, speaker: Speaker) -> Words {
    let status = response.status.unwrap_or(0);
    let moved = (300..400).contains(&status);
    if matches!(response.body, Body::Page(_)) && !moved {
        return page(status);
    }
    match (status, speaker) {
        (200..=299, _) => (
            "The object was served: nothing refused. Served from CloudFront's cache, it says \
                nothing about the URL's signature, since only S3 checks that.",
            "nothing to mend; to try the signature itself, look for `X-Cache: Miss from \
                cloudfront`",
            &[],
        ),
        (304, _) => (
            "Nothing is wrong: the copy that the client has is still the current one.",
            "nothing to mend",
            &[],
        ),
        (300..=399, Speaker::CloudFront) => (
            "CloudFront sends the viewer elsewhere itself, as from http to https; S3 was not \
                asked.",
            "use the address in Location: sign and share it with https",
            &[],
        ),
        (300..=399, _) => (
            "The origin sends the viewer to another host. CloudFront does not follow redirects, \
                and a signature that covers the Host breaks when the viewer does.",
            "set the origin to the Regional host of the bucket, and sign for it",
            &["origin-region-missing"],
        ),
        (status, speaker) => refusal(status, speaker),
    }
}

/// A page that is neither CloudFront's template nor a website endpoint's.
const fn page(status: u16) -> Words {
    match status {
        200..=299 => (
            "An HTML page was served with success. If a file was expected, an error of S3 was \
                replaced by a page of an application: a custom error response turns 403 or 404 \
                into 200.",
            "give signed URLs a behavior and distribution without custom error responses, or let \
                them keep the status",
            &["error-masked"],
        ),
        _ => (
            "An HTML page that is neither CloudFront's nor S3's: an application, a proxy, or a \
                custom error response of the distribution answered in place of the error.",
            "look for a custom error response or function of the distribution, and at the behavior \
                that the path takes; ask S3 directly to see the error itself",
            &["error-masked"],
        ),
    }
}

fn refusal(status: u16, speaker: Speaker) -> Words {
    match (status, speaker) {
        (403, Speaker::S3 | Speaker::Compatible(_)) => (
            "S3 refused, and its answer has no body: so it is for HEAD. A URL that was signed for \
                GET refuses HEAD, even where GET works.",
            "send GET with `Range: bytes=0-0` in place of HEAD, and explain that answer",
            &[],
        ),
        (404, Speaker::S3 | Speaker::Compatible(_)) => (
            "S3 accepted the signature and found no object or bucket; the answer has no body, as \
                for HEAD.",
            "send GET with `Range: bytes=0-0`: its body tells which of the two is missing",
            &["origin-path-prefixed", "bucket-mismatch"],
        ),
        (500..=599, _) => (
            "The server or CloudFront had trouble of its own, and the answer does not say which.",
            "try again with growing pauses; then look at the origin's domain, protocol and \
                certificate",
            &[],
        ),
        (_, Speaker::CloudFront) => (
            "CloudFront refused by itself, or a function in it did; the reason would stand in the \
                body, which is not here.",
            "save the answer with its body (`curl -s -i URL`), and explain that",
            &[],
        ),
        _ => (
            "The request was refused, and nothing in what was saved says by whom or why.",
            "save the answer to a GET with headers and body (`curl -s -i URL`), and explain that",
            &[],
        ),
    }
}
