//! Who signs and where it is delivered, as a person declares it.

use super::{Addressing, Sdk};
use crate::source::{Sourced, Span};

/// How S3 URLs are signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureVersion {
    /// `X-Amz-*` parameters.
    V4,
    /// `AWSAccessKeyId`, `Signature`, `Expires`.
    V2,
}

/// What signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credentials {
    /// An access key of a user, which has no end of its own.
    LongTerm,
    /// The keys of a session, which end with it.
    Session,
}

/// A signer: everything that decides about the URLs it makes, but the objects and the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignerProfile {
    /// Its name.
    pub name: String,
    /// Its header, where what is not written belongs.
    pub span: Span,
    /// The scheme, where it is declared.
    pub version: Option<Sourced<SignatureVersion>>,
    /// What makes the URLs.
    pub sdk: Option<Sourced<&'static Sdk>>,
    /// The Region that is signed for.
    pub region: Sourced<String>,
    /// The bucket; none where it is that of the distribution's origin.
    pub bucket: Option<Sourced<String>>,
    /// The very host that is signed, where the SDK is told to use one.
    pub host: Option<Sourced<String>>,
    /// Where the bucket stands, where the SDK is told.
    pub addressing: Option<Sourced<Addressing>>,
    /// How long a URL is valid, in seconds.
    pub expires: Sourced<u64>,
    /// The step in seconds to which signing times are rounded down; none if they are not.
    pub round: Option<Sourced<u64>>,
    /// What signs.
    pub credentials: Option<Sourced<Credentials>>,
    /// How long a session of the signer lasts, in seconds.
    pub session: Option<Sourced<u64>>,
    /// The methods that are signed, at least one.
    pub methods: Vec<Sourced<String>>,
}

/// A path of a distribution at which signed URLs are delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its header.
    pub span: Span,
    /// The distribution by id, name or logical id; none where there is only one.
    pub distribution: Option<Sourced<String>>,
    /// A path of a URL, or a behavior's path pattern.
    pub path: Sourced<String>,
    /// The path that is signed, where that is another one.
    pub key: Option<Sourced<String>>,
    /// Who signs.
    pub signer: Sourced<String>,
    /// For how long after signing an object may be reachable at most, in seconds.
    pub reach: Option<Sourced<u64>>,
}
