//! Which object a host and a path name.

use super::{Addressing, Endpoint, S3Host, SignedUrl};

/// A bucket and a key, as far as a host and a path tell them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The bucket, or what stands for one (an access point's ARN); `None` where the host is not S3's.
    pub bucket: Option<String>,
    /// The raw path behind the bucket, with its leading `/`.
    pub path: String,
}

impl Object {
    /// The object that `host` and the raw `path` name.
    #[must_use]
    pub fn new(host: &str, path: &str) -> Self {
        let Some(host) = S3Host::parse(host) else {
            return Self {
                bucket: None,
                path: path.to_owned(),
            };
        };
        let names_bucket =
            host.addressing == Addressing::Path && host.endpoint != Endpoint::Control;
        match names_bucket {
            true => Self::path_style(path),
            false => Self {
                bucket: host.bucket,
                path: path.to_owned(),
            },
        }
    }

    /// The object of a URL. A host with a port, `localhost`, or R2's own host is taken for an
    /// S3-compatible server, which are used path-style.
    #[must_use]
    pub fn of(url: &SignedUrl) -> Self {
        const R2: &str = ".r2.cloudflarestorage.com";
        let host = url.host.value.as_str();
        let account = host.strip_suffix(R2);
        if let Some((bucket, _)) = account.and_then(|account| account.rsplit_once('.')) {
            return Self {
                bucket: Some(bucket.to_owned()),
                path: url.path.value.clone(),
            };
        }
        let compatible = account.is_some() || url.port.is_some() || host == "localhost";
        match compatible && url.s3_host().is_none() {
            true => Self::path_style(&url.path.value),
            false => Self::new(host, &url.path.value),
        }
    }

    fn path_style(path: &str) -> Self {
        let rest = path.strip_prefix('/').unwrap_or(path);
        let (bucket, key) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        Self {
            bucket: (!bucket.is_empty()).then(|| bucket.to_owned()),
            path: key.to_owned(),
        }
    }
}
