//! An S3 bucket as far as the input describes it.

use super::{BucketPolicy, Field, S3Host, Template};
use crate::source::Span;

/// A bucket of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name as it stands in its hosts; a template may leave parts open (`${Files}`).
    pub name: String,
    /// The Region it is made in as it stands in its hosts; a template may leave it open
    /// (`${AWS::Region}`). None where nothing is known of it.
    pub region: Option<String>,
    /// Its policy, where the input has one. That a bucket has none is not known from a template,
    /// which need not be the only one.
    pub policy: Option<BucketPolicy>,
    /// Its canned access control list, in lower case: `public-read`.
    pub acl: Option<Field<String>>,
    /// What is said of blocking public access.
    pub public_access: Option<PublicAccessBlock>,
    /// Who owns its objects: `BucketOwnerEnforced` turns access control lists off.
    pub ownership: Option<Field<String>>,
    /// How new objects are encrypted: `AES256`, `aws:kms`, `aws:kms:dsse`.
    pub encryption: Option<Field<String>>,
    /// The template that makes it; none for what is deployed.
    pub template: Template,
    /// Where it is written.
    pub span: Span,
}

/// Which ways to public access are blocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicAccessBlock {
    /// Whether public access control lists can no longer be set.
    pub block_acls: Field<bool>,
    /// Whether those there are have no effect.
    pub ignore_acls: Field<bool>,
    /// Whether public policies can no longer be set.
    pub block_policy: Field<bool>,
    /// Whether one that is there lets in nobody but the account's own, and services.
    pub restrict: Field<bool>,
    /// Where it is written.
    pub span: Span,
}

impl Bucket {
    /// A bucket of which nothing but its name is known.
    #[must_use]
    pub fn named(name: impl Into<String>, template: Template, span: Span) -> Self {
        Self {
            name: name.into(),
            region: None,
            policy: None,
            acl: None,
            public_access: None,
            ownership: None,
            encryption: None,
            template,
            span,
        }
    }

    /// Whether a host is this bucket's.
    #[must_use]
    pub fn is_at(&self, host: &S3Host) -> bool {
        host.bucket.as_ref() == Some(&self.name)
    }

    /// Whether new objects are encrypted with a KMS key (`aws:kms`, `aws:kms:dsse`).
    #[must_use]
    pub fn encrypts_with_kms(&self) -> bool {
        let encryption = self.encryption.as_ref();
        let name = encryption.and_then(|one| one.value.value());
        name.is_some_and(|name| name.starts_with("aws:kms"))
    }

    /// Whether a template leaves a part of its name open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.name.contains("${")
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

    /// Takes in what another document says of the same bucket: of two, what was told last. Statements
    /// of a template's several policies add up.
    pub fn learn(&mut self, other: Self) {
        let policy = self.policy.take();
        self.policy = match (policy, other.policy) {
            (Some(mut own), Some(more)) if self.template == other.template => {
                own.statements.extend(more.statements);
                own.open = own.open.or(more.open);
                Some(own)
            }
            (own, more) => more.or(own),
        };
        self.region = other.region.or(self.region.take());
        self.acl = other.acl.or(self.acl.take());
        self.public_access = other.public_access.or(self.public_access.take());
        self.ownership = other.ownership.or(self.ownership.take());
        self.encryption = other.encryption.or(self.encryption.take());
    }
}
