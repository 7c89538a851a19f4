//! Objects and their parts, through the edge and past it.

use crate::client::Answer;
use crate::lab::{CONTENT, Lab, NOW, report, signed};

/// The same request to the edge and to S3.
fn both(lab: &Lab, method: &str, url: &str, headers: &[(&str, &str)]) -> [Answer; 2] {
    [
        lab.ask_s3(method, url, headers),
        lab.ask(method, url, headers),
    ]
}

#[test]
fn ranges_and_conditions_are_answered_alike_by_both() {
    let lab = Lab::correct("ranges");
    let url = report();
    let etag = lab.get(&url).header("etag").unwrap().to_owned();
    let changed = lab.get(&url).header("last-modified").unwrap().to_owned();
    for (name, value, status, body) in [
        ("Range", "bytes=0-3", 206, &CONTENT[..4]),
        ("Range", "bytes=-4", 206, &CONTENT[16..]),
        ("Range", "bytes=5-", 206, &CONTENT[5..]),
        ("Range", "bytes=0-1,4-5", 200, CONTENT),
        ("If-None-Match", &etag, 304, ""),
        ("If-None-Match", "\"other\"", 200, CONTENT),
        ("If-Modified-Since", &changed, 304, ""),
        ("If-Match", &etag, 200, CONTENT),
    ] {
        for answer in both(&lab, "GET", &url, &[(name, value)]) {
            assert_eq!(
                (answer.status, answer.text().as_str()),
                (status, body),
                "{name}: {value}"
            );
        }
    }
    for (name, value, status) in [
        ("Range", "bytes=100-", 416),
        ("If-Match", "\"other\"", 412),
        ("If-Unmodified-Since", "Mon, 01 Jan 2001 00:00:00 GMT", 412),
    ] {
        for answer in both(&lab, "GET", &url, &[(name, value)]) {
            assert_eq!(answer.status, status, "{name}: {value}");
        }
    }
    let part = lab.ask("GET", &url, &[("Range", "bytes=2-4")]);
    assert_eq!(part.header("content-range"), Some("bytes 2-4/20"));
    assert_eq!(part.header("content-length"), Some("3"));
}

#[test]
fn head_tells_the_length_and_sends_nothing() {
    let lab = Lab::correct("head");
    let url = signed("reports/2026.pdf", NOW, &["--method", "HEAD"]);
    for answer in both(&lab, "HEAD", &url, &[]) {
        assert_eq!((answer.status, answer.body.len()), (200, 0));
        assert_eq!(answer.header("content-length"), Some("20"));
        assert_eq!(answer.header("content-type"), Some("application/pdf"));
    }
    let missing = signed("nothing", NOW, &["--method", "HEAD"]);
    for answer in both(&lab, "HEAD", &missing, &[]) {
        assert_eq!((answer.status, answer.body.len()), (404, 0));
    }
}

#[test]
fn overrides_and_versions_are_read_from_the_query() {
    let lab = Lab::correct("overrides");
    let disposition = "content-disposition=attachment; filename=\"a.pdf\"";
    let more = [
        "--response",
        disposition,
        "--response",
        "content-type=text/plain",
    ];
    let answer = lab.get(&signed("reports/2026.pdf", NOW, &more));
    assert_eq!(
        answer.header("content-disposition"),
        Some("attachment; filename=\"a.pdf\"")
    );
    assert_eq!(answer.header("content-type"), Some("text/plain"));
    for (version, said) in [
        ("3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrH", (404, "NoSuchVersion")),
        ("abc", (400, "InvalidArgument")),
        ("null", (200, "")),
    ] {
        let url = signed("reports/2026.pdf", NOW, &["--version-id", version]);
        assert_eq!(
            lab.get(&url).said(),
            (said.0, said.1.to_owned()),
            "{version}"
        );
    }
    for (part, said) in [("1", (206, "")), ("2", (416, "InvalidPartNumber"))] {
        let part = format!("partNumber={part}");
        let url = signed("reports/2026.pdf", NOW, &["--query", &part]);
        assert_eq!(
            lab.ask_s3("GET", &url, &[]).said(),
            (said.0, said.1.to_owned()),
            "{part}"
        );
    }
    let missing = lab.get(&signed("nothing.txt", NOW, &[]));
    assert_eq!(missing.said(), (404, "NoSuchKey".to_owned()));
    assert_eq!(missing.element("Key").as_deref(), Some("nothing.txt"));
}

#[test]
fn keys_are_found_as_they_are_encoded() {
    let lab = Lab::correct("keys");
    for key in ["a b/ü+~(1)'!*.txt", "100%.txt", "日本/😀", "a:b;c=d&e"] {
        let file = lab.folder.join(key);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, key).unwrap();
        for answer in both(&lab, "GET", &signed(key, NOW, &[]), &[]) {
            assert_eq!((answer.status, answer.text().as_str()), (200, key));
        }
    }
}

#[test]
fn scripts_may_read_if_their_origin_was_named() {
    let named = ["--now", NOW, "--cors", "https://app.example"];
    let lab = Lab::of("correct", "cors", &named);
    let allowed = lab.ask_s3("GET", &report(), &[("Origin", "https://app.example")]);
    let shown = allowed.header("access-control-allow-origin");
    assert_eq!(shown, Some("https://app.example"));
    let other = lab.ask_s3("GET", &report(), &[("Origin", "https://other.example")]);
    assert_eq!(other.header("access-control-allow-origin"), None);
    let preflight = |origin| {
        let headers = [("Origin", origin), ("Access-Control-Request-Method", "GET")];
        lab.ask_s3("OPTIONS", &report(), &headers).said()
    };
    assert_eq!(preflight("https://app.example").0, 200);
    assert_eq!(
        preflight("https://other.example"),
        (403, "AccessForbidden".to_owned())
    );
    // The behavior takes GET and HEAD only.
    let headers = [
        ("Origin", "https://app.example"),
        ("Access-Control-Request-Method", "GET"),
    ];
    let at_the_edge = lab.ask("OPTIONS", &report(), &headers);
    assert_eq!(at_the_edge.status, 403);
    assert!(at_the_edge.text().contains("Generated by cloudfront"));
    let closed = Lab::correct("cors-off");
    assert_eq!(
        closed.ask_s3("OPTIONS", &report(), &headers).said().1,
        "AccessForbidden"
    );
}
