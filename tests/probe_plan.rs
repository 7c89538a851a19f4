//! Which questions are asked, and of whom.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use siglint::input::url::read_url;
use siglint::model::{S3Host, SignedUrl};
use siglint::probe::{again_on, deep, direct, safe};
use siglint::s3::{Promise, Witnesses};
use siglint::source::SourceMap;

const QUERY: &str = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F20261123%2F\
    eu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20261123T100000Z&X-Amz-Expires=60&\
    X-Amz-SignedHeaders=host&X-Amz-Signature=0a1b0a1b";

fn url(start: &str, more: &str) -> SignedUrl {
    read_url(
        "u",
        &format!("{start}?{more}{QUERY}"),
        &mut SourceMap::default(),
    )
    .unwrap()
}

fn promise(url: &SignedUrl, s3_url: Option<&SignedUrl>) -> Promise {
    let witnesses = Witnesses {
        s3_url,
        ..Witnesses::default()
    };
    Promise::new(url, "GET", &witnesses)
}

#[test]
fn the_url_is_sent_as_it_is_written() {
    let url = url("https://cdn.example.com:8443/a%2Fb//c'", "x&y=&");
    let probe = safe(&url, "GET").unwrap().remove(0);
    assert_eq!(
        (probe.host.as_str(), probe.path.as_str()),
        ("cdn.example.com:8443", "/a%2Fb//c'")
    );
    let shown = format!("{probe:?}");
    let start = "as-is https://cdn.example.com:8443/a%2Fb//c'?x&y=&X-Amz-Algorithm=";
    assert!(
        shown.starts_with(start) && !shown.contains("0a1b"),
        "{shown}"
    );
}

#[test]
fn only_downloads_are_sent() {
    let plain = url("https://h/k", "");
    assert!(safe(&plain, "GET").is_ok());
    assert!(safe(&plain, "PUT").unwrap_err().contains("PUT"));
    let upload = url("https://h/k", "x-id=PutObject&");
    assert!(safe(&upload, "GET").unwrap_err().contains("PutObject"));
    let text = QUERY.replace("SignedHeaders=host", "SignedHeaders=content-type%3Bhost");
    let typed = read_url(
        "u",
        &format!("https://h/k?{text}"),
        &mut SourceMap::default(),
    )
    .unwrap();
    assert!(safe(&typed, "GET").unwrap_err().contains("content-type"));
}

#[test]
fn only_hosts_of_s3_are_asked_besides() {
    let cdn = url("https://cdn.example.com/k", "");
    assert!(direct(&cdn, &promise(&cdn, None), None).is_empty());
    let host = "files.s3.eu-central-1.amazonaws.com";
    let signed = url(&format!("https://{host}/k"), "");
    assert!(direct(&signed, &promise(&signed, None), None).is_empty());
    let known = direct(&cdn, &promise(&cdn, Some(&signed)), None);
    assert_eq!(
        known
            .iter()
            .map(|probe| probe.host.as_str())
            .collect::<Vec<_>>(),
        [host]
    );
    let named = again_on(&cdn, "files.s3.amazonaws.com");
    assert!(named.len() > 2 && named.len() <= 10);
    assert_eq!(named[0].host, host);
    assert!(
        named
            .iter()
            .all(|probe| S3Host::parse(&probe.host).is_some())
    );
    assert!(again_on(&cdn, "evil.example.com").is_empty());
}

#[test]
fn deep_questions_leave_the_query_out_or_change_the_signature() {
    let probes = deep(&url("https://h/k", ""));
    assert_eq!(format!("{:?}", probes[0]), "without-query https://h/k");
    assert!(format!("{:?}", probes[1]).starts_with("changed-signature https://h/k?X-Amz-Alg"));
    assert_ne!(probes[1], safe(&url("https://h/k", ""), "GET").unwrap()[0]);
}

#[test]
fn what_clients_rewrite_is_told() {
    assert_eq!(
        safe(&url("https://h/a/../b", ""), "GET").unwrap()[0].path,
        "/b"
    );
}
