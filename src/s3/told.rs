//! What S3 says it received, set line by line against what a URL promised.
//!
//! `SignatureDoesNotMatch` repeats the canonical request (SigV4) or the string to sign (SigV2) that
//! S3 computed. Whatever in it is not what was signed is what broke the signature.

use super::error::{ReceivedRequest, SignedV2};
use super::{CanonicalRequest, Promise, reencode};
use crate::model::{Response, S3Host, SignedUrl};
use std::collections::BTreeSet;

/// One thing that did not arrive as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// The client used this method.
    Method(String),
    /// This prefix was put before the path.
    PathPrefixed(String),
    /// This prefix was taken from the path.
    PathShortened(String),
    /// The path was percent-encoded once more on the way.
    PathEncodedAgain,
    /// The path is another one.
    Path,
    /// These signed parameters did not arrive.
    ParametersMissing(Vec<String>),
    /// These parameters arrived and were not signed.
    ParametersAdded(Vec<String>),
    /// These parameters arrived with other values.
    ParametersChanged(Vec<String>),
    /// The viewer's Host arrived, or another name that is none of S3's.
    HostForwarded(String),
    /// Another host of S3's arrived.
    Host(String),
    /// These headers arrived, and the signature does not cover them.
    HeadersAdded(Vec<String>),
    /// These signed headers arrived empty, or not at all.
    HeadersMissing(Vec<String>),
}

/// Whether S3's Host is the signed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostMatch {
    /// It is, as far as the evidence for the signed one goes.
    Same,
    /// It may be: it is one of those that SDKs sign.
    Open,
    /// It is another one, and the signed one is known for certain.
    Other,
    /// It is probably another one.
    LikelyOther,
}

/// What S3 says it received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What is not as it was signed, the surest first.
    pub changes: Vec<Change>,
    /// The Host; SigV2 does not sign it.
    pub host: Option<HostMatch>,
    /// The canonical request as S3 received it; none of SigV2.
    pub request: Option<ReceivedRequest>,
    /// Whether path and query arrived as the URL has them: then what differs was changed before the
    /// URL was sent.
    pub as_sent: bool,
    /// Whether the signed path is known, and not only taken to be the viewer's.
    pub path_is_known: bool,
    /// Whether the answer is to a URL with another signing time or key.
    pub of_another_url: bool,
}

impl Told {
    /// Reads what a refusal repeats; none if it repeats nothing.
    #[must_use]
    pub fn new(url: &SignedUrl, promise: &Promise, response: &Response) -> Option<Self> {
        let error = response.error()?;
        let canonical = error.element("CanonicalRequest");
        if let Some(request) = canonical.and_then(ReceivedRequest::parse) {
            return Some(of_v4(promise, url, request));
        }
        let signed = error.element("StringToSign").and_then(SignedV2::parse)?;
        Some(of_v2(promise, url, &signed))
    }

    /// The name that S3 received as Host.
    #[must_use]
    pub fn received_host(&self) -> Option<&str> {
        self.request.as_ref()?.header("host")
    }
}

fn of_v4(promise: &Promise, url: &SignedUrl, received: ReceivedRequest) -> Told {
    let signed = promise.canonical();
    let mut changes = Vec::new();
    if received.method != signed.method {
        changes.push(Change::Method(received.method.clone()));
    }
    let host = received.header("host").map(|name| host(promise, name));
    if let (Some(HostMatch::Other | HostMatch::LikelyOther), Some(name)) =
        (host, received.header("host"))
    {
        changes.push(named(name));
    }
    let viewer = url.path.value.as_str();
    let path = promise.path.as_deref().unwrap_or(viewer);
    changes.extend(changed_path(&reencode(path, true), &received.path));
    changes.extend(query(&signed, &received));
    let sent = CanonicalRequest::new(&promise.method, viewer, url.params.iter(), None, &[]);
    let as_sent = sent.path == received.path && query(&sent, &received).is_empty();
    changes.extend(headers(&received));
    Told {
        of_another_url: is_of_another(&signed, &received),
        as_sent,
        path_is_known: promise.host.evidence.is_certain(),
        changes,
        host,
        request: Some(received),
    }
}

fn named(name: &str) -> Change {
    let bare = name.split(':').next().unwrap_or(name);
    match S3Host::parse(bare) {
        Some(_) => Change::Host(name.to_owned()),
        None => Change::HostForwarded(name.to_owned()),
    }
}

fn host(promise: &Promise, received: &str) -> HostMatch {
    let received = received.to_ascii_lowercase();
    let bare = received.strip_suffix(":443").unwrap_or(&received);
    let signed = &promise.host;
    match &signed.host {
        Some(host) if host == bare => HostMatch::Same,
        Some(_) if signed.evidence.is_certain() => HostMatch::Other,
        Some(_) => HostMatch::LikelyOther,
        None if S3Host::parse(bare).is_none() => HostMatch::LikelyOther,
        None => {
            let known = &signed.candidates;
            match known.is_empty() || known.iter().any(|one| one == bare) {
                true => HostMatch::Open,
                false => HostMatch::LikelyOther,
            }
        }
    }
}

