//! S3's parsing of the SigV4 parameters.

use crate::model::{Scope, SigV4};

/// The longest validity S3 accepts, in seconds: seven days.
pub const LONGEST_LIFETIME: u64 = 604_800;

/// A SigV4 parameter that S3 cannot parse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed {
    /// The parameter's name.
    pub name: &'static str,
    /// What S3 expects of it.
    pub expected: &'static str,
}

/// A parameter, what is expected of it, and whether a URL's is wrong.
type Syntax = (&'static str, &'static str, fn(&SigV4) -> bool);

const SYNTAX: [Syntax; 6] = [
    ("X-Amz-Algorithm", "AWS4-HMAC-SHA256", |v4| {
        v4.algorithm
            .as_ref()
            .is_some_and(|one| one.value != "AWS4-HMAC-SHA256")
    }),
    (
        "X-Amz-Credential",
        "ACCESS-KEY-ID/yyyyMMdd/REGION/s3/aws4_request",
        |v4| v4.credential.is_some() && !v4.scope.as_ref().is_some_and(is_scope),
    ),
    ("X-Amz-Date", "a time as yyyyMMdd'T'HHmmss'Z'", |v4| {
        v4.date.is_some() && v4.signed_at.is_none()
    }),
    (
        "X-Amz-Date",
        "the day that X-Amz-Credential names",
        is_on_another_day,
    ),
    (
        "X-Amz-Expires",
        "whole seconds, at most 604800 (seven days)",
        |v4| {
            v4.expires.is_some()
                && v4
                    .lifetime
                    .is_none_or(|lifetime| lifetime > LONGEST_LIFETIME)
        },
    ),
    ("X-Amz-Signature", "64 hexadecimal digits", is_no_signature),
];

/// The SigV4 parameters that are there and that S3 cannot parse.
pub fn malformed_parameters(v4: &SigV4) -> impl Iterator<Item = Malformed> {
    let wrong = SYNTAX.iter().filter(move |(_, _, is_wrong)| is_wrong(v4));
    wrong.map(|(name, expected, _)| Malformed { name, expected })
}

fn is_on_another_day(v4: &SigV4) -> bool {
    let (Some(scope), Some(date)) = (&v4.scope, &v4.date) else {
        return false;
    };
    v4.signed_at.is_some() && is_day(&scope.date) && !date.value.starts_with(&scope.date)
}

fn is_no_signature(v4: &SigV4) -> bool {
    let digits = |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    v4.signature
        .as_ref()
        .is_some_and(|signature| !digits(&signature.value.0))
}

fn is_scope(scope: &Scope) -> bool {
    const SERVICES: [&str; 4] = ["s3", "s3express", "s3-outposts", "s3-object-lambda"];
    let region = scope
        .region
        .as_deref()
        .is_some_and(|region| !region.is_empty());
    let service = SERVICES.contains(&scope.service.as_str());
    let rest = scope.terminator == "aws4_request" && !scope.access_key_id.is_empty();
    is_day(&scope.date) && region && service && rest
}

/// Whether a text is a day as a credential scope writes it: `yyyyMMdd`.
fn is_day(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}
