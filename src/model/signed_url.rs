//! A signed URL, read but not judged: every part as written, and what its parameters say.

use super::S3Host;
use crate::source::{SourceId, Sourced, Span, is_secret_name, mask, redact};
use jiff::Timestamp;

/// The six parameters of SigV4 query authentication, without any one of which S3 refuses.
pub const SIGV4_PARAMETERS: [&str; 6] = [
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-SignedHeaders",
    "X-Amz-Signature",
];

/// A text that must not be shown: `Debug` prints its mask.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&mask(&self.0))
    }
}

/// One query parameter.
#[derive(Clone, PartialEq, Eq)]
pub struct Param {
    /// The name as written.
    pub raw_name: String,
    /// The value as written; empty where there is no `=`.
    pub raw_value: String,
    /// The name, percent-decoded (a `+` stays a `+`).
    pub name: String,
    /// The value, percent-decoded (a `+` stays a `+`).
    pub value: String,
    /// The name, `=` and value.
    pub span: Span,
    /// The value alone.
    pub value_span: Span,
}

impl Param {
    /// The name, without the secret that follows it where the `=` between them is escaped.
    #[must_use]
    pub fn shown_name(&self) -> String {
        redact(&self.name)
    }

    /// The value, masked if the name is a secret's; a URL in it is shown without its own secrets.
    #[must_use]
    pub fn shown_value(&self) -> String {
        match is_secret_name(&self.name) {
            true => mask(&self.value),
            false => redact(&self.value),
        }
    }
}

impl std::fmt::Debug for Param {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}={}", self.shown_name(), self.shown_value())
    }
}

/// A URL that carries, or should carry, a signature in its query.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedUrl {
    /// The text it was read from.
    pub source: SourceId,
    /// `http` or `https`.
    pub protocol: Sourced<String>,
    /// The host as written, without the port.
    pub host: Sourced<String>,
    /// The port, where one is written.
    pub port: Option<u16>,
    /// The path as written, nothing normalised; `/` if none.
    pub path: Sourced<String>,
    /// The query parameters in their order.
    pub params: Vec<Param>,
    /// S3's query authentication, if the URL has any of it.
    pub s3: S3Signature,
    /// CloudFront's signature, if the URL has any of it.
    pub viewer: Option<CloudFrontSignature>,
    /// The other vendor whose signature it is.
    pub foreign: Option<Vendor>,
}

impl SignedUrl {
    /// The first parameter with this (decoded) name.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// The query as written, secrets and all: without the `?`, and without empty pieces.
    #[must_use]
    pub fn query(&self) -> String {
        let pieces = self.params.iter().map(|param| {
            let bare = param.span.len() == param.raw_name.len() && param.raw_value.is_empty();
            let equals = if bare { "" } else { "=" };
            format!("{}{equals}{}", param.raw_name, param.raw_value)
        });
        pieces.collect::<Vec<_>>().join("&")
    }

    /// The host as a client sends it: with the port, unless it is the protocol's own.
    #[must_use]
    pub fn host_header(&self) -> String {
        let default = if self.protocol.value == "http" {
            80
        } else {
            443
        };
        match self.port {
            Some(port) if port != default => format!("{}:{port}", self.host.value),
            _ => self.host.value.clone(),
        }
    }

    /// The S3 host it is addressed to, if its host is one.
    #[must_use]
    pub fn s3_host(&self) -> Option<S3Host> {
        S3Host::parse(&self.host.value)
    }

    /// The SigV4 parameters, if that is its signature.
    #[must_use]
    pub fn sigv4(&self) -> Option<&SigV4> {
        match &self.s3 {
            S3Signature::V4(v4) => Some(v4),
            _ => None,
        }
    }

    /// The times between which S3's signature is good by the URL's own parameters: the start and the
    /// end, each where it can be read. SigV2 has no start.
    #[must_use]
    pub fn s3_validity(&self) -> (Option<Timestamp>, Option<Timestamp>) {
        match &self.s3 {
            S3Signature::V4(v4) | S3Signature::V4a(v4) => (v4.signed_at, v4.expires_at()),
            S3Signature::V2(v2) => (None, v2.expires_at),
            S3Signature::None => (None, None),
        }
    }

