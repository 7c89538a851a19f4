//! Clues from the request that S3 repeats: what in it no signer would have signed.

use super::elements::is_cloudfront;
use super::{Clue, HostKind, ReceivedRequest, SignedV2};
use crate::model::{Endpoint, ErrorBody, S3Host};
use crate::s3::{REWRITTEN, has_escape};
use crate::source::percent_decode;

/// The clues of a `SignatureDoesNotMatch`, the surest first.
pub(super) fn clues(error: &ErrorBody) -> Vec<Clue> {
    if error.code.as_deref() != Some("SignatureDoesNotMatch") {
        return Vec::new();
    }
    let canonical = error
        .element("CanonicalRequest")
        .and_then(ReceivedRequest::parse);
    if let Some(request) = canonical {
        return of_request(&request);
    }
    let signed = error.element("StringToSign").and_then(SignedV2::parse);
    signed.map_or_else(Vec::new, |signed| of_v2(&signed))
}

fn of_request(request: &ReceivedRequest) -> Vec<Clue> {
    let presigned = request.has_parameter("X-Amz-Algorithm");
    let found = [
        method(&request.method),
        foreign_host(request),
        missing(request),
        rewritten(request),
        (!presigned).then_some(Clue::SignedByHeader),
        encoded_twice(&request.path),
        extra(request),
        own_host(request),
    ];
    found.into_iter().flatten().collect()
}

/// SigV2 signs every `x-amz-*` header that arrives, so an added one shows among them.
fn of_v2(signed: &SignedV2) -> Vec<Clue> {
    let added = signed
        .headers
        .iter()
        .map(|(name, _)| name.to_ascii_lowercase());
    let added: Vec<String> = added.filter(|name| name == "x-amz-cf-id").collect();
    let added = (!added.is_empty()).then_some(Clue::UnsignedHeaders(added));
    [added, method(&signed.method)]
        .into_iter()
        .flatten()
        .collect()
}

fn method(method: &str) -> Option<Clue> {
    ["HEAD", "OPTIONS"]
        .contains(&method)
        .then(|| Clue::Method(method.to_owned()))
}

/// The received Host and what it is; none where it is the address of a server at home.
fn host(request: &ReceivedRequest) -> Option<(&str, HostKind)> {
    let host = request.header("host")?;
    let (name, port) = host.rsplit_once(':').unwrap_or((host, "443"));
    let kind = match S3Host::parse(name) {
        Some(host) if host.endpoint == Endpoint::Global => HostKind::S3Global,
        Some(_) => HostKind::S3,
        None if is_cloudfront(name) => HostKind::CloudFront,
        None if is_home(name) || !["80", "443"].contains(&port) => return None,
        None => HostKind::Foreign,
    };
    Some((host, kind))
}

/// No CDN has a name without a dot, or an address for a name.
fn is_home(name: &str) -> bool {
    let address = name
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    address || !name.contains('.') || name.ends_with(".localhost.localstack.cloud")
}

fn foreign_host(request: &ReceivedRequest) -> Option<Clue> {
    let (host, kind) = host(request)?;
    let foreign = matches!(kind, HostKind::CloudFront | HostKind::Foreign);
    foreign.then(|| Clue::Host(host.to_owned(), kind))
}

/// A host of S3's is no fault by itself; the question is whether it is the one that was signed.
fn own_host(request: &ReceivedRequest) -> Option<Clue> {
    let (host, kind) = host(request)?;
    let own = matches!(kind, HostKind::S3 | HostKind::S3Global);
    own.then(|| Clue::Host(host.to_owned(), kind))
}

fn missing(request: &ReceivedRequest) -> Option<Clue> {
    let absent = |name: &&String| request.header(name).is_none_or(str::is_empty);
    // A text that was cut off lacks more than the client did.
    let whole = !request.payload.is_empty();
    let names = request.signed_headers.iter().filter(absent);
    let names: Vec<String> = names.filter(|name| *name != "host").cloned().collect();
    (whole && !names.is_empty()).then_some(Clue::MissingHeaders(names))
}

fn rewritten(request: &ReceivedRequest) -> Option<Clue> {
    let names = request
        .signed_headers
        .iter()
        .filter(|name| REWRITTEN.contains(&name.as_str()));
    let names: Vec<String> = names.cloned().collect();
    (!names.is_empty()).then_some(Clue::RewrittenHeaders(names))
}

