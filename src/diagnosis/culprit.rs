//! What an answer names as the culprit, in words: one name and value for programs, one sentence for
//! people.

use crate::finding::{duration, instant, list};
use crate::s3::error::{Authorizer, Clue, Explanation, HostKind, KeyKind, few};
use crate::source::{clipped, printable, redact};
use jiff::Timestamp;

/// One thing that an answer names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Culprit {
    /// What kind of thing: `header`, `host`, `region`; none for a remark that accuses nothing.
    pub kind: Option<&'static str>,
    /// Which one.
    pub value: String,
    /// What that tells, as a sentence.
    pub says: String,
}

impl Culprit {
    /// What it tells, without the end of the sentence.
    pub(super) fn sentence(&self) -> String {
        self.says.trim_end_matches('.').to_owned()
    }
}

/// Everything that an explanation names, the surest first.
pub(super) fn culprits(explanation: &Explanation) -> Vec<Culprit> {
    explanation.clues.iter().map(culprit).collect()
}

fn culprit(clue: &Clue) -> Culprit {
    // More of a name than this is no name, and an answer may be 64 KiB of it.
    const LONGEST_VALUE: usize = 1_024;
    const LONGEST: usize = 1_536;
    let (kind, value, says) = words(clue);
    let shown = |text: String, most| clipped(&printable(&redact(&text)), most).into_owned();
    Culprit {
        kind: Some(kind).filter(|_| accuses(clue)),
        value: shown(value, LONGEST_VALUE),
        says: shown(says, LONGEST),
    }
}

/// A host of S3's own may be the right one, an answer that was kept or cut off is no cause, and who
/// answers in its place is no fault of the URL's.
const fn accuses(clue: &Clue) -> bool {
    !matches!(
        clue,
        Clue::Cached(_)
            | Clue::CutOff
            | Clue::RedirectsTo(_)
            | Clue::Server(_)
            | Clue::Unreadable(_)
            | Clue::Host(_, HostKind::S3 | HostKind::S3Global)
    )
}

fn words(clue: &Clue) -> (&'static str, String, String) {
    match clue {
        Clue::UnsignedHeaders(names) => ("header", few(names).join(", "), unsigned(names)),
        Clue::Authorization(scheme, by) => {
            ("authorization", scheme.clone(), authorization(scheme, *by))
        }
        Clue::Region { expected, signed } => (
            "region",
            expected.clone(),
            region(expected, signed.as_deref()),
        ),
        Clue::Endpoint(host) => (
            "endpoint",
            host.clone(),
            format!("The bucket is served at {host}."),
        ),
        Clue::Expired { .. } | Clue::NotYet { .. } | Clue::Skew { .. } => time(clue),
        Clue::KeyId(id, kind) => ("access_key_id", id.clone(), key(id, *kind)),
        Clue::Host(host, kind) => ("host", host.clone(), received(host, *kind)),
        Clue::BucketFromHost(name) => {
            let says = format!(
                "S3 looked for a bucket called {name}, which reads like a host's name: if it is \
                    the CDN's, CloudFront forwards the viewer's Host."
            );
            ("host", name.clone(), says)
        }
        Clue::Website => {
            let says = "A website endpoint answered, with a page in place of XML. It knows no \
                signatures and no https, and serves public objects only.";
            ("endpoint", "website".to_owned(), says.to_owned())
        }
        Clue::Cached(_)
        | Clue::CutOff
        | Clue::RedirectsTo(_)
        | Clue::Server(_)
        | Clue::Unreadable(_) => about_the_answer(clue),
        other => request(other),
    }
}

/// What the repeated request gives away.
fn request(clue: &Clue) -> (&'static str, String, String) {
    match clue {
        Clue::Method(method) => {
            let says = format!(
                "The client sent {method}, and the method is signed: a presigned GET takes GET \
                    only."
            );
            ("method", method.clone(), says)
        }
        Clue::PathEncodedTwice(path) => {
            let says = format!(
                "S3 received the path {}: a `%` in it was encoded again, by the signer or by a \
                    proxy.",
                clipped(path, 1_024)
            );
            ("path", path.clone(), says)
        }
        Clue::ExtraParameters(names) => {
            let says = format!(
                "No SDK signs {}: a tracker, a cache buster or an edge function may have added it \
                    after signing.",
                list(&few(names))
            );
            ("parameter", few(names).join(", "), says)
        }
        Clue::MissingHeaders(_) | Clue::RewrittenHeaders(_) => signed_headers(clue),
        _ => {
            let says = "The query that S3 signed has no X-Amz-Algorithm: the request came with an \
                Authorization header, so this is not the signature in a URL.";
            ("authorization", "header".to_owned(), says.to_owned())
        }
    }
}

