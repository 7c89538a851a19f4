//! Who asks: one way to authenticate, or none.

use super::fault::Fault;
use super::{v2, v4};
use crate::lab::request::Request;
use crate::lab::running::Credential;
use crate::model::{S3Signature, SignedUrl};
use jiff::Timestamp;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Identity {
    /// Anybody.
    Nobody,
    /// Whoever signed the query.
    Signer,
    /// CloudFront in its own name.
    CloudFront,
}

/// What a signature is checked against.
pub(super) struct Claim<'a> {
    pub(super) request: &'a Request,
    pub(super) url: &'a SignedUrl,
    /// The bucket that is asked for.
    pub(super) bucket: &'a str,
    /// Its key as it stands in the path.
    pub(super) raw_key: &'a str,
    /// The bucket's Region, where it is known.
    pub(super) region: Option<&'a str>,
    pub(super) credentials: &'a [Credential],
    pub(super) now: Timestamp,
}

impl<'a> Claim<'a> {
    /// The key with this id.
    pub(super) fn credential(&self, id: &str) -> Result<&'a Credential, Fault> {
        let mut known = self.credentials.iter();
        known.find(|one| one.access_key_id == id).ok_or_else(|| {
            let message = "The AWS Access Key Id you provided does not exist in our records.";
            Fault::new(403, "InvalidAccessKeyId", message).with("AWSAccessKeyId", id)
        })
    }
}

const ONE_MECHANISM: &str = "Only one auth mechanism allowed; only the X-Amz-Algorithm query \
    parameter, Signature query string parameter or the Authorization header should be specified";

/// Who asks, or why that is not believed.
pub(super) fn authenticate(claim: &Claim<'_>) -> Result<Identity, Fault> {
    let Claim { request, url, .. } = claim;
    let header = request.header("authorization").or_else(|| {
        request
            .by_cloudfront
            .then_some("AWS4-HMAC-SHA256 (CloudFront's own)")
    });
    let has = |name| url.param(name).is_some();
    let ways = [header.is_some(), has("X-Amz-Algorithm"), has("Signature")];
    if ways.iter().filter(|way| **way).count() > 1 {
        let fault = Fault::new(400, "InvalidArgument", ONE_MECHANISM);
        // The header's value is a secret of whoever sent it.
        let fault = fault.with("ArgumentName", "Authorization");
        return Err(fault.with("ArgumentValue", "(not shown)"));
    }
    match &url.s3 {
        _ if request.by_cloudfront => Ok(Identity::CloudFront),
        _ if header.is_some() => Err(Fault::beyond("requests signed in the Authorization header")),
        S3Signature::V4(signature) => v4::verify(claim, signature).map(|()| Identity::Signer),
        S3Signature::V2(_) => v2::verify(claim).map(|()| Identity::Signer),
        S3Signature::V4a(_) => Err(Fault::beyond("SigV4A")),
        S3Signature::None if has("Signature") => v2::verify(claim).map(|()| Identity::Signer),
        S3Signature::None => Ok(Identity::Nobody),
    }
}
