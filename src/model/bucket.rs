//! An S3 bucket as far as a template describes it.

use super::{S3Host, Template};
use crate::source::Span;

/// A bucket of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name as it stands in its hosts; a template may leave parts open (`${Files}`).
    pub name: String,
    /// The Region it is made in as it stands in its hosts; a template may leave it open
    /// (`${AWS::Region}`). None where nothing is known of it.
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

    /// Its Region, where it is known.
    #[must_use]
    pub fn known_region(&self) -> Option<&str> {
        let region = self.region.as_deref();
        region.filter(|region| !region.contains("${"))
    }

    /// A host of this bucket with its Region in it, where a template leaves the host's open: as the
    /// bucket's own, or as what is known of it. None if they may be two Regions.
    #[must_use]
    pub fn settled(&self, host: &S3Host) -> Option<S3Host> {
        let own = self.region.as_ref().filter(|_| self.is_at(host))?;
        match self.known_region() {
            Some(region) => Some(S3Host {
                region: Some(region.to_owned()),
                open_region: None,
                ..host.clone()
            }),
            None => (host.open_region.as_ref() == Some(own)).then(|| host.clone()),
        }
    }
}
