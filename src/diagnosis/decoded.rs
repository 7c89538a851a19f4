//! What a signed URL says by itself.

use super::SignedFor;
use crate::model::{Object, Partition, S3Host, S3Signature, SigV4, SignedUrl, partition_of_region};
use crate::s3::Verification;
use crate::source::{percent_decode, redact};
use jiff::Timestamp;

/// A signed URL, read.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// `s3-sigv4`, `cloudfront-canned` and so on.
    pub scheme: &'static str,
    /// The other vendor whose signature or host it is.
    pub vendor: Option<&'static str>,
    /// The host as written, with its port.
    pub host: String,
    /// `virtual-regional`, `path-global`, `cloudfront`, `other` and so on.
    pub host_style: String,
    /// The host in words, if it is one of S3's.
    pub host_in_words: Option<String>,
    /// `aws`, `aws-cn` and so on.
    pub partition: Option<&'static str>,
    /// The Region that was signed for, else the one the host names.
    pub region: Option<String>,
    /// The bucket, or the ARN or alias that stands for one.
    pub bucket: Option<String>,
    /// The key, decoded.
    pub key: Option<String>,
    /// The access key id, or CloudFront's key pair id.
    pub access_key_id: Option<String>,
    /// Whether the credentials are temporary.
    pub temporary_credentials: bool,
    /// The signing time.
    pub signed_at: Option<Timestamp>,
    /// The end of the validity.
    pub expires_at: Option<Timestamp>,
    /// The signed headers.
    pub signed_headers: Vec<String>,
    /// Names and values, secrets masked.
    pub parameters: Vec<(String, String)>,
    /// What checking the signature showed.
    pub signature: &'static str,
    /// What it is valid for, where it is not valid for the URL.
    pub signed_for: Option<SignedFor>,
}

impl Decoded {
    /// Reads a URL; `verification` is what checking its signature showed, and `signed_for` what it is
    /// valid for in its place.
    #[must_use]
    pub fn new(url: &SignedUrl, verification: Verification, signed_for: Option<SignedFor>) -> Self {
        let host = url.s3_host();
        let object = Object::of(url);
        let v4 = parameters(url);
        let headers = v4.and_then(|v4| v4.signed_headers.as_ref());
        let region = region(v4, host.as_ref());
        let by_region = region.as_deref().and_then(partition_of_region);
        let partition: Option<&Partition> = host.as_ref().map(|host| host.partition).or(by_region);
        let access_key_id = access_key_id(url);
        let (signed_at, expires_at) = url.s3_validity();
        let temporary = access_key_id
            .as_deref()
            .is_some_and(|id| id.starts_with("ASIA"));
        Self {
            scheme: url.scheme(),
            vendor: url.foreign.map(|vendor| vendor.name()),
            host: redact(&url.host_header()),
            host_style: host
                .as_ref()
                .map_or_else(|| other_style(url), S3Host::style),
            host_in_words: host.as_ref().map(S3Host::describe),
            partition: partition.map(|partition| partition.id),
            region: shown(region),
            bucket: shown(object.bucket),
            key: shown(key(&object.path)),
            temporary_credentials: temporary || v4.is_some_and(|v4| v4.security_token.is_some()),
            access_key_id: shown(access_key_id),
            signed_at,
            expires_at: expires_at.or_else(|| viewer_end(url)),
            signed_headers: headers
                .map(|headers| headers.value.iter().map(|name| redact(name)).collect())
                .unwrap_or_default(),
            parameters: url
                .params
                .iter()
                .map(|p| (p.shown_name(), p.shown_value()))
                .collect(),
            signature: state(verification),
            signed_for,
        }
    }
}

/// A text of the URL without secrets that stand in it by mistake.
fn shown(text: Option<String>) -> Option<String> {
    text.map(|text| redact(&text))
}

const fn state(verification: Verification) -> &'static str {
    match verification {
        Verification::Valid => "valid",
        Verification::Invalid => "invalid",
        Verification::NotCheckable => "not-checked",
    }
}

fn parameters(url: &SignedUrl) -> Option<&SigV4> {
    match &url.s3 {
        S3Signature::V4(v4) | S3Signature::V4a(v4) => Some(v4),
        _ => None,
    }
}

fn region(v4: Option<&SigV4>, host: Option<&S3Host>) -> Option<String> {
    let signed = v4.and_then(|v4| v4.scope.as_ref()?.region.clone());
    signed.or_else(|| host?.region.clone())
}

fn other_style(url: &SignedUrl) -> String {
    let host = url.host.value.to_ascii_lowercase();
    let cloudfront = host.ends_with(".cloudfront.net") || host.ends_with(".cloudfront.cn");
    if cloudfront { "cloudfront" } else { "other" }.to_owned()
}

fn access_key_id(url: &SignedUrl) -> Option<String> {
    let written = |value: &crate::source::Sourced<String>| value.value.clone();
    match &url.s3 {
        S3Signature::V4(v4) | S3Signature::V4a(v4) => {
            v4.scope.as_ref().map(|scope| scope.access_key_id.clone())
        }
        S3Signature::V2(v2) => v2.access_key_id.as_ref().map(written),
        S3Signature::None => url.viewer.as_ref()?.key_pair_id.as_ref().map(written),
    }
}

/// The end of CloudFront's signature, where it is the only one.
fn viewer_end(url: &SignedUrl) -> Option<Timestamp> {
    let viewer = url.viewer.as_ref().filter(|_| url.s3 == S3Signature::None);
    viewer?.expires_at
}

/// The key behind a raw path: decoded, without the one leading slash.
fn key(path: &str) -> Option<String> {
    let raw = path.strip_prefix('/').unwrap_or(path);
    Some(percent_decode(raw)).filter(|key| !key.is_empty())
}