/// S3 repeats the path encoded: what was decoded once and still has an escape had it twice.
fn encoded_twice(path: &str) -> Option<Clue> {
    has_escape(&percent_decode(path)).then(|| Clue::PathEncodedTwice(path.to_owned()))
}

fn extra(request: &ReceivedRequest) -> Option<Clue> {
    let names = request.query.iter().map(|(name, _)| name);
    let names: Vec<String> = names
        .filter(|name| !is_signed_by_sdks(name))
        .cloned()
        .collect();
    (!names.is_empty()).then_some(Clue::ExtraParameters(names))
}

/// Parameters of S3, and signed headers that a presigner moved into the query.
fn is_signed_by_sdks(name: &str) -> bool {
    const NAMES: [&str; 12] = [
        "x-id",
        "versionid",
        "partnumber",
        "uploadid",
        "uploads",
        "tagging",
        "acl",
        "attributes",
        "content-type",
        "content-md5",
        "content-length",
        "cache-control",
    ];
    let name = name.to_ascii_lowercase();
    let prefixed = ["x-amz-", "response-"]
        .iter()
        .any(|prefix| name.starts_with(prefix));
    prefixed || NAMES.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Element;

    fn clues_of(method: &str, path: &str, query: &str, host: &str, signed: &str) -> Vec<Clue> {
        let text = format!(
            "{method}\n{path}\nX-Amz-Algorithm=a{query}\nhost:{host}\n\n{signed}\nUNSIGNED-PAYLOAD"
        );
        of("CanonicalRequest", &text)
    }

    fn of(name: &str, text: &str) -> Vec<Clue> {
        clues(&ErrorBody {
            code: Some("SignatureDoesNotMatch".to_owned()),
            elements: vec![Element::new(name, text)],
            ..ErrorBody::default()
        })
    }

    const HOST: &str = "b.s3.eu-central-1.amazonaws.com";

    fn first(method: &str, path: &str, query: &str, host: &str, signed: &str) -> Clue {
        clues_of(method, path, query, host, signed).remove(0)
    }

    #[test]
    fn another_host_or_method_than_was_signed_is_found() {
        for (host, kind) in [
            ("d111.cloudfront.net", HostKind::CloudFront),
            ("cdn.example.com:443", HostKind::Foreign),
            (HOST, HostKind::S3),
            ("b.s3.amazonaws.com", HostKind::S3Global),
        ] {
            let clue = Clue::Host(host.into(), kind);
            assert_eq!(first("GET", "/100%25", "", host, "host"), clue);
        }
        let head = first("HEAD", "/k", "", HOST, "host");
        assert_eq!(head, Clue::Method("HEAD".into()));
    }

    #[test]
    fn a_changed_path_query_or_header_is_found() {
        let path = first("GET", "/a%2520b", "", HOST, "host");
        assert_eq!(path, Clue::PathEncodedTwice("/a%2520b".into()));
        let query = "&utm_source=x&x-id=GetObject&response-content-type=a";
        let extra = first("GET", "/k", query, HOST, "host");
        assert_eq!(extra, Clue::ExtraParameters(vec!["utm_source".into()]));
        let signed = "accept-encoding:gzip\nhost:h.s3.amazonaws.com\n\naccept-encoding;host\nh";
        let rewritten = of("CanonicalRequest", &format!("GET\n/k\n\n{signed}")).remove(0);
        let names = vec!["accept-encoding".into()];
        assert_eq!(rewritten, Clue::RewrittenHeaders(names));
        let missing = first("PUT", "/k", "", HOST, "content-type;host");
        assert_eq!(missing, Clue::MissingHeaders(vec!["content-type".into()]));
        let by_header = of("CanonicalRequest", "GET\n/k\n\nhost:h\n\nhost\nh");
        assert_eq!(by_header, [Clue::SignedByHeader]);
    }

    #[test]
    fn a_server_at_home_is_no_forwarded_host() {
        for host in [
            "localhost:4566",
            "127.0.0.1",
            "minio",
            "s3.example.com:9000",
        ] {
            assert!(clues_of("GET", "/k", "", host, "host").is_empty(), "{host}");
        }
    }

    #[test]
    fn sigv2_shows_what_cloudfront_added() {
        let clues = of("StringToSign", "GET\n\n\n1459295457\nx-amz-cf-id:abc\n/b/k");
        assert_eq!(clues, [Clue::UnsignedHeaders(vec!["x-amz-cf-id".into()])]);
    }
}