fn changed_path(signed: &str, received: &str) -> Option<Change> {
    if signed == received {
        return None;
    }
    let rest = |whole: &str, end: &str| {
        let prefix = whole.strip_suffix(end)?;
        (!prefix.is_empty() && prefix.starts_with('/')).then(|| prefix.to_owned())
    };
    Some(if let Some(prefix) = rest(received, signed) {
        Change::PathPrefixed(prefix)
    } else if let Some(prefix) = rest(signed, received) {
        Change::PathShortened(prefix)
    } else if signed.replace('%', "%25") == received {
        Change::PathEncodedAgain
    } else {
        Change::Path
    })
}

fn query(signed: &CanonicalRequest, received: &ReceivedRequest) -> Vec<Change> {
    let pairs = |query: &[(String, String)]| query.iter().cloned().collect::<BTreeSet<_>>();
    // Ceph and its kin repeat the query decoded, or leave the signature in.
    let of_signed = pairs(&signed.query);
    let mut of_received = pairs(&received.query);
    of_received.retain(|(name, _)| name != "X-Amz-Signature");
    let only = |one: &BTreeSet<(String, String)>, other: &BTreeSet<(String, String)>| {
        let names = one.difference(other).map(|(name, _)| name.clone());
        names.collect::<BTreeSet<String>>()
    };
    let (lost, new) = (
        only(&of_signed, &of_received),
        only(&of_received, &of_signed),
    );
    let (changed, missing): (Vec<String>, Vec<String>) =
        lost.iter().cloned().partition(|name| new.contains(name));
    let added: Vec<String> = new.difference(&lost).cloned().collect();
    let all = [
        (!missing.is_empty()).then_some(Change::ParametersMissing(missing)),
        (!added.is_empty()).then_some(Change::ParametersAdded(added)),
        (!changed.is_empty()).then_some(Change::ParametersChanged(changed)),
    ];
    all.into_iter().flatten().collect()
}

fn headers(received: &ReceivedRequest) -> Option<Change> {
    // A text that was cut off lacks more than the client did.
    let whole = !received.payload.is_empty();
    let absent = |name: &&String| received.header(name).is_none_or(str::is_empty);
    let names = received.signed_headers.iter().filter(absent);
    let names: Vec<String> = names.filter(|name| *name != "host").cloned().collect();
    (whole && !names.is_empty()).then_some(Change::HeadersMissing(names))
}

/// Nothing on the way changes the signing time and the key: another one is another URL's.
fn is_of_another(signed: &CanonicalRequest, received: &ReceivedRequest) -> bool {
    ["X-Amz-Date", "X-Amz-Credential"].iter().any(|name| {
        let value = |query: &[(String, String)]| {
            let same = query.iter().find(|(one, _)| one == name);
            same.map(|(_, value)| value.replace("%2F", "/"))
        };
        let (signed, received) = (value(&signed.query), value(&received.query));
        signed.is_some() && received.is_some() && signed != received
    })
}

fn of_v2(promise: &Promise, url: &SignedUrl, signed: &SignedV2) -> Told {
    let value = |name: &str| {
        let same = promise.params.iter().find(|param| param.name == name);
        same.map(|param| param.value.as_str())
    };
    let in_url = |name: &str| {
        let mut params = promise.params.iter();
        params.any(|param| param.name.eq_ignore_ascii_case(name))
    };
    let added = signed.headers.iter().map(|(name, _)| name);
    let added: Vec<String> = added.filter(|name| !in_url(name)).cloned().collect();
    let other = [
        (!added.is_empty()).then_some(Change::HeadersAdded(added)),
        (signed.method != promise.method).then(|| Change::Method(signed.method.clone())),
        resource(promise, url, signed),
    ];
    let expires = value("Expires");
    Told {
        changes: other.into_iter().flatten().collect(),
        host: None,
        request: None,
        as_sent: false,
        path_is_known: promise.host.evidence.is_certain(),
        of_another_url: expires.is_some_and(|expires| expires != signed.expires),
    }
}

/// SigV2 signs `/BUCKET/KEY`; what stands between the bucket and the key was put there.
fn resource(promise: &Promise, url: &SignedUrl, signed: &SignedV2) -> Option<Change> {
    let received = signed.resource.split('?').next().unwrap_or_default();
    let path = promise.path.as_deref().unwrap_or(&url.path.value);
    let Some(before) = received.strip_suffix(path) else {
        return Some(Change::Path);
    };
    let bucket_end = before.get(1..)?.find('/')? + 1;
    let prefix = before.get(bucket_end..)?;
    Some(Change::PathPrefixed(prefix.to_owned()))
}
