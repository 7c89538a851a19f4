//! What was signed against what arrives, part by part.

use super::{CanonicalRequest, Evidence, Promise};
use crate::edge::{SentHost, Trace};
use crate::model::{Bucket, Param, S3Host, SIGV4_PARAMETERS};
use std::collections::BTreeSet;

/// Whether two things are the same, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Difference {
    /// They are the same.
    Same,
    /// They are probably the same.
    LikelySame,
    /// It cannot be told from the input.
    Unknown,
    /// They probably differ.
    LikelyDiffers,
    /// They differ.
    Differs,
}

impl Difference {
    /// Whether they differ, certainly or probably.
    #[must_use]
    pub const fn differs(self) -> bool {
        matches!(self, Self::Differs | Self::LikelyDiffers)
    }
}

/// The signed `Host` against the one that arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostComparison {
    /// The signed one, where it is known.
    pub signed: Option<String>,
    /// The one that arrives, where it is known.
    pub received: Option<String>,
    /// Whether they differ.
    pub difference: Difference,
}

impl HostComparison {
    /// The Region of the host that arrives, as written, where that is why nothing can be told.
    #[must_use]
    pub fn open_region(&self) -> Option<String> {
        let received = self.received.as_deref().and_then(S3Host::parse)?;
        let is_open = self.difference == Difference::Unknown;
        received.open_region.filter(|_| is_open)
    }
}

/// The signed path against the one that arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathComparison {
    /// The signed one, where it is known.
    pub signed: Option<String>,
    /// The one that arrives, where it is known.
    pub received: Option<String>,
    /// Whether they differ.
    pub difference: Difference,
}

/// How much of the signed query's authentication arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mechanism {
    /// Every parameter of it that the URL has.
    Whole,
    /// Some of them.
    Partial,
    /// None of them: the request is anonymous.
    Absent,
    /// Not known, for want of a policy.
    Unknown,
}

/// What was signed against what S3 receives.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The `Host` that arrives.
    pub host: HostComparison,
    /// The origin's domain name, which arrives where no setting forwards the viewer's `Host`.
    pub domain: HostComparison,
    /// The path.
    pub path: PathComparison,
    /// Names of signed parameters that do not arrive.
    pub missing: Vec<String>,
    /// Names of parameters that arrive and were not signed.
    pub added: Vec<String>,
    /// What arrives of the authentication.
    pub mechanism: Mechanism,
    /// The canonical request of what arrives, as far as it is known.
    pub received: CanonicalRequest,
}

impl Comparison {
    /// Compares a promise with the request that a trace ends in.
    #[must_use]
    pub fn new(promise: &Promise, trace: &Trace<'_>) -> Self {
        let arriving: Vec<&Param> = arriving(trace);
        let signed: Vec<&Param> = promise.params.iter().collect();
        let path = path(promise, trace);
        let origin = &trace.origin.domain;
        let domain = SentHost::OriginDomain(origin.value.value().cloned(), origin.span());
        let received = CanonicalRequest::new(
            &trace.viewer.method,
            path.received.as_deref().unwrap_or("/"),
            arriving.iter().copied(),
            trace.origin_request.host.name(),
            &promise.signed_headers,
        );
        Self {
            host: host(promise, trace),
            domain: compare_host(promise, trace.bucket, &domain),
            path,
            missing: names_without(&signed, &arriving),
            added: names_without(&arriving, &signed),
            mechanism: mechanism(promise, trace, &arriving),
            received,
        }
    }
}

/// The names of the parameters that the other list does not have with the same value.
fn names_without(params: &[&Param], other: &[&Param]) -> Vec<String> {
    let pair = |param: &Param| (param.name.clone(), param.value.clone());
    let other: BTreeSet<(String, String)> = other.iter().map(|param| pair(param)).collect();
    let lost = params.iter().filter(|param| !other.contains(&pair(param)));
    lost.map(|param| param.name.clone()).collect()
}

fn arriving<'t>(trace: &'t Trace<'_>) -> Vec<&'t Param> {
    let sent = trace.origin_request.params.iter();
    sent.filter_map(|sent| trace.viewer.params.get(sent.index))
        .collect()
}

/// What arrives, unless a policy that could forward the viewer's `Host` is not in the input.
fn host(promise: &Promise, trace: &Trace<'_>) -> HostComparison {
    let comparison = compare_host(promise, trace.bucket, &trace.origin_request.host);
    let is_open = trace.settings.forwards_header("Host").is_none();
    match comparison.difference {
        Difference::Same | Difference::LikelySame if is_open => HostComparison {
            difference: Difference::Unknown,
            ..comparison
        },
        _ => comparison,
    }
}

fn compare_host(promise: &Promise, bucket: Option<&Bucket>, sent: &SentHost) -> HostComparison {
    let signed = &promise.host;
    let difference = match (signed.host.as_deref(), sent.name()) {
        (Some(signed_host), Some(received)) => {
            judge(signed_host, received, bucket, signed.evidence, sent)
        }
        // The viewer's Host is never an S3 host, whatever it is called.
        (Some(_), None) if matches!(sent, SentHost::Viewer { .. }) => Difference::Differs,
        (None, Some(received)) => among_candidates(&signed.candidates, received, bucket, sent),
        _ => Difference::Unknown,
    };
    HostComparison {
        signed: signed.host.clone(),
        received: sent.name().map(str::to_owned),
        difference,
    }
}

