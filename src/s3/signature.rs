//! SigV4's string to sign and its HMAC.

use super::CanonicalRequest;
use crate::model::{Scope, Secret, SigV4};
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
    let region = scope.region.as_deref().unwrap_or_default();
    let start = format!("AWS4{}", secret.0).into_bytes();
    let key = [&scope.date, region, &scope.service, &scope.terminator]
        .iter()
        .fold(start, |key, part| hmac(&key, part.as_bytes()));
    hex(&hmac(&key, string_to_sign.as_bytes()))
}

/// Checks the signature of a URL's parameters over a canonical request.
pub(super) fn check(v4: &SigV4, canonical: &CanonicalRequest, secret: &Secret) -> Verification {
    let computed = computed(v4, canonical, secret);
    let (Some(computed), Some(signature)) = (computed, &v4.signature) else {
        return Verification::NotCheckable;
    };
    match computed.eq_ignore_ascii_case(&signature.value.0) {
        true => Verification::Valid,
        false => Verification::Invalid,
    }
}

/// The signature that parameters and a canonical request call for; none if one of them is not whole.
pub(super) fn computed(
    v4: &SigV4,
    canonical: &CanonicalRequest,
    secret: &Secret,
) -> Option<String> {
    let (scope, date) = (v4.scope.as_ref()?, v4.date.as_ref()?);
    let text = canonical
        .is_complete()
        .then(|| string_to_sign(canonical, &date.value, scope))?;
    Some(sign(secret, scope, &text))
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    // An HMAC takes a key of any length, so the error is never met.
    Hmac::<Sha256>::new_from_slice(key).map_or_else(
        |_| Vec::new(),
        |mut mac| {
            mac.update(message);
            mac.finalize().into_bytes().to_vec()
        },
    )
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
