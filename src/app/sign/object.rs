//! `s3://BUCKET/KEY`, and the host that a URL is given.

use crate::syntax::url::RawUrl;

/// The object that a URL is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Object {
    /// The bucket's name.
    pub(super) bucket: String,
    /// The key, nothing encoded.
    pub(super) key: String,
}

impl Object {
    /// Reads `s3://BUCKET/KEY`.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let expected = || "expected s3://BUCKET/KEY, the key as it is, nothing encoded".to_owned();
        let rest = text.strip_prefix("s3://").ok_or_else(expected)?;
        let (bucket, key) = rest.split_once('/').ok_or_else(expected)?;
        match bucket.is_empty() || key.is_empty() {
            true => Err(expected()),
            false => Ok(Self {
                bucket: bucket.to_owned(),
                key: key.to_owned(),
            }),
        }
    }

    /// Whether clients send another path than the signed one: they resolve what looks like a folder.
    pub(super) fn is_resolved_by_clients(&self) -> bool {
        let dots = |segment: &str| segment == "." || segment == "..";
        self.key.split('/').any(dots)
    }
}

/// The protocol and the host of `--via`.
pub(super) fn via(text: &str) -> Result<String, String> {
    let whole = match text.contains("://") {
        true => text.to_owned(),
        false => format!("https://{text}"),
    };
    let expected =
        "expected a host, as d111111abcdef8.cloudfront.net; with a port where it has one";
    let raw = RawUrl::parse(&whole).map_err(|error| format!("{}; {expected}", error.message))?;
    let bare = raw.path.len() <= 1 && raw.params.is_empty() && raw.userinfo.is_none();
    match bare && !whole.contains(['?', '#']) {
        true => Ok(whole.trim_end_matches('/').to_owned()),
        false => Err(expected.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_has_a_bucket_and_a_key() {
        let read = Object::read("s3://files/a/b c.pdf").unwrap();
        assert_eq!(
            (read.bucket.as_str(), read.key.as_str()),
            ("files", "a/b c.pdf")
        );
        assert_eq!(Object::read("s3://files//lead").unwrap().key, "/lead");
        for wrong in [
            "files/a",
            "s3://files",
            "s3://files/",
            "s3:///a",
            "https://files/a",
            "",
        ] {
            assert!(Object::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_put_in_is_a_host_and_no_more() {
        for (text, expected) in [
            ("files.example", Some("https://files.example")),
            ("files.example:8443/", Some("https://files.example:8443")),
            ("http://127.0.0.1:7070", Some("http://127.0.0.1:7070")),
            ("files.example/path", None),
            ("files.example?a=b", None),
            ("user:word@files.example", None),
            ("", None),
            ("ftp://files.example", None),
        ] {
            assert_eq!(via(text).ok().as_deref(), expected, "{text}");
        }
    }
}
