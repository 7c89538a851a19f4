//! The checks one by one, each a function of the evidence.

use super::viewer_checks::{viewer, viewer_signature};
use super::{
    Check, Comparison, Difference, GLOBAL_HOST_REFUSES, Mechanism, Promise, malformed_parameters,
};
use crate::edge::{CloudFrontAuth, Trace};
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
fn received_host(evidence: &Evidence<'_>) -> Option<S3Host> {
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

fn mechanism(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Mechanism;
    let signs = evidence
        .trace
        .and_then(|trace| trace.origin_request.auth.as_ref());
    let arrives = evidence
        .comparison
        .map_or(Mechanism::Whole, |comparison| comparison.mechanism);
    match (arrives, signs) {
        (Mechanism::Absent, Some(_)) => Check::unknown(
            stage,
            "CloudFront signs in its own name, and nothing else arrives",
        ),
        (Mechanism::Absent, None) => {
            let answer = Answer::s3(403, "AccessDenied");
            Check::fail(
                stage,
                answer,
                true,
                "no signature arrives: an anonymous request",
            )
        }
        (_, Some(CloudFrontAuth::Unresolved { .. })) => {
            Check::unknown(stage, "whether CloudFront signs too is not resolved")
        }
        (_, Some(_)) => {
            let answer = Answer::s3(400, "InvalidArgument");
            Check::fail(
                stage,
                answer,
                false,
                "CloudFront signs the request a second time",
            )
        }
        (Mechanism::Unknown, _) => Check::unknown(stage, not_known(evidence)),
        _ if adds_authorization(evidence) => {
            Check::unknown(stage, "the origin's custom headers have an Authorization")
        }
        _ if evidence.url.scheme().starts_with("s3-") => Check::pass(stage, "the signed query"),
        _ => Check::unknown(stage, unchecked(evidence.url)),
    }
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

fn parameters(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Parameters;
    let answer = Answer::s3(400, "AuthorizationQueryParametersError");
    let S3Signature::V4(v4) = &evidence.url.s3 else {
        return Check::unknown(stage, unchecked(evidence.url));
    };
    let absent = |name: &&str| evidence.url.param(name).is_none();
    if SIGV4_PARAMETERS.iter().any(absent) {
        return Check::fail(stage, answer, true, "the URL lacks a parameter");
    }
    if malformed_parameters(v4).any(|one| one.name != SIGNATURE) {
        return Check::fail(stage, answer, true, "a parameter is malformed");
    }
    match evidence.comparison.map(|comparison| comparison.mechanism) {
        Some(Mechanism::Partial) => Check::fail(stage, answer, true, "not all of them arrive"),
        Some(Mechanism::Unknown) => Check::unknown(stage, not_known(evidence)),
        _ if !is_of_the_hosts_region(evidence) => {
            Check::unknown(stage, "the credential names another Region than the host")
        }
        _ => Check::pass(stage, "all six, well-formed"),
    }
}

fn is_of_the_hosts_region(evidence: &Evidence<'_>) -> bool {
    let scope = evidence.url.sigv4().and_then(|v4| v4.scope.as_ref());
    let signed = scope.and_then(|scope| scope.region.as_deref());
    let host = received_host(evidence).and_then(|host| host.region);
    signed.zip(host).is_none_or(|(signed, host)| signed == host)
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
    let v4 = evidence.url.sigv4();
    let temporary = v4.is_some_and(|v4| {
        let id = v4.scope.as_ref().map(|scope| scope.access_key_id.as_str());
        v4.security_token.is_none() && id.is_some_and(|id| id.starts_with("ASIA"))
    });
    match dropped {
        true => {
            let answer = Answer::s3(403, "InvalidAccessKeyId");
            Check::fail(stage, answer, false, "the session token does not arrive")
        }
        false if temporary => {
            Check::unknown(stage, "a temporary key (ASIA) without its session token")
        }
        false => Check::pass(
            stage,
            "as the URL has them; whether they are valid, S3 knows",
        ),
    }
}

fn time(evidence: &Evidence<'_>) -> Check {
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

fn unsigned_headers(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::UnsignedHeaders;
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

fn signature(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Signature;
    let answer = Answer::s3(403, "SignatureDoesNotMatch");
    // With which error S3 refuses a signature of another form is not documented.
    let v4 = evidence.url.sigv4();
    if v4.is_some_and(|v4| malformed_parameters(v4).any(|one| one.name == SIGNATURE)) {
        return Check::fail(stage, answer, false, "it is no signature");
    }
    let Some(comparison) = evidence.comparison else {
        return Check::unknown(stage, "needs the secret (--verify)");
    };
    if is_sigv2(evidence) {
        return Check::unknown(stage, unchecked(evidence.url));
    }
    let (host, path) = (comparison.host.difference, comparison.path.difference);
    // The authentication's own parameters are met earlier; here it is the rest of the signed query.
    let query = comparison.mechanism == Mechanism::Whole
        && !(comparison.missing.is_empty() && comparison.added.is_empty());
    let certain = path.differs() || query || host == Difference::Differs;
    let refused = |detail| Check::fail(stage, answer, certain, detail);
    match (host.differs(), path.differs(), query) {
        (true, ..) => refused("the Host that arrives was not signed"),
        (_, true, _) => refused("the path that arrives was not signed"),
        (_, _, true) => refused("the query that arrives was not signed"),
        _ if evidence.promise.disproved => {
            Check::unknown(stage, "the secret makes another signature")
        }
        _ if host == Difference::Unknown => Check::unknown(stage, host_question(comparison)),
        _ if path == Difference::Unknown => Check::unknown(stage, "the signed path is not known"),
        _ => match open_question(evidence) {
            Some(question) => Check::unknown(stage, question),
            None if host == Difference::LikelySame => Check::pass(stage, "probably as signed"),
            None => Check::pass(stage, "host, path and query as signed"),
        },
    }
}

/// The domain name may be as signed, and a policy that is not in the input forward another `Host`.
fn host_question(comparison: &Comparison) -> &'static str {
    match comparison.domain.difference {
        Difference::Unknown if comparison.domain.open_region().is_some() => {
            "the Region in the origin's domain name is not resolved"
        }
        Difference::Unknown => "the signed host is not known",
        _ => "a policy that is not in the input may forward the viewer's Host",
    }
}

/// What may still change the request, or be missing from it, and is not followed.
fn open_question(evidence: &Evidence<'_>) -> Option<&'static str> {
    let headers = &evidence.promise.signed_headers;
    let trace = evidence.trace?;
    let mut functions = trace.behavior.functions.iter();
    let root = trace.distribution.default_root_object.value.value();
    if !headers.iter().any(|name| name == "host") {
        Some("the signed headers lack host")
    } else if headers.len() > 1 {
        Some("the client must send the other signed headers, and they must arrive")
    } else if functions.any(|function| function.may_change_requests()) {
        Some("a function of the behavior runs before S3 is asked")
    } else if trace.viewer.path == "/" && root.is_some_and(|object| !object.is_empty()) {
        Some("the default root object stands for /")
    } else {
        None
    }
}

/// SigV2 signs neither the host nor the whole query; what it does sign is not followed through yet.
fn is_sigv2(evidence: &Evidence<'_>) -> bool {
    matches!(evidence.url.s3, S3Signature::V2(_))
}

fn authorization(_: &Evidence<'_>) -> Check {
    Check::unknown(
        Stage::Authorization,
        "what the signer may do is not in the input",
    )
}
