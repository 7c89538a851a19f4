//! The request for which a signature was proved, in words: where the URL is not it.

use crate::finding::list;
use crate::model::{Param, S3Host, S3Signature, SignedUrl};
use crate::s3::{Departure, Proof};
use crate::source::redact;

/// What was signed, where a URL is something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedFor {
    /// The method.
    pub method: String,
    /// The host; of SigV2, which covers none, one that names the bucket.
    pub host: String,
    /// The path, percent-encoded.
    pub path: String,
    /// In words, to stand behind "valid": `with HEAD, for s3.eu-central-1.amazonaws.com (…)`.
    pub words: String,
}

impl SignedFor {
    /// What a proof says of a URL that is used with `method`; none if the URL is what was signed.
    #[must_use]
    pub fn new(url: &SignedUrl, method: &str, proof: &Proof) -> Option<Self> {
        let departures = proof.departures(url, method);
        let words: Vec<String> = departures
            .iter()
            .map(|departure| word(url, departure, proof))
            .collect();
        (!words.is_empty()).then(|| Self {
            method: proof.method.clone(),
            host: redact(&proof.address.host),
            path: redact(&proof.address.path),
            words: words.join(", "),
        })
    }
}

fn word(url: &SignedUrl, departure: &Departure, proof: &Proof) -> String {
    match departure {
        Departure::Method => format!("with {}", proof.method),
        Departure::Host => host(url, &proof.address.host),
        Departure::Path => format!("for the path {}", redact(&proof.address.path)),
        Departure::Added(names) => format!("without {}", list(names)),
        Departure::Removed(names) => format!("with {} in the query", list(&values(proof, names))),
        Departure::Changed(names) => match (region(proof), names.as_slice()) {
            (Some(region), [name]) if name == CREDENTIAL => {
                format!("for the Region {region} in {CREDENTIAL}")
            }
            _ => format!("with {}", list(&values(proof, names))),
        },
        Departure::Body => "with the hash of an empty body in place of UNSIGNED-PAYLOAD".to_owned(),
    }
}

const CREDENTIAL: &str = "X-Amz-Credential";

/// The Region that was signed for.
fn region(proof: &Proof) -> Option<&str> {
    let credential = proof.params.iter().find(|param| param.name == CREDENTIAL)?;
    credential.value.split('/').nth(2)
}

fn host(url: &SignedUrl, signed: &str) -> String {
    let parsed = S3Host::parse(signed);
    match (&url.s3, parsed) {
        (S3Signature::V2(_), Some(host)) => {
            format!("for bucket {}", host.bucket.unwrap_or_default())
        }
        (_, Some(host)) => format!("for {}, {}", redact(signed), host.describe()),
        (_, None) => format!("for {}", redact(signed)),
    }
}

/// `X-Amz-Expires=3600`; of what is secret, and of long values, the name.
fn values(proof: &Proof, names: &[String]) -> Vec<String> {
    const LONGEST: usize = 80;
    let named = |name: &String| {
        let mut params = proof.params.iter();
        let param = params.find(|param: &&Param| param.shown_name() == *name);
        let value = param.map(Param::shown_value).unwrap_or_default();
        match value.len() <= LONGEST {
            true => format!("{name}={value}"),
            false => format!("another {name}"),
        }
    };
    names.iter().map(named).collect()
}
