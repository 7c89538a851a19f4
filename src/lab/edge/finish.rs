//! What CloudFront adds to every answer, and the part of a copy that a viewer asks for.

use crate::lab::conditions::{Selection, State, http_date, parse_http_date, select};
use crate::lab::reply::{Body, Reply, slice};
use crate::lab::request::Request;
use crate::lab::running::Lab;
use jiff::Timestamp;

/// `Via`, as the lab has it.
pub(super) const VIA: &str = "1.1 lab.cloudfront.net (CloudFront)";

/// How an answer came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    Hit,
    RefreshHit,
    Miss,
    Error,
}

impl Came {
    fn words(self) -> &'static str {
        match self {
            Self::Hit => "Hit from cloudfront",
            Self::RefreshHit => "RefreshHit from cloudfront",
            Self::Miss => "Miss from cloudfront",
            Self::Error => "Error from cloudfront",
        }
    }
}

/// The answer as the viewer gets it.
pub(super) fn finish(
    lab: &Lab,
    request: &Request,
    reply: Reply,
    came: Came,
    age: Option<i64>,
) -> Reply {
    let (id, _) = lab.ids();
    let came = if reply.status >= 400 {
        Came::Error
    } else {
        came
    };
    let has_date = reply.header("date").is_some();
    let mut reply = reply
        .with("x-cache", came.words())
        .with("via", VIA)
        .with("x-amz-cf-pop", "LAB50-P1")
        .with("x-amz-cf-id", format!("{id}=="));
    if !has_date {
        reply = reply.with("date", http_date(lab.clock.now()));
    }
    if let Some(age) = age {
        reply = reply.with("age", age.max(0).to_string());
    }
    match request.method.as_str() {
        "HEAD" => reply.without_body(),
        _ => reply,
    }
}

/// What the viewer asked for, of an answer that has the whole object.
pub(super) fn cut(request: &Request, mut reply: Reply, now: Timestamp) -> Reply {
    let (200, Some(size)) = (reply.status, reply.body.length()) else {
        return reply;
    };
    let etag = reply.header("etag").unwrap_or_default().to_owned();
    let modified = reply.header("last-modified").and_then(parse_http_date);
    let bare = |status| Reply::new(status, Body::Empty(None));
    let state = State {
        etag: &etag,
        modified,
        size,
        now,
    };
    match select(request, state) {
        Selection::Whole => reply,
        Selection::Part(first, last) => {
            reply.status = 206;
            reply.body = part(reply.body, first, last - first + 1);
            reply.with("content-range", format!("bytes {first}-{last}/{size}"))
        }
        Selection::NotModified => {
            reply.status = 304;
            reply.body = Body::Empty(None);
            reply.headers.retain(|(name, _)| name != "content-type");
            reply
        }
        Selection::Failed(_) => bare(412),
        Selection::Unsatisfiable(_) => bare(416).with("content-range", format!("bytes */{size}")),
    }
}

fn part(body: Body, first: u64, length: u64) -> Body {
    match body {
        Body::File { file, start, .. } => Body::File {
            file,
            start: start + first,
            length,
        },
        Body::Bytes(bytes) => Body::Bytes(slice(&bytes, first, length)),
        Body::Empty(_) => Body::Empty(None),
    }
}