fn judge(
    signed: &str,
    received: &str,
    bucket: Option<&Bucket>,
    evidence: Evidence,
    sent: &SentHost,
) -> Difference {
    // That CloudFront sends the viewer's Host to an S3-type origin was seen, and is documented not to be.
    let seen_only = matches!(
        sent,
        SentHost::Viewer {
            s3_origin: true,
            ..
        }
    );
    // A server that is not S3 may be a proxy that puts the Host right.
    let to_s3 = S3Host::parse(received).is_some() || matches!(sent, SentHost::Viewer { .. });
    let same = match (open(received), S3Host::parse(signed)) {
        (Some(host), Some(signed)) => match could_be(&host, bucket, &signed) {
            Difference::LikelyDiffers => false,
            other => return other,
        },
        _ => signed == received,
    };
    match (same, evidence.is_certain() && to_s3 && !seen_only) {
        (true, true) => Difference::Same,
        (true, false) => Difference::LikelySame,
        (false, true) => Difference::Differs,
        (false, false) => Difference::LikelyDiffers,
    }
}

/// An S3 host of which a template leaves a part open.
fn open(host: &str) -> Option<S3Host> {
    S3Host::parse(host).filter(S3Host::is_open)
}

/// Whether a host with open parts is the signed one. A bucket left open is the one that the URL is
/// for; but an open Region may be any, unless it is known to be the bucket's own.
fn could_be(host: &S3Host, bucket: Option<&Bucket>, signed: &S3Host) -> Difference {
    let settled = match &host.open_region {
        Some(_) => bucket.and_then(|bucket| bucket.settled(host)),
        None => Some(host.clone()),
    };
    match settled {
        Some(settled) if settled.can_be(signed) => Difference::LikelySame,
        None if host.can_be(signed) => Difference::Unknown,
        _ => Difference::LikelyDiffers,
    }
}

/// Without evidence the signed host is one of the candidates. The Regional host is what most SDKs
/// sign and what the delivery should be built on, so an origin with that name is taken for right;
/// any other candidate stays a question, and a host that is none of them is probably wrong.
fn among_candidates(
    candidates: &[String],
    received: &str,
    bucket: Option<&Bucket>,
    sent: &SentHost,
) -> Difference {
    if matches!(sent, SentHost::Viewer { .. }) {
        return Difference::LikelyDiffers;
    }
    let is_it = |candidate: &String| match open(received).zip(S3Host::parse(candidate)) {
        Some((host, candidate)) => could_be(&host, bucket, &candidate),
        None if candidate == received => Difference::LikelySame,
        None => Difference::LikelyDiffers,
    };
    let judged: Vec<Difference> = candidates.iter().map(is_it).collect();
    if judged.contains(&Difference::LikelySame) && is_usual(received) {
        Difference::LikelySame
    } else if judged.is_empty() || judged.iter().any(|one| !one.differs()) {
        Difference::Unknown
    } else {
        Difference::LikelyDiffers
    }
}

fn is_usual(host: &str) -> bool {
    S3Host::parse(host).is_some_and(|host| host.is_plain_regional())
}

fn path(promise: &Promise, trace: &Trace<'_>) -> PathComparison {
    let prefix = trace.origin_request.path_prefix.as_deref();
    let received = prefix.map(|prefix| format!("{prefix}{}", trace.viewer.path));
    let encode = |path: &str| super::reencode(path, true);
    let difference = match (promise.path.as_deref(), received.as_deref()) {
        (Some(signed), Some(received)) if encode(signed) == encode(received) => Difference::Same,
        (Some(_), Some(_)) => Difference::Differs,
        _ => Difference::Unknown,
    };
    PathComparison {
        signed: promise.path.clone(),
        received,
        difference,
    }
}

fn mechanism(promise: &Promise, trace: &Trace<'_>, arriving: &[&Param]) -> Mechanism {
    let required = authentication(promise);
    let is_required = |param: &&Param| required.contains(&param.name.as_str());
    let expected = promise.params.iter().filter(is_required).count();
    let arrives = arriving.iter().copied().filter(is_required).count();
    let uncertain = trace.origin_request.params.iter().any(|sent| !sent.certain);
    match arrives {
        _ if uncertain => Mechanism::Unknown,
        0 if expected > 0 => Mechanism::Absent,
        n if n < expected => Mechanism::Partial,
        _ => Mechanism::Whole,
    }
}

/// The parameters without which there is no query authentication, in the promise's version of it.
fn authentication(promise: &Promise) -> &'static [&'static str] {
    match promise
        .params
        .iter()
        .any(|param| param.name == "AWSAccessKeyId")
    {
        true => &["AWSAccessKeyId", "Signature", "Expires"],
        false => &SIGV4_PARAMETERS,
    }
}
