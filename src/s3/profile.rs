//! What a declared signer signs: the host and path, and the parameters of its URLs.

use super::{reencode, round_down};
use crate::model::{
    Addressing, Credentials, Param, S3Host, SdkHost, SignatureVersion, SignerProfile,
    partition_of_region, region,
};
use crate::source::Span;
use jiff::{SignedDuration, Timestamp};

/// The Region in which some SDKs still sign the global host.
const HOME: &str = "us-east-1";

/// The key ids of AWS's documentation, which open nothing.
const LONG_TERM_KEY: &str = "AKIAIOSFODNN7EXAMPLE";
const SESSION_KEY: &str = "ASIAIOSFODNN7EXAMPLE";

/// The host that a declared signer signs, and how sure that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredHost {
    /// The host.
    pub host: String,
    /// Where the bucket stands.
    pub addressing: Addressing,
    /// The value that decides it.
    pub at: Span,
    /// Whether the habits of its SDK are confirmed, or the host was declared itself.
    pub confirmed: bool,
}

impl DeclaredHost {
    /// What `profile` signs for its bucket, or for this one where it declares none; none if the
    /// declaration leaves that open.
    #[must_use]
    pub fn of(profile: &SignerProfile, bucket: Option<&str>) -> Option<Self> {
        if let Some(host) = &profile.host {
            let parsed = S3Host::parse(&host.value);
            return Some(Self {
                host: host.value.to_ascii_lowercase(),
                addressing: parsed.map_or(Addressing::Virtual, |host| host.addressing),
                at: host.span().unwrap_or(profile.span),
                confirmed: true,
            });
        }
        let declared = profile.bucket.as_ref().map(|bucket| bucket.value.as_str());
        let bucket = declared.or(bucket)?;
        let sdk = profile.sdk.as_ref()?;
        let addressing = addressing(profile, bucket);
        let told = profile.addressing.as_ref().and_then(|told| told.span());
        Some(Self {
            host: host(profile, sdk.value.host, bucket, addressing)?,
            addressing,
            at: told.or(sdk.span()).unwrap_or(profile.span),
            confirmed: sdk.value.confirmed,
        })
    }

    /// The path that is signed for a URL's path: path style has the bucket in front.
    #[must_use]
    pub fn signed_path(&self, path: &str, bucket: Option<&str>) -> String {
        match (self.addressing, bucket) {
            (Addressing::Path, Some(bucket)) => format!("/{bucket}{path}"),
            _ => path.to_owned(),
        }
    }
}

/// SDKs fall back to path style for what no wildcard certificate covers, whatever they are told.
fn addressing(profile: &SignerProfile, bucket: &str) -> Addressing {
    let told = profile.addressing.as_ref().map(|told| told.value);
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_label = bucket.contains("${") || bucket.bytes().all(plain);
    match is_label {
        true => told.unwrap_or(Addressing::Virtual),
        false => Addressing::Path,
    }
}

fn host(
    profile: &SignerProfile,
    habit: SdkHost,
    bucket: &str,
    addressing: Addressing,
) -> Option<String> {
    let name = profile.region.value.as_str();
    let told = profile.addressing.as_ref().map(|told| told.value);
    let is_home = name == HOME;
    let has_global = partition_of_region(name)?.id == "aws" && !bucket.ends_with("--x-s3");
    // Seen of botocore: path style is Regional but in us-east-1, and so is virtual addressing.
    let is_global = match habit {
        SdkHost::Regional => false,
        SdkHost::UnknownInUsEast1 if is_home => return None,
        SdkHost::UnknownInUsEast1 => false,
        SdkHost::GlobalInUsEast1 => is_home,
        SdkHost::Global => {
            is_home || (addressing == Addressing::Virtual && told != Some(Addressing::Virtual))
        }
    };
    match (addressing, is_global && has_global) {
        (Addressing::Virtual, true) => Some(S3Host::global(bucket)),
        (Addressing::Virtual, false) => S3Host::regional(bucket, name),
        (Addressing::Path, true) => Some("s3.amazonaws.com".to_owned()),
        (Addressing::Path, false) => S3Host::path_regional(name),
    }
}

/// The signature version that a profile makes: the declared one, or that of its SDK in its Region.
#[must_use]
pub fn declared_version(profile: &SignerProfile) -> SignatureVersion {
    if let Some(version) = &profile.version {
        return version.value;
    }
    let prefers_v2 = profile
        .sdk
        .as_ref()
        .is_some_and(|sdk| sdk.value.prefers_sigv2);
    let knows_v2 = region(&profile.region.value).is_some_and(|region| region.accepts_sigv2);
    match prefers_v2 && knows_v2 {
        true => SignatureVersion::V2,
        false => SignatureVersion::V4,
    }
}

