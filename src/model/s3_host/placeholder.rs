//! Host names in which a template leaves a part open, `${Files}.s3.amazonaws.com`: their form is
//! known, and the name of the bucket or the Region is not.

use super::{Endpoint, S3Host, parse};
use std::borrow::Cow;

/// How an open part starts; it ends at the next `}`.
const OPEN: &str = "${";

/// Stands in for an open part while the rest is read.
const NAME: &str = "open-part";

/// Stands in for an open Region while the rest is read: one that every form of host has.
const REGION: &str = "us-east-1";

/// Whether a part of a text is left open. With quotes it is an expression, which may have such texts
/// in it, and no name.
pub(super) fn is_open(text: &str) -> bool {
    text.contains(OPEN) && !text.contains('"')
}

/// The text with a plain label for each open part.
pub(super) fn closed(text: &str) -> Cow<'_, str> {
    match is_open(text) {
        true => Cow::Owned(pieces(text).join(NAME)),
        false => Cow::Borrowed(text),
    }
}

/// Reads a host name with open parts.
pub(super) fn parse_open(host: &str) -> Option<S3Host> {
    let known = pieces(host);
    let (last, before) = known.split_last()?;
    // What is left open right before the suffix is the Region.
    let open_region = last.starts_with('.') && parse::is_suffix(last);
    let stem = before.join(NAME);
    let text = match open_region {
        true => format!("{stem}{REGION}{last}"),
        false => known.join(NAME),
    };
    let mut parsed = parse::parse(&text)?;
    if open_region && parsed.endpoint != Endpoint::External {
        parsed.region = None;
        // It stands right before the suffix, and so is the last open part.
        parsed.open_region = open_parts(host).last().map(str::to_owned);
    }
    if let Some(bucket) = &parsed.bucket {
        // The bucket stands first, so its open parts are the first ones.
        let open: Vec<&str> = open_parts(host).collect();
        let count = bucket.matches(NAME).count();
        let mut text = String::new();
        for (index, piece) in bucket.split(NAME).enumerate() {
            text.push_str(piece);
            if index < count {
                text.push_str(open.get(index).unwrap_or(&""));
            }
        }
        parsed.bucket = Some(text);
    }
    Some(parsed)
}

/// The known parts of a text, of which there is one more than open ones.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut parts = text.split(OPEN);
    pieces.extend(parts.next());
    pieces.extend(parts.map(|part| part.split_once('}').map_or("", |(_, rest)| rest)));
    pieces
}

/// The open parts of a text as written.
fn open_parts(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(OPEN).map(|(at, _)| {
        let rest = &text[at..];
        rest.find('}').map_or(rest, |end| &rest[..=end])
    })
}

/// Whether a name with open parts can be this one.
fn can_be(pattern: &str, name: &str) -> bool {
    if !is_open(pattern) {
        return pattern == name;
    }
    let known = pieces(pattern);
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return false;
    };
    let rest = name.strip_prefix(*first);
    rest.is_some_and(|rest| rest.ends_with(*last))
}

impl S3Host {
    /// Whether a template leaves a part of it open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open_region.is_some() || self.bucket.as_deref().is_some_and(is_open)
    }

    /// Whether the bucket of this host, perhaps left open, can be the one with this name.
    #[must_use]
    pub fn can_hold(&self, bucket: &str) -> bool {
        self.bucket
            .as_deref()
            .is_some_and(|own| can_be(own, bucket))
    }

    /// Whether this host, of which parts may be left open, can be the other one.
    #[must_use]
    pub fn can_be(&self, other: &Self) -> bool {
        let bucket = match (&self.bucket, &other.bucket) {
            (Some(own), Some(other)) => can_be(own, other) || can_be(other, own),
            (own, other) => own == other,
        };
        let is_open = self.open_region.is_some() || other.open_region.is_some();
        let region = is_open || self.region == other.region;
        let form = |host: &Self| (host.endpoint, host.addressing, host.dual_stack, host.fips);
        bucket && region && form(self) == form(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(host: &str) -> S3Host {
        S3Host::parse(host).unwrap_or_else(|| panic!("{host} is not read"))
    }

    /// A host, its style, its bucket, and its Region or `-`.
    #[rustfmt::skip]
    const HOSTS: [(&str, &str, &str, &str); 6] = [
        ("${Files}.s3.amazonaws.com", "virtual-global", "${Files}", "-"),
        ("${aws_s3_bucket.files}.s3.amazonaws.com", "virtual-global", "${aws_s3_bucket.files}", "-"),
        ("${Stage}-files.s3.eu-central-1.amazonaws.com", "virtual-regional", "${Stage}-files", "eu-central-1"),
        ("a-${B}.s3.${AWS::Region}.amazonaws.com", "virtual-regional", "a-${B}", "-"),
        ("files.s3.${AWS::Region}.amazonaws.com.cn", "virtual-regional", "files", "-"),
        ("${A}-${B}.s3-website-${AWS::Region}.amazonaws.com", "website", "${A}-${B}", "-"),
    ];

    #[test]
    fn the_form_is_known_where_names_are_not() {
        for (host, style, bucket, region) in HOSTS {
            let parsed = parse(host);
            let known = parsed.region.as_deref().unwrap_or("-");
            let told = (parsed.style(), parsed.bucket.as_deref(), known);
            assert_eq!(told, (style.to_owned(), Some(bucket), region), "{host}");
            assert!(parsed.is_open());
        }
        for other in [
            "${Api}.example.com",
            "${Host}",
            "x.${Domain}",
            "${a",
            "${Files}.s3.${Suffix}",
        ] {
            assert_eq!(S3Host::parse(other), None, "{other}");
        }
        assert!(!parse("files.s3.amazonaws.com").is_open());
    }

    #[test]
    fn what_is_open_can_be_another_name_of_the_same_form() {
        let regional = parse("files.s3.eu-central-1.amazonaws.com");
        for (host, can_be) in [
            ("${Files}.s3.amazonaws.com", false),
            ("${Files}.s3.eu-central-1.amazonaws.com", true),
            ("${Files}.s3.${AWS::Region}.amazonaws.com", true),
            ("${Stage}-les.s3.eu-central-1.amazonaws.com", false),
            ("f${Rest}.s3.eu-central-1.amazonaws.com", true),
            ("${Files}.s3.us-west-2.amazonaws.com", false),
        ] {
            assert_eq!(parse(host).can_be(&regional), can_be, "{host}");
        }
        assert!(parse("${Files}.s3.amazonaws.com").can_hold("files"));
        assert!(!parse("x-${Files}.s3.amazonaws.com").can_hold("files"));
    }

    #[test]
    fn hosts_are_made_of_open_names() {
        let regional = S3Host::regional("${Files}", "eu-central-1");
        assert_eq!(
            regional.as_deref(),
            Some("${Files}.s3.eu-central-1.amazonaws.com")
        );
        let candidates = S3Host::candidates("${Files}", "eu-central-1");
        assert!(
            candidates
                .iter()
                .any(|(host, _)| host == "${Files}.s3.amazonaws.com")
        );
    }
}
