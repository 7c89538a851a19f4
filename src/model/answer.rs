//! What a hop answers, and the order in which a request can be refused.

/// Who gives an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// CloudFront itself: its XML without ids, or its HTML page.
    CloudFront,
    /// S3, relayed by CloudFront.
    S3,
}

impl std::fmt::Display for By {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::CloudFront => "CloudFront",
            Self::S3 => "S3",
        })
    }
}

/// One answer: who, the HTTP status, and the error code where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Who answers.
    pub by: By,
    /// The HTTP status.
    pub status: u16,
    /// The `<Code>` of the error body; none for a success or an HTML page.
    pub code: Option<&'static str>,
}

impl Answer {
    /// An error of S3.
    #[must_use]
    pub const fn s3(status: u16, code: &'static str) -> Self {
        Self {
            by: By::S3,
            status,
            code: Some(code),
        }
    }

    /// An error of CloudFront.
    #[must_use]
    pub const fn cloudfront(status: u16, code: &'static str) -> Self {
        Self {
            by: By::CloudFront,
            status,
            code: Some(code),
        }
    }
}

/// As a sentence without its end: `S3 will answer 403 SignatureDoesNotMatch`.
impl std::fmt::Display for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} will answer {}", self.by, self.status)?;
        self.code.map_or(Ok(()), |code| write!(f, " {code}"))
    }
}

/// The places at which a request can be refused, in the order in which it meets them.
///
/// CloudFront's own refusals come before S3's. S3's order is documented in parts only: that of
/// credentials, time, unsigned headers and signature is inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The viewer's request does not reach a behavior: alias, protocol, method.
    Viewer,
    /// CloudFront's signed URLs and cookies.
    ViewerSignature,
    /// S3 finds the bucket and its Region by the Host.
    Routing,
    /// S3 looks for one, and only one, way of authentication.
    Mechanism,
    /// S3 parses the authentication parameters.
    Parameters,
    /// S3 looks up the key and the token.
    Credentials,
    /// S3 compares the clock with the signed times.
    Time,
    /// S3 refuses `x-amz-*` headers that the signature does not cover.
    UnsignedHeaders,
    /// S3 computes the signature of what it received.
    Signature,
    /// S3 asks whether the signer may.
    Authorization,
    /// S3 looks for the object.
    Object,
    /// The answer goes through the cache, to this viewer and to others.
    Cache,
}

impl Stage {
    /// The stage in a word or two, as a trace shows it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer request",
            Self::ViewerSignature => "viewer signature",
            Self::Routing => "routing and Region",
            Self::Mechanism => "one authentication",
            Self::Parameters => "parameters",
            Self::Credentials => "key and token",
            Self::Time => "time",
            Self::UnsignedHeaders => "unsigned headers",
            Self::Signature => "signature",
            Self::Authorization => "authorization",
            Self::Object => "object",
            Self::Cache => "cache",
        }
    }
}
