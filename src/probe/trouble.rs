//! Why there is no answer, in words that a person can act on.

use crate::model::{S3Host, Trouble, Unreachable};
use std::error::Error;
use std::io;
use std::time::Duration;

/// What rustls says when something else than TLS comes.
const CORRUPT: &str = "corrupt message";

/// Reads a failed request. `host` is the one that was asked.
pub(super) fn trouble(
    error: &reqwest::Error,
    host: &str,
    timeout: Duration,
    proxy: Option<&str>,
) -> Unreachable {
    let told = chain(error);
    of_kind(kind(error, &told), &told, host, timeout, proxy)
}

/// No answer in time.
pub(super) fn late(host: &str, timeout: Duration, proxy: Option<&str>) -> Unreachable {
    of_kind(Trouble::Timeout, "", host, timeout, proxy)
}

fn of_kind(
    kind: Trouble,
    told: &str,
    host: &str,
    timeout: Duration,
    proxy: Option<&str>,
) -> Unreachable {
    let advice = advice(kind, host, told);
    Unreachable {
        kind,
        what: what(kind, told, timeout),
        advice: match (kind, proxy) {
            (Trouble::Dns | Trouble::Refused | Trouble::Timeout, Some(proxy)) => {
                format!("{proxy} is set, so this may be the proxy's trouble; {advice}")
            }
            _ => advice.to_owned(),
        },
    }
}

/// What every error of the chain says, the outermost first; the URL is in none of them.
fn chain(error: &reqwest::Error) -> String {
    let mut told = Vec::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        told.push(error.to_string());
        cause = error.source();
    }
    told.join(": ")
}

fn io_kind(error: &reqwest::Error) -> Option<io::ErrorKind> {
    let mut cause = error.source();
    let mut found = None;
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<io::Error>() {
            found = Some(io.kind());
        }
        cause = error.source();
    }
    found
}

fn kind(error: &reqwest::Error, told: &str) -> Trouble {
    use io::ErrorKind::{ConnectionRefused, HostUnreachable, NetworkUnreachable, PermissionDenied};
    let says = |words: &str| told.contains(words);
    match () {
        () if error.is_timeout() => Trouble::Timeout,
        () if error.is_dns() || says("dns error") || says("lookup address") => Trouble::Dns,
        () if says("tunnel error") || says("proxy") => Trouble::Proxy,
        () if says("not valid for name") || says("NotValidForName") => Trouble::CertificateName,
        () if [
            "certificate",
            "handshake",
            "TLS",
            "tls",
            "fatal alert",
            CORRUPT,
        ]
        .iter()
        .any(|words| says(words)) =>
        {
            Trouble::Tls
        }
        () if matches!(
            io_kind(error),
            Some(ConnectionRefused | HostUnreachable | NetworkUnreachable | PermissionDenied)
        ) =>
        {
            Trouble::Refused
        }
        () if error.is_connect() => Trouble::Refused,
        () => Trouble::Broken,
    }
}

fn what(kind: Trouble, told: &str, timeout: Duration) -> String {
    let last = told.rsplit(": ").next().unwrap_or_default();
    match kind {
        Trouble::Dns => "has no address: the name cannot be looked up".to_owned(),
        Trouble::Refused => format!("cannot be connected to: {last}"),
        Trouble::CertificateName => "showed a certificate for another name".to_owned(),
        Trouble::Tls if told.contains(CORRUPT) => "does not speak TLS at this port".to_owned(),
        Trouble::Tls if told.contains("UnknownIssuer") => {
            "showed a certificate of an authority that is not trusted".to_owned()
        }
        Trouble::Tls if told.contains("expired") => {
            "showed a certificate that has expired".to_owned()
        }
        Trouble::Tls => format!("did not agree on TLS: {last}"),
        Trouble::Timeout => format!("gave no answer within {} s", timeout.as_secs_f64()),
        Trouble::Proxy if told.contains("unsuccessful") => {
            "is not reached: the proxy refused the connection to it".to_owned()
        }
        Trouble::Proxy => format!("is not reached through the proxy: {last}"),
        Trouble::Broken if told.is_empty() => "ended the connection without an answer".to_owned(),
        Trouble::Broken => format!("sent no answer that can be read: {last}"),
    }
}

fn advice(kind: Trouble, host: &str, told: &str) -> &'static str {
    let name = host.split(':').next().unwrap_or(host);
    let bucket = S3Host::parse(name).and_then(|host| host.bucket);
    match kind {
        Trouble::CertificateName if bucket.is_some_and(|bucket| bucket.contains('.')) => {
            "S3's certificate covers one label before its name, and this bucket's name has dots: \
                use the path-style host, or a bucket without dots"
        }
        Trouble::CertificateName => {
            "the name leads to another server, or the distribution lacks it among its aliases: \
                compare the DNS record with the distribution's domain name and certificate"
        }
        Trouble::Dns => {
            "check the host's spelling and its DNS record; a distribution's name has one as soon \
                as it exists"
        }
        Trouble::Refused => {
            "check the protocol and port in the URL, and firewalls on the way; in a network that \
                needs a proxy, set HTTPS_PROXY"
        }
        Trouble::Tls if told.contains("UnknownIssuer") => {
            "a private authority's certificate is given with --cacert; otherwise something on the \
                way replaces certificates"
        }
        Trouble::Tls if told.contains(CORRUPT) => "is it http in place of https, or another port?",
        Trouble::Tls => "compare with what `curl -v` says about the same host",
        Trouble::Timeout => "try again, or give it longer with --timeout",
        Trouble::Proxy => {
            "check HTTP_PROXY, HTTPS_PROXY and NO_PROXY, and whether the proxy allows this host"
        }
        Trouble::Broken => "try again; if it stays, compare with `curl -v`: is this a web server?",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_has_words_and_advice() {
        let timeout = Duration::from_millis(1500);
        for (kind, told, words, hint) in [
            (Trouble::Dns, "dns error", "no address", "spelling"),
            (
                Trouble::Refused,
                "a: refused (1)",
                "connected to: refused (1)",
                "HTTPS_PROXY",
            ),
            (Trouble::Timeout, "", "within 1.5 s", "--timeout"),
            (
                Trouble::Tls,
                "received corrupt message",
                "not speak TLS",
                "http in place",
            ),
            (
                Trouble::Tls,
                "x: UnknownIssuer",
                "is not trusted",
                "--cacert",
            ),
            (
                Trouble::Proxy,
                "tunnel error",
                "through the proxy",
                "NO_PROXY",
            ),
            (Trouble::Broken, "", "ended the connection", "curl -v"),
        ] {
            assert!(what(kind, told, timeout).contains(words), "{told}");
            assert!(
                advice(kind, "cdn.example.com", told).contains(hint),
                "{told}"
            );
        }
    }

    #[test]
    fn a_bucket_with_dots_is_told_why_its_certificate_does_not_fit() {
        let advice = |host| advice(Trouble::CertificateName, host, "");
        assert!(advice("my.files.s3.eu-central-1.amazonaws.com").contains("has dots"));
        assert!(advice("cdn.example.com:8443").contains("aliases"));
    }
}
