//! Refusals without a code: by how it was asked, and by what there is in the body's place.

use super::Words;
use crate::model::{Body, Response};
use crate::s3::error::Speaker;

/// What a refusal means.
pub(super) fn words(response: &Response, speaker: Speaker) -> Words {
    let status = response.status.unwrap_or(0);
    if (500..=599).contains(&status) {
        return Words::new(
            "The server or CloudFront had trouble of its own, and the answer does not say which.",
            "try again with growing pauses; then look at the origin's domain, protocol and \
                certificate",
        );
    }
    match &response.body {
        Body::Other(kind) => unreadable(kind),
        Body::Error(_) | Body::WebsitePage(_) => Words::new(
            "The request was refused with an error whose code is not there, or stands behind the \
                end of what was read: nothing tells why.",
            "save the whole answer (`curl -s -i URL`), and explain that",
        ),
        _ => empty(response, status, speaker),
    }
}

/// A body that no error could be read from.
fn unreadable(kind: &str) -> Words {
    match kind {
        _ if kind.contains("compressed") => Words::new(
            "The request was refused, and the body that may say why is still compressed: siglint \
                reads it uncompressed only.",
            "save the answer with `curl -s -i --compressed URL`, and explain that",
        ),
        "JSON" => Words::new(
            "The request was refused with JSON, where S3 and CloudFront write XML or HTML: an \
                application, an API or a function answered.",
            "look which behavior and origin the path takes, and whether a function answers there",
        )
        .likely(),
        _ => Words::new(
            "The request was refused with a body that is no error of S3 or CloudFront, as far as \
                it can be read: another server, a proxy or a function answered, or the answer was \
                not saved whole.",
            "save the answer with `curl -s -i --compressed URL`, and explain that; look which \
                behavior and origin the path takes",
        )
        .likely(),
    }
}

/// No body at all: as every answer to HEAD has it, and none to GET.
fn empty(response: &Response, status: u16, speaker: Speaker) -> Words {
    let asked = response.asked.as_ref();
    let with_get = asked.is_some_and(|asked| asked.method == "GET");
    match (status, speaker) {
        (403 | 404, Speaker::S3 | Speaker::Compatible(_)) if with_get => Words::new(
            "S3 refused a GET, and the body that says why is missing. S3 sends one with every \
                refusal of a GET, so it was lost on the way: a function, a proxy or a cached answer \
                to HEAD.",
            "ask the S3 host directly (`curl -s -i URL`), and explain that answer; look for \
                functions that replace the body",
        )
        .likely(),
        (403, Speaker::S3 | Speaker::Compatible(_)) => Words::new(
            "S3 refused, and its answer has no body: so it is for HEAD. A URL that was signed for \
                GET refuses HEAD, even where GET works.",
            "send GET with `Range: bytes=0-0` in place of HEAD, and explain that answer",
        )
        .rules(&["method-is-signed"])
        .likely(),
        (404, Speaker::S3 | Speaker::Compatible(_)) => Words::new(
            "S3 accepted the signature and found no object or bucket; the answer has no body, as \
                for HEAD.",
            "send GET with `Range: bytes=0-0`: its body tells which of the two is missing",
        )
        .rules(&["origin-path-prefixed", "bucket-mismatch"]),
        (_, Speaker::CloudFront) => Words::new(
            "CloudFront refused by itself, or a function in it did; the reason would stand in the \
                body, which is not here.",
            "save the answer with its body (`curl -s -i URL`), and explain that",
        ),
        _ if with_get => Words::new(
            "The request was refused, and the answer to this GET has neither a body nor headers \
                that say by whom or why.",
            "look where the name points in DNS, and which behavior and origin the path takes; ask \
                the S3 host directly (`curl -s -i URL`)",
        ),
        _ => Words::new(
            "The request was refused, and nothing in what was saved says by whom or why.",
            "save the answer to a GET with headers and body (`curl -s -i URL`), and explain that",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Asked;

    fn refused(method: &str, status: u16, body: Body, speaker: Speaker) -> Words {
        let asked = Some(Asked {
            method: method.to_owned(),
            path: "/k".to_owned(),
        });
        let response = Response {
            status: Some(status),
            headers: Vec::new(),
            body,
            asked,
        };
        words(&response, speaker)
    }

    #[test]
    fn a_get_without_a_body_is_no_head() {
        let by = |method, speaker| refused(method, 403, Body::Empty, speaker).meaning;
        assert!(by("HEAD", Speaker::S3).contains("so it is for HEAD"));
        assert!(by("GET", Speaker::S3).contains("the body that says why is missing"));
        assert!(by("GET", Speaker::Unknown).contains("this GET"));
    }

    #[test]
    fn a_body_that_cannot_be_read_is_not_missing() {
        let by = |kind| refused("GET", 403, Body::Other(kind), Speaker::S3);
        let gzip = by("data compressed with gzip");
        assert!(gzip.meaning.contains("compressed") && gzip.mend.contains("--compressed"));
        assert!(by("JSON").meaning.contains("with JSON"));
        assert!(by("binary data").doubt.is_some());
    }
}
