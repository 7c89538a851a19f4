//! The document of `decode`, version 1.

use crate::diagnosis::Decoded;
use serde::Serialize;

/// The whole document.
#[derive(Debug, Serialize)]
pub struct Decode {
    version: u8,
    scheme: &'static str,
    vendor: Option<&'static str>,
    host: String,
    host_style: String,
    partition: Option<&'static str>,
    region: Option<String>,
    bucket: Option<String>,
    key: Option<String>,
    access_key_id: Option<String>,
    temporary_credentials: bool,
    signed_at: Option<String>,
    expires_at: Option<String>,
    signed_headers: Vec<String>,
    parameters: Vec<Parameter>,
    signature: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    signed_for: Option<Signed>,
}

/// What the signature is valid for, where it is not valid for the URL.
#[derive(Debug, Serialize)]
struct Signed {
    method: String,
    host: String,
    path: String,
    words: String,
}

#[derive(Debug, Serialize)]
struct Parameter {
    name: String,
    value: String,
}

/// The document of a URL that was read.
#[must_use]
pub fn decode(decoded: &Decoded) -> Decode {
    let parameter = |(name, value): &(String, String)| Parameter {
        name: name.clone(),
        value: value.clone(),
    };
    Decode {
        version: 1,
        scheme: decoded.scheme,
        vendor: decoded.vendor,
        host: decoded.host.clone(),
        host_style: decoded.host_style.clone(),
        partition: decoded.partition,
        region: decoded.region.clone(),
        bucket: decoded.bucket.clone(),
        key: decoded.key.clone(),
        access_key_id: decoded.access_key_id.clone(),
        temporary_credentials: decoded.temporary_credentials,
        signed_at: decoded.signed_at.map(|time| time.to_string()),
        expires_at: decoded.expires_at.map(|time| time.to_string()),
        signed_headers: decoded.signed_headers.clone(),
        parameters: decoded.parameters.iter().map(parameter).collect(),
        signature: decoded.signature,
        signed_for: decoded.signed_for.as_ref().map(|signed| Signed {
            method: signed.method.clone(),
            host: signed.host.clone(),
            path: signed.path.clone(),
            words: signed.words.clone(),
        }),
    }
}
