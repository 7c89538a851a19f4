//! The signed host, proved: the signature is computed for each host it could have been made for.

use super::signature::{Verification, check, computed};
use super::{Address, CanonicalRequest, Evidence, signable};
use crate::model::{Origin, Secret, SigV4, SignedUrl};

/// The host and path for which a signature is valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// What was signed.
    pub address: Address,
    /// What proves it: the secret, or S3 itself.
    pub evidence: Evidence,
}

/// Checks a URL's signature for the host and path it is written with.
#[must_use]
pub fn verify(url: &SignedUrl, secret: &Secret, method: &str) -> Verification {
    let Some(v4) = url.sigv4() else {
        return Verification::NotCheckable;
    };
    check_for(url, v4, secret, method, &url.host_header(), &url.path.value)
}

/// The signature that a URL calls for as it is written: what an SDK would put behind its other
/// parameters. None if they are not whole.
#[must_use]
pub fn signature_for(url: &SignedUrl, secret: &Secret, method: &str) -> Option<String> {
    let v4 = url.sigv4()?;
    let canonical = canonical(url, v4, method, &url.host_header(), &url.path.value);
    computed(v4, &canonical, secret)
}

/// Finds the host and path for which the signature is valid: those of the URL, those of the origin
/// it is delivered from, and every host that an SDK signs for the origin's bucket.
#[must_use]
pub fn prove(
    url: &SignedUrl,
    origin: Option<&Origin>,
    secret: &Secret,
    method: &str,
) -> Option<Proof> {
    let v4 = url.sigv4()?;
    let others = origin.map(|origin| signable(url, origin));
    let mut all = std::iter::once(Address::written(url)).chain(others.into_iter().flatten());
    let valid = |one: &Address| {
        check_for(url, v4, secret, method, &one.host, &one.path) == Verification::Valid
    };
    all.find(valid).map(|address| Proof {
        address,
        evidence: Evidence::Proof,
    })
}

fn check_for(
    url: &SignedUrl,
    v4: &SigV4,
    secret: &Secret,
    method: &str,
    host: &str,
    path: &str,
) -> Verification {
    check(v4, &canonical(url, v4, method, host, path), secret)
}

fn canonical(
    url: &SignedUrl,
    v4: &SigV4,
    method: &str,
    host: &str,
    path: &str,
) -> CanonicalRequest {
    let headers = v4
        .signed_headers
        .as_ref()
        .map(|headers| headers.value.as_slice());
    let headers = headers.unwrap_or_default();
    CanonicalRequest::new(method, path, url.params.iter(), Some(host), headers)
}
