//! S3's checks of how a request authenticates itself: one way, readable, known, and in time.

use super::checks::{Evidence, received_host, unchecked};
use super::{
    Check, KMS_REFUSES_SIGV2, LONGEST_ROLE_SESSION, LONGEST_SESSION, Mechanism, TOKEN,
    encoded_twice, lacks_token, malformed_parameters, outlived, repeated,
};
use crate::edge::CloudFrontAuth;
use crate::model::{
    Answer, Bucket, Endpoint, S3Signature, SIGV4_PARAMETERS, SigV4, Stage, Vendor, region,
};
use jiff::{SignedDuration, Timestamp};

/// How far a signing time may lie ahead of S3's clock, in minutes. Documented for header
/// authentication; for a signed query it is not confirmed.
const TOLERATED_SKEW_MINUTES: i64 = 15;

/// The parameter that is not parsed but compared.
pub(super) const SIGNATURE: &str = "X-Amz-Signature";

/// The parameters of SigV2 query authentication.
const SIGV2_PARAMETERS: [&str; 3] = ["AWSAccessKeyId", "Signature", "Expires"];

pub(super) fn mechanism(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Mechanism;
    let trace = evidence.trace;
    let signs = trace.and_then(|trace| trace.origin_request.auth.as_ref());
    let arrives = evidence
        .comparison
        .map_or(Mechanism::Whole, |comparison| comparison.mechanism);
    let fail = |answer, certain, detail| Check::fail(stage, answer, certain, detail);
    match (arrives, signs) {
        (Mechanism::Absent, Some(_)) => Check::unknown(
            stage,
            "CloudFront signs in its own name, and nothing else arrives",
        ),
        (Mechanism::Absent, None) if is_public(evidence) => Check::unknown(
            stage,
            "an anonymous request, and the bucket lets anybody read",
        ),
        (Mechanism::Absent, None) => {
            let answer = Answer::s3(403, "AccessDenied");
            fail(answer, true, "no signature arrives: an anonymous request")
        }
        (_, Some(CloudFrontAuth::Unresolved { .. })) => {
            Check::unknown(stage, "whether CloudFront signs too is not resolved")
        }
        (_, Some(_)) => {
            let answer = Answer::s3(400, "InvalidArgument");
            fail(answer, false, "CloudFront signs the request a second time")
        }
        (Mechanism::Unknown, _) => Check::unknown(stage, not_known(evidence)),
        _ if adds_authorization(evidence) => {
            Check::unknown(stage, "the origin's custom headers have an Authorization")
        }
        _ => version(evidence),
    }
}

/// Whether the host takes a signature of this version.
fn version(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Mechanism;
    let host = received_host(evidence);
    let fail = |answer, certain, detail| Check::fail(stage, answer, certain, detail);
    let denied = Answer::s3(403, "AccessDenied");
    let unsupported = Answer::s3(400, "InvalidRequest");
    let at_s3 = host.as_ref().is_some_and(|host| host.is_rest());
    let multi_region = host
        .as_ref()
        .is_some_and(|host| host.endpoint == Endpoint::MultiRegionAccessPoint);
    match evidence.url.scheme() {
        "s3-sigv4" if multi_region => fail(unsupported, false, "it takes SigV4A only"),
        "s3-sigv2" if multi_region => fail(unsupported, false, "it takes SigV4A only"),
        "s3-sigv2" if sigv2_is_refused(evidence) => {
            fail(unsupported, true, "this Region does not take SigV2")
        }
        "s3-sigv2" if is_kms_encrypted(evidence) => fail(
            KMS_REFUSES_SIGV2,
            false,
            "objects under a KMS key need SigV4",
        ),
        scheme if scheme.starts_with("s3-") => Check::pass(stage, "the signed query"),
        "foreign" if at_s3 && evidence.url.foreign != Some(Vendor::CloudflareR2) => {
            fail(denied, false, "S3 does not know another vendor's signature")
        }
        scheme if scheme.starts_with("cloudfront-") && at_s3 && evidence.trace.is_none() => {
            fail(denied, false, "S3 does not know CloudFront's signature")
        }
        _ => Check::unknown(stage, unchecked(evidence.url)),
    }
}

/// Whether the host is of a Region that certainly does not know SigV2.
fn sigv2_is_refused(evidence: &Evidence<'_>) -> bool {
    let region = received_host(evidence).and_then(|host| region(host.region.as_deref()?));
    region.is_some_and(|region| !region.accepts_sigv2)
}

/// Whether the bucket encrypts its objects with a KMS key, unless they were uploaded before it did.
fn is_kms_encrypted(evidence: &Evidence<'_>) -> bool {
    let bucket = evidence.trace.and_then(|trace| trace.bucket);
    bucket.is_some_and(Bucket::encrypts_with_kms)
}

fn is_public(evidence: &Evidence<'_>) -> bool {
    let trace = evidence.trace;
    trace.is_some_and(|trace| trace.anybody_reads().is_yes())
}