/// The time at which a profile signs what is asked for at `now`.
///
/// A time on a full minute would be taken for a rounded one, so one that is not rounded is never
/// given such a time.
#[must_use]
pub fn signing_time(profile: &SignerProfile, now: Timestamp) -> Timestamp {
    let step = profile.round.as_ref().map(|round| round.value);
    match step {
        Some(step @ 1..) => round_down(now, step),
        _ if now.as_second().rem_euclid(60) == 0 => {
            round_down(now, 1) - SignedDuration::from_secs(1)
        }
        _ => round_down(now, 1),
    }
}

/// The parameters of a URL that `profile` signs at `at` for `method`, each with the place of what
/// decides it. Its key id and its signature are made up.
#[must_use]
pub fn specimen_parameters(profile: &SignerProfile, method: &str, at: Timestamp) -> Vec<Param> {
    let expires = profile.expires.span().unwrap_or(profile.span);
    match declared_version(profile) {
        SignatureVersion::V2 => {
            let lifetime = i64::try_from(profile.expires.value).unwrap_or(i64::MAX);
            let end = at.checked_add(SignedDuration::from_secs(lifetime));
            let end = end.unwrap_or(at).as_second().to_string();
            vec![
                param("AWSAccessKeyId", LONG_TERM_KEY, profile.span),
                param("Signature", "MADE-UP=", profile.span),
                param("Expires", &end, expires),
            ]
        }
        SignatureVersion::V4 => v4(profile, method, at, expires),
    }
}

fn v4(profile: &SignerProfile, method: &str, at: Timestamp, expires: Span) -> Vec<Param> {
    let own = profile.span;
    let round = profile.round.as_ref().and_then(|round| round.span());
    let session = session(profile);
    let key = session.map_or(LONG_TERM_KEY, |_| SESSION_KEY);
    let day = at.strftime("%Y%m%d");
    let scope = format!("{key}/{day}/{}/s3/aws4_request", profile.region.value);
    let region = profile.region.span().unwrap_or(own);
    let mut params = vec![
        param("X-Amz-Algorithm", "AWS4-HMAC-SHA256", own),
        param("X-Amz-Credential", &scope, region),
        param(
            "X-Amz-Date",
            &at.strftime("%Y%m%dT%H%M%SZ").to_string(),
            round.unwrap_or(own),
        ),
        param("X-Amz-Expires", &profile.expires.value.to_string(), expires),
        param("X-Amz-SignedHeaders", "host", own),
    ];
    if let Some(at) = session {
        params.push(param("X-Amz-Security-Token", "MADE-UP", at));
    }
    if let Some(sdk) = profile
        .sdk
        .as_ref()
        .filter(|sdk| sdk.value.adds_parameters())
    {
        let at = sdk.span().unwrap_or(own);
        let added = added_by_js_v3(method).iter();
        params.extend(added.map(|(name, value)| param(name, value, at)));
    }
    params.push(param("X-Amz-Signature", &"0".repeat(64), own));
    params
}

/// Where it is declared that the keys of a session sign: as such, or by how long that lasts.
fn session(profile: &SignerProfile) -> Option<Span> {
    let lasts = profile.session.as_ref().map(|session| session.span());
    let is_session = match &profile.credentials {
        Some(kind) => (kind.value == Credentials::Session).then(|| kind.span()),
        None => lasts,
    };
    is_session.map(|at| at.unwrap_or(profile.span))
}

/// What the JavaScript SDK v3 puts into the query besides (3.1173, run).
fn added_by_js_v3(method: &str) -> &'static [(&'static str, &'static str)] {
    match method {
        "GET" => &[
            ("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"),
            ("x-amz-checksum-mode", "ENABLED"),
            ("x-id", "GetObject"),
        ],
        "PUT" => &[
            ("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"),
            ("x-amz-checksum-crc32", "AAAAAA=="),
            ("x-amz-sdk-checksum-algorithm", "CRC32"),
            ("x-id", "PutObject"),
        ],
        "DELETE" => &[
            ("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD"),
            ("x-id", "DeleteObject"),
        ],
        _ => &[("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")],
    }
}

fn param(name: &str, value: &str, span: Span) -> Param {
    Param {
        raw_name: name.to_owned(),
        raw_value: reencode(value, false),
        name: name.to_owned(),
        value: value.to_owned(),
        span,
        value_span: span,
    }
}

/// A path that a behavior's pattern matches: each `*` is a name, each `?` a letter.
#[must_use]
pub fn specimen_path(pattern: &str) -> String {
    let path = pattern.replace('*', "sample").replace('?', "x");
    let slash = if path.starts_with('/') { "" } else { "/" };
    reencode(&format!("{slash}{path}"), true)
}
