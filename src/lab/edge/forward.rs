//! The request that the origin receives.

use crate::edge::{Trace, reaches_origin};
use crate::iam::denies;
use crate::lab::conditions::CONDITIONS;
use crate::lab::request::Request;
use crate::model::{OriginKind, SignedUrl};
use crate::s3::signed_request;
use jiff::Timestamp;

/// Headers that are CloudFront's to write, or that end at a hop.
const OWN: [&str; 12] = [
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// The request as it leaves the edge; `whole` asks for the whole object, whatever the viewer asked.
pub(super) fn forwarded(
    trace: &Trace<'_>,
    request: &Request,
    url: &SignedUrl,
    whole: bool,
    now: Timestamp,
) -> Request {
    let origin = &trace.origin_request;
    let params = origin.params.iter();
    let params = params.filter_map(|sent| trace.viewer.params.get(sent.index));
    let pairs: Vec<String> = params
        .map(|param| match param.span.len() == param.raw_name.len() {
            true => param.raw_name.clone(),
            false => format!("{}={}", param.raw_name, param.raw_value),
        })
        .collect();
    let prefix = origin.path_prefix.as_deref().unwrap_or_default();
    let policy = trace.bucket.and_then(|bucket| bucket.policy.as_ref());
    let asked = signed_request(trace, Some(url), now);
    Request {
        method: request.method.clone(),
        path: format!("{prefix}{}", trace.viewer.path),
        query: pairs.join("&"),
        headers: headers(trace, request, whole),
        has_body: request.has_body,
        body: request.body.clone(),
        by_cloudfront: origin.auth.is_some(),
        is_denied: policy
            .zip(asked)
            .is_some_and(|(policy, asked)| denies(policy, &asked).is_yes()),
    }
}

fn headers(trace: &Trace<'_>, request: &Request, whole: bool) -> Vec<(String, String)> {
    let host = trace.origin_request.host.name().unwrap_or_default();
    let mut headers = vec![("host".to_owned(), host.to_owned())];
    let is_upload = !["GET", "HEAD", "OPTIONS"].contains(&request.method.as_str());
    let reaches = |name: &str| {
        let of_a_part = CONDITIONS.contains(&name);
        match reaches_origin(&trace.settings, name) {
            _ if OWN.contains(&name) || (whole && of_a_part) => false,
            Some(reaches) => reaches,
            // AWS's documents disagree: what a download can do without is left out, but for what is
            // about a part of the object.
            None => is_upload || of_a_part,
        }
    };
    let sent = request.headers.iter().filter(|(name, _)| {
        let is_length = is_upload && name == "content-length";
        is_length || reaches(name)
    });
    headers.extend(sent.cloned());
    headers.push(("user-agent".to_owned(), "Amazon CloudFront".to_owned()));
    headers.push(("via".to_owned(), super::finish::VIA.to_owned()));
    // From an origin of the S3 type S3 takes it unsigned, and so the lab's S3 need not see it.
    if trace.origin.kind.value != OriginKind::S3 {
        headers.push(("x-amz-cf-id".to_owned(), "lab".to_owned()));
    }
    headers
}
