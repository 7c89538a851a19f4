//! S3's comparison of the signature with that of the request it received.

use super::Evidence::Proof as Proven;
use super::auth_checks::SIGNATURE;
use super::checks::{Evidence, is_sigv2};
use super::{
    Check, Comparison, Difference, Fate, Mechanism, Sign, header_fates, html_escaped,
    malformed_parameters, sigv2_covers, tampering,
};
use crate::edge::Trace;
use crate::model::{Answer, OriginKind, S3Host, Stage};

pub(super) fn signature(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Signature;
    if let Some((certain, detail)) = of_the_url(evidence).or_else(|| of_headers(evidence)) {
        return refused(certain, detail);
    }
    let Some(comparison) = evidence.comparison else {
        if evidence.promise.host.evidence == Proven {
            return Check::pass(stage, "proved by the secret");
        }
        return Check::unknown(stage, "needs the secret (--verify)");
    };
    match is_sigv2(evidence) {
        true if gets_cf_id(evidence) => refused(false, "x-amz-cf-id arrives and is not signed"),
        true => compared_v2(evidence, comparison),
        false => compared(evidence, comparison),
    }
}

fn refused(certain: bool, detail: &str) -> Check {
    let answer = Answer::s3(403, "SignatureDoesNotMatch");
    Check::fail(Stage::Signature, answer, certain, detail)
}

/// What is wrong with the request whatever its way, and whether that is certain.
fn of_the_url(evidence: &Evidence<'_>) -> Option<(bool, &'static str)> {
    // With which error S3 refuses a signature of another form is not documented.
    let v4 = evidence.url.sigv4();
    if v4.is_some_and(|v4| malformed_parameters(v4).any(|one| one.name == SIGNATURE)) {
        return Some((false, "it is no signature"));
    }
    if evidence.promise.method != evidence.method {
        return Some((
            true,
            "it is used with another method than it was signed for",
        ));
    }
    if html_escaped(evidence.url).next().is_some() {
        return Some((true, "parameters are behind an &amp;"));
    }
    if evidence.promise.payload.is_some() {
        return Some((true, "it was signed with the hash of a body"));
    }
    if is_signed_for_elsewhere(evidence) {
        return Some((true, "it was signed for another host or path"));
    }
    let tampering = tampering(evidence.url, evidence.promise, evidence.trace)?;
    let says = "the query was changed after signing";
    match tampering.sign {
        Sign::Original | Sign::Proof => Some((true, says)),
        Sign::Tracker | Sign::Order => Some((false, says)),
        Sign::Perhaps => None,
    }
}

/// Whether the URL is addressed to S3, and the secret proves another address.
fn is_signed_for_elsewhere(evidence: &Evidence<'_>) -> bool {
    let at_s3 = evidence.trace.is_none() && evidence.url.s3_host().is_some();
    at_s3 && evidence.promise.is_for_another_address(evidence.url)
}

/// What is wrong with the headers that were signed.
fn of_headers(evidence: &Evidence<'_>) -> Option<(bool, &'static str)> {
    evidence.trace?;
    let fates = header_fates(evidence.promise, evidence.trace);
    let refused = fates.filter_map(|(_, fate)| match fate {
        Fate::Rewritten => Some("a signed header is rewritten on the way"),
        Fate::Dropped => Some("a signed header does not arrive"),
        _ => None,
    });
    refused.map(|detail| (false, detail)).next()
}

/// Whether CloudFront's own header arrives, which SigV2 covers like every `x-amz-*` one.
fn gets_cf_id(evidence: &Evidence<'_>) -> bool {
    evidence.trace.is_some_and(|trace| {
        let host = trace.origin.domain.value.value();
        let host = host.and_then(|domain| S3Host::parse(domain));
        trace.origin.kind.value == OriginKind::Custom && host.is_some_and(|host| host.is_rest())
    })
}

/// SigV2 covers the bucket, the key and few parameters, and no `Host`.
fn compared_v2(evidence: &Evidence<'_>, comparison: &Comparison) -> Check {
    let stage = Stage::Signature;
    let covered = |names: &[String]| names.iter().any(|name| sigv2_covers(name));
    let query = comparison.mechanism == Mechanism::Whole
        && (covered(&comparison.missing) || covered(&comparison.added));
    if comparison.path.difference.differs() {
        refused(true, "the path that arrives was not signed")
    } else if query {
        refused(
            true,
            "a parameter that SigV2 covers was not signed, or does not arrive",
        )
    } else if evidence.promise.disproved {
        Check::unknown(stage, "the secret makes another signature")
    } else if comparison.path.difference == Difference::Unknown {
        Check::unknown(stage, "the signed path is not known")
    } else if let Some(question) = open_question(evidence) {
        Check::unknown(stage, question)
    } else {
        Check::unknown(
            stage,
            "SigV2 covers no Host; whether the bucket still takes it is not known",
        )
    }
}

fn compared(evidence: &Evidence<'_>, comparison: &Comparison) -> Check {
    let stage = Stage::Signature;
    let (host, path) = (comparison.host.difference, comparison.path.difference);
    // The authentication's own parameters are met earlier; here it is the rest of the signed query.
    let query = comparison.mechanism == Mechanism::Whole
        && !(comparison.missing.is_empty() && comparison.added.is_empty());
    let root = evidence.trace.and_then(Trace::root_object).is_some();
    let certain = path.differs() || query || host == Difference::Differs;
    match (host.differs(), path.differs(), query) {
        (true, ..) => refused(certain, "the Host that arrives was not signed"),
        (_, true, _) => refused(certain, "the path that arrives was not signed"),
        (_, _, true) => refused(certain, "the query that arrives was not signed"),
        _ if root => refused(false, "the default root object stands for /"),
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
    let trace = evidence.trace?;
    let mut functions = trace.behavior.functions.iter();
    let root = &trace.distribution.default_root_object.value;
    if header_fates(evidence.promise, evidence.trace)
        .next()
        .is_some()
    {
        Some("the client must send the other signed headers, and they must arrive")
    } else if functions.any(|function| function.may_change_requests()) {
        Some("a function of the behavior runs before S3 is asked")
    } else if trace.asks_for_root() && root.value().is_none() {
        Some("the default root object, which would stand for /, is not known")
    } else if trace.viewer.path.contains('+') {
        Some("the path has a +, which S3 may read as a space")
    } else {
        None
    }
}