/// Why it cannot be told what is forwarded.
fn not_known(evidence: &Evidence<'_>) -> &'static str {
    let open = evidence.trace.and_then(|trace| trace.settings.open_query());
    match open {
        Some(_) => "what of the query is forwarded is not resolved",
        None => "a policy is not in the input",
    }
}

fn adds_authorization(evidence: &Evidence<'_>) -> bool {
    let headers = evidence
        .trace
        .map(|trace| trace.origin.custom_headers.as_slice());
    let mut headers = headers.unwrap_or_default().iter();
    headers.any(|name| name.value.eq_ignore_ascii_case("authorization"))
}

pub(super) fn parameters(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Parameters;
    let check = match &evidence.url.s3 {
        S3Signature::V4(v4) => sigv4_parameters(evidence, v4),
        S3Signature::V4a(v4) if malformed_parameters(v4).any(|one| one.name == "X-Amz-Expires") => {
            unreadable("a parameter is malformed")
        }
        S3Signature::V2(v2) => sigv2_parameters(evidence, v2.expires_at),
        _ => Check::unknown(stage, unchecked(evidence.url)),
    };
    let own = |name: &&str| SIGV4_PARAMETERS.contains(name) || SIGV2_PARAMETERS.contains(name);
    match check.outcome {
        super::Outcome::Pass if repeated(evidence.url).iter().any(own) => {
            Check::unknown(stage, "a parameter is there twice")
        }
        _ => check,
    }
}

/// S3's refusal of a SigV4 query that it cannot read.
fn unreadable(detail: &str) -> Check {
    let answer = Answer::s3(400, "AuthorizationQueryParametersError");
    Check::fail(Stage::Parameters, answer, true, detail)
}

fn sigv4_parameters(evidence: &Evidence<'_>, v4: &SigV4) -> Check {
    let stage = Stage::Parameters;
    let absent = |name: &&str| evidence.url.param(name).is_none();
    if SIGV4_PARAMETERS.iter().any(absent) {
        return unreadable("the URL lacks a parameter");
    }
    if malformed_parameters(v4).any(|one| one.name != SIGNATURE) {
        return unreadable("a parameter is malformed");
    }
    match evidence.comparison.map(|comparison| comparison.mechanism) {
        Some(Mechanism::Partial) => unreadable("not all of them arrive"),
        Some(Mechanism::Unknown) => Check::unknown(stage, not_known(evidence)),
        _ if !is_of_the_hosts_region(evidence) => {
            unreadable("the credential names another Region than the host")
        }
        _ => Check::pass(stage, "all six, well-formed"),
    }
}

fn is_of_the_hosts_region(evidence: &Evidence<'_>) -> bool {
    let scope = evidence.url.sigv4().and_then(|v4| v4.scope.as_ref());
    let signed = scope.and_then(|scope| scope.region.as_deref());
    received_host(evidence)
        .zip(signed)
        .is_none_or(|(host, signed)| host.takes_region(signed))
}

fn sigv2_parameters(evidence: &Evidence<'_>, end: Option<Timestamp>) -> Check {
    let stage = Stage::Parameters;
    let denied = |detail| Check::fail(stage, Answer::s3(403, "AccessDenied"), true, detail);
    let absent = |name: &&str| evidence.url.param(name).is_none();
    match evidence.comparison.map(|comparison| comparison.mechanism) {
        _ if SIGV2_PARAMETERS.iter().any(absent) => denied("the URL lacks a parameter"),
        _ if end.is_none() => denied("Expires is no number of seconds"),
        Some(Mechanism::Partial) => denied("not all of them arrive"),
        Some(Mechanism::Unknown) => Check::unknown(stage, not_known(evidence)),
        _ => Check::pass(stage, "all three"),
    }
}

pub(super) fn credentials(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Credentials;
    let url = evidence.url;
    let dropped = evidence.comparison.is_some_and(|comparison| {
        comparison.mechanism != Mechanism::Absent
            && comparison.missing.iter().any(|name| name == TOKEN)
    });
    let unknown_key = Answer::s3(403, "InvalidAccessKeyId");
    if dropped {
        Check::fail(
            stage,
            unknown_key,
            false,
            "the session token does not arrive",
        )
    } else if lacks_token(url) {
        let detail = "a temporary key without its session token";
        Check::fail(stage, unknown_key, true, detail)
    } else if encoded_twice(url).any(|param| param.name == TOKEN) {
        let answer = Answer::s3(400, "InvalidToken");
        Check::fail(stage, answer, false, "the session token is encoded twice")
    } else if outlived(url, LONGEST_SESSION, evidence.now).is_some() {
        let answer = Answer::s3(400, "ExpiredToken");
        Check::fail(stage, answer, true, "no session lives so long")
    } else if outlived(url, LONGEST_ROLE_SESSION, evidence.now).is_some() {
        Check::unknown(stage, "whether its session still lives is not known")
    } else {
        Check::pass(
            stage,
            "as the URL has them; whether they are valid, S3 knows",
        )
    }
}

pub(super) fn time(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Time;
    let (start, Some(end)) = evidence.url.s3_validity() else {
        return Check::unknown(stage, "the URL does not tell its times");
    };
    let denied = Answer::s3(403, "AccessDenied");
    if is_expired(end, evidence.now) {
        return Check::fail(stage, denied, true, "expired");
    }
    if start.is_some_and(|start| is_not_yet_valid(start, evidence.now)) {
        return Check::fail(stage, denied, false, "not yet valid");
    }
    Check::pass(stage, "within its validity")
}

/// Whether a validity that ends at `end` is over.
#[must_use]
pub fn is_expired(end: Timestamp, now: Timestamp) -> bool {
    now >= end
}

/// Whether a signing time lies further ahead than S3 tolerates.
#[must_use]
pub fn is_not_yet_valid(signed_at: Timestamp, now: Timestamp) -> bool {
    signed_at.duration_since(now) > SignedDuration::from_mins(TOLERATED_SKEW_MINUTES)
}
