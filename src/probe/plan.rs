//! Which questions may be asked of which hosts: pure, and the only place that decides it.
//!
//! Only `GET`; only the URL's own host and the hosts that S3 has for its bucket; never a URL that
//! was signed for another method.

use crate::model::{Origin, ProbeKind, S3Host, SignedUrl};
use crate::s3::{Address, Promise, signable, signable_for};
use crate::source::redact;

/// How many hosts of S3's are asked at most: those that SDKs sign by default, and their kin.
const MOST_HOSTS: usize = 10;

/// Headers that only an upload has signed.
const OF_UPLOADS: [&str; 3] = ["content-length", "content-md5", "content-type"];

/// One question.
#[derive(Clone, PartialEq, Eq)]
pub struct Probe {
    /// Which.
    pub kind: ProbeKind,
    /// The host, with its port if it is not the protocol's own.
    pub host: String,
    /// The path, as clients send it: they resolve dot segments and escape what must not be bare.
    pub path: String,
    /// The whole URL, secrets and all.
    pub(super) url: String,
}

/// Everything but the secrets.
impl std::fmt::Debug for Probe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.kind.name(), redact(&self.url))
    }
}

impl Probe {
    fn new(kind: ProbeKind, url: &SignedUrl, host: String, path: String, query: &str) -> Self {
        let mark = if query.is_empty() { "" } else { "?" };
        let text = format!("{}://{host}{path}{mark}{query}", url.protocol.value);
        let sent = reqwest::Url::parse(&text).map(|url| url.path().to_owned());
        Self {
            kind,
            url: text,
            host,
            path: sent.unwrap_or(path),
        }
    }

    fn own(kind: ProbeKind, url: &SignedUrl, query: &str) -> Self {
        Self::new(kind, url, url.host_header(), url.path.value.clone(), query)
    }
}

/// The URL as it is, and once more.
///
/// # Errors
///
/// Why this URL is not sent at all: it was signed for another method than `GET`.
pub fn safe(url: &SignedUrl, method: &str) -> Result<Vec<Probe>, String> {
    if let Some(reason) = not_a_download(url, method) {
        return Err(reason);
    }
    let query = url.query();
    let own = |kind| Probe::own(kind, url, &query);
    Ok(vec![own(ProbeKind::AsIs), own(ProbeKind::Repeat)])
}

/// The same query on the hosts for which it may have been signed, but for the URL's own.
#[must_use]
pub fn direct(url: &SignedUrl, promise: &Promise, origin: Option<&Origin>) -> Vec<Probe> {
    let known = promise.host.host.as_ref().map(|host| Address {
        host: host.clone(),
        path: promise
            .path
            .clone()
            .unwrap_or_else(|| url.path.value.clone()),
    });
    let certain = promise.host.evidence.is_certain();
    let others = origin.filter(|_| !certain);
    let others = others.map(|origin| with_its_bucket(origin, signable(url, origin)));
    on(url, known.into_iter().chain(others.into_iter().flatten()))
}

/// Without the addresses in which another name stands where the bucket's must: that would be
/// somebody else's bucket, which has no business with this query.
fn with_its_bucket(origin: &Origin, addresses: Vec<Address>) -> Vec<Address> {
    let domain = origin.domain.value.value();
    let bucket = domain.and_then(|domain| S3Host::parse(domain)?.bucket);
    in_bucket(addresses, bucket.as_deref().unwrap_or_default())
}

fn in_bucket(mut addresses: Vec<Address>, bucket: &str) -> Vec<Address> {
    let start = format!("/{bucket}/");
    addresses.retain(|one| {
        let named = S3Host::parse(&one.host).and_then(|host| host.bucket);
        named.is_some() || one.path.starts_with(&start)
    });
    addresses
}

/// The same for the bucket of a host that an answer named, which must be one of S3's.
#[must_use]
pub fn again_on(url: &SignedUrl, named: &str) -> Vec<Probe> {
    match S3Host::parse(named).and_then(|host| host.bucket) {
        Some(bucket) if url.s3_host().is_none() => {
            on(url, in_bucket(signable_for(url, &bucket), &bucket))
        }
        _ => Vec::new(),
    }
}