    /// The scheme's name: `s3-sigv4`, `s3-sigv4a`, `s3-sigv2`, `cloudfront-canned`,
    /// `cloudfront-custom`, `unsigned` or `foreign`.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        match (&self.s3, &self.viewer, &self.foreign) {
            (S3Signature::V4(_), ..) => "s3-sigv4",
            (S3Signature::V4a(_), ..) => "s3-sigv4a",
            (S3Signature::V2(_), ..) => "s3-sigv2",
            (_, Some(signature), _) if signature.policy => "cloudfront-custom",
            (_, Some(_), _) => "cloudfront-canned",
            (_, _, Some(_)) => "foreign",
            _ => "unsigned",
        }
    }
}

/// S3's query authentication in a URL.
#[derive(Debug, Clone, PartialEq)]
pub enum S3Signature {
    /// None.
    None,
    /// `X-Amz-*` parameters with an HMAC.
    V4(SigV4),
    /// `X-Amz-*` parameters with an ECDSA signature for a set of Regions.
    V4a(SigV4),
    /// `AWSAccessKeyId`, `Signature`, `Expires`.
    V2(SigV2),
}

/// The parameters of SigV4 query authentication: each as it stands (if it does), and as read.
#[derive(Debug, Clone, PartialEq)]
pub struct SigV4 {
    /// `X-Amz-Algorithm`.
    pub algorithm: Option<Sourced<String>>,
    /// `X-Amz-Credential`, decoded.
    pub credential: Option<Sourced<String>>,
    /// The credential in its parts, where it has them.
    pub scope: Option<Scope>,
    /// `X-Amz-Date`.
    pub date: Option<Sourced<String>>,
    /// The signing time, where the date is one.
    pub signed_at: Option<Timestamp>,
    /// `X-Amz-Expires`.
    pub expires: Option<Sourced<String>>,
    /// The validity in seconds, where it is a whole number.
    pub lifetime: Option<u64>,
    /// `X-Amz-SignedHeaders`, split at `;`.
    pub signed_headers: Option<Sourced<Vec<String>>>,
    /// `X-Amz-Signature`.
    pub signature: Option<Sourced<Secret>>,
    /// `X-Amz-Security-Token`.
    pub security_token: Option<Sourced<Secret>>,
}

impl SigV4 {
    /// The end of the validity by the URL's own parameters.
    #[must_use]
    pub fn expires_at(&self) -> Option<Timestamp> {
        let lifetime = i64::try_from(self.lifetime?).ok()?;
        let span = jiff::SignedDuration::from_secs(lifetime);
        self.signed_at?.checked_add(span).ok()
    }
}

/// An `X-Amz-Credential` in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// `AKIA…` for long-term, `ASIA…` for temporary credentials.
    pub access_key_id: String,
    /// `yyyyMMdd`.
    pub date: String,
    /// The Region that was signed for; none in SigV4A.
    pub region: Option<String>,
    /// `s3`, `s3express`, `s3-outposts` or `s3-object-lambda`.
    pub service: String,
    /// `aws4_request`.
    pub terminator: String,
}

/// The parameters of SigV2 query authentication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigV2 {
    /// `AWSAccessKeyId`.
    pub access_key_id: Option<Sourced<String>>,
    /// `Expires`, where it is an epoch in seconds.
    pub expires_at: Option<Timestamp>,
}

/// The parameters of a CloudFront signed URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloudFrontSignature {
    /// Whether it carries its policy (custom) or only `Expires` (canned).
    pub policy: bool,
    /// `Key-Pair-Id`.
    pub key_pair_id: Option<Sourced<String>>,
    /// `Expires` of a canned policy, where it is an epoch in seconds.
    pub expires_at: Option<Timestamp>,
}

/// Another vendor's signed URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vendor {
    /// Google Cloud Storage (`X-Goog-*`, or `GoogleAccessId`).
    GoogleCloudStorage,
    /// Azure Blob Storage (a shared access signature).
    Azure,
    /// Alibaba Cloud OSS.
    AlibabaOss,
    /// Cloudflare R2: SigV4, on its own hosts.
    CloudflareR2,
}

impl Vendor {
    /// The product's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::GoogleCloudStorage => "Google Cloud Storage",
            Self::Azure => "Azure Blob Storage",
            Self::AlibabaOss => "Alibaba Cloud OSS",
            Self::CloudflareR2 => "Cloudflare R2",
        }
    }
}
