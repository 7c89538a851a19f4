//! The hosts and paths that a signature may have been made for.

use crate::model::{Addressing, Object, Origin, S3Host, S3Signature, SignedUrl};

/// What a request is addressed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The `Host`.
    pub host: String,
    /// The path, as it is sent.
    pub path: String,
}

impl Address {
    /// The one that a URL is written with.
    #[must_use]
    pub fn written(url: &SignedUrl) -> Self {
        Self {
            host: url.host_header(),
            path: url.path.value.clone(),
        }
    }
}

/// What a URL that is delivered from this origin may have been signed for: the origin's own name
/// first, then the hosts that SDKs sign for its bucket in the signed Region, the usual ones first;
/// each with the viewer's path and, where there is an origin path, behind that.
#[must_use]
pub fn signable(url: &SignedUrl, origin: &Origin) -> Vec<Address> {
    let domain = origin.domain.value.value().map_or("", String::as_str);
    let bucket = S3Host::parse(domain)
        .and_then(|host| host.bucket)
        .unwrap_or_default();
    let prefix = origin.path.value.value().map_or("", String::as_str);
    let own = (domain.to_owned(), Addressing::Virtual);
    let hosts = std::iter::once(own).chain(S3Host::candidates(&bucket, region(url)));
    addresses(&paths(url, prefix), &bucket, hosts)
}

/// The same for a bucket that something else than an origin names.
#[must_use]
pub fn signable_for(url: &SignedUrl, bucket: &str) -> Vec<Address> {
    let hosts = S3Host::candidates(bucket, region(url)).into_iter();
    addresses(&paths(url, ""), bucket, hosts)
}

fn region(url: &SignedUrl) -> &str {
    url.signed_region().unwrap_or_default()
}

/// The hosts that a signature for this bucket and Region may cover. SigV2 covers none, and only the
/// bucket that a host names.
pub(super) fn hosts_in(url: &SignedUrl, bucket: &str, region: &str) -> Vec<(String, Addressing)> {
    match url.s3 {
        S3Signature::V2(_) => vec![(S3Host::global(bucket), Addressing::Virtual)],
        _ => S3Host::candidates(bucket, region),
    }
}

fn addresses(
    paths: &[String],
    bucket: &str,
    hosts: impl Iterator<Item = (String, Addressing)>,
) -> Vec<Address> {
    let each = hosts.flat_map(|(host, addressing)| {
        let paths = paths
            .iter()
            .flat_map(move |path| behind_bucket(path, bucket, addressing));
        paths.map(move |path| Address {
            host: host.clone(),
            path,
        })
    });
    each.collect()
}

/// The viewer's path, and the same behind the origin path.
fn paths(url: &SignedUrl, prefix: &str) -> Vec<String> {
    let mut paths = vec![url.path.value.clone()];
    if !prefix.is_empty() {
        paths.push(format!("{prefix}{}", url.path.value));
    }
    paths
}

/// These, and the path without the origin path, and without the bucket before it.
pub(super) fn usual_paths(url: &SignedUrl, prefix: &str) -> Vec<String> {
    let mut all = paths(url, prefix);
    let below = url.path.value.strip_prefix(prefix);
    let below = below.filter(|rest| !prefix.is_empty() && rest.starts_with('/'));
    all.extend(below.map(str::to_owned));
    let object = Object::of(url);
    all.extend(object.bucket.map(|_| object.path));
    all
}

/// A path-style signature covers `/BUCKET/KEY`; the viewer's path may already start so, or not.
pub(super) fn behind_bucket(path: &str, bucket: &str, addressing: Addressing) -> Vec<String> {
    match addressing {
        Addressing::Virtual => vec![path.to_owned()],
        Addressing::Path => vec![path.to_owned(), format!("/{bucket}{path}")],
    }
}
