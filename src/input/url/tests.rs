//! Tests of reading URLs: recognition, fields, places and masks.

use super::read_url;
use crate::model::{S3Signature, SignedUrl, Vendor};
use crate::source::{SourceMap, Span};

const V4: &str = "https://b.s3.eu-central-1.amazonaws.com/a%20b?X-Amz-Algorithm=AWS4-HMAC-SHA256\
    &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Feu-central-1%2Fs3%2Faws4_request\
    &X-Amz-Date=20130524T000000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host%3Bx-amz-acl\
    &X-Amz-Security-Token=t0ken%2F%2F&X-Amz-Signature=5ec2e75ec2e7";

fn read(text: &str) -> (SourceMap, SignedUrl) {
    let mut sources = SourceMap::default();
    let url = read_url("the URL", text, &mut sources).unwrap();
    (sources, url)
}

fn scheme(query: &str) -> &'static str {
    read(&format!("https://h/k?{query}")).1.scheme()
}

#[test]
fn every_field_of_sigv4_has_its_value_and_place() {
    let (sources, url) = read(V4);
    let v4 = url.sigv4().unwrap();
    let scope = v4.scope.as_ref().unwrap();
    assert_eq!(scope.access_key_id, "AKIAIOSFODNN7EXAMPLE");
    assert_eq!(scope.region.as_deref(), Some("eu-central-1"));
    assert_eq!(
        (scope.service.as_str(), scope.terminator.as_str()),
        ("s3", "aws4_request")
    );
    assert_eq!(v4.signed_at.unwrap().to_string(), "2013-05-24T00:00:00Z");
    assert_eq!(v4.expires_at().unwrap().to_string(), "2013-05-24T01:00:00Z");
    let headers = v4.signed_headers.as_ref().unwrap();
    assert_eq!(headers.value, ["host", "x-amz-acl"]);
    let span = headers.span().unwrap();
    assert_eq!(&V4[span.start..span.end], "host%3Bx-amz-acl");
    let part = sources.url_part(span).unwrap();
    assert_eq!(part.to_string(), "query:X-Amz-SignedHeaders");
    assert_eq!(v4.signature.as_ref().unwrap().value.0, "5ec2e75ec2e7");
    assert_eq!(v4.security_token.as_ref().unwrap().value.0, "t0ken//");
    assert_eq!(url.path.value, "/a%20b");
}

#[test]
fn no_secret_is_kept_or_shown() {
    let url =
        "https://us:p4ss@h/k?X-Amz-Signatur%65=5ec2e7&x-amz-security-token=5ec2e7&sig=5ec2e7&a=b";
    let (sources, read) = read(url);
    let kept = sources.get(read.source).text();
    assert_eq!(kept.len(), url.len());
    for shown in [kept.to_owned(), format!("{read:?}")] {
        assert!(
            !shown.contains("5ec2e7") && !shown.contains("p4ss"),
            "{shown}"
        );
    }
    assert!(kept.ends_with("&a=b") && kept.contains("us:"));
    let mut sources = SourceMap::default();
    let problem = read_url(
        "the URL",
        "https://t0ken@h:port/?sig=5ec2e7&%73ig=5ec2e7",
        &mut sources,
    )
    .unwrap_err();
    let kept = sources.get(problem.span.unwrap().source).text();
    assert!(
        !kept.contains("t0ken") && !kept.contains("5ec2e7"),
        "{kept}"
    );
}

#[test]
fn schemes_are_told_by_their_parameters() {
    for (query, expected) in [
        ("X-Amz-Date=x", "s3-sigv4"),
        ("a=b&amp;X-Amz-Signature=x", "s3-sigv4"),
        ("x-amz-credential=x", "s3-sigv4"),
        ("X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256", "s3-sigv4a"),
        ("X-Amz-Region-Set=%2A", "s3-sigv4a"),
        ("AWSAccessKeyId=A&Signature=s&Expires=1", "s3-sigv2"),
        ("Expires=1&Signature=s&Key-Pair-Id=K", "cloudfront-canned"),
        (
            "Expires=1&amp;Signature=s&amp;Key-Pair-Id=K",
            "cloudfront-canned",
        ),
        ("Expires=1&Signature=s", "cloudfront-canned"),
        ("Policy=p&Signature=s", "cloudfront-custom"),
        ("Key-Pair-Id=K", "cloudfront-canned"),
        ("GoogleAccessId=g&Expires=1&Signature=s", "foreign"),
        ("X-Goog-Algorithm=x", "foreign"),
        ("sv=2020&sig=s", "foreign"),
        ("OSSAccessKeyId=o&Expires=1&Signature=s", "foreign"),
        ("x-oss-signature=s", "foreign"),
        ("Expires=1&policy=x", "unsigned"),
        ("X-Amz-Security-Token=t&x-id=GetObject", "unsigned"),
        ("", "unsigned"),
    ] {
        assert_eq!(scheme(query), expected, "{query}");
    }
    let (_, r2) = read("https://x.r2.cloudflarestorage.com/b/k?X-Amz-Expires=1");
    assert_eq!(
        (r2.foreign, r2.scheme()),
        (Some(Vendor::CloudflareR2), "s3-sigv4")
    );
}

