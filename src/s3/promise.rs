//! What was signed, as far as the evidence goes.
//!
//! Once the CDN's name has replaced the S3 host in a URL, the signed host is no longer in it. It is
//! a question with evidence, and the answer carries how strong that is.

use super::{CanonicalRequest, DeclaredHost, Proof};
use crate::model::{Origin, Param, S3Host, SigV4, SignedUrl};
use crate::source::Span;

/// Why a host is taken for the signed one, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// The URL itself is addressed to it.
    Url,
    /// The original S3 URL was given, and it carries the same signature.
    OriginalUrl,
    /// The secret was at hand: the signature is valid for it.
    Proof,
    /// S3 was asked there, and accepted the signature.
    Accepted,
    /// It follows from how the signer was declared.
    Declared,
    /// An S3 URL was given, but with another signature: the signer is the same at best.
    OtherUrl,
    /// It follows from how the signer was declared, and from what its SDK is expected to do.
    DeclaredHabit,
    /// The parameters are those of an SDK that signs it.
    Marks,
    /// None: the candidates are all that is known.
    None,
}

impl Evidence {
    /// Whether it leaves no doubt.
    #[must_use]
    pub const fn is_certain(self) -> bool {
        matches!(
            self,
            Self::Url | Self::OriginalUrl | Self::Proof | Self::Accepted | Self::Declared
        )
    }
}

/// The host that a signature covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHost {
    /// The host; `None` where only candidates are known.
    pub host: Option<String>,
    /// Why it is taken for the signed one.
    pub evidence: Evidence,
    /// Where it is written, if it is.
    pub at: Option<Span>,
    /// The hosts that SDKs sign for this bucket and Region; empty where the host is known.
    pub candidates: Vec<String>,
}

/// The request that the signature promises.
#[derive(Debug, Clone, PartialEq)]
pub struct Promise {
    /// The method it was signed for.
    pub method: String,
    /// The host.
    pub host: SignedHost,
    /// The path as signed; `None` where an origin path makes it a question.
    pub path: Option<String>,
    /// The parameters that were signed.
    pub params: Vec<Param>,
    /// The signed headers, in lower case.
    pub signed_headers: Vec<String>,
    /// What was signed for the body, where that is not what the query says.
    pub payload: Option<&'static str>,
    /// Whether a secret was at hand and makes another signature for every host that was tried.
    pub disproved: bool,
}

/// What a declaration tells of a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// The host that is signed.
    pub host: DeclaredHost,
    /// The path that is signed, where the URL was made of the declaration.
    pub path: Option<String>,
}

/// What there is besides a URL to tell what was signed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Witnesses<'a> {
    /// The original S3 URL.
    pub s3_url: Option<&'a SignedUrl>,
    /// A proof.
    pub proof: Option<&'a Proof>,
    /// The declared signer.
    pub declared: Option<&'a Declared>,
    /// The origin that it is delivered from.
    pub origin: Option<&'a Origin>,
}

impl Promise {
    /// What a URL promises, as these witnesses have it.
    #[must_use]
    pub fn new(url: &SignedUrl, method: &str, witnesses: &Witnesses<'_>) -> Self {
        let host = signed_host(url, witnesses);
        let original = witnesses
            .s3_url
            .filter(|_| host.evidence == Evidence::OriginalUrl);
        let proof = witnesses.proof;
        let proved = proof.map(|proof| proof.params.as_slice());
        let v4 = url.sigv4();
        let headers = v4.and_then(|v4| v4.signed_headers.as_ref());
        Self {
            method: proof.map_or(method, |proof| &proof.method).to_owned(),
            path: signed_path(url, original, witnesses),
            params: proved.unwrap_or(&original.unwrap_or(url).params).to_vec(),
            payload: proof.and_then(|proof| proof.payload),
            signed_headers: headers.map_or_else(|| vec!["host".to_owned()], |h| h.value.clone()),
            host,
            disproved: false,
        }
    }

    /// Whether the secret proves another host or path than a URL has; of SigV2, another bucket.
    #[must_use]
    pub fn is_for_another_address(&self, url: &SignedUrl) -> bool {
        let address = self.host.host.clone().zip(self.path.clone());
        let proved = address.filter(|_| self.host.evidence == Evidence::Proof);
        proved.is_some_and(|(host, path)| super::Address { host, path }.is_another(url))
    }

