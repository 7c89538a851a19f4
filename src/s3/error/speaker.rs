//! Who said no: by the body first, since headers can be rewritten on the way, then by the headers.

use super::Table;
use super::catalogue::find;
use crate::model::{Body, ErrorBody, Response};

/// Who gave an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaker {
    /// S3, directly or relayed.
    S3,
    /// A server that speaks like S3, with its name where its answer gives it away.
    Compatible(Option<&'static str>),
    /// CloudFront itself, or a function that runs in it.
    CloudFront,
    /// Nothing in the answer tells.
    Unknown,
}

/// Who gave this answer.
#[must_use]
pub fn speaker(response: &Response) -> Speaker {
    let headers = by_headers(response);
    match &response.body {
        Body::CloudFrontPage(_) => Speaker::CloudFront,
        Body::WebsitePage(_) => Speaker::S3,
        Body::Error(error) => by_body(error, headers),
        Body::Empty | Body::Page(_) | Body::Other(_) => headers,
    }
}

fn by_body(error: &ErrorBody, headers: Speaker) -> Speaker {
    let code = error.code.as_deref().unwrap_or_default();
    let message = error.message.as_deref().unwrap_or_default();
    let (request_id, host_id) = (error.has("RequestId"), error.has("HostId"));
    let known = |table| find(table, code, message).is_some();
    if error.api {
        return match known(Table::CloudFront) {
            true => Speaker::CloudFront,
            false => Speaker::Unknown,
        };
    }
    if let Some(name) = fingerprint(error, code, message) {
        return Speaker::Compatible(name);
    }
    match headers {
        Speaker::Compatible(_) => headers,
        _ if request_id && host_id => Speaker::S3,
        // CloudFront's errors have no ids, and its `Access denied` has a small d.
        _ if !request_id && viewer_signature(code, message) => Speaker::CloudFront,
        Speaker::S3 => headers,
        _ if request_id || known(Table::S3) => Speaker::S3,
        _ => headers,
    }
}

fn viewer_signature(code: &str, message: &str) -> bool {
    match code {
        "AccessDenied" => message == "Access denied",
        _ => find(Table::CloudFront, code, message).is_some(),
    }
}

/// The marks of servers other than S3, where there are any; the name, where it is sure.
fn fingerprint(error: &ErrorBody, code: &str, message: &str) -> Option<Option<&'static str>> {
    let id = |name| error.element(name).unwrap_or_default();
    let (request_id, host_id) = (id("RequestId"), id("HostId"));
    let hexadecimal = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let digits = request_id.len() > 16 && request_id.bytes().all(|byte| byte.is_ascii_digit());
    let bare = error.elements.is_empty();
    let name = match code {
        "ExpiredRequest" => "Cloudflare R2",
        "RequestExpired" => "NooBaa",
        _ if message.contains("Google secret key") => "Google Cloud Storage",
        "ExpiredToken" if error.has("Details") => "Google Cloud Storage",
        _ if message.contains("Error creating s3 auth info") => "Apache Ozone",
        _ if host_id.len() >= 32 && hexadecimal(host_id) => "MinIO",
        _ if digits && error.has("Resource") => "SeaweedFS",
        _ if request_id.starts_with("tx0") => "Ceph",
        _ if message.contains("must be included in signature") => return Some(None),
        // S3 tells what it signed whenever it says this.
        "SignatureDoesNotMatch" if bare => return Some(None),
        _ => return None,
    };
    Some(Some(name))
}

fn by_headers(response: &Response) -> Speaker {
    let header = |name| response.header(name).unwrap_or_default();
    let server = header("server").to_ascii_lowercase();
    let cache = header("x-cache").to_ascii_lowercase();
    let request_id = header("x-amz-request-id");
    match server.as_str() {
        "minio" => Speaker::Compatible(Some("MinIO")),
        "uploadserver" => Speaker::Compatible(Some("Google Cloud Storage")),
        _ if server.starts_with("seaweedfs") => Speaker::Compatible(Some("SeaweedFS")),
        _ if request_id.starts_with("tx0") => Speaker::Compatible(Some("Ceph")),
        "amazons3" => Speaker::S3,
        _ if !request_id.is_empty() && response.header("x-amz-id-2").is_some() => Speaker::S3,
        "cloudfront" if request_id.is_empty() => Speaker::CloudFront,
        _ if ["lambdagenerated", "functiongenerated", "redirect from"]
            .iter()
            .any(|sign| cache.starts_with(sign)) =>
        {
            Speaker::CloudFront
        }
        _ => Speaker::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Element;

    fn answer(headers: &[(&str, &str)], body: Body) -> Response {
        let headers = headers
            .iter()
            .map(|(name, value)| Element::new(*name, *value));
        Response {
            status: Some(403),
            headers: headers.collect(),
            body,
            asked: None,
        }
    }

    fn error(code: &str, message: &str, elements: &[(&str, &str)]) -> Body {
        Body::Error(ErrorBody::sample(code, message, elements))
    }

    #[test]
    fn a_body_tells_more_than_a_header() {
        let ids = [
            ("RequestId", "0123456789ABCDEF"),
            ("HostId", "aG9zdCBpZA/+="),
        ];
        let by = |headers: &[(&str, &str)], body| speaker(&answer(headers, body));
        let cloudfront = [("Server", "CloudFront")];
        let relayed = error("AccessDenied", "Access Denied", &ids);
        assert_eq!(by(&cloudfront, relayed.clone()), Speaker::S3);
        let own = error("AccessDenied", "Access denied", &[]);
        assert_eq!(by(&cloudfront, own), Speaker::CloudFront);
        assert_eq!(
            by(&[("server", "AmazonS3")], error("New", "", &[])),
            Speaker::S3
        );
        let minio = Speaker::Compatible(Some("MinIO"));
        assert_eq!(by(&[("server", "MinIO")], relayed), minio);
    }

    #[test]
    fn a_body_alone_tells_by_its_ids_and_words() {
        let by =
            |code, message, elements: &[_]| speaker(&answer(&[], error(code, message, elements)));
        assert_eq!(by("AccessDenied", "Access Denied", &[]), Speaker::S3);
        assert_eq!(by("MissingKey", "m", &[]), Speaker::CloudFront);
        assert_eq!(by("New", "", &[]), Speaker::Unknown);
        let ceph = by("AccessDenied", "", &[("RequestId", "tx000001-abc")]);
        assert_eq!(ceph, Speaker::Compatible(Some("Ceph")));
    }

    #[test]
    fn without_a_body_the_headers_tell() {
        for (headers, by) in [
            (
                &[("Server", "AmazonS3"), ("x-amz-request-id", "R")][..],
                Speaker::S3,
            ),
            (
                &[
                    ("Server", "x"),
                    ("x-amz-request-id", "R"),
                    ("x-amz-id-2", "H"),
                ],
                Speaker::S3,
            ),
            (&[("Server", "CloudFront")], Speaker::CloudFront),
            (
                &[("x-cache", "LambdaGeneratedResponse from cloudfront")],
                Speaker::CloudFront,
            ),
            (
                &[("Via", "1.1 x.cloudfront.net (CloudFront)")],
                Speaker::Unknown,
            ),
        ] {
            assert_eq!(speaker(&answer(headers, Body::Empty)), by, "{headers:?}");
        }
    }
}
