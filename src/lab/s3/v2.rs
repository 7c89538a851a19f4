//! SigV2 in the query: key, time, signature; neither Host nor most of the query counts.

use super::authenticate::Claim;
use super::fault::Fault;
use super::v4::{MISMATCH, bytes, time, token};
use crate::model::{Param, parse_epoch, region};
use crate::s3::{is_expired, sigv2_sign, sigv2_string_to_sign};

pub(super) fn verify(claim: &Claim<'_>) -> Result<(), Fault> {
    let takes_v2 = claim
        .region
        .and_then(region)
        .is_none_or(|one| one.accepts_sigv2);
    if !takes_v2 {
        let message = "The authorization mechanism you have provided is not supported. Please use \
            AWS4-HMAC-SHA256.";
        return Err(Fault::new(400, "InvalidRequest", message));
    }
    let value = |name| claim.url.param(name).map(|param| param.value.as_str());
    let all = (
        value("AWSAccessKeyId"),
        value("Expires"),
        value("Signature"),
    );
    let (Some(id), Some(expires), Some(signature)) = all else {
        let message = "Query-string authentication requires the Signature, Expires and AWSAccessKeyId \
            parameters";
        return Err(Fault::new(403, "AccessDenied", message));
    };
    let Some(end) = parse_epoch(expires) else {
        let message = format!("Invalid date (should be seconds since epoch): {expires}");
        return Err(Fault::new(403, "AccessDenied", message));
    };
    let credential = claim.credential(id)?;
    token(claim, credential)?;
    if is_expired(end, claim.now) {
        let fault = Fault::new(403, "AccessDenied", "Request has expired");
        let fault = fault.with("Expires", time(end));
        return Err(fault.with("ServerTime", time(claim.now)));
    }
    let text = string_to_sign(claim);
    if sigv2_sign(&credential.secret, &text) == signature {
        return Ok(());
    }
    let fault = Fault::new(403, "SignatureDoesNotMatch", MISMATCH)
        .with("AWSAccessKeyId", id)
        .with("StringToSign", &text)
        .with("SignatureProvided", signature);
    Err(fault.with("StringToSignBytes", bytes(&text)))
}

/// What of the request that arrived is signed: headers of S3's own, where they came, stand beside the
/// parameters that stand for such.
fn string_to_sign(claim: &Claim<'_>) -> String {
    let mut params = claim.url.params.clone();
    let place = params.first().map(|param| (param.span, param.value_span));
    let is_signed =
        |name: &str| name.starts_with("x-amz-") || ["content-type", "content-md5"].contains(&name);
    let headers = claim.request.headers.iter().map(|(name, _)| name.as_str());
    let mut names: Vec<&str> = headers.filter(|name| is_signed(name)).collect();
    names.sort_unstable();
    names.dedup();
    for (name, (span, value_span)) in names.into_iter().zip(std::iter::repeat(place).flatten()) {
        let value = claim.request.canonical_header(name);
        params.push(Param {
            raw_name: name.to_owned(),
            raw_value: value.clone(),
            name: name.to_owned(),
            value,
            span,
            value_span,
        });
    }
    let resource = format!("/{}/{}", claim.bucket, claim.raw_key);
    sigv2_string_to_sign(&claim.request.method, &resource, &params)
}