#[test]
fn a_cloudfront_signature_tells_its_key_and_its_end() {
    let viewer = |query: &str| read(&format!("https://h/k?{query}")).1.viewer.unwrap();
    let canned = viewer("Expires=1369357200&Signature=s&Key-Pair-Id=K");
    let end = canned.expires_at.unwrap().to_string();
    assert_eq!(
        (canned.policy, end.as_str()),
        (false, "2013-05-24T01:00:00Z")
    );
    assert_eq!(canned.key_pair_id.unwrap().value, "K");
    // The end of a custom policy stands in the policy.
    let custom = viewer("Expires=1369357200&Policy=p&Signature=s");
    assert_eq!(
        (custom.policy, custom.expires_at, custom.key_pair_id),
        (true, None, None)
    );
}

#[test]
fn what_is_not_exact_is_recognised_and_left_out() {
    let (_, url) =
        read("https://h/k?amp;X-Amz-Date=20130524T000000Z&x-amz-expires=60&X-Amz-Expires=1");
    let v4 = url.sigv4().unwrap();
    assert_eq!((v4.signed_at, v4.lifetime), (None, Some(1)));
    let (_, twice) = read("https://h/k?X-Amz-Expires=1&X-Amz-Expires=2&X-Amz-Date");
    let v4 = twice.sigv4().unwrap();
    assert_eq!((v4.lifetime, v4.signed_at), (Some(1), None));
    assert_eq!(v4.date.as_ref().unwrap().value, "");
    for wrong in [
        "+1",
        "-1",
        "1.0",
        "1h",
        "",
        "18446744073709551616",
        "%31%20",
    ] {
        let (_, url) = read(&format!("https://h/k?X-Amz-Expires={wrong}"));
        assert_eq!(url.sigv4().unwrap().lifetime, None, "{wrong}");
    }
}

#[test]
fn a_scope_has_all_its_parts_or_is_none() {
    let has_scope = |query: &str| match read(&format!("https://h/k?{query}")).1.s3 {
        S3Signature::V4(v4) | S3Signature::V4a(v4) => v4.scope.is_some(),
        _ => false,
    };
    assert!(has_scope("X-Amz-Credential=A/20130524/r/s3/aws4_request"));
    assert!(has_scope(
        "X-Amz-Region-Set=*&X-Amz-Credential=A%2F20130524%2Fs3%2Faws4_request"
    ));
    for wrong in [
        "",
        "A",
        "A%252Fd%252Fr%252Fs3%252Ft",
        "A/d/s3/t",
        "A/d//s3/t",
        "A/d/r/s3/t/x",
    ] {
        assert!(!has_scope(&format!("X-Amz-Credential={wrong}")), "{wrong}");
    }
}

#[test]
fn places_are_named_and_a_missing_path_is_a_default() {
    let (sources, url) = read(" 'http://h:8080?a=b&&=c' ");
    assert_eq!(
        (url.port, url.host_header()),
        (Some(8080), "h:8080".to_owned())
    );
    assert_eq!(
        (url.path.value.as_str(), url.path.span()),
        ("/", url.host.span())
    );
    let part = |span: Span| sources.url_part(span).map(ToString::to_string);
    assert_eq!(part(url.host.span().unwrap()).as_deref(), Some("host"));
    let params: Vec<_> = url.params.iter().map(|p| part(p.span).unwrap()).collect();
    assert_eq!(params, ["query:a", "query:"]);
    assert_eq!(sources.location(url.host.span().unwrap()).column, 10);
}

#[test]
fn what_is_no_url_is_a_problem_at_its_place() {
    let mut sources = SourceMap::default();
    let problem = read_url("the URL", "h.cloudfront.net/k", &mut sources).unwrap_err();
    assert_eq!(
        (problem.name.as_str(), problem.span.map(|s| s.end)),
        ("the URL", Some(16))
    );
    let long = "https://h/".to_owned() + &"a".repeat(70_000);
    let problem = read_url("the URL", &long, &mut sources).unwrap_err();
    assert!(problem.span.is_none() && problem.message.contains("70010 bytes"));
}