fn on(url: &SignedUrl, hosts: impl IntoIterator<Item = Address>) -> Vec<Probe> {
    let query = url.query();
    let mut probes: Vec<Probe> = Vec::new();
    let rest = hosts
        .into_iter()
        .filter(|one| S3Host::parse(&one.host).is_some_and(|host| host.is_rest()));
    for Address { host, path } in rest {
        let probe = Probe::new(ProbeKind::Direct, url, host, path, &query);
        let own = probe.host.eq_ignore_ascii_case(&url.host_header());
        if probes.len() < MOST_HOSTS && !own && !probes.contains(&probe) {
            probes.push(probe);
        }
    }
    probes
}

/// The questions whose answer should be no: without the query, and with another signature. They can
/// leave traces in the cache, and are asked on request only.
#[must_use]
pub fn deep(url: &SignedUrl) -> Vec<Probe> {
    let without = Probe::own(ProbeKind::WithoutQuery, url, "");
    let changed = changed(url).map(|query| Probe::own(ProbeKind::ChangedSignature, url, &query));
    std::iter::once(without).chain(changed).collect()
}

/// The query with one digit of its signature changed.
fn changed(url: &SignedUrl) -> Option<String> {
    let names = ["X-Amz-Signature", "Signature"];
    let at = names.iter().find_map(|name| {
        let same = |param: &crate::model::Param| param.name == *name;
        url.params.iter().position(same)
    })?;
    let mut changed = url.clone();
    let param = changed.params.get_mut(at)?;
    param.raw_value = with_another_digit(&param.raw_value)?;
    Some(changed.query())
}

/// The same text with its first digit or letter changed that is no part of an escape.
fn with_another_digit(text: &str) -> Option<String> {
    let is_escaped = |at: usize| {
        [1, 2].iter().any(|back| {
            text.get(at.wrapping_sub(*back)..)
                .is_some_and(|rest| rest.starts_with('%'))
        })
    };
    let plain = |(at, c): &(usize, char)| c.is_ascii_alphanumeric() && !is_escaped(*at);
    let (at, old) = text.char_indices().find(plain)?;
    let mut changed = text.to_owned();
    changed.replace_range(at..=at, if old == '0' { "1" } else { "0" });
    Some(changed)
}

/// Parameters (or signed headers) that no download has; `x-amz-checksum-mode` is a download's.
fn is_of_uploads(name: &str) -> bool {
    const NAMES: [&str; 7] = [
        "uploadid",
        "uploads",
        "x-amz-acl",
        "x-amz-tagging",
        "x-amz-storage-class",
        "x-amz-sdk-checksum-algorithm",
        "x-amz-copy-source",
    ];
    let name = name.to_ascii_lowercase();
    let checksum = name.starts_with("x-amz-checksum-") && name != "x-amz-checksum-mode";
    checksum || NAMES.contains(&name.as_str())
}

/// Why a URL is no download, if it shows that it is none.
fn not_a_download(url: &SignedUrl, method: &str) -> Option<String> {
    if method != "GET" {
        return Some(format!(
            "the URL was signed for {method} (--method), and siglint sends GET only"
        ));
    }
    let operation = url.param("x-id").map(|param| param.shown_value());
    if let Some(operation) = operation.filter(|name| name != "GetObject") {
        return Some(format!(
            "the URL was signed for {operation} (x-id), and siglint sends GET for objects only"
        ));
    }
    if let Some(param) = url.params.iter().find(|param| is_of_uploads(&param.name)) {
        return Some(format!(
            "the URL was signed with {}, as uploads are, and siglint sends GET for objects only",
            param.shown_name()
        ));
    }
    let headers = url.sigv4().and_then(|v4| v4.signed_headers.as_ref());
    let mut headers = headers.into_iter().flat_map(|headers| &headers.value);
    let upload = headers.find(|name| OF_UPLOADS.contains(&name.as_str()) || is_of_uploads(name))?;
    Some(format!(
        "the URL was signed with {upload}, as uploads are, and siglint sends GET only"
    ))
}

#[cfg(test)]
mod tests {
    use super::with_another_digit;

    #[test]
    fn another_digit_leaves_escapes_alone() {
        for (text, changed) in [
            ("0a1b", "1a1b"),
            ("%2Bab%3D", "%2B0b%3D"),
            ("%2B%2Fx", "%2B%2F0"),
        ] {
            assert_eq!(with_another_digit(text).as_deref(), Some(changed));
        }
        for nothing in ["", "%", "%2B", "é"] {
            assert_eq!(with_another_digit(nothing), None, "{nothing}");
        }
    }
}
