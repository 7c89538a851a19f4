//! From the Host and the path to a bucket and a key.

use super::fault::Fault;
use crate::lab::request::Request;
use crate::model::{Addressing, Endpoint, S3Host};
use crate::s3::GLOBAL_HOST_REFUSES;

/// What a request is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The bucket's name; empty if none.
    pub(super) bucket: String,
    /// The key as it stands in the path.
    pub(super) raw_key: String,
    /// The S3 host that was asked, if it is one: the lab's own names are none.
    host: Option<S3Host>,
}

impl Target {
    /// Reads Host and path, as S3 does. A host that is none of S3's is taken for a bucket's name.
    pub(super) fn of(request: &Request) -> Self {
        let host = request.host();
        let name = without_port(&host);
        let parsed = S3Host::parse(name);
        let in_host = match &parsed {
            Some(host) if host.addressing == Addressing::Path => None,
            Some(host) => host.bucket.clone(),
            None if is_loopback(name) => None,
            None => Some(own_bucket(name)),
        };
        let path = request.path.strip_prefix('/').unwrap_or(&request.path);
        let (bucket, raw_key) = match in_host {
            Some(bucket) => (bucket, path.to_owned()),
            None => {
                let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
                (bucket.to_owned(), key.to_owned())
            }
        };
        Self {
            bucket,
            raw_key,
            host: parsed,
        }
    }

    /// Why a bucket of this Region is not served at the host that was asked.
    pub(super) fn misplaced(&self, region: Option<&str>) -> Option<Fault> {
        let host = self.host.as_ref()?;
        if host.endpoint == Endpoint::Website {
            let message = "Access Denied. A website endpoint knows no signatures.";
            return Some(Fault::new(403, "AccessDenied", message));
        }
        let region = region?;
        let refuses = crate::model::region(region).is_some_and(|one| one.refuses_global_endpoint);
        match host.region.as_deref() {
            None if host.endpoint == Endpoint::Global && refuses => Some(Fault::new(
                GLOBAL_HOST_REFUSES.status,
                "IllegalLocationConstraintException",
                format!(
                    "The {region} location constraint is incompatible for the region specific endpoint \
                     this request was sent to."
                ),
            )),
            Some(asked) if asked != region => {
                let message = "The bucket you are attempting to access must be addressed using the \
                    specified endpoint. Please send all future requests to this endpoint.";
                let endpoint = S3Host::regional(&self.bucket, region).unwrap_or_default();
                let fault = Fault::new(301, "PermanentRedirect", message);
                let fault = fault
                    .with("Endpoint", endpoint)
                    .with("Bucket", &self.bucket);
                Some(fault.with_header("x-amz-bucket-region", region))
            }
            _ => None,
        }
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port))
            if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            name
        }
        _ => host,
    }
}

/// Whether a host is this machine, and no bucket.
pub(in crate::lab) fn is_loopback(host: &str) -> bool {
    let name = without_port(host)
        .trim_start_matches('[')
        .trim_end_matches(']');
    let address = name.parse::<std::net::IpAddr>();
    ["localhost", "s3.localhost"].contains(&name) || address.is_ok()
}

/// `files` of `files.s3.localhost` and `files.localhost`.
fn own_bucket(host: &str) -> String {
    let bare = host
        .strip_suffix(".s3.localhost")
        .or_else(|| host.strip_suffix(".localhost"));
    bare.unwrap_or(host).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_paths_name_buckets() {
        for (host, path, bucket, key) in [
            (
                "files.s3.eu-central-1.amazonaws.com",
                "/a/b",
                "files",
                "a/b",
            ),
            (
                "s3.eu-central-1.amazonaws.com",
                "/files/a%20b",
                "files",
                "a%20b",
            ),
            ("127.0.0.1:7070", "/files/k", "files", "k"),
            ("[::1]:7070", "/files/k", "files", "k"),
            ("localhost", "/files", "files", ""),
            ("files.s3.localhost:7070", "/k", "files", "k"),
            ("cdn.example.com", "/k", "cdn.example.com", "k"),
            ("files.s3.amazonaws.com:443", "//k", "files", "/k"),
        ] {
            let request = Request {
                path: path.to_owned(),
                headers: vec![("host".to_owned(), host.to_owned())],
                ..Request::default()
            };
            let target = Target::of(&request);
            assert_eq!(
                (target.bucket.as_str(), target.raw_key.as_str()),
                (bucket, key),
                "{host}"
            );
        }
    }
}