/// Signed headers that did not arrive as they were signed.
fn signed_headers(clue: &Clue) -> (&'static str, String, String) {
    let (names, says) = match clue {
        Clue::MissingHeaders(names) => {
            let says = format!(
                "The signature covers {}, and S3 received it empty or not at all: the client did \
                    not send it, or CloudFront did not forward it.",
                list(&few(names))
            );
            (few(names).join(", "), says)
        }
        Clue::RewrittenHeaders(names) => {
            let says = format!(
                "The URL was signed with {}, which CloudFront and other proxies rewrite or remove.",
                list(&few(names))
            );
            (few(names).join(", "), says)
        }
        _ => (String::new(), String::new()),
    };
    ("header", names, says)
}

fn about_the_answer(clue: &Clue) -> (&'static str, String, String) {
    match clue {
        Clue::Cached(age) => {
            let says = format!(
                "CloudFront has kept this answer for {}: after the mend it may be served until its \
                    time there is over, unless you invalidate the path.",
                duration(*age)
            );
            ("age", age.to_string(), says)
        }
        Clue::RedirectsTo(host) => {
            let says = format!("The answer redirects to {}.", clipped(host, 255));
            ("location", host.clone(), says)
        }
        Clue::Server(name) => {
            let says = format!("The Server header says {}.", clipped(name, 80));
            ("server", name.clone(), says)
        }
        Clue::Unreadable(kind) => {
            let says = format!("There is a body, and it is {kind}.");
            ("body", (*kind).to_owned(), says)
        }
        _ => {
            let says = "The body ends early: what stands behind the cut is not known.";
            ("body", "cut off".to_owned(), says.to_owned())
        }
    }
}

fn unsigned(names: &[String]) -> String {
    let has = |name: &str| names.iter().any(|one| one == name);
    let reached = match names.len() {
        1 => format!("{} reached S3 and is not signed", list(&few(names))),
        _ => format!("{} reached S3 and are not signed", list(&few(names))),
    };
    let whose = match () {
        () if has("x-amz-cf-id") => {
            "CloudFront adds x-amz-cf-id to every request to a custom origin"
        }
        () if has("host") => "the signer left Host out of X-Amz-SignedHeaders, which must name it",
        () if names
            .iter()
            .any(|name| name.starts_with("x-amz-meta-") || name == "x-amz-acl") =>
        {
            "whoever sent the request, or a custom header of the origin, brought it, and the \
                signer did not know of it"
        }
        () => "the client, a proxy or an origin's custom header brought it",
    };
    format!("{reached}: {whose}.")
}

fn authorization(scheme: &str, by: Authorizer) -> String {
    match by {
        Authorizer::OriginAccess => "The Authorization header signs \
            host;x-amz-content-sha256;x-amz-date, as CloudFront's origin access control or \
            identity does."
            .to_owned(),
        Authorizer::Aws => format!(
            "The Authorization header is a signature ({scheme}) over other headers than \
            CloudFront's origin access was seen to sign: origin access, an SDK or a signing proxy \
            sent it."
        ),
        Authorizer::Client if scheme == "unknown" => {
            "The Authorization header has no scheme that is known, and CloudFront adds none such: \
                the client, or what follows redirects for it, brought it, and it was forwarded."
                .to_owned()
        }
        Authorizer::Client => format!(
            "The Authorization header has the scheme {scheme}, which \
            CloudFront never adds: the client, or what follows redirects for it, brought it, and \
            it was forwarded."
        ),
        Authorizer::Query => "S3 names no Authorization header: the query itself holds two \
            signatures, as those of S3 and of CloudFront in one URL."
            .to_owned(),
    }
}

