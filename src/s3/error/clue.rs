//! What an answer names as the culprit, as data: the words are made where reports are.

use crate::source::clipped;
use jiff::Timestamp;

/// One thing that an answer gives away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clue {
    /// These headers reached S3 and are not signed.
    UnsignedHeaders(Vec<String>),
    /// The second way of authentication: its scheme, and who brought it.
    Authorization(String, Authorizer),
    /// The bucket's Region, and the one that was signed for.
    Region {
        /// The one that S3 expects.
        expected: String,
        /// The one in the URL.
        signed: Option<String>,
    },
    /// The host that S3 wants to be asked.
    Endpoint(String),
    /// The end of the URL, and when S3 looked.
    Expired {
        /// The end.
        expires: Timestamp,
        /// S3's clock.
        server: Timestamp,
        /// The lifetime that was signed, in seconds.
        lifetime: Option<u64>,
    },
    /// The signing time, and S3's earlier clock.
    NotYet {
        /// The signing time.
        signed_at: Timestamp,
        /// S3's clock.
        server: Timestamp,
    },
    /// The time of a request that was signed in its headers, and S3's clock.
    Skew {
        /// The time in the request.
        request: Timestamp,
        /// S3's clock.
        server: Timestamp,
    },
    /// A key id that S3 does not know, and what it looks like.
    KeyId(String, KeyKind),
    /// The Host that S3 received.
    Host(String, HostKind),
    /// A method that the URL was hardly signed for.
    Method(String),
    /// A path that was percent-encoded twice.
    PathEncodedTwice(String),
    /// Parameters that no SDK signs: added afterwards, perhaps.
    ExtraParameters(Vec<String>),
    /// Signed headers that did not arrive, or empty.
    MissingHeaders(Vec<String>),
    /// Signed headers that CloudFront rewrites or removes.
    RewrittenHeaders(Vec<String>),
    /// S3 computed a signature of the headers: an `Authorization` header reached it.
    SignedByHeader,
    /// The name that S3 took for a bucket reads like a host's: the Host was forwarded, perhaps.
    BucketFromHost(String),
    /// A website endpoint answered.
    Website,
    /// CloudFront has kept this answer for so many seconds.
    Cached(u64),
    /// The body ends before its end.
    CutOff,
    /// The viewer is sent to this host, which is none of S3's.
    RedirectsTo(String),
    /// The server names itself, and it is neither S3 nor CloudFront.
    Server(String),
    /// There is a body, and it is this: no error that could be read.
    Unreadable(&'static str),
}

/// Who brought the second signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authorizer {
    /// CloudFront's origin access control or identity: it was seen to sign these three headers.
    OriginAccess,
    /// Something that signs as AWS's SDKs do: one of them, a proxy, or origin access once more.
    Aws,
    /// The client, or a proxy before CloudFront.
    Client,
    /// No header: the query holds two signatures.
    Query,
}

/// What a key id looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// `ASIA…`: of temporary credentials.
    Temporary,
    /// `AKIA…`: of a user.
    LongTerm,
    /// `K…` or `APKA…`: of a CloudFront key pair.
    CloudFront,
    /// Anything else.
    Other,
}

/// What a received Host is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostKind {
    /// A distribution's own name.
    CloudFront,
    /// Neither CloudFront's nor S3's: an alias of the CDN, most likely.
    Foreign,
    /// S3's global host.
    S3Global,
    /// Any other host of S3.
    S3,
}

