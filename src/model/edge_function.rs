//! Functions that run at the edge, and what is known of their code.

use super::{Field, Template};

/// What kind of function it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeRuntime {
    /// A CloudFront Function, whose code siglint reads where the input has it.
    Function,
    /// A Lambda@Edge function, whose code is a package of its own and is not read.
    Lambda,
}

/// A CloudFront Function or Lambda@Edge function on a behavior.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionAssociation {
    /// `viewer-request`, `origin-request`, `origin-response` or `viewer-response`.
    pub event: Field<String>,
    /// Its ARN, or what a template has in its place.
    pub arn: Field<String>,
    /// Which of the two it is.
    pub runtime: EdgeRuntime,
    /// What its code does to a request; none where the code is not in the input.
    pub code: Option<FunctionEffect>,
}

impl FunctionAssociation {
    /// Whether it may change what the origin is asked, or answer in its place.
    #[must_use]
    pub fn may_change_requests(&self) -> bool {
        let is_harmless = self.code.as_ref().is_some_and(FunctionEffect::is_none);
        self.sees_requests() && !is_harmless
    }

    /// Whether it runs before the origin is asked, or may.
    #[must_use]
    pub fn sees_requests(&self) -> bool {
        let event = self.event.value.value();
        event.is_none_or(|event| event.ends_with("-request"))
    }

    /// What it is called: the end of its ARN, or the expression in its place.
    #[must_use]
    pub fn name(&self) -> &str {
        use crate::source::Known;
        let (Known::Value(text) | Known::Unresolved { expression: text }) = &self.arn.value;
        let end = text
            .split_once(":function/")
            .or(text.split_once(":function:"));
        end.map_or(text, |(_, name)| name)
    }
}

/// A CloudFront Function whose code was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionCode {
    /// Its name, which is the end of its ARN, or in a template its id.
    pub name: String,
    /// The template whose name that is.
    pub template: Template,
    /// What the code does.
    pub effect: FunctionEffect,
}

/// What the code of a function does to a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FunctionEffect {
    /// What it changes, each part once, in the order of the code.
    pub changes: Vec<RequestChange>,
    /// Whether it may answer by itself.
    pub answers: bool,
}

impl FunctionEffect {
    /// Whether it leaves every request as it is, as far as the code shows.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.changes.is_empty() && !self.answers
    }

    /// Notes a change; of two of the same part the surer one stays.
    pub fn add(&mut self, change: RequestChange) {
        let same = self.changes.iter_mut().find(|one| one.part == change.part);
        match same {
            Some(known) => known.sometimes &= change.sometimes,
            None => self.changes.push(change),
        }
    }
}

/// One change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestChange {
    /// What is changed.
    pub part: RequestPart,
    /// Whether that depends on the request.
    pub sometimes: bool,
}

/// A part of a request that a signature depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RequestPart {
    /// The path.
    Uri,
    /// The query.
    Query,
    /// The `Host` header.
    Host,
    /// A header that S3 wants signed, or one whose name the code computes.
    Header,
    /// The origin that is asked.
    Origin,
    /// A part whose name the code computes.
    Anything,
}

impl RequestPart {
    /// Every part.
    pub const ALL: [Self; 6] = [
        Self::Uri,
        Self::Query,
        Self::Host,
        Self::Header,
        Self::Origin,
        Self::Anything,
    ];

    /// Its name in saved documents.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Uri => "uri",
            Self::Query => "querystring",
            Self::Host => "host",
            Self::Header => "header",
            Self::Origin => "origin",
            Self::Anything => "anything",
        }
    }
}
