//! SigV4's string to sign and its HMAC.

use super::CanonicalRequest;
use crate::model::{Scope, Secret};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// What checking a signature with a secret showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verification {
    /// It is the signature of this request under this secret.
    Valid,
    /// It is not.
    Invalid,
    /// A parameter, or the value of a signed header, is missing.
    NotCheckable,
}

/// The string to sign of a canonical request, for a signing time as written in `X-Amz-Date`.
#[must_use]
pub fn string_to_sign(canonical: &CanonicalRequest, date: &str, scope: &Scope) -> String {
    let hash = hex(&Sha256::digest(canonical.to_string().as_bytes()));
    let region = scope.region.as_deref().unwrap_or_default();
    format!(
        "AWS4-HMAC-SHA256\n{date}\n{}/{region}/{}/{}\n{hash}",
        scope.date, scope.service, scope.terminator
    )
}

/// The signature of a string to sign, in lower-case hex.
#[must_use]
pub fn sign(secret: &Secret, scope: &Scope, string_to_sign: &str) -> String {
    SigningKey::new(secret, scope).sign(string_to_sign)
}

/// The key of a secret for one day, Region and service, which many strings can be signed with.
pub(super) struct SigningKey(Vec<u8>);

impl SigningKey {
    pub(super) fn new(secret: &Secret, scope: &Scope) -> Self {
        let region = scope.region.as_deref().unwrap_or_default();
        let start = format!("AWS4{}", secret.0).into_bytes();
        let parts = [&scope.date, region, &scope.service, &scope.terminator];
        let key = parts
            .iter()
            .fold(start, |key, part| hmac_sha256(&key, part.as_bytes()));
        Self(key)
    }

    /// The signature of a string to sign, in lower-case hex.
    pub(super) fn sign(&self, string_to_sign: &str) -> String {
        hex(&hmac_sha256(&self.0, string_to_sign.as_bytes()))
    }
}

pub(super) fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    // An HMAC takes a key of any length, so the error is never met.
    Hmac::<Sha256>::new_from_slice(key).map_or_else(
        |_| Vec::new(),
        |mut mac| {
            mac.update(message);
            mac.finalize().into_bytes().to_vec()
        },
    )
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
