//! What was signed, proved: the signature is computed for the requests it could have been made for.

use super::search::{Attempt, Given, Query};
use super::signature::{SigningKey, Verification, string_to_sign};
use super::sigv2::{sigv2_sign, sigv2_string_to_sign};
use super::{Address, CanonicalRequest, Evidence};
use crate::model::{
    Addressing, Origin, Param, S3Host, S3Signature, Scope, Secret, SigV4, SignedUrl,
};

/// The request for which a signature is valid.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// Its host and path. SigV2 covers no host: then it is one that names the bucket that it covers.
    pub address: Address,
    /// Its method.
    pub method: String,
    /// Its query, the signature included.
    pub params: Vec<Param>,
    /// What stands for its body, where that is not what its query says.
    pub payload: Option<&'static str>,
    /// What proves it: the secret, or S3 itself.
    pub evidence: Evidence,
}

impl Proof {
    /// The one that S3 gave when it took a URL's query for this method at an address.
    #[must_use]
    pub fn accepted(url: &SignedUrl, method: &str, address: Address) -> Self {
        Self {
            address,
            method: method.to_owned(),
            params: url.params.clone(),
            payload: None,
            evidence: Evidence::Accepted,
        }
    }
}

/// What is known about how a URL was signed, besides itself.
#[derive(Debug, Clone, Copy)]
pub struct Clues<'a> {
    /// The method that it should be for.
    pub method: &'a str,
    /// The origin that it is delivered from.
    pub origin: Option<&'a Origin>,
    /// The bucket that it should be for.
    pub bucket: Option<&'a str>,
    /// The token of the secret's session, where it has one.
    pub token: Option<&'a Secret>,
}

/// Checks a URL's signature for the method given, and the host, path and query it is written with.
#[must_use]
pub fn verify(url: &SignedUrl, secret: &Secret, method: &str) -> Verification {
    let (query, address) = (Query::written(url), Address::written(url));
    let attempt = Attempt {
        method,
        address: &address,
        query: &query,
    };
    let prepared = match &url.s3 {
        S3Signature::V4(v4) => SigV4Check::new(v4, &query, secret).map(Prepared::v4),
        S3Signature::V2(_) => SigV2Check::new(url, secret).map(Prepared::V2),
        S3Signature::V4a(_) | S3Signature::None => None,
    };
    match prepared.map(|mut prepared| prepared.accepts(&attempt)) {
        Some(true) => Verification::Valid,
        Some(false) => Verification::Invalid,
        None => Verification::NotCheckable,
    }
}

/// The signature that a URL calls for as it is written: what an SDK would put behind its other
/// parameters. None if they are not whole.
#[must_use]
pub fn signature_for(url: &SignedUrl, secret: &Secret, method: &str) -> Option<String> {
    let (query, address) = (Query::written(url), Address::written(url));
    let mut check = SigV4Check::new(url.sigv4()?, &query, secret)?;
    Some(check.sign(&Attempt {
        method,
        address: &address,
        query: &query,
    }))
}

/// Finds the request for which the signature is valid: the URL as written, then what is known to be
/// done to a URL on its way, the likely first. At most [`super::MOST_TRIES`] requests are tried.
#[must_use]
pub fn prove(url: &SignedUrl, secret: &Secret, clues: &Clues<'_>) -> Option<Proof> {
    let given = Given::new(url, clues);
    let prepare = |query: &Query| match &url.s3 {
        S3Signature::V4(v4) => SigV4Check::new(v4, query, secret).map(Prepared::v4),
        S3Signature::V2(_) => SigV2Check::new(url, secret).map(Prepared::V2),
        S3Signature::V4a(_) | S3Signature::None => None,
    };
    let found = given.find(prepare, Prepared::accepts)?;
    Some(Proof {
        address: found.address.clone(),
        method: found.method.to_owned(),
        params: found.query.params.clone(),
        payload: found.query.payload,
        evidence: Evidence::Proof,
    })
}

/// All that is the same for every request with one query.
enum Prepared<'a> {
    V4(Box<SigV4Check<'a>>),
    V2(SigV2Check<'a>),
}

impl<'a> Prepared<'a> {
    fn v4(check: SigV4Check<'a>) -> Self {
        Self::V4(Box::new(check))
    }

    fn accepts(&mut self, attempt: &Attempt<'_>) -> bool {
        match self {
            Self::V4(check) => check.accepts(attempt),
            Self::V2(check) => check.accepts(attempt),
        }
    }
}

struct SigV4Check<'a> {
    key: SigningKey,
    scope: Scope,
    date: String,
    signature: &'a str,
    canonical: CanonicalRequest,
}

impl<'a> SigV4Check<'a> {
    /// `None` where a parameter, or the value of a signed header, is missing.
    fn new(v4: &'a SigV4, query: &Query, secret: &Secret) -> Option<Self> {
        let headers = v4.signed_headers.as_ref();
        let headers = headers.map_or(&[][..], |headers| headers.value.as_slice());
        let mut canonical =
            CanonicalRequest::new("", "/", query.params.iter(), Some("host"), headers);
        for (name, value) in &mut canonical.headers {
            // The JavaScript SDK v2 writes the headers that it signs into the query as well.
            let sent = |param: &&Param| param.name.eq_ignore_ascii_case(name);
            let same = query.params.iter().find(sent);
            *value = value
                .take()
                .or_else(|| same.map(|param| param.value.clone()));
        }
        if let Some(payload) = query.payload {
            canonical.payload = payload.to_owned();
        }
        let scope = query.scope.clone().or_else(|| v4.scope.clone())?;
        let date = query
            .date
            .clone()
            .or_else(|| Some(v4.date.as_ref()?.value.clone()))?;
        canonical.is_complete().then(|| Self {
            key: SigningKey::new(secret, &scope),
            signature: v4.signature.as_ref().map_or("", |one| one.value.0.as_str()),
            scope,
            date,
            canonical,
        })
    }

    fn accepts(&mut self, attempt: &Attempt<'_>) -> bool {
        let computed = self.sign(attempt);
        computed.eq_ignore_ascii_case(self.signature)
    }

    /// The signature of a request.
    fn sign(&mut self, attempt: &Attempt<'_>) -> String {
        let canonical = &mut self.canonical;
        canonical.set_request(attempt.method, &attempt.address.path, &attempt.address.host);
        self.key
            .sign(&string_to_sign(canonical, &self.date, &self.scope))
    }
}

struct SigV2Check<'a> {
    secret: &'a Secret,
    signature: &'a str,
}

impl<'a> SigV2Check<'a> {
    /// `None` where the signature or its end is missing.
    fn new(url: &'a SignedUrl, secret: &'a Secret) -> Option<Self> {
        url.param("Expires")?;
        Some(Self {
            secret,
            signature: &url.param("Signature")?.value,
        })
    }

    fn accepts(&self, attempt: &Attempt<'_>) -> bool {
        let resource = resource(attempt.address);
        let text = sigv2_string_to_sign(attempt.method, &resource, &attempt.query.params);
        sigv2_sign(self.secret, &text) == self.signature
    }
}

/// `/BUCKET/KEY` as SigV2 covers it: a name that is not S3's own is taken for a bucket's.
fn resource(address: &Address) -> String {
    let path = &address.path;
    match S3Host::parse(&address.host) {
        Some(host) if host.addressing == Addressing::Path => path.clone(),
        Some(host) => format!("/{}{path}", host.bucket.unwrap_or_default()),
        None => format!("/{}{path}", address.host),
    }
}
