//! The checks one by one, each a function of the evidence.

use super::auth_checks::{credentials, mechanism, parameters, time};
use super::signature_check::signature;
use super::viewer_checks::{viewer, viewer_signature};
use super::{Check, Comparison, GLOBAL_HOST_REFUSES, Promise};
use crate::edge::Trace;
use crate::model::{Answer, Endpoint, OriginKind, S3Host, S3Signature, SignedUrl, Stage, region};
use jiff::Timestamp;

/// What the checks look at.
pub(super) struct Evidence<'a> {
    pub(super) url: &'a SignedUrl,
    pub(super) promise: &'a Promise,
    pub(super) trace: Option<&'a Trace<'a>>,
    pub(super) comparison: Option<&'a Comparison>,
    /// The method it is used with.
    pub(super) method: &'a str,
    pub(super) now: Timestamp,
}

/// One check.
type CheckOf = fn(&Evidence<'_>) -> Check;

/// Every check in the order in which a request meets them, CloudFront's first.
pub(super) const CHECKS: [CheckOf; 10] = [
    viewer,
    viewer_signature,
    routing,
    mechanism,
    parameters,
    credentials,
    time,
    unsigned_headers,
    signature,
    authorization,
];

/// The host that S3 sees: what CloudFront sends, or the URL's own.
pub(super) fn received_host(evidence: &Evidence<'_>) -> Option<S3Host> {
    match evidence.comparison {
        Some(comparison) => S3Host::parse(comparison.host.received.as_deref()?),
        None => evidence.url.s3_host(),
    }
}

fn routing(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Routing;
    let Some(host) = received_host(evidence) else {
        let received = evidence.comparison.map(|one| one.host.received.is_some());
        return Check::unknown(
            stage,
            match received {
                Some(false) => "the origin's domain name is not resolved",
                _ => "the host is no S3 host",
            },
        );
    };
    if host.endpoint == Endpoint::Website {
        let answer = Answer::s3(403, "AccessDenied");
        return Check::fail(
            stage,
            answer,
            false,
            "a website endpoint knows no signatures",
        );
    }
    let signed_for = evidence
        .url
        .sigv4()
        .and_then(|v4| v4.scope.as_ref()?.region.as_deref());
    let refuses = signed_for
        .and_then(region)
        .is_some_and(|region| region.refuses_global_endpoint);
    if host.endpoint == Endpoint::Global && refuses {
        let detail = "this Region is not served by the global host";
        return Check::fail(stage, GLOBAL_HOST_REFUSES, true, detail);
    }
    Check::pass(stage, "the host names the bucket")
}

fn unsigned_headers(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::UnsignedHeaders;
    if !signs_host(evidence) {
        let denied = Answer::s3(403, "AccessDenied");
        return Check::fail(stage, denied, true, "the signed headers lack host");
    }
    let Some(trace) = evidence.trace else {
        return Check::pass(stage, "none added on the way");
    };
    let to_s3 = received_host(evidence).is_some_and(|host| host.is_rest())
        || trace
            .origin
            .domain
            .value
            .value()
            .is_some_and(|domain| S3Host::parse(domain).is_some_and(|host| host.is_rest()));
    let signed = evidence
        .promise
        .signed_headers
        .iter()
        .any(|name| name == "x-amz-cf-id");
    match trace.origin.kind.value {
        OriginKind::S3 => Check::pass(stage, "x-amz-cf-id is tolerated from an S3 origin"),
        _ if signed => Check::unknown(stage, "x-amz-cf-id was signed: its value is CloudFront's"),
        _ if is_sigv2(evidence) => Check::unknown(stage, "SigV2 has it in the string to sign"),
        _ if to_s3 => {
            let answer = Answer::s3(403, "AccessDenied");
            Check::fail(
                stage,
                answer,
                false,
                "x-amz-cf-id arrives and is not signed",
            )
        }
        _ => Check::unknown(stage, "the origin is no S3 host"),
    }
}

/// Whether the signature covers `Host`, as S3 demands; SigV2 never does.
fn signs_host(evidence: &Evidence<'_>) -> bool {
    let mut names = evidence.promise.signed_headers.iter();
    names.any(|name| name.eq_ignore_ascii_case("host"))
}

/// SigV2 signs neither the host nor the whole query; what it does sign is not followed through yet.
pub(super) fn is_sigv2(evidence: &Evidence<'_>) -> bool {
    matches!(evidence.url.s3, S3Signature::V2(_))
}

/// A scheme that is recognised and not followed through.
pub(super) fn unchecked(url: &SignedUrl) -> &'static str {
    match url.scheme() {
        "s3-sigv2" => "SigV2 is recognised, and not checked yet",
        "s3-sigv4a" => "SigV4A is recognised, and not checked yet",
        "foreign" => "another vendor's signature is recognised, and not checked",
        _ => "CloudFront's own signature is recognised, and not checked yet",
    }
}

fn authorization(_: &Evidence<'_>) -> Check {
    Check::unknown(
        Stage::Authorization,
        "what the signer may do is not in the input",
    )
}
