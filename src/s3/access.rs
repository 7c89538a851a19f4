//! The signed request as a bucket's policy sees it.

use crate::edge::Trace;
use crate::iam::{Fact, Request, Requester};
use crate::model::{OriginKind, S3Signature, SignedUrl};
use jiff::Timestamp;

/// The request that arrives for a signed URL, or for a specimen of one; `None` where the input says
/// nothing of the bucket.
#[must_use]
pub fn signed_request(
    trace: &Trace<'_>,
    url: Option<&SignedUrl>,
    now: Timestamp,
) -> Option<Request> {
    let action = match trace.viewer.method.as_str() {
        "PUT" | "POST" => "s3:PutObject",
        "DELETE" => "s3:DeleteObject",
        _ => "s3:GetObject",
    };
    let request = Request::from_cloudfront(Requester::Signer, action, trace.object()?)
        .with("s3:authtype", Fact::Is("REST-QUERY-STRING".to_owned()))
        .with("s3:signatureversion", version(url))
        .with("s3:signatureage", age(url, now))
        .with("aws:securetransport", transport(trace, url));
    Some(headers(request, trace))
}

/// The headers of the viewer that policies look at. CloudFront sends neither on, unless it is told to.
fn headers(request: Request, trace: &Trace<'_>) -> Request {
    let forwards = |name| trace.settings.forwards_header(name) != Some(false);
    let referer = if forwards("Referer") {
        Fact::Unknown
    } else {
        Fact::Absent
    };
    let agent = match forwards("User-Agent") {
        true => Fact::Unknown,
        false => Fact::Is("Amazon CloudFront".to_owned()),
    };
    request
        .with("aws:referer", referer)
        .with("aws:useragent", agent)
}

/// As the S3 API reference has it ("Amazon S3 Signature Version 4 authentication specific policy keys").
fn version(url: Option<&SignedUrl>) -> Fact {
    let name = match url.map(|url| &url.s3) {
        Some(S3Signature::V4(_)) | None => "AWS4-HMAC-SHA256",
        Some(S3Signature::V2(_)) => "AWS",
        Some(S3Signature::V4a(_) | S3Signature::None) => return Fact::Unknown,
    };
    Fact::Is(name.to_owned())
}

/// From the age that the signature has to the one that it can reach, in milliseconds. For SigV2 it is
/// always 0.
fn age(url: Option<&SignedUrl>, now: Timestamp) -> Fact {
    if url.is_some_and(|url| matches!(url.s3, S3Signature::V2(_))) {
        return Fact::Between(0.0, 0.0);
    }
    let Some((Some(start), Some(end))) = url.map(SignedUrl::s3_validity) else {
        return Fact::Unknown;
    };
    let since = |time: Timestamp| time.duration_since(start).as_millis_f64().max(0.0);
    let reached = since(end);
    Fact::Between(since(now).min(reached), reached)
}

/// CloudFront asks an S3 origin as the viewer asked. How it asks a custom origin is a setting that is
/// not read.
fn transport(trace: &Trace<'_>, url: Option<&SignedUrl>) -> Fact {
    let https = url.is_none_or(|url| url.protocol.value != "http");
    match trace.origin.kind.value {
        OriginKind::S3 => Fact::Is(https.to_string()),
        _ => Fact::Unknown,
    }
}
