//! The signed host, proved: the signature is computed for each host it could have been made for.

use super::CanonicalRequest;
use super::signature::{Verification, check};
use crate::model::{Addressing, Origin, S3Host, Secret, SigV4, SignedUrl};

/// The host and path for which a signature is valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The signed `Host`.
    pub host: String,
    /// The signed path, as it would be sent.
    pub path: String,
}

/// Checks a URL's signature for the host and path it is written with.
#[must_use]
pub fn verify(url: &SignedUrl, secret: &Secret, method: &str) -> Verification {
    let Some(v4) = url.sigv4() else {
        return Verification::NotCheckable;
    };
    check_for(url, v4, secret, method, &url.host_header(), &url.path.value)
}

/// Finds the host and path for which the signature is valid: those of the URL, those of the origin
/// it is delivered from, and every host that an SDK signs for the origin's bucket.
#[must_use]
pub fn prove(
    url: &SignedUrl,
    origin: Option<&Origin>,
    secret: &Secret,
    method: &str,
) -> Option<Proof> {
    let v4 = url.sigv4()?;
    candidates(url, v4, origin)
        .into_iter()
        .find(|one| check_for(url, v4, secret, method, &one.host, &one.path) == Verification::Valid)
}

fn check_for(
    url: &SignedUrl,
    v4: &SigV4,
    secret: &Secret,
    method: &str,
    host: &str,
    path: &str,
) -> Verification {
    let headers = v4
        .signed_headers
        .as_ref()
        .map(|headers| headers.value.as_slice());
    let headers = headers.unwrap_or_default();
    let canonical = CanonicalRequest::new(method, path, url.params.iter(), Some(host), headers);
    check(v4, &canonical, secret)
}

fn candidates(url: &SignedUrl, v4: &SigV4, origin: Option<&Origin>) -> Vec<Proof> {
    let written = Proof {
        host: url.host_header(),
        path: url.path.value.clone(),
    };
    let Some(origin) = origin else {
        return vec![written];
    };
    let domain = origin
        .domain
        .value
        .value()
        .map(String::as_str)
        .unwrap_or_default();
    let bucket = S3Host::parse(domain)
        .and_then(|host| host.bucket)
        .unwrap_or_default();
    let region = v4.scope.as_ref().and_then(|scope| scope.region.as_deref());
    let mut hosts = vec![(domain.to_owned(), Addressing::Virtual)];
    hosts.extend(S3Host::candidates(&bucket, region.unwrap_or_default()));
    let paths = paths(url, origin);
    let proofs = hosts.into_iter().flat_map(|(host, addressing)| {
        let bucket = &bucket;
        paths.iter().flat_map(move |path| {
            let host = host.clone();
            with_bucket(path, bucket, addressing)
                .into_iter()
                .map(move |path| Proof {
                    host: host.clone(),
                    path,
                })
        })
    });
    std::iter::once(written).chain(proofs).collect()
}

/// The viewer's path, and the same behind the origin path.
fn paths(url: &SignedUrl, origin: &Origin) -> Vec<String> {
    let prefix = origin
        .path
        .value
        .value()
        .map(String::as_str)
        .unwrap_or_default();
    let mut paths = vec![url.path.value.clone()];
    if !prefix.is_empty() {
        paths.push(format!("{prefix}{}", url.path.value));
    }
    paths
}

/// A path-style signature covers `/BUCKET/KEY`; the viewer's path may already start so, or not.
fn with_bucket(path: &str, bucket: &str, addressing: Addressing) -> Vec<String> {
    match addressing {
        Addressing::Virtual => vec![path.to_owned()],
        Addressing::Path => vec![path.to_owned(), format!("/{bucket}{path}")],
    }
}
