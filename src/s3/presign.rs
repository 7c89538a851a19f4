//! What is signed to make a presigned URL: its host, path, and every parameter but the signature.

use super::{TOKEN, reencode};
use crate::model::{Addressing, S3Host, Secret};
use jiff::Timestamp;

/// The parameters that change the headers of S3's answer. Source: the S3 API reference, `GetObject`.
pub const RESPONSE_OVERRIDES: [&str; 6] = [
    "response-cache-control",
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
];

/// A request for an object that is to be signed in its query.
#[derive(Debug, Clone)]
pub struct Presign<'a> {
    /// The bucket's name.
    pub bucket: &'a str,
    /// The object's key, nothing encoded.
    pub key: &'a str,
    /// The Region that is signed for.
    pub region: &'a str,
    /// Where the bucket stands.
    pub addressing: Addressing,
    /// The id of the key that signs.
    pub access_key_id: &'a str,
    /// The token of the session that the key belongs to.
    pub token: Option<&'a Secret>,
    /// The signing time.
    pub signed_at: Timestamp,
    /// The validity, in seconds.
    pub lifetime: u64,
    /// Further parameters: names and values, nothing encoded.
    pub further: &'a [(String, String)],
}

impl Presign<'_> {
    /// The Regional host; none if the Region or the bucket has none.
    #[must_use]
    pub fn host(&self) -> Option<String> {
        match self.addressing {
            Addressing::Virtual => S3Host::regional(self.bucket, self.region),
            Addressing::Path => S3Host::path_regional(self.region),
        }
    }

    /// The path that is signed, encoded once: the key, behind the bucket in path style.
    #[must_use]
    pub fn path(&self) -> String {
        let key = encoded_path(self.key);
        match self.addressing {
            Addressing::Virtual => format!("/{key}"),
            Addressing::Path => format!("/{}/{key}", self.bucket),
        }
    }

    /// The query without its signature, in an order that is always the same: a cache takes another
    /// order for another URL.
    #[must_use]
    pub fn query(&self) -> String {
        let day = self.signed_at.strftime("%Y%m%d");
        let scope = format!(
            "{}/{day}/{}/s3/aws4_request",
            self.access_key_id, self.region
        );
        let date = self.signed_at.strftime("%Y%m%dT%H%M%SZ").to_string();
        let lifetime = self.lifetime.to_string();
        let own = [
            ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
            ("X-Amz-Credential", &scope),
            ("X-Amz-Date", &date),
            ("X-Amz-Expires", &lifetime),
            ("X-Amz-SignedHeaders", "host"),
        ];
        let token = self.token.map(|token| (TOKEN, token.0.as_str()));
        let further = self.further.iter().map(|(name, value)| (&**name, &**value));
        let all = further.chain(own).chain(token);
        let pairs = all.map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// The last step at or before a time: everybody who signs within a step signs the same URL.
#[must_use]
pub fn round_down(time: Timestamp, step: u64) -> Timestamp {
    let second = time.as_second();
    let step = i64::try_from(step).unwrap_or(i64::MAX).max(1);
    let rounded = second - second.rem_euclid(step);
    Timestamp::from_second(rounded).unwrap_or(time)
}

/// A `%` of a name or value is one, and no escape.
fn encoded(text: &str) -> String {
    reencode(&text.replace('%', "%25"), false)
}

fn encoded_path(key: &str) -> String {
    reencode(&key.replace('%', "%25"), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_begin_at_midnight_utc() {
        for (time, step, expected) in [
            ("2026-11-23T10:17:42.5Z", 1800, "2026-11-23T10:00:00Z"),
            ("2026-11-23T10:30:00Z", 1800, "2026-11-23T10:30:00Z"),
            ("2026-11-23T10:17:42.5Z", 1, "2026-11-23T10:17:42Z"),
            ("2026-11-23T10:17:42Z", 86_400, "2026-11-23T00:00:00Z"),
        ] {
            let rounded = round_down(time.parse().unwrap(), step);
            assert_eq!(rounded, expected.parse().unwrap(), "{time} {step}");
        }
    }

    #[test]
    fn a_key_is_encoded_once_and_nothing_in_it_is_an_escape() {
        assert_eq!(encoded_path("a b/ü%20+.txt"), "a%20b/%C3%BC%2520%2B.txt");
        assert_eq!(
            encoded("attachment; filename=\"a/b\""),
            "attachment%3B%20filename%3D%22a%2Fb%22"
        );
    }
}
