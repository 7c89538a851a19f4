//! Clues from the elements of an error and from the headers around it.

use super::{Authorizer, Clue, KeyKind, bare};
use crate::model::{Body, ErrorBody, Response, S3Host, authorization_scheme, parse_amz_date};
use jiff::Timestamp;

/// Every clue but those of the request that S3 repeats.
pub(super) fn clues(response: &Response) -> Vec<Clue> {
    let mut clues = Vec::new();
    if let Some(error) = response.error() {
        let found = [
            unsigned(error),
            authorization(error),
            region(error),
            endpoint(error),
            time(error),
            key(error),
            bucket(error),
        ];
        clues.extend(found.into_iter().flatten());
        clues.extend(error.cut_off.then_some(Clue::CutOff));
    }
    if matches!(response.body, Body::WebsitePage(_)) {
        clues.push(Clue::Website);
    }
    clues.extend(asked(response));
    clues.extend(bare::clues(response));
    clues.extend(cached(response));
    clues
}

/// The method of the request, where the capture has it and the answer is a refusal without a body
/// that would repeat it.
fn asked(response: &Response) -> Option<Clue> {
    let asked = response.asked.as_ref()?;
    let foreign = ["HEAD", "OPTIONS"].contains(&asked.method.as_str());
    let refused = response.status.is_none_or(|status| status >= 400);
    let bare = response.body == Body::Empty;
    (foreign && refused && bare).then(|| Clue::Method(asked.method.clone()))
}

fn unsigned(error: &ErrorBody) -> Option<Clue> {
    let text = error.element("HeadersNotSigned")?;
    let names = text.split([',', ' ']).filter(|name| !name.is_empty());
    let mut names: Vec<String> = names.map(str::to_ascii_lowercase).collect();
    let last = error.elements.last().map(|element| element.name.as_str());
    // Of a list that is cut off, the last name may be half a name.
    if error.cut_off && last == Some("HeadersNotSigned") && names.len() > 1 {
        names.pop();
    }
    let denied = error.code.as_deref() == Some("AccessDenied");
    denied.then_some(Clue::UnsignedHeaders(names))
}

/// One message, three owners: the value tells which.
fn authorization(error: &ErrorBody) -> Option<Clue> {
    if !error
        .message
        .as_deref()?
        .starts_with("Only one auth mechanism")
    {
        return None;
    }
    let value = error
        .element("ArgumentValue")
        .filter(|value| *value != "null");
    let Some(value) = value else {
        return Some(Clue::Authorization("query".to_owned(), Authorizer::Query));
    };
    let scheme = authorization_scheme(value).map(|(scheme, _)| scheme);
    let signed = value
        .split_once("SignedHeaders=")
        .map_or("", |(_, rest)| rest);
    let signed = signed.split([',', ' ']).next().unwrap_or_default();
    let by = match scheme {
        Some(scheme) if !scheme.starts_with("AWS4-") => Authorizer::Client,
        Some(_) if signed == "host;x-amz-content-sha256;x-amz-date" => Authorizer::OriginAccess,
        Some(_) => Authorizer::Aws,
        None => Authorizer::Client,
    };
    Some(Clue::Authorization(
        scheme.unwrap_or("unknown").to_owned(),
        by,
    ))
}

fn region(error: &ErrorBody) -> Option<Clue> {
    let expected = error.element("Region")?.to_owned();
    let message = error.message.as_deref().unwrap_or_default();
    let quoted = message
        .split_once("the region '")
        .and_then(|(_, rest)| rest.split('\'').next());
    Some(Clue::Region {
        expected,
        signed: quoted.map(str::to_owned),
    })
}

fn endpoint(error: &ErrorBody) -> Option<Clue> {
    Some(Clue::Endpoint(error.element("Endpoint")?.to_owned()))
}

fn time(error: &ErrorBody) -> Option<Clue> {
    let server = instant(error.element("ServerTime")?)?;
    let read = |name| error.element(name).and_then(instant);
    if let Some(request) = read("RequestTime") {
        return Some(Clue::Skew { request, server });
    }
    if let Some(signed_at) = read("X-Amz-Date").filter(|time| *time > server) {
        return Some(Clue::NotYet { signed_at, server });
    }
    let lifetime = error
        .element("X-Amz-Expires")
        .and_then(|text| text.parse().ok());
    let expires = read("Expires").filter(|expires| *expires <= server)?;
    Some(Clue::Expired {
        expires,
        server,
        lifetime,
    })
}

/// The spellings of time in S3's answers: ISO 8601 in both forms, the one of e-mail, and epoch
/// milliseconds.
fn instant(text: &str) -> Option<Timestamp> {
    let milliseconds = || Timestamp::from_millisecond(text.parse().ok()?).ok();
    let mail = || {
        jiff::fmt::rfc2822::parse(text)
            .ok()
            .map(|time| time.timestamp())
    };
    let iso = || text.parse().ok();
    milliseconds()
        .or_else(|| parse_amz_date(text))
        .or_else(iso)
        .or_else(mail)
}

