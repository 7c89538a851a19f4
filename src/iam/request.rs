//! A request as policies see it: who, what, which object, and the keys that conditions look at.

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requester {
    /// Anybody, without a signature.
    Anybody,
    /// Whoever signed the URL: some user or role of some account.
    Signer,
}

/// What is known of a condition key.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// The request does not have it.
    Absent,
    /// It has this value.
    Is(String),
    /// It is a number, within what is known of it: from the first to the last value.
    Between(f64, f64),
    /// It is one of CloudFront's addresses.
    CloudFrontAddress,
    /// The input does not tell.
    Unknown,
}

/// One request.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Who asks.
    pub requester: Requester,
    /// What for: `s3:GetObject`.
    pub action: &'static str,
    /// Bucket and key, `files/private/report.pdf`; both may have open parts.
    pub object: String,
    facts: Vec<(&'static str, Fact)>,
}

/// Keys that no request has which CloudFront sends for a viewer: it comes from no VPC, and no service
/// asks in its own name (S3 user guide, "Bucket policy examples using condition keys"; IAM user
/// guide, "AWS global condition context keys").
const ABSENT: [&str; 8] = [
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceorgid",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpcarn",
    "aws:sourcevpce",
    "aws:vpcsourceip",
];

impl Request {
    /// A request that arrives from CloudFront, unsigned by it.
    #[must_use]
    pub fn from_cloudfront(requester: Requester, action: &'static str, object: String) -> Self {
        let absent = ABSENT.map(|key| (key, Fact::Absent));
        let mut facts = Vec::from(absent);
        facts.push(("aws:sourceip", Fact::CloudFrontAddress));
        facts.push(("aws:viaawsservice", Fact::Is("false".to_owned())));
        facts.push(("aws:principalisawsservice", Fact::Is("false".to_owned())));
        // To S3 CloudFront speaks this version alone (developer guide, "Request and response
        // behavior for Amazon S3 origins").
        facts.push(("s3:tlsversion", Fact::Between(1.2, 1.2)));
        Self {
            requester,
            action,
            object,
            facts,
        }
    }

    /// With what is known of a key, named in lower case.
    #[must_use]
    pub fn with(mut self, key: &'static str, fact: Fact) -> Self {
        self.facts.push((key, fact));
        self
    }

    /// What is known of a key, whatever its case.
    #[must_use]
    pub fn fact(&self, key: &str) -> &Fact {
        let mut known = self.facts.iter().rev();
        let found = known.find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map_or(&Fact::Unknown, |(_, fact)| fact)
    }
}
