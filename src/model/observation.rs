//! What the network, or a saved answer, showed of one URL.

use super::Response;

/// Which question was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProbeKind {
    /// The URL as it is.
    AsIs,
    /// The same query on a host of S3's.
    Direct,
    /// The URL once more.
    Repeat,
    /// The URL without its query.
    WithoutQuery,
    /// The URL with one digit of its signature changed.
    ChangedSignature,
    /// None: the answer was saved by somebody.
    Saved,
}

impl ProbeKind {
    /// Its name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AsIs => "as-is",
            Self::Direct => "direct",
            Self::Repeat => "repeat",
            Self::WithoutQuery => "without-query",
            Self::ChangedSignature => "changed-signature",
            Self::Saved => "saved",
        }
    }
}

/// One question and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// The question.
    pub probe: ProbeKind,
    /// The host that was asked, with its port if it is not the protocol's own.
    pub host: String,
    /// The path that was asked for, as sent.
    pub path: String,
    /// What came.
    pub seen: Seen,
    /// How long it took, in milliseconds; none where nothing was sent.
    pub milliseconds: Option<u64>,
}

impl Observation {
    /// The answer, if there is one.
    #[must_use]
    pub fn answer(&self) -> Option<&Response> {
        match &self.seen {
            Seen::Answer(response) => Some(response),
            Seen::Nothing(_) => None,
        }
    }

    /// Whether the object was served, or would have been: nothing in the request was refused.
    #[must_use]
    pub fn is_served(&self) -> bool {
        self.answer().is_some_and(Response::is_served)
    }
}

/// What came of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// An answer.
    Answer(Response),
    /// None.
    Nothing(Unreachable),
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreachable {
    /// What kind of trouble.
    pub kind: Trouble,
    /// What happened, as a clause that follows the host's name: `refused the connection`.
    pub what: String,
    /// What to do.
    pub advice: String,
}

/// The kinds of trouble on the way to a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The name has no address.
    Dns,
    /// Nobody listens, or something in between refuses.
    Refused,
    /// The certificate is for another name.
    CertificateName,
    /// The certificate is not trusted, or the handshake failed otherwise.
    Tls,
    /// No answer in time.
    Timeout,
    /// The proxy did not let it through.
    Proxy,
    /// The connection ended, or what came was not HTTP.
    Broken,
}

impl Trouble {
    /// Its name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Refused => "refused",
            Self::CertificateName => "certificate-name",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Proxy => "proxy",
            Self::Broken => "broken",
        }
    }
}
