//! SigV4 in the query, checked in S3's order: syntax, key and token, time, headers, signature.

use super::authenticate::Claim;
use super::fault::Fault;
use crate::lab::running::Credential;
use crate::model::{SIGV4_PARAMETERS, Scope, SigV4};
use crate::s3::{
    CanonicalRequest, LONGEST_LIFETIME, TOKEN, is_expired, is_not_yet_valid, sign, string_to_sign,
};
use jiff::Timestamp;

/// Headers that may come unsigned although they are `x-amz-*`: the payload's hash, and CloudFront's id
/// from an origin of the S3 type, which the edge of the lab does not send there.
const EXEMPT: [&str; 1] = ["x-amz-content-sha256"];

pub(super) fn verify(claim: &Claim<'_>, v4: &SigV4) -> Result<(), Fault> {
    if SIGV4_PARAMETERS
        .iter()
        .any(|name| claim.url.param(name).is_none())
    {
        return Err(unreadable(MISSING));
    }
    let scope = scope(claim, v4)?;
    times(v4, &scope)?;
    let credential = claim.credential(&scope.access_key_id)?;
    token(claim, credential)?;
    in_time(claim, v4)?;
    headers(claim, v4)?;
    signature(claim, v4, &scope, credential)
}

const MISSING: &str = "Query-string authentication version 4 requires the X-Amz-Algorithm, \
    X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";

fn unreadable(message: impl Into<String>) -> Fault {
    Fault::new(400, "AuthorizationQueryParametersError", message)
}

/// The credential's parts, each as S3 words what is wrong with it.
fn scope(claim: &Claim<'_>, v4: &SigV4) -> Result<Scope, Fault> {
    let algorithm = v4.algorithm.as_ref().map(|one| one.value.as_str());
    if algorithm != Some("AWS4-HMAC-SHA256") {
        return Err(unreadable(
            "X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256\"",
        ));
    }
    let text = v4.credential.as_ref().map(|one| one.value.as_str());
    let parts: Vec<&str> = text.unwrap_or_default().rsplitn(5, '/').collect();
    let [terminator, service, region, date, id] = parts[..] else {
        let what = "the Credential is mal-formed; expecting \
                    \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".";
        return Err(wrong_credential(what));
    };
    if let Some(what) = wrong_part(terminator, service, date) {
        return Err(wrong_credential(&what));
    }
    if let Some(own) = claim.region.filter(|own| *own != region) {
        let what = format!("the region '{region}' is wrong; expecting '{own}'");
        return Err(wrong_credential(&what).with("Region", own));
    }
    Ok(Scope {
        access_key_id: id.to_owned(),
        date: date.to_owned(),
        region: Some(region.to_owned()),
        service: service.to_owned(),
        terminator: terminator.to_owned(),
    })
}

fn wrong_credential(what: &str) -> Fault {
    unreadable(format!(
        "Error parsing the X-Amz-Credential parameter; {what}"
    ))
}

fn wrong_part(terminator: &str, service: &str, date: &str) -> Option<String> {
    let is_day = date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit());
    match (terminator, service, is_day) {
        ("aws4_request", "s3", true) => None,
        ("aws4_request", "s3", false) => Some(format!(
            "incorrect date format \"{date}\". This date in the credential must be in the format \
             \"yyyyMMdd\"."
        )),
        ("aws4_request", service, _) => Some(format!(
            "incorrect service \"{service}\". This endpoint belongs to \"s3\"."
        )),
        (terminator, ..) => Some(format!(
            "incorrect terminal \"{terminator}\". This endpoint uses \"aws4_request\"."
        )),
    }
}

fn times(v4: &SigV4, scope: &Scope) -> Result<(), Fault> {
    let text = |field: &Option<crate::source::Sourced<String>>| {
        field
            .as_ref()
            .map(|one| one.value.clone())
            .unwrap_or_default()
    };
    let (date, expires) = (text(&v4.date), text(&v4.expires));
    if v4.signed_at.is_none() {
        return Err(unreadable(
            "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
        ));
    }
    if !date.starts_with(&scope.date) {
        let message = format!(
            "Invalid credential date \"{}\". This date is not the same as X-Amz-Date: \"{date}\".",
            scope.date
        );
        return Err(unreadable(message));
    }
    match (v4.lifetime, expires.strip_prefix('-')) {
        (Some(lifetime), _) if lifetime > LONGEST_LIFETIME => Err(unreadable(
            "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be \
             less than 604800 seconds",
        )),
        (Some(_), _) => Ok(()),
        (None, Some(digits)) if digits.parse::<u64>().is_ok() => {
            Err(unreadable("X-Amz-Expires must be non-negative"))
        }
        (None, _) => Err(unreadable("X-Amz-Expires should be a number")),
    }
}

