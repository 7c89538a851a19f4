//! Tests of the splitter: parts, refusals, and that no byte is lost.

use super::{MAX_URL_LENGTH, RawUrl};
use proptest::prelude::*;
use std::ops::Range;

/// The text again, from the parts and the signs between them.
fn joined(text: &str, url: &RawUrl) -> String {
    let part = |range: &Range<usize>| text[range.clone()].to_owned();
    let after = |sign: &str, range: &Option<Range<usize>>| {
        range
            .as_ref()
            .map_or_else(String::new, |range| sign.to_owned() + &part(range))
    };
    let userinfo = url
        .userinfo
        .as_ref()
        .map_or_else(String::new, |range| part(range) + "@");
    let params = url
        .params
        .iter()
        .map(|param| part(&param.name) + &after("=", &param.value));
    let query = match url.query {
        Some(_) => "?".to_owned() + &params.collect::<Vec<_>>().join("&"),
        None => String::new(),
    };
    let authority = userinfo + &part(&url.host) + &after(":", &url.port);
    let start = part(&(0..url.whole.start)) + &part(&url.scheme) + "://" + &authority;
    start
        + &part(&url.path)
        + &query
        + &after("#", &url.fragment)
        + &part(&(url.whole.end..text.len()))
}

fn parts(text: &str) -> Vec<String> {
    let url = RawUrl::parse(text).unwrap();
    let some =
        |range: Option<Range<usize>>| range.map_or_else(|| "-".to_owned(), |r| text[r].to_owned());
    let mut parts = vec![
        some(Some(url.scheme)),
        some(url.userinfo),
        some(Some(url.host)),
        some(url.port),
        some(Some(url.path)),
    ];
    let params = url.params.iter();
    parts.extend(
        params.map(|param| some(Some(param.name.clone())) + "|" + &some(param.value.clone())),
    );
    parts.push(some(url.fragment));
    parts
}

#[test]
fn parts_stand_as_written() {
    for (text, expected) in [
        ("https://h", vec!["https", "-", "h", "-", "", "-"]),
        (
            "HTTPS://H:443/a/../b//c%2f?",
            vec!["HTTPS", "-", "H", "443", "/a/../b//c%2f", "-"],
        ),
        ("http://u:p@w@h:/", vec!["http", "u:p@w", "h", "", "/", "-"]),
        (
            "https://[::1]:80/",
            vec!["https", "-", "[::1]", "80", "/", "-"],
        ),
        ("https://[::1]", vec!["https", "-", "[::1]", "-", "", "-"]),
        (
            "https://h?a=b=c&&d&=e&a=#x?y#z",
            vec![
                "https", "-", "h", "-", "", "a|b=c", "|-", "d|-", "|e", "a|", "x?y#z",
            ],
        ),
        (
            "https://h/k?u=http://x/?y",
            vec!["https", "-", "h", "-", "/k", "u|http://x/?y", "-"],
        ),
        (" <https://h/é> ", vec!["https", "-", "h", "-", "/é", "-"]),
    ] {
        assert_eq!(parts(text), expected, "{text}");
    }
}

#[test]
fn refusals_say_what_is_wrong_and_where() {
    let long = format!("https://h/{}", "a".repeat(MAX_URL_LENGTH));
    for (text, at, words) in [
        (
            "d111.cloudfront.net/k?a=b",
            "d111.cloudfront.net",
            "no scheme",
        ),
        (
            "d111.cloudfront.net/k?u=https://h",
            "d111.cloudfront.net",
            "no scheme",
        ),
        ("://h", "", "scheme is missing"),
        (" ", "", "no URL"),
        ("https:///k", "", "a host should follow"),
        ("https://u@:80/k", "", "a host should follow"),
        ("https://[::1/k", "[", "IPv6"),
        ("https://h:http/k", "http", "port"),
        ("https://h:65536/k", "65536", "port"),
        ("https://h:+80/k", "+80", "port"),
        ("https://h/a b", " ", "%20"),
        ("'https://h/a\nb'", "\n", "line break"),
        ("https://h/a\u{7}b", "\u{7}", "U+0007"),
        ("s3://bucket/key", "s3", "presigned"),
        ("ftp://h/", "ftp", "http and https"),
        (&long, &long[..MAX_URL_LENGTH], "bytes long"),
    ] {
        let error = RawUrl::parse(text).unwrap_err();
        assert!(error.message.contains(words), "{text}: {error}");
        assert_eq!(&text[error.range], at, "{text}");
    }
}

proptest! {
    #[test]
    fn no_byte_is_lost(text in "[ \"<]{0,2}https?://([a-z@:\\[\\]]{0,6})[a-z/%?#&=+é@:]{0,40}[ \">]{0,2}") {
        if let Some(url) = RawUrl::split(&text) {
            prop_assert_eq!(joined(&text, &url), text);
        }
    }

    #[test]
    fn nothing_makes_it_panic(text in "\\PC{0,30}(://)?\\PC{0,30}") {
        if let Ok(url) = RawUrl::parse(&text) {
            prop_assert_eq!(joined(&text, &url), text);
        }
    }
}
