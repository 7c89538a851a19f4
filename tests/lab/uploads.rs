//! Uploads: verified, compared with what the client says of them, and kept in memory.

use crate::client::{Answer, raw};
use crate::lab::{CONTENT, HOST, Lab, NOW, report, signed, target};

/// Sends a body to S3.
fn put(lab: &Lab, url: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut text = format!(
        "PUT {} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\nContent-Length: {}\r\n",
        target(url),
        body.len()
    );
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    crate::client::parse(&raw(&lab.s3, format!("{text}\r\n{body}").as_bytes()))
}

fn to(key: &str, more: &[&str]) -> String {
    signed(key, NOW, &[&["--method", "PUT"], more].concat())
}

#[test]
fn an_upload_is_served_from_then_on_and_no_folder_changes() {
    let lab = Lab::correct("upload");
    let stored = put(
        &lab,
        &to("new/a b.txt", &[]),
        &[("Content-Type", "text/x-new")],
        "hello",
    );
    assert_eq!(stored.status, 200, "{}", stored.text());
    assert_eq!(
        stored.header("etag"),
        Some("\"5d41402abc4b2a76b9719d911017c592\"")
    );
    let read = lab.get(&signed("new/a b.txt", NOW, &[]));
    assert_eq!((read.status, read.text().as_str()), (200, "hello"));
    assert_eq!(read.header("content-type"), Some("text/x-new"));
    let part = lab.ask(
        "GET",
        &signed("new/a b.txt", NOW, &[]),
        &[("Range", "bytes=1-2")],
    );
    assert_eq!((part.status, part.text().as_str()), (206, "el"));
    assert!(!lab.folder.join("new").exists());

    assert_eq!(
        put(&lab, &to("reports/2026.pdf", &[]), &[], "other").status,
        200
    );
    assert_eq!(lab.ask_s3("GET", &report(), &[]).text(), "other");
    let delete = signed("reports/2026.pdf", NOW, &["--method", "DELETE"]);
    assert_eq!(lab.ask_s3("DELETE", &delete, &[]).status, 204);
    assert_eq!(lab.ask_s3("GET", &report(), &[]).said().1, "NoSuchKey");
    let file = std::fs::read_to_string(lab.folder.join("reports/2026.pdf")).unwrap();
    assert_eq!(file, CONTENT);
}

#[test]
fn what_the_client_says_of_the_body_must_be_so() {
    let lab = Lab::correct("checksums");
    let url = to("k", &[]);
    // The JavaScript SDK signs the checksum of an empty body, unless it is told not to.
    let of_nothing = to("k", &["--query", "x-amz-checksum-crc32=AAAAAA=="]);
    let bad = (400, "BadDigest".to_owned());
    assert_eq!(put(&lab, &of_nothing, &[], "hello").said(), bad);
    assert_eq!(put(&lab, &of_nothing, &[], "").status, 200);
    let md5 = [("Content-MD5", "XUFAKrxLKna5cZ2REBfFkg==")];
    assert_eq!(put(&lab, &url, &md5, "hello").status, 200);
    assert_eq!(put(&lab, &url, &md5, "hallo").said(), bad);
    let no_digest = put(&lab, &url, &[("Content-MD5", "x")], "hello");
    assert_eq!(no_digest.said(), (400, "InvalidDigest".to_owned()));
    let exists = put(&lab, &url, &[("If-None-Match", "*")], "again");
    assert_eq!(exists.said(), (412, "PreconditionFailed".to_owned()));
    let unsigned = put(&lab, &url, &[("x-amz-acl", "public-read")], "hello");
    assert_eq!(unsigned.said(), (403, "AccessDenied".to_owned()));
    let forged = put(&lab, &url.replace("/k?", "/other?"), &[], "hello");
    assert_eq!(forged.said(), (403, "SignatureDoesNotMatch".to_owned()));
    let nobody = put(&lab, &format!("https://{HOST}/k"), &[], "hello");
    assert_eq!(nobody.said(), (403, "AccessDenied".to_owned()));
}

#[test]
fn the_edge_takes_only_what_its_behavior_allows() {
    let lab = Lab::correct("upload-edge");
    let answer = lab.ask("PUT", &to("k", &[]), &[("Content-Length", "0")]);
    assert_eq!(answer.status, 403);
    assert!(
        answer
            .text()
            .contains("not configured to allow the HTTP request method")
    );
}

#[test]
fn an_upload_that_is_too_large_is_refused() {
    let lab = Lab::correct("upload-large");
    let large = "x".repeat(65 * 1024 * 1024);
    let answer = put(&lab, &to("k", &[]), &[], &large);
    assert_eq!(answer.said(), (400, "EntityTooLarge".to_owned()));
    assert_eq!(lab.get(&report()).text(), CONTENT);
}