/// A session's key comes with its token, and no other key with one.
pub(super) fn token(claim: &Claim<'_>, credential: &Credential) -> Result<(), Fault> {
    let mut params = claim.url.params.iter();
    let given = params.find(|param| param.name.eq_ignore_ascii_case(TOKEN));
    match (given.map(|param| param.value.as_str()), &credential.token) {
        (None, None) => Ok(()),
        (Some(given), Some(own)) if given == own.0 => Ok(()),
        (None, Some(_)) => {
            let message = "The AWS Access Key Id you provided does not exist in our records.";
            let fault = Fault::new(403, "InvalidAccessKeyId", message);
            Err(fault.with("AWSAccessKeyId", &credential.access_key_id))
        }
        (Some(_), _) => {
            let message = "The provided token is malformed or otherwise invalid.";
            Err(Fault::new(400, "InvalidToken", message))
        }
    }
}

fn in_time(claim: &Claim<'_>, v4: &SigV4) -> Result<(), Fault> {
    let (Some(start), Some(end)) = (v4.signed_at, v4.expires_at()) else {
        return Err(unreadable("X-Amz-Expires should be a number"));
    };
    if is_not_yet_valid(start, claim.now) {
        let fault = Fault::new(403, "AccessDenied", "Request is not yet valid");
        let fault = fault.with("X-Amz-Date", start.as_millisecond().to_string());
        return Err(fault
            .with("Expires", time(end))
            .with("ServerTime", time(claim.now)));
    }
    if is_expired(end, claim.now) {
        let lifetime = v4.lifetime.unwrap_or_default().to_string();
        let fault = Fault::new(403, "AccessDenied", "Request has expired");
        let fault = fault.with("X-Amz-Expires", lifetime);
        return Err(fault
            .with("Expires", time(end))
            .with("ServerTime", time(claim.now)));
    }
    Ok(())
}

/// A time as S3 writes it in its elements.
pub(super) fn time(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn signed_headers(v4: &SigV4) -> Vec<String> {
    let signed = v4.signed_headers.as_ref();
    signed.map(|one| one.value.clone()).unwrap_or_default()
}

/// `Host` and every `x-amz-*` header that came must be signed.
fn headers(claim: &Claim<'_>, v4: &SigV4) -> Result<(), Fault> {
    let signed = signed_headers(v4);
    let is_signed = |name: &str| signed.iter().any(|one| one.eq_ignore_ascii_case(name));
    let must =
        |name: &&str| *name == "host" || (name.starts_with("x-amz-") && !EXEMPT.contains(name));
    let names = claim.request.headers.iter().map(|(name, _)| name.as_str());
    let mut unsigned: Vec<&str> = names.filter(must).filter(|name| !is_signed(name)).collect();
    unsigned.sort_unstable();
    unsigned.dedup();
    match unsigned.is_empty() {
        true => Ok(()),
        false => {
            let message = "There were headers present in the request which were not signed";
            let fault = Fault::new(403, "AccessDenied", message);
            Err(fault.with("HeadersNotSigned", unsigned.join(", ")))
        }
    }
}

/// The canonical request of what arrived: every signed header with the value that it came with.
fn canonical(claim: &Claim<'_>, v4: &SigV4) -> CanonicalRequest {
    let Claim { request, url, .. } = claim;
    let signed = signed_headers(v4);
    let params = url.params.iter();
    let mut canonical =
        CanonicalRequest::new(&request.method, &request.path, params, None, &signed);
    for (name, value) in &mut canonical.headers {
        *value = Some(request.canonical_header(name));
    }
    if let Some(hash) = request.header("x-amz-content-sha256") {
        hash.clone_into(&mut canonical.payload);
    }
    canonical
}

fn signature(
    claim: &Claim<'_>,
    v4: &SigV4,
    scope: &Scope,
    credential: &Credential,
) -> Result<(), Fault> {
    let provided = v4.signature.as_ref().map(|one| one.value.0.as_str());
    let provided = provided.unwrap_or_default();
    let date = v4.date.as_ref().map(|one| one.value.as_str());
    let canonical = canonical(claim, v4);
    let text = string_to_sign(&canonical, date.unwrap_or_default(), scope);
    // Upper case is another text, and S3 compares texts.
    if sign(&credential.secret, scope, &text) == provided {
        return Ok(());
    }
    let canonical = canonical.to_string();
    let fault = Fault::new(403, "SignatureDoesNotMatch", MISMATCH)
        .with("AWSAccessKeyId", &credential.access_key_id)
        .with("StringToSign", &text)
        .with("SignatureProvided", provided)
        .with("StringToSignBytes", bytes(&text))
        .with("CanonicalRequest", &canonical)
        .with("CanonicalRequestBytes", bytes(&canonical));
    Err(fault)
}

/// What both versions say.
pub(super) const MISMATCH: &str = "The request signature we calculated does not match the signature \
    you provided. Check your key and signing method.";

/// Bytes as S3 lists them.
pub(super) fn bytes(text: &str) -> String {
    let bytes = text.bytes().map(|byte| format!("{byte:02x}"));
    bytes.collect::<Vec<_>>().join(" ")
}
