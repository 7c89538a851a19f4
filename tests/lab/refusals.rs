//! What S3 refuses, in S3's words.

use crate::lab::{BUCKET, HOST, KEY, Lab, NOW, report, signed, target};

/// A URL with one text in it changed.
fn changed(from: &str, to: &str) -> String {
    let url = report();
    let changed = url.replacen(from, to, 1);
    assert_ne!(url, changed, "{from} is not in it");
    changed
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn every_fault_of_a_query_has_its_own_answer() {
    let lab = Lab::correct("faults");
    let parameters = "AuthorizationQueryParametersError";
    for (url, status, code, says) in [
        (report(), 200, "", ""),
        (
            changed("Expires=3600", "Expires=3601"),
            403,
            "SignatureDoesNotMatch",
            "CanonicalRequest",
        ),
        (
            changed("2026.pdf", "2027.pdf"),
            403,
            "SignatureDoesNotMatch",
            "StringToSignBytes",
        ),
        (
            changed("&X-Amz-Sig", "&utm_source=x&X-Amz-Sig"),
            403,
            "SignatureDoesNotMatch",
            "utm_source",
        ),
        (
            changed("X-Amz-Expires=3600&", ""),
            400,
            parameters,
            "requires the X-Amz-Algorithm",
        ),
        (
            changed("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1"),
            400,
            parameters,
            "X-Amz-Algorithm only",
        ),
        (
            changed("%2Fs3%2F", "%2Fsts%2F"),
            400,
            parameters,
            "incorrect service \"sts\"",
        ),
        (
            changed("aws4_request", "aws5_request"),
            400,
            parameters,
            "incorrect terminal",
        ),
        (
            changed("%2Feu-central-1", "%2Feu-west-1"),
            400,
            parameters,
            "expecting 'eu-central-1'",
        ),
        (
            changed("%2F20261123", "%2F2026112"),
            400,
            parameters,
            "incorrect date format",
        ),
        (
            changed("%2F20261123", "%2F20261122"),
            400,
            parameters,
            "not the same as X-Amz-Date",
        ),
        (changed("%2F", "%252F"), 400, parameters, "mal-formed"),
        (
            changed("20261123T100000Z", "2026-11-23"),
            400,
            parameters,
            "ISO8601",
        ),
        (
            changed("Expires=3600", "Expires=604801"),
            400,
            parameters,
            "less than a week",
        ),
        (
            changed("Expires=3600", "Expires=-1"),
            400,
            parameters,
            "non-negative",
        ),
        (
            changed("Expires=3600", "Expires=1h"),
            400,
            parameters,
            "should be a number",
        ),
        (
            changed("AKIAIOSFODNN7", "AKIAIOSFODNN8"),
            403,
            "InvalidAccessKeyId",
            "AKIAIOSFODNN8",
        ),
        (
            changed("SignedHeaders=host", "SignedHeaders=range"),
            403,
            "AccessDenied",
            ">host<",
        ),
        (
            report() + "&X-Amz-Security-Token=x",
            400,
            "InvalidToken",
            "malformed",
        ),
        (
            report() + "&Signature=x",
            400,
            "InvalidArgument",
            "Only one auth mechanism",
        ),
        (
            format!("https://{HOST}/reports/2026.pdf"),
            403,
            "AccessDenied",
            "Access Denied",
        ),
    ] {
        let answer = lab.ask_s3("GET", &url, &[]);
        assert_eq!(
            answer.said(),
            (status, code.to_owned()),
            "{url}\n{}",
            answer.text()
        );
        // The body of XML has its quotes escaped.
        let text = answer
            .text()
            .replace("&quot;", "\"")
            .replace("&gt;", ">")
            .replace("&lt;", "<");
        assert!(text.contains(says), "{says}: {text}");
    }
}

#[test]
fn time_is_the_labs_and_a_validity_has_two_ends() {
    let lab = Lab::correct("time");
    let ask = |at: &str| lab.ask_s3("GET", &signed("reports/2026.pdf", at, &[]), &[]);
    for (at, expected, says) in [
        (
            "2026-11-23T09:10:00Z",
            (403, "AccessDenied"),
            "<Message>Request has expired",
        ),
        ("2026-11-23T09:10:01Z", (200, ""), "PDF"),
        ("2026-11-23T10:25:00Z", (200, ""), "PDF"),
        (
            "2026-11-23T10:25:01Z",
            (403, "AccessDenied"),
            "<Message>Request is not yet valid",
        ),
    ] {
        let answer = ask(at);
        assert_eq!(answer.said(), (expected.0, expected.1.to_owned()), "{at}");
        assert!(answer.text().contains(says), "{}", answer.text());
    }
    let expired = ask("2026-11-23T09:00:00Z");
    let element = |name| expired.element(name).unwrap_or_default();
    assert_eq!(element("X-Amz-Expires"), "3600");
    assert_eq!(element("Expires"), "2026-11-23T10:00:00Z");
    assert_eq!(element("ServerTime"), NOW);
}

#[test]
fn headers_count_as_they_arrive() {
    let lab = Lab::correct("headers");
    let unsigned = lab.ask_s3(
        "GET",
        &report(),
        &[("X-Amz-Meta-A", "b"), ("x-amz-cf-id", "c")],
    );
    assert_eq!(unsigned.said(), (403, "AccessDenied".to_owned()));
    assert_eq!(
        unsigned.element("HeadersNotSigned").unwrap(),
        "x-amz-cf-id, x-amz-meta-a"
    );
    let others = [
        ("Range", "bytes=0-3"),
        ("User-Agent", "x"),
        ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
    ];
    assert_eq!(lab.ask_s3("GET", &report(), &others).status, 206);
    let twice = lab.ask_s3("GET", &report(), &[("Authorization", "Bearer x")]);
    assert_eq!(twice.said(), (400, "InvalidArgument".to_owned()));
    assert!(!twice.text().contains("Bearer"));
    let head = lab.ask_s3("HEAD", &report(), &[]);
    assert_eq!((head.status, head.body.len()), (403, 0), "signed for GET");
}

#[test]
fn hosts_lead_to_buckets_or_elsewhere() {
    let lab = Lab::correct("hosts");
    let at = |host: &str| report().replacen(HOST, host, 1);
    for (host, status, code) in [
        (
            "cf-files-example.s3.eu-west-1.amazonaws.com",
            301,
            "PermanentRedirect",
        ),
        (
            "cf-files-example.s3.amazonaws.com",
            403,
            "SignatureDoesNotMatch",
        ),
        (
            "cf-files-example.s3-website.eu-central-1.amazonaws.com",
            403,
            "AccessDenied",
        ),
        (
            "d111111abcdef8.cloudfront.net",
            403,
            "SignatureDoesNotMatch",
        ),
    ] {
        let answer = lab.ask_s3("GET", &at(host), &[]);
        assert_eq!(answer.said(), (status, code.to_owned()), "{host}");
    }
    let anonymous = |url: &str| lab.ask_s3("GET", url, &[]).said();
    let nowhere = anonymous("https://other.s3.eu-central-1.amazonaws.com/k");
    assert_eq!(nowhere, (404, "NoSuchBucket".to_owned()));
    let path_style = format!("https://s3.eu-central-1.amazonaws.com/{BUCKET}/k");
    assert_eq!(anonymous(&path_style), (403, "AccessDenied".to_owned()));
}

#[test]
fn what_the_lab_leaves_out_is_said_to_be() {
    let lab = Lab::correct("beyond");
    let tags = signed("reports/2026.pdf", NOW, &["--query", "tagging="]);
    assert_eq!(
        lab.ask_s3("GET", &tags, &[]).said(),
        (501, "NotImplemented".to_owned())
    );
    let list = format!(
        "https://{HOST}/?{}",
        target(&report()).split('?').nth(1).unwrap()
    );
    assert_eq!(lab.ask_s3("GET", &list, &[]).status, 403);
}

/// The signatures are those of an independent program, for the bucket old-files and the documentation's
/// secret.
#[test]
#[expect(clippy::too_many_lines, reason = "one lab, asked in turn")]
fn sigv2_is_verified_where_a_region_knows_it() {
    let folder = crate::support::scratch("lab-sigv2-bucket");
    std::fs::write(folder.join("k.txt"), "old").unwrap();
    let bucket = format!("old-files={}", folder.display());
    let more = ["--now", NOW, "--bucket", &bucket, "--region", "us-east-1"];
    let lab = Lab::of("correct", "sigv2", &more);
    let ask = |host: &str, query: &str, headers: &[(&str, &str)]| {
        let url = format!("https://{host}/k.txt?AWSAccessKeyId={KEY}&{query}");
        let answer = lab.ask_s3("GET", &url, headers);
        (answer.said(), answer.text())
    };
    let virtual_host = "old-files.s3.amazonaws.com";
    let valid = "Expires=1795431600&Signature=JHrTTDwL3irv0WTTb2Ka5bkISyI%3D";
    assert_eq!(ask(virtual_host, valid, &[]).1, "old");
    let tracked = format!("{valid}&utm_source=mail");
    assert_eq!(
        ask("old-files.s3-accelerate.amazonaws.com", &tracked, &[]).1,
        "old"
    );
    let overridden = "Expires=1795431600&response-content-type=text%2Fhtml&Signature=e2atXhT05hqps50S8ghLDfLSIgk%3D";
    assert_eq!(ask(virtual_host, overridden, &[]).1, "old");
    let denied = |query: &str, headers: &[(&str, &str)], code: &str, says: &str| {
        let (said, text) = ask(virtual_host, query, headers);
        assert_eq!(said, (403, code.to_owned()), "{text}");
        assert!(text.contains(says), "{text}");
    };
    denied(
        "Expires=1795428000&Signature=aO0iVrYdNd0GH0myzCUBoWHSMbg%3D",
        &[],
        "AccessDenied",
        "Request has expired",
    );
    denied(
        "Expires=soon&Signature=x",
        &[],
        "AccessDenied",
        "since epoch",
    );
    denied(
        "Expires=1795431600",
        &[],
        "AccessDenied",
        "requires the Signature",
    );
    denied(
        valid,
        &[("x-amz-cf-id", "a")],
        "SignatureDoesNotMatch",
        "x-amz-cf-id:a",
    );
    denied(
        &valid.replace("Expires=17", "Expires=18"),
        &[],
        "SignatureDoesNotMatch",
        "old-files/k.txt",
    );
    let refused = "https://cf-files-example.s3.eu-central-1.amazonaws.com/k?AWSAccessKeyId=a&Expires=1&Signature=b";
    let answer = lab.ask_s3("GET", refused, &[]);
    assert_eq!(answer.said(), (400, "InvalidRequest".to_owned()));
}
