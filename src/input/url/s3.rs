//! S3's query authentication: which one it is, and its parameters.

use crate::model::{
    Param, S3Signature, SIGV4_PARAMETERS, Scope, Secret, SigV2, SigV4, parse_amz_date, parse_epoch,
};
use crate::source::Sourced;

/// The algorithm of SigV4A.
const ECDSA: &str = "AWS4-ECDSA-P256-SHA256";

/// S3's query authentication among these parameters, complete or not.
pub(super) fn signature(params: &[Param]) -> S3Signature {
    let region_set = meant(params, "X-Amz-Region-Set").is_some();
    if region_set
        || SIGV4_PARAMETERS
            .iter()
            .any(|name| meant(params, name).is_some())
    {
        let algorithm = meant(params, "X-Amz-Algorithm");
        let asymmetric = region_set || algorithm.is_some_and(|param| param.value == ECDSA);
        return match asymmetric {
            true => S3Signature::V4a(v4(params, asymmetric_scope)),
            false => S3Signature::V4(v4(params, scope)),
        };
    }
    match meant(params, "AWSAccessKeyId") {
        Some(_) => S3Signature::V2(SigV2 {
            access_key_id: exact(params, "AWSAccessKeyId").map(value),
            expires_at: exact(params, "Expires").and_then(|param| parse_epoch(&param.value)),
        }),
        None => S3Signature::None,
    }
}

fn v4(params: &[Param], scope: fn(&str) -> Option<Scope>) -> SigV4 {
    let text = |name| exact(params, name).map(value);
    let secret = |name| text(name).map(|text| text.map(Secret));
    let (credential, date, expires) = (
        text("X-Amz-Credential"),
        text("X-Amz-Date"),
        text("X-Amz-Expires"),
    );
    let headers = |list: String| list.split(';').map(str::to_owned).collect();
    SigV4 {
        algorithm: text("X-Amz-Algorithm"),
        scope: credential.as_ref().and_then(|text| scope(&text.value)),
        credential,
        signed_at: date.as_ref().and_then(|text| parse_amz_date(&text.value)),
        date,
        lifetime: expires.as_ref().and_then(|text| seconds(&text.value)),
        expires,
        signed_headers: text("X-Amz-SignedHeaders").map(|list| list.map(headers)),
        signature: secret("X-Amz-Signature"),
        security_token: secret("X-Amz-Security-Token"),
    }
}

/// The first parameter with exactly this decoded name: what S3 reads.
fn exact<'p>(params: &'p [Param], name: &str) -> Option<&'p Param> {
    params.iter().find(|param| param.name == name)
}

/// The first parameter that was meant to have this name: another case, or an `&amp;` that was
/// taken over from HTML, still tell which signature this is.
fn meant<'p>(params: &'p [Param], name: &str) -> Option<&'p Param> {
    let is_meant = |param: &&Param| {
        let written = param.name.trim_start_matches("amp;");
        written.eq_ignore_ascii_case(name)
    };
    params.iter().find(is_meant)
}

fn value(param: &Param) -> Sourced<String> {
    Sourced::at(param.value.clone(), param.value_span)
}

fn seconds(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// `AKID/date/region/service/terminator`; anything else is no scope.
fn scope(credential: &str) -> Option<Scope> {
    let [id, date, region, service, terminator] = filled_parts(credential)?;
    Some(Scope {
        access_key_id: id.to_owned(),
        date: date.to_owned(),
        region: Some(region.to_owned()),
        service: service.to_owned(),
        terminator: terminator.to_owned(),
    })
}

/// `AKID/date/service/terminator`: the Regions of SigV4A stand in `X-Amz-Region-Set`.
fn asymmetric_scope(credential: &str) -> Option<Scope> {
    let [id, date, service, terminator] = filled_parts(credential)?;
    Some(Scope {
        access_key_id: id.to_owned(),
        date: date.to_owned(),
        region: None,
        service: service.to_owned(),
        terminator: terminator.to_owned(),
    })
}

/// The parts between the slashes, if they are as many as asked for and none is empty.
fn filled_parts<const N: usize>(credential: &str) -> Option<[&str; N]> {
    let parts: Vec<&str> = credential.split('/').collect();
    let parts: [&str; N] = parts.try_into().ok()?;
    parts.iter().all(|part| !part.is_empty()).then_some(parts)
}