    /// The canonical request that was signed, as far as it is known.
    #[must_use]
    pub fn canonical(&self) -> CanonicalRequest {
        let canonical = CanonicalRequest::new(
            &self.method,
            self.path.as_deref().unwrap_or("/"),
            self.params.iter(),
            self.host.host.as_deref(),
            &self.signed_headers,
        );
        match self.payload {
            Some(payload) => CanonicalRequest {
                payload: payload.to_owned(),
                ..canonical
            },
            None => canonical,
        }
    }
}

fn signed_host(url: &SignedUrl, witnesses: &Witnesses<'_>) -> SignedHost {
    if let Some(proof) = witnesses.proof {
        let host = &proof.address.host;
        let written = (*host == url.host_header()).then(|| url.host.span());
        return known(host.clone(), proof.evidence, written.flatten());
    }
    let declared = witnesses.declared;
    if let Some(made) = declared.filter(|declared| declared.path.is_some()) {
        return by_declaration(&made.host);
    }
    let original = witnesses
        .s3_url
        .map(|original| (original, same_signature(url, original)));
    // Clients send the host in lower case, whatever a URL has, and SDKs sign it so.
    let as_sent = |url: &SignedUrl| url.host_header().to_ascii_lowercase();
    let confirmed = declared.filter(|declared| declared.host.confirmed);
    if let Some((original, true)) = original {
        let at = original.host.span();
        return known(as_sent(original), Evidence::OriginalUrl, at);
    }
    if url.s3_host().is_some() {
        return known(as_sent(url), Evidence::Url, url.host.span());
    }
    match (confirmed, original, declared) {
        (Some(declared), ..) | (None, None, Some(declared)) => by_declaration(&declared.host),
        (None, Some((original, _)), _) => {
            known(as_sent(original), Evidence::OtherUrl, original.host.span())
        }
        (None, None, None) => by_marks(url, witnesses.origin),
    }
}

fn known(host: String, evidence: Evidence, at: Option<Span>) -> SignedHost {
    SignedHost {
        host: Some(host),
        evidence,
        at,
        candidates: Vec::new(),
    }
}

fn unknown() -> SignedHost {
    SignedHost {
        host: None,
        evidence: Evidence::None,
        at: None,
        candidates: Vec::new(),
    }
}

fn by_declaration(host: &DeclaredHost) -> SignedHost {
    let evidence = match host.confirmed {
        true => Evidence::Declared,
        false => Evidence::DeclaredHabit,
    };
    known(host.host.clone(), evidence, Some(host.at))
}

/// The last evidence: parameters that only some SDKs add, all of which sign the Regional host.
fn by_marks(url: &SignedUrl, origin: Option<&Origin>) -> SignedHost {
    let bucket = origin.and_then(|origin| S3Host::parse(origin.domain.value.value()?)?.bucket);
    let region = url.sigv4().and_then(region_of);
    let (Some(bucket), Some(region)) = (bucket, region) else {
        return unknown();
    };
    let marked = url
        .param("x-id")
        .or_else(|| url.param("x-amz-checksum-mode"));
    let regional = marked.and_then(|_| S3Host::regional(&bucket, region));
    let candidates = S3Host::candidates(&bucket, region).into_iter();
    SignedHost {
        evidence: regional
            .as_ref()
            .map_or(Evidence::None, |_| Evidence::Marks),
        host: regional,
        at: marked.map(|param| param.span),
        candidates: candidates.map(|(host, _)| host).collect(),
    }
}

fn region_of(v4: &SigV4) -> Option<&str> {
    v4.scope.as_ref()?.region.as_deref()
}

fn same_signature(url: &SignedUrl, other: &SignedUrl) -> bool {
    let signature = |url: &SignedUrl| {
        let param = url
            .param("X-Amz-Signature")
            .or_else(|| url.param("Signature"));
        param.map(|param| param.value.clone())
    };
    let signature_of = (signature(url), signature(other));
    matches!(signature_of, (Some(one), Some(two)) if one == two)
}

/// The signed path is the URL's own, unless an origin path may have been taken out of it.
fn signed_path(
    url: &SignedUrl,
    original: Option<&SignedUrl>,
    witnesses: &Witnesses<'_>,
) -> Option<String> {
    if let Some(proof) = witnesses.proof {
        return Some(proof.address.path.clone());
    }
    if let Some(original) = original {
        return Some(original.path.value.clone());
    }
    let declared = witnesses.declared.and_then(|one| one.path.clone());
    if declared.is_some() {
        return declared;
    }
    let prefix = witnesses
        .origin
        .and_then(|origin| origin.path.value.value());
    let prefixed = prefix.is_some_and(|prefix| !prefix.is_empty());
    (url.s3_host().is_some() || !prefixed).then(|| url.path.value.clone())
}