impl Clue {
    /// The rules that this confirms, in place of those the catalogue names for the code; none if it
    /// does not narrow them.
    #[must_use]
    pub fn rules(&self) -> Option<&'static [&'static str]> {
        Some(match self {
            Self::UnsignedHeaders(names) if names.iter().any(|name| name == "x-amz-cf-id") => {
                &["s3-as-custom-origin"]
            }
            Self::UnsignedHeaders(names) if names.iter().any(|name| name == "host") => {
                &["host-not-signed"]
            }
            Self::Authorization(_, Authorizer::OriginAccess | Authorizer::Aws) => {
                &["origin-access-signs-again"]
            }
            Self::Authorization(..) | Self::SignedByHeader => &[],
            Self::Method(_) => &["method-is-signed"],
            Self::PathEncodedTwice(_) => &["double-encoded"],
            Self::ExtraParameters(_) => &["parameter-added-after-signing"],
            Self::Host(_, HostKind::CloudFront | HostKind::Foreign) => &["host-forwarded"],
            Self::Host(_, HostKind::S3Global) => &[
                "origin-region-missing",
                "signed-host-mismatch",
                "origin-path-prefixed",
                "behavior-prefix-in-key",
                "query-partly-forwarded",
            ],
            Self::Host(_, HostKind::S3) => &[
                "signed-host-mismatch",
                "origin-path-prefixed",
                "behavior-prefix-in-key",
                "query-partly-forwarded",
            ],
            Self::MissingHeaders(_) => &["header-must-be-sent", "signed-header-not-forwarded"],
            Self::RewrittenHeaders(_) => &["header-signed-but-rewritten"],
            Self::Website => &["website-endpoint-origin"],
            Self::KeyId(_, KeyKind::Temporary) => {
                &["session-token-missing", "query-partly-forwarded"]
            }
            Self::KeyId(_, KeyKind::CloudFront) => &["cloudfront-signature-on-s3-host"],
            Self::KeyId(..) => &[],
            _ => return None,
        })
    }

    /// Why this makes the explanation a likely one only, in place of a certain one.
    #[must_use]
    pub(super) fn doubt(&self) -> Option<&'static str> {
        matches!(self, Self::Authorization(_, Authorizer::Aws)).then_some(
            "which headers CloudFront's origin access signs is not documented: the second \
                signature may be its own, or that of an SDK or a signing proxy.",
        )
    }

    /// What to do about this, in place of the catalogue's advice for the code.
    #[must_use]
    pub fn mend(&self) -> Option<String> {
        Some(match self {
            Self::UnsignedHeaders(names) => unsigned(names),
            Self::Authorization(_, by) => authorization(*by).to_owned(),
            Self::Region { expected, .. } => format!(
                "sign for Region {}, with the \
                Regional host of the bucket as the origin",
                clipped(expected, 80)
            ),
            Self::Endpoint(host) => format!(
                "set the origin to the Regional host of the bucket, \
                and sign for it; S3 names {}",
                clipped(host, 255)
            ),
            Self::KeyId(_, kind) => key(*kind).to_owned(),
            Self::Host(_, HostKind::CloudFront | HostKind::Foreign) => {
                "do not forward the viewer's Host: use the managed origin request policy \
                    AllViewerExceptHostHeader, or none; and sign for the S3 host, then replace it"
                    .to_owned()
            }
            Self::Method(method) => format!(
                "use the method the URL was signed for: to try a \
                download, send GET with `Range: bytes=0-0` in place of {method}"
            ),
            Self::ExtraParameters(names) => {
                format!("take {} out of the URL, or sign with it", joined(names))
            }
            Self::MissingHeaders(names) => format!(
                "send {} with the very value that was signed, and forward it; or do not sign it",
                joined(names)
            ),
            other => plain(other)?.to_owned(),
        })
    }
}

/// Advice that needs no name.
const fn plain(clue: &Clue) -> Option<&'static str> {
    Some(match clue {
        Clue::PathEncodedTwice(_) => "encode the key once, and pass the URL on unchanged",
        Clue::RewrittenHeaders(_) => {
            "sign Host only: presigners do so unless they are given headers"
        }
        Clue::SignedByHeader => {
            "find who signs in a header: the client, a proxy, or an origin access control; a \
                presigned URL needs none"
        }
        Clue::Website => "set the origin to the bucket's REST host, BUCKET.s3.REGION.amazonaws.com",
        _ => return None,
    })
}

fn unsigned(names: &[String]) -> String {
    let has = |name: &str| names.iter().any(|one| one == name);
    if has("x-amz-cf-id") {
        return "make it an S3 origin (S3OriginConfig with an empty OriginAccessIdentity): to a \
            custom origin CloudFront adds x-amz-cf-id, which nobody can sign"
            .to_owned();
    }
    if has("host") {
        return "sign Host: this signer leaves it out of X-Amz-SignedHeaders, which no SDK does"
            .to_owned();
    }
    format!(
        "do not send or forward {}; or sign with it, and have the client send the same value",
        joined(names)
    )
}

fn joined(names: &[String]) -> String {
    few(names).join(", ")
}

/// The first names of a list that an answer may make as long as it likes, and how many more it has.
#[must_use]
pub fn few(names: &[String]) -> Vec<String> {
    const MOST: usize = 8;
    const LONGEST: usize = 80;
    let first = names.iter().take(MOST);
    let mut few: Vec<String> = first
        .map(|name| clipped(name, LONGEST).into_owned())
        .collect();
    if names.len() > MOST {
        few.push(format!("{} more", names.len() - MOST));
    }
    few
}

const fn authorization(by: Authorizer) -> &'static str {
    match by {
        Authorizer::OriginAccess => {
            "take the origin access control or identity off this origin (or let the control sign \
                never); or stop presigning, and use CloudFront's signed URLs"
        }
        Authorizer::Aws => {
            "let only one sign: no origin access on this origin (or one that signs never), and no \
                SDK or proxy that signs the request of a presigned URL"
        }
        Authorizer::Client => {
            "send the request without an Authorization header, also after a redirect; and do not \
                forward Authorization in CloudFront"
        }
        Authorizer::Query => {
            "leave one signature in the URL: S3's parameters, or those of CloudFront or SigV2"
        }
    }
}

const fn key(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Temporary => {
            "sign with the session token of these temporary credentials: a URL without \
                X-Amz-Security-Token lacks it already; if the URL has it, forward it, and if it \
                arrived, the key is of another partition"
        }
        KeyKind::LongTerm => {
            "sign with a key that exists: this one was deleted, or is of another partition (China, \
                GovCloud)"
        }
        KeyKind::CloudFront => {
            "this is the id of a CloudFront key pair: the URL was signed for CloudFront, so \
                restrict viewer access on its behavior and use the distribution's name as host"
        }
        KeyKind::Other => {
            "sign with an access key of AWS (AKIA… or ASIA…): this id does not look like one"
        }
    }
}
