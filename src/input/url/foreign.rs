//! Signed URLs that neither S3 nor CloudFront reads.

use crate::model::{Param, Vendor};

/// The other vendor whose signature the query has, or whose host the URL names.
pub(super) fn vendor(host: &str, params: &[Param]) -> Option<Vendor> {
    let has = |name: &str| params.iter().any(|param| param.name == name);
    let starts = |prefix: &str| {
        let mut names = params.iter().map(|param| param.name.as_bytes());
        names.any(|name| {
            let start = name.get(..prefix.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
        })
    };
    let host = host.to_ascii_lowercase();
    if has("GoogleAccessId") || starts("X-Goog-") {
        Some(Vendor::GoogleCloudStorage)
    } else if has("sig") && (has("sv") || has("se")) {
        Some(Vendor::Azure)
    } else if has("OSSAccessKeyId") || starts("x-oss-") {
        Some(Vendor::AlibabaOss)
    } else if host
        .trim_end_matches('.')
        .ends_with("r2.cloudflarestorage.com")
    {
        Some(Vendor::CloudflareR2)
    } else {
        None
    }
}
