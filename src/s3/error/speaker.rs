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
    let known = |table| is_known(table, code, message);
    if error.api {
        return match find(Table::CloudFront, code, message) {
            Some(entry) if entry.is_of_an_api() => Speaker::CloudFront,
            _ => Speaker::Unknown,
        };
    }
    if let Some(name) = fingerprint(error, code, message) {
        return Speaker::Compatible(name);
    }
    match headers {
        Speaker::Compatible(_) => headers,
        _ if request_id && host_id => Speaker::S3,
        _ if !request_id && viewer_signature(error, headers, code, message) => Speaker::CloudFront,
        Speaker::S3 => headers,
        _ if request_id || known(Table::S3) => Speaker::S3,
        _ => headers,
    }
}

/// CloudFront's pages have no code, so that of an error must not be looked for among them.
fn is_known(table: Table, code: &str, message: &str) -> bool {
    !code.is_empty() && find(table, code, message).is_some()
}

/// CloudFront's errors have no ids, and its `Access denied` has a small d. Ids that were cut off
/// tell nothing, and headers of S3's own are no answer of CloudFront's.
fn viewer_signature(error: &ErrorBody, headers: Speaker, code: &str, message: &str) -> bool {
    match code {
        "AccessDenied" => message == "Access denied" && !error.cut_off && headers != Speaker::S3,
        _ => is_known(Table::CloudFront, code, message),
    }
}

/// Google's own words; a key or an identity may hold the name as well.
const GOOGLE: [&str; 2] = ["Google Cloud Storage", "Google secret key"];

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
        _ if GOOGLE
            .iter()
            .any(|name| message.contains(name) || id("Details").contains(name)) =>
        {
            "Google Cloud Storage"
        }
        _ if host_id.ends_with("aliyuncs.com") => "Alibaba OSS",
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
    let any = |start: &str| {
        let mut names = response.headers.iter().map(|header| &header.name);
        names.any(|name| name.to_ascii_lowercase().starts_with(start))
    };
    match server.as_str() {
        _ if any("x-oss-") => Speaker::Compatible(Some("Alibaba OSS")),
        _ if any("x-goog-") || any("x-guploader-uploadid") => {
            Speaker::Compatible(Some("Google Cloud Storage"))
        }
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
    fn ids_that_are_not_there_yet_tell_nothing() {
        let mut cut = ErrorBody {
            cut_off: true,
            ..ErrorBody::default()
        };
        let s3 = [("Server", "AmazonS3")];
        let by = |headers: &[(&str, &str)], error: &ErrorBody| {
            speaker(&answer(headers, Body::Error(error.clone())))
        };
        assert_eq!(
            (by(&s3, &cut), by(&[], &cut)),
            (Speaker::S3, Speaker::Unknown)
        );
        cut.code = Some("AccessDenied".to_owned());
        cut.message = Some("Access denied".to_owned());
        assert_eq!(by(&[], &cut), Speaker::S3);
        cut.cut_off = false;
        assert_eq!(
            (by(&s3, &cut), by(&[], &cut)),
            (Speaker::S3, Speaker::CloudFront)
        );
    }

    #[test]
    fn other_stores_are_known_by_name() {
        let google = Speaker::Compatible(Some("Google Cloud Storage"));
        let oss = Speaker::Compatible(Some("Alibaba OSS"));
        let by = |message, elements: &[_]| {
            speaker(&answer(&[], error("AccessDenied", message, elements)))
        };
        let details = ("Details", "no access to the Google Cloud Storage object.");
        assert_eq!(by("Access denied.", &[details]), google);
        let host = ("HostId", "b.oss-cn-hangzhou.aliyuncs.com");
        assert_eq!(by("", &[("RequestId", "R"), host]), oss);
        let key = [
            ("Key", "Google Cloud Storage.pdf"),
            ("RequestId", "R"),
            ("HostId", "H"),
        ];
        assert_eq!(by("Access Denied", &key), Speaker::S3);
        for (header, by) in [
            ("x-goog-hash", google),
            ("X-GUploader-UploadID", google),
            ("x-oss-request-id", oss),
        ] {
            assert_eq!(speaker(&answer(&[(header, "1")], Body::Empty)), by);
        }
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
