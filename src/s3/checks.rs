//! The checks one by one, each a function of the evidence.

use super::{
    Check, Comparison, Difference, GLOBAL_HOST_REFUSES, Mechanism, Outcome, Promise, UNKNOWN_HOST,
    malformed_parameters,
};
use crate::edge::{Trace, ViewerCheck, answers_to};
use crate::model::{
    Answer, Endpoint, OriginKind, S3Host, S3Signature, SIGV4_PARAMETERS, SignedUrl, Stage, region,
};
use jiff::{SignedDuration, Timestamp};

/// How far a signing time may lie ahead of S3's clock, in minutes. Documented for header
/// authentication; for a signed query it is not confirmed.
const TOLERATED_SKEW_MINUTES: i64 = 15;

/// The parameter that is not parsed but compared.
const SIGNATURE: &str = "X-Amz-Signature";

/// What the checks look at.
pub(super) struct Evidence<'a> {
    pub(super) url: &'a SignedUrl,
    pub(super) promise: &'a Promise,
    pub(super) trace: Option<&'a Trace<'a>>,
    pub(super) comparison: Option<&'a Comparison>,
    pub(super) now: Timestamp,
}

/// One check.
type CheckOf = fn(&Evidence<'_>) -> Check;

/// Every check in the order in which a request meets them, CloudFront's first.
pub(super) const CHECKS: [CheckOf; 10] = [
    viewer_host,
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

fn pass(stage: Stage, detail: &str) -> Check {
    check(stage, Outcome::Pass, detail)
}

fn unknown(stage: Stage, detail: &str) -> Check {
    check(stage, Outcome::Unknown, detail)
}

fn fail(stage: Stage, answer: Answer, certain: bool, detail: &str) -> Check {
    check(stage, Outcome::Fail { answer, certain }, detail)
}

fn check(stage: Stage, outcome: Outcome, detail: &str) -> Check {
    Check {
        stage,
        outcome,
        detail: detail.to_owned(),
    }
}

fn viewer_host(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Viewer;
    let (Some(trace), None) = (evidence.trace, evidence.url.s3_host()) else {
        return pass(stage, "its host will be the distribution's");
    };
    match answers_to(trace.distribution, &evidence.url.host.value) {
        Some(false) => fail(
            stage,
            UNKNOWN_HOST,
            true,
            "the host is no name of the distribution",
        ),
        Some(true) => pass(stage, "the host is a name of the distribution"),
        None => pass(stage, "the distribution's name is not in the input"),
    }
}

fn viewer_signature(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::ViewerSignature;
    match evidence.trace.map(|trace| trace.viewer_check) {
        Some(ViewerCheck::Missing) => {
            let answer = Answer::cloudfront(403, "MissingKey");
            fail(
                stage,
                answer,
                true,
                "the behavior demands a CloudFront signature",
            )
        }
        Some(ViewerCheck::Carried) => unknown(stage, "a CloudFront signature, not verified"),
        Some(ViewerCheck::Open) => pass(stage, "none demanded"),
        None => pass(stage, "sent to S3 directly"),
    }
}

/// The host that S3 sees: what CloudFront sends, or the URL's own.
fn received_host(evidence: &Evidence<'_>) -> Option<S3Host> {
    match evidence.comparison {
        Some(comparison) => S3Host::parse(comparison.host.received.as_deref()?),
        None => evidence.url.s3_host(),
    }
}

fn routing(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Routing;
    let Some(host) = received_host(evidence) else {
        return unknown(stage, "the host is no S3 host");
    };
    if host.endpoint == Endpoint::Website {
        let answer = Answer::s3(403, "AccessDenied");
        return fail(
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
        return fail(stage, GLOBAL_HOST_REFUSES, true, detail);
    }
    pass(stage, "the host names the bucket")
}

fn mechanism(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Mechanism;
    let signs = evidence
        .trace
        .and_then(|trace| trace.origin_request.auth.as_ref());
    let arrives = evidence
        .comparison
        .map_or(Mechanism::Whole, |comparison| comparison.mechanism);
    match (arrives, signs) {
        (Mechanism::Absent, Some(_)) => unknown(
            stage,
            "CloudFront signs in its own name, and nothing else arrives",
        ),
        (Mechanism::Absent, None) => {
            let answer = Answer::s3(403, "AccessDenied");
            fail(
                stage,
                answer,
                true,
                "no signature arrives: an anonymous request",
            )
        }
        (_, Some(_)) => {
            let answer = Answer::s3(400, "InvalidArgument");
            fail(
                stage,
                answer,
                false,
                "CloudFront signs the request a second time",
            )
        }
        (Mechanism::Unknown, _) => unknown(stage, "a policy is not in the input"),
        _ => pass(stage, "the signed query"),
    }
}

fn parameters(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Parameters;
    let answer = Answer::s3(400, "AuthorizationQueryParametersError");
    let S3Signature::V4(v4) = &evidence.url.s3 else {
        return unknown(stage, unchecked(evidence.url));
    };
    let absent = |name: &&str| evidence.url.param(name).is_none();
    if SIGV4_PARAMETERS.iter().any(absent) {
        return fail(stage, answer, true, "the URL lacks a parameter");
    }
    if malformed_parameters(v4).any(|one| one.name != SIGNATURE) {
        return fail(stage, answer, true, "a parameter is malformed");
    }
    match evidence.comparison.map(|comparison| comparison.mechanism) {
        Some(Mechanism::Partial) => fail(stage, answer, true, "not all of them arrive"),
        Some(Mechanism::Unknown) => unknown(stage, "a policy is not in the input"),
        _ => pass(stage, "all six, well-formed"),
    }
}

/// A scheme that is recognised and not followed through.
fn unchecked(url: &SignedUrl) -> &'static str {
    match url.scheme() {
        "s3-sigv2" => "SigV2 is recognised, and not checked yet",
        "s3-sigv4a" => "SigV4A is recognised, and not checked yet",
        "foreign" => "another vendor's signature is recognised, and not checked",
        _ => "CloudFront's own signature is recognised, and not checked yet",
    }
}

fn credentials(evidence: &Evidence<'_>) -> Check {
    const TOKEN: &str = "X-Amz-Security-Token";
    let stage = Stage::Credentials;
    let dropped = evidence.comparison.is_some_and(|comparison| {
        comparison.mechanism != Mechanism::Absent
            && comparison.missing.iter().any(|name| name == TOKEN)
    });
    match dropped {
        true => {
            let answer = Answer::s3(403, "InvalidAccessKeyId");
            fail(stage, answer, false, "the session token does not arrive")
        }
        false => pass(
            stage,
            "as the URL has them; whether they are valid, S3 knows",
        ),
    }
}

fn time(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Time;
    let (start, Some(end)) = evidence.url.s3_validity() else {
        return unknown(stage, "the URL does not tell its times");
    };
    let denied = Answer::s3(403, "AccessDenied");
    if is_expired(end, evidence.now) {
        return fail(stage, denied, true, "expired");
    }
    if start.is_some_and(|start| is_not_yet_valid(start, evidence.now)) {
        return fail(stage, denied, false, "not yet valid");
    }
    pass(stage, "within its validity")
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

fn unsigned_headers(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::UnsignedHeaders;
    let Some(trace) = evidence.trace else {
        return pass(stage, "none added on the way");
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
        OriginKind::S3 => pass(stage, "x-amz-cf-id is tolerated from an S3 origin"),
        _ if signed => unknown(stage, "x-amz-cf-id was signed: its value is CloudFront's"),
        _ if is_sigv2(evidence) => unknown(stage, "SigV2 has it in the string to sign"),
        _ if to_s3 => {
            let answer = Answer::s3(403, "AccessDenied");
            fail(
                stage,
                answer,
                false,
                "x-amz-cf-id arrives and is not signed",
            )
        }
        _ => unknown(stage, "the origin is no S3 host"),
    }
}

fn signature(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Signature;
    let answer = Answer::s3(403, "SignatureDoesNotMatch");
    // With which error S3 refuses a signature of another form is not documented.
    let v4 = evidence.url.sigv4();
    if v4.is_some_and(|v4| malformed_parameters(v4).any(|one| one.name == SIGNATURE)) {
        return fail(stage, answer, false, "it is no signature");
    }
    let Some(comparison) = evidence.comparison else {
        return unknown(stage, "needs the secret (--verify)");
    };
    if is_sigv2(evidence) {
        return unknown(stage, unchecked(evidence.url));
    }
    let (host, path) = (comparison.host.difference, comparison.path.difference);
    // The authentication's own parameters are met earlier; here it is the rest of the signed query.
    let query = comparison.mechanism == Mechanism::Whole
        && !(comparison.missing.is_empty() && comparison.added.is_empty());
    let certain = path.differs() || query || host == Difference::Differs;
    let refused = |detail| fail(stage, answer, certain, detail);
    match (host.differs(), path.differs(), query) {
        (true, ..) => refused("the Host that arrives was not signed"),
        (_, true, _) => refused("the path that arrives was not signed"),
        (_, _, true) => refused("the query that arrives was not signed"),
        _ if host == Difference::Unknown => unknown(stage, "the signed host is not known"),
        _ if path == Difference::Unknown => unknown(stage, "the signed path is not known"),
        _ if host == Difference::LikelySame => pass(stage, "probably as signed"),
        _ => pass(stage, "host, path and query as signed"),
    }
}

/// SigV2 signs neither the host nor the whole query; what it does sign is not followed through yet.
fn is_sigv2(evidence: &Evidence<'_>) -> bool {
    matches!(evidence.url.s3, S3Signature::V2(_))
}

fn authorization(_: &Evidence<'_>) -> Check {
    unknown(
        Stage::Authorization,
        "what the signer may do is not in the input",
    )
}
