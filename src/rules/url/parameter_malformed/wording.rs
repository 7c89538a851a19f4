//! What is said about each parameter that S3 cannot read: what stands there, and what should.

use crate::model::{Param, Scope, SigV4, SignedUrl};
use crate::source::{Span, redact};

/// How much of a wrong value is shown, in characters.
const SHOWN: usize = 40;

/// How many parts a credential has between its slashes.
const PARTS: usize = 5;

/// What is said about one malformed parameter.
pub(super) struct Wording {
    /// The headline.
    pub(super) found: String,
    /// The part of the value that is wrong, where that is known.
    pub(super) part: Option<Span>,
    /// What should stand there.
    pub(super) expected: String,
    /// Why it may be so.
    pub(super) note: Option<String>,
    /// What to do.
    pub(super) mend: String,
}

impl Wording {
    /// The words for a parameter of which `expected` is expected.
    pub(super) fn of(url: &SignedUrl, v4: &SigV4, param: &Param, expected: &str) -> Self {
        match param.name.as_str() {
            "X-Amz-Credential" => credential(param, v4.scope.as_ref(), expected),
            "X-Amz-Date" => date(param, v4, expected),
            "X-Amz-Signature" => signature(url, param, expected),
            _ => plain(param, expected),
        }
    }
}

/// A value as it may be shown: short, without control characters, and without the secrets of a URL
/// that was escaped as a whole.
pub(in crate::rules::url) fn shown(value: &str) -> String {
    let value = redact(value).replace(char::is_control, "\u{fffd}");
    match value.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("\"{}…\"", value.get(..end).unwrap_or_default()),
        None => format!("\"{value}\""),
    }
}

fn plain(param: &Param, expected: &str) -> Wording {
    Wording {
        found: format!("{} is {}", param.name, shown(&param.value)),
        part: None,
        expected: expected.to_owned(),
        note: None,
        mend: format!("sign with {expected}"),
    }
}

fn credential(param: &Param, scope: Option<&Scope>, expected: &str) -> Wording {
    let (said, index, expected_there) = match scope {
        None => (uneven(&param.value), None, expected),
        Some(scope) if scope.terminator != "aws4_request" => {
            let said = format!("ends in {}", shown(&scope.terminator));
            (said, Some(4), "aws4_request")
        }
        Some(scope) if !is_day(&scope.date) => {
            let said = format!("has {} for its day", shown(&scope.date));
            (said, Some(1), "yyyyMMdd")
        }
        Some(scope) => {
            let said = format!("names the service {}", shown(&scope.service));
            (said, Some(3), "s3")
        }
    };
    Wording {
        found: format!("X-Amz-Credential {said}"),
        part: index.and_then(|index| scope_part(param, index)),
        mend: format!("sign with the scope {expected}"),
        ..plain(param, expected_there)
    }
}

fn uneven(credential: &str) -> String {
    match credential.split('/').count() {
        PARTS => "has an empty part".to_owned(),
        count => format!("has {count} of {PARTS} parts between slashes"),
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The place of one part of a credential, where its slashes are all that is escaped in it.
pub(in crate::rules) fn scope_part(param: &Param, index: usize) -> Option<Span> {
    let raw = param.raw_value.replace("%2f", "%2F");
    let separator = if raw.contains("%2F") { "%2F" } else { "/" };
    let parts: Vec<&str> = raw.split(separator).collect();
    let written = param.value_span.len() == param.raw_value.len();
    let text = parts
        .get(index)
        .filter(|_| parts.len() == PARTS && written)?;
    let before = parts
        .iter()
        .take(index)
        .map(|part| part.len() + separator.len());
    let start = param.value_span.start + before.sum::<usize>();
    let end = start + text.len();
    Some(Span::new(param.value_span.source, start, end))
}

fn date(param: &Param, v4: &SigV4, expected: &str) -> Wording {
    let day = v4.scope.as_ref().map(|scope| scope.date.as_str());
    let days = param.value.get(..8).zip(day);
    let Some((own, other)) = days.filter(|_| v4.signed_at.is_some()) else {
        return Wording {
            mend: "write the time in UTC as 20261123T100000Z is written, and sign anew".to_owned(),
            ..plain(param, expected)
        };
    };
    let other = shown(other);
    Wording {
        found: format!("X-Amz-Date is of \"{own}\", and X-Amz-Credential of {other}"),
        note: Some(
            "the signer read its clock twice, rounded one of the two, or wrote one not in UTC"
                .to_owned(),
        ),
        mend: "take both from one time in UTC, after rounding it, and sign anew".to_owned(),
        ..plain(param, expected)
    }
}

/// The text of a signature is never shown: its length is enough.
fn signature(url: &SignedUrl, param: &Param, expected: &str) -> Wording {
    const LENGTH: usize = 64;
    let length = param.value.chars().count();
    let is_last = url
        .params
        .last()
        .is_some_and(|last| last.span == param.span);
    let found = match length {
        LENGTH => "X-Amz-Signature has characters that are no hexadecimal digits".to_owned(),
        _ => format!("X-Amz-Signature is {length} characters long, not {LENGTH}"),
    };
    let mend = match length {
        0..LENGTH if is_last => "copy the URL to its end: the signature is cut off",
        length if length > LENGTH && is_last => "take away what was pasted behind the signature",
        _ => "take the URL as the SDK returned it",
    };
    Wording {
        found,
        part: None,
        expected: expected.to_owned(),
        note: Some("S3 refuses it; with which error is not documented".to_owned()),
        mend: mend.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceKind, SourceMap};

    fn param(name: &str, raw: &str) -> Param {
        let source = SourceMap::default().add("a test", SourceKind::Url(Vec::new()), raw);
        Param {
            raw_name: name.to_owned(),
            raw_value: raw.to_owned(),
            name: name.to_owned(),
            value: raw.replace("%2F", "/").replace("%2f", "/"),
            span: Span::new(source, 0, raw.len()),
            value_span: Span::new(source, 0, raw.len()),
        }
    }

    #[test]
    fn parts_of_a_credential_are_found_however_its_slashes_are_written() {
        for raw in [
            "ID/20261123/eu-central-1/ec2/aws4_request",
            "ID%2F20261123%2Feu-central-1%2Fec2%2Faws4_request",
            "ID%2f20261123%2Feu-central-1%2fec2%2Faws4_request",
        ] {
            let credential = param("X-Amz-Credential", raw);
            for (index, expected) in [(0, "ID"), (1, "20261123"), (3, "ec2"), (4, "aws4_request")] {
                let span = scope_part(&credential, index).unwrap();
                assert_eq!(&raw[span.start..span.end], expected);
            }
        }
        let mixed = param("X-Amz-Credential", "ID/20261123%2Feu-central-1/s3/x");
        assert_eq!(scope_part(&mixed, 1), None);
    }

    #[test]
    fn neither_secrets_nor_control_characters_are_shown() {
        let value = shown("60&X-Amz-Signature=5ec2e75ec2e7\u{1b}[2J");
        assert!(
            !value.contains("5ec2e7") && !value.contains('\u{1b}'),
            "{value}"
        );
        assert_eq!(shown("3600s"), "\"3600s\"");
        assert_eq!(shown(&"é".repeat(41)).chars().count(), 40 + 3);
    }
}
