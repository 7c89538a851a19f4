//! What S3 says it received, against what a URL promised.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use siglint::input::response::read_response;
use siglint::input::url::read_url;
use siglint::s3::{Change, HostMatch, Promise, Told, Witnesses};
use siglint::source::SourceMap;

const HOST: &str = "files.s3.eu-central-1.amazonaws.com";
const QUERY: &str = "X-Amz-Algorithm=a&X-Amz-Date=20261123T100000Z";

fn told(url: &str, element: &str, text: &str) -> Told {
    let url = read_url("u", url, &mut SourceMap::default()).unwrap();
    let promise = Promise::new(&url, "GET", &Witnesses::default());
    let text = text.replace('&', "&amp;");
    let body =
        format!("<Error><Code>SignatureDoesNotMatch</Code><{element}>{text}</{element}></Error>");
    let response = read_response(body.as_bytes()).unwrap();
    Told::new(&url, &promise, &response).unwrap()
}

fn changes(request: &str) -> Vec<Change> {
    let url = format!("https://{HOST}/a%20b?{QUERY}&X-Amz-Signature=0");
    let text = format!("{request}\n\nhost\nUNSIGNED-PAYLOAD");
    told(&url, "CanonicalRequest", &text).changes
}

#[test]
fn every_line_is_compared() {
    let same = format!("GET\n/a%20b\n{QUERY}\nhost:{HOST}");
    assert_eq!(changes(&same), []);
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let is = |old: &str, new: &str, change| {
        assert_eq!(changes(&same.replacen(old, new, 1)), [change], "{new}");
    };
    is("GET", "HEAD", Change::Method("HEAD".into()));
    is("/a", "/p/a", Change::PathPrefixed("/p".into()));
    is("%20", "%2520", Change::PathEncodedAgain);
    is("/a%20b", "/A%20b", Change::Path);
    is(
        "X-Amz-Algorithm=a&",
        "",
        Change::ParametersMissing(names(&["X-Amz-Algorithm"])),
    );
    is(
        "&X-Amz-Date",
        "&utm=1&X-Amz-Date",
        Change::ParametersAdded(names(&["utm"])),
    );
    is(
        "=a&",
        "=b&",
        Change::ParametersChanged(names(&["X-Amz-Algorithm"])),
    );
    is(
        HOST,
        "d1.cloudfront.net",
        Change::HostForwarded("d1.cloudfront.net".into()),
    );
    is(
        HOST,
        "files.s3.amazonaws.com",
        Change::Host("files.s3.amazonaws.com".into()),
    );
}

#[test]
fn without_evidence_the_host_stays_open() {
    let url = format!("https://cdn.example.com/a?{QUERY}&X-Amz-Signature=0");
    let with = |host: &str| {
        let text = format!("GET\n/a\n{QUERY}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD");
        told(&url, "CanonicalRequest", &text).host
    };
    assert_eq!(with("files.s3.amazonaws.com"), Some(HostMatch::Open));
    assert_eq!(with("cdn.example.com"), Some(HostMatch::LikelyOther));
}

#[test]
fn another_urls_answer_is_noticed() {
    let url = format!("https://{HOST}/a?{QUERY}&X-Amz-Signature=0");
    let other = QUERY.replace("T10", "T11");
    let text = format!("GET\n/a\n{other}\nhost:{HOST}\n\nhost\nUNSIGNED-PAYLOAD");
    assert!(told(&url, "CanonicalRequest", &text).of_another_url);
}

#[test]
fn sigv2_shows_added_headers() {
    let url = "https://cdn.example.com/k?AWSAccessKeyId=A&Expires=1&Signature=s";
    let text = "GET\n\n\n1\nx-amz-cf-id:abc\n/files/k";
    let told = told(url, "StringToSign", text);
    assert_eq!(
        told.changes,
        [Change::HeadersAdded(vec!["x-amz-cf-id".into()])]
    );
    assert_eq!((told.host, told.of_another_url), (None, false));
}

#[test]
fn sigv2_shows_an_origin_path() {
    let url = "https://cdn.example.com/k?AWSAccessKeyId=A&Expires=1&Signature=s";
    let changes =
        |resource: &str| told(url, "StringToSign", &format!("GET\n\n\n1\n{resource}")).changes;
    assert_eq!(changes("/files/k"), []);
    assert_eq!(
        changes("/files/pre/k"),
        [Change::PathPrefixed("/pre".into())]
    );
    assert_eq!(changes("/files/other"), [Change::Path]);
}