fn region(expected: &str, signed: Option<&str>) -> String {
    match signed {
        Some(signed) => format!("The bucket is in {expected}, and the signature is for {signed}."),
        None => format!("The bucket is in {expected}."),
    }
}

/// The distance of two times, whichever is earlier.
fn between(one: Timestamp, other: Timestamp) -> String {
    duration(one.duration_since(other).as_secs().unsigned_abs())
}

fn time(clue: &Clue) -> (&'static str, String, String) {
    match clue {
        Clue::NotYet { signed_at, server } => {
            let ahead = between(*signed_at, *server);
            let says = format!(
                "It was signed at {} by its own clock, when S3's showed {}: the signer's clock is \
                    at least {ahead} ahead.",
                instant(*signed_at),
                instant(*server)
            );
            ("clock", format!("{ahead} ahead"), says)
        }
        Clue::Skew { request, server } => skew(*request, *server),
        Clue::Expired {
            expires,
            server,
            lifetime,
        } => expired(*expires, *server, *lifetime),
        _ => ("clock", String::new(), String::new()),
    }
}

fn skew(request: Timestamp, server: Timestamp) -> (&'static str, String, String) {
    let (side, relation) = match request > server {
        true => ("ahead", "ahead of"),
        false => ("behind", "behind"),
    };
    let apart = between(request, server);
    let says = format!(
        "The request says {}, S3's clock said {}: {apart} {relation} S3; 15 min are allowed.",
        instant(request),
        instant(server)
    );
    ("clock", format!("{apart} {side}"), says)
}

fn expired(
    expires: Timestamp,
    server: Timestamp,
    lifetime: Option<u64>,
) -> (&'static str, String, String) {
    let lived = lifetime.map_or_else(String::new, |seconds| {
        format!(" after a life of {}", duration(seconds))
    });
    let says = format!(
        "The URL ended at {}{lived}; S3 saw the request {} later, at {}.",
        instant(expires),
        between(server, expires),
        instant(server)
    );
    ("expires", expires.to_string(), says)
}

fn key(id: &str, kind: KeyKind) -> String {
    match kind {
        KeyKind::Temporary => format!(
            "{id} belongs to temporary credentials: S3 knows it only together with its session \
                token."
        ),
        KeyKind::LongTerm => format!("{id} is a user's long-lived key."),
        KeyKind::CloudFront => {
            format!("{id} looks like the id of a CloudFront key pair, which S3 never knows.")
        }
        KeyKind::Other => format!("{id} does not look like a key id of AWS."),
    }
}

fn received(host: &str, kind: HostKind) -> String {
    match kind {
        HostKind::CloudFront => format!(
            "S3 received the Host {host}, the distribution's own name: CloudFront forwards the \
                viewer's Host."
        ),
        HostKind::Foreign => format!(
            "S3 received the Host {host}, which is no host of S3: CloudFront forwards the viewer's \
                Host, or the URL was signed for the CDN's name."
        ),
        HostKind::S3Global => format!(
            "S3 received the global Host {host}. It is right only if the URL was signed for that \
                very host; most SDKs sign the Regional one."
        ),
        HostKind::S3 => format!(
            "S3 received the Host {host}, one of its own: it is right only if the URL was signed \
                for that very host."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_compared() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let (early, late) = (at("2025-09-01T16:21:48Z"), at("2025-09-03T16:21:50Z"));
        let skew = culprit(&Clue::Skew {
            request: early,
            server: late,
        });
        assert_eq!(
            (skew.kind, skew.value.as_str()),
            (Some("clock"), "2 d behind")
        );
        let skew = culprit(&Clue::Skew {
            request: late,
            server: early,
        });
        assert_eq!(skew.value, "2 d ahead");
        let expired = culprit(&Clue::Expired {
            expires: early,
            server: late,
            lifetime: Some(120),
        });
        assert!(
            expired
                .says
                .contains("after a life of 2 min; S3 saw the request 2 d later"),
            "{}",
            expired.says
        );
    }

    #[test]
    fn what_an_answer_names_cannot_steer_a_terminal() {
        let hostile = culprit(&Clue::Endpoint(
            "\u{1b}[2Jevil?X-Amz-Signature=5ec2e7".to_owned(),
        ));
        assert!(!hostile.says.contains('\u{1b}') && !hostile.says.contains("5ec2e7"));
    }
}
