//! SigV4's canonical request, as S3 builds it for query authentication.
//!
//! S3 differs from other services: the path is encoded once, and neither dot segments nor double
//! slashes are resolved. Source: the S3 API reference, "Authenticating Requests: Using Query
//! Parameters".

use super::encoding::reencode;
use crate::model::Param;

/// The request in the form that is hashed and signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanonicalRequest {
    /// `GET`, `PUT` …
    pub method: String,
    /// The path, encoded once.
    pub path: String,
    /// Encoded names and values in their sorted order, without the signature.
    pub query: Vec<(String, String)>,
    /// The signed headers in lower case with their values; `None` where a value is not known.
    pub headers: Vec<(String, Option<String>)>,
    /// The payload's hash, or `UNSIGNED-PAYLOAD`.
    pub payload: String,
}

impl CanonicalRequest {
    /// Builds it from what is sent: a raw path, raw parameters, and the signed headers. `Host` is
    /// the only header whose value is known beforehand.
    #[must_use]
    pub fn new<'p>(
        method: &str,
        path: &str,
        params: impl Iterator<Item = &'p Param>,
        host: Option<&str>,
        signed_headers: &[String],
    ) -> Self {
        let mut payload = "UNSIGNED-PAYLOAD".to_owned();
        let mut query = Vec::new();
        for param in params {
            if param.name == "X-Amz-Content-Sha256" {
                payload.clone_from(&param.value);
            }
            if param.name != "X-Amz-Signature" {
                let encode = |raw: &str| reencode(raw, false);
                query.push((encode(&param.raw_name), encode(&param.raw_value)));
            }
        }
        query.sort();
        Self {
            method: method.to_owned(),
            path: reencode(if path.is_empty() { "/" } else { path }, true),
            query,
            headers: headers(host, signed_headers),
            payload,
        }
    }

    /// Puts another method, raw path and `Host` in, and leaves the rest.
    pub(super) fn set_request(&mut self, method: &str, path: &str, host: &str) {
        method.clone_into(&mut self.method);
        self.path = reencode(if path.is_empty() { "/" } else { path }, true);
        let mut headers = self.headers.iter_mut();
        if let Some((_, value)) = headers.find(|(name, _)| name == "host") {
            *value = Some(host.to_owned());
        }
    }

    /// Whether every part is known, so that it can be hashed.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.headers.iter().all(|(_, value)| value.is_some())
    }

    /// The names of the signed headers, joined with `;`.
    #[must_use]
    pub fn signed_headers(&self) -> String {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        names.join(";")
    }
}

fn headers(host: Option<&str>, signed: &[String]) -> Vec<(String, Option<String>)> {
    let mut names: Vec<String> = signed
        .iter()
        .map(|name| name.to_ascii_lowercase())
        .collect();
    names.sort();
    let value = |name: &str| host.filter(|_| name == "host").map(str::to_owned);
    names
        .into_iter()
        .map(|name| (name.clone(), value(&name)))
        .collect()
}

/// The text that is hashed; a header value that is not known is left empty.
impl std::fmt::Display for CanonicalRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let query: Vec<String> = self
            .query
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        writeln!(f, "{}\n{}\n{}", self.method, self.path, query.join("&"))?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}:{}", value.as_deref().unwrap_or_default())?;
        }
        write!(f, "\n{}\n{}", self.signed_headers(), self.payload)
    }
}
