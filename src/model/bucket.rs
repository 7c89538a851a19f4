//! An S3 bucket as far as a template describes it.

use super::{S3Host, Template};
use crate::source::Span;

/// A bucket of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name as it stands in its hosts; a template may leave parts open (`${Files}`).
    pub name: String,
    /// The Region it is made in, where that is known.
    pub region: Option<String>,
    /// Whether a policy or an ACL of the input lets anybody read its objects.
    pub is_public: bool,
    /// The template that makes it.
    pub template: Template,
    /// Where it is written.
    pub span: Span,
}

impl Bucket {
    /// Whether a host that the same template names is this bucket's.
    #[must_use]
    pub fn is_at(&self, host: &S3Host) -> bool {
        host.bucket.as_ref() == Some(&self.name)
    }
}