fn key(error: &ErrorBody) -> Option<Clue> {
    let id = error
        .element("AWSAccessKeyId")
        .filter(|_| error.code.as_deref() == Some("InvalidAccessKeyId"))?;
    let kind = match id {
        _ if id.starts_with("ASIA") => KeyKind::Temporary,
        _ if id.starts_with("AKIA") => KeyKind::LongTerm,
        _ if id.starts_with("APKA") || (id.starts_with('K') && id.len() <= 16) => {
            KeyKind::CloudFront
        }
        _ => KeyKind::Other,
    };
    Some(Clue::KeyId(id.to_owned(), kind))
}

/// A bucket's name may hold dots, but one that ends like the CDN's or S3's hosts is a Host.
fn bucket(error: &ErrorBody) -> Option<Clue> {
    let name = error
        .element("BucketName")
        .filter(|_| error.code.as_deref() == Some("NoSuchBucket"))?;
    let is_host = is_cloudfront(name) || S3Host::parse(name).is_some();
    let dots = name.matches('.').count();
    (is_host || dots >= 2).then(|| Clue::BucketFromHost(name.to_owned()))
}

/// Whether a host is a distribution's own name.
pub(super) fn is_cloudfront(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    host.ends_with(".cloudfront.net") || host.ends_with(".cloudfront.cn")
}

fn cached(response: &Response) -> Option<Clue> {
    let through = response.header("x-cache")?.ends_with("from cloudfront");
    let age: u64 = response.header("age")?.parse().ok()?;
    let refused = response.status.is_none_or(|status| status >= 300);
    (through && refused && age > 0).then_some(Clue::Cached(age))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: &str, message: &str, elements: &[(&str, &str)]) -> Vec<Clue> {
        let body = ErrorBody::sample(code, message, elements);
        clues(&Response {
            status: None,
            headers: Vec::new(),
            body: Body::Error(body),
            asked: None,
        })
    }

    fn authorizer(value: &str) -> Authorizer {
        let clues = error(
            "InvalidArgument",
            "Only one auth mechanism allowed; …",
            &[("ArgumentValue", value)],
        );
        let [Clue::Authorization(_, by)] = clues.as_slice() else {
            panic!("{clues:?}")
        };
        *by
    }

    #[test]
    fn one_message_has_three_owners() {
        let aws = "AWS4-HMAC-SHA256 Credential=A/2/r/s3/aws4_request, SignedHeaders=";
        assert_eq!(
            authorizer(&format!(
                "{aws}host;x-amz-content-sha256;x-amz-date, Signature=1"
            )),
            Authorizer::OriginAccess
        );
        assert_eq!(
            authorizer(&format!("{aws}host;range;x-amz-date, Signature=1")),
            Authorizer::Aws
        );
        for value in [
            "Bearer abc",
            "token abc",
            "Basic abc",
            "0123456789012345678901234567890123456789",
        ] {
            assert_eq!(authorizer(value), Authorizer::Client, "{value}");
        }
        assert_eq!(authorizer("null"), Authorizer::Query);
    }

    #[test]
    fn times_are_read_in_every_spelling() {
        let server = ("ServerTime", "2012-06-18T20:02:18Z");
        for (name, time) in [
            ("RequestTime", "Mon, 18 Jun 2012 20:18:46 +0000"),
            ("RequestTime", "20120618T201846Z"),
            ("X-Amz-Date", "1340050726000"),
        ] {
            let clues = error("x", "", &[(name, time), server]);
            let (Clue::Skew { request: at, .. } | Clue::NotYet { signed_at: at, .. }) = clues[0]
            else {
                panic!()
            };
            assert_eq!(at.to_string(), "2012-06-18T20:18:46Z");
        }
        assert!(error("x", "", &[("Expires", "soon"), ("ServerTime", "late")]).is_empty());
    }

    #[test]
    fn keys_and_buckets_are_judged_by_their_form() {
        let kind =
            |id: &str| match error("InvalidAccessKeyId", "", &[("AWSAccessKeyId", id)]).remove(0) {
                Clue::KeyId(_, kind) => kind,
                other => panic!("{other:?}"),
            };
        assert_eq!(kind("ASIAEXAMPLE"), KeyKind::Temporary);
        assert_eq!(kind("AKIAEXAMPLE"), KeyKind::LongTerm);
        assert_eq!(kind("K2JCJMDEHXQW5F"), KeyKind::CloudFront);
        assert_eq!(kind("minioadmin"), KeyKind::Other);
        let bucket = |name: &str| error("NoSuchBucket", "", &[("BucketName", name)]).len();
        assert_eq!(
            [
                bucket("d111111abcdef8.cloudfront.net"),
                bucket("cdn.example.com"),
                bucket("files")
            ],
            [1, 1, 0]
        );
    }
}
