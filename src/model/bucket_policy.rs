//! A bucket's policy as data: who may do what, where, and under which conditions.

use crate::source::{Sourced, Span, Unresolved};

/// The statements of a policy. Texts in it may have parts that a template leaves open
/// (`arn:aws:s3:::${Files}/*`), or that IAM fills in (`${aws:username}`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BucketPolicy {
    /// In their order.
    pub statements: Vec<Statement>,
    /// An expression that the input does not resolve, and that stands for further statements.
    pub open: Option<Unresolved>,
}

/// Whether a statement permits or forbids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// `Allow`.
    Allow,
    /// `Deny`.
    Deny,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it does; `None` where that is not resolved.
    pub effect: Option<Effect>,
    /// Whom it is about.
    pub principals: Named<Principal>,
    /// What they do: `s3:GetObject`, `s3:*`.
    pub actions: Named<Sourced<String>>,
    /// To what: ARNs.
    pub resources: Named<Sourced<String>>,
    /// All of them must hold.
    pub conditions: Vec<Condition>,
    /// Where it is written.
    pub span: Span,
}

/// Things that are named, or all but those.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<T> {
    /// Whether all others are meant (`NotAction`).
    pub excluded: bool,
    /// The names, which may be patterns.
    pub names: Vec<T>,
}

/// What kind of principal a name is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrincipalKind {
    /// Everybody, or an account, role or user (`AWS`).
    Aws,
    /// A service of AWS's.
    Service,
    /// An account by its canonical id, as access identities have one, too.
    CanonicalUser,
    /// A federated user, or what else there may be.
    Other,
}

/// Whom a statement is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Principal {
    /// Under which key it stands.
    pub kind: PrincipalKind,
    /// Its name: an ARN, an id, `*`.
    pub name: Sourced<String>,
}

/// One condition: a key, and how it is compared with which values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// `StringNotEquals`, `Bool`, `ForAnyValue:StringLike`; an expression where that is not resolved.
    pub operator: String,
    /// `aws:SourceIp`.
    pub key: String,
    /// The values, of which one must fit.
    pub values: Vec<Sourced<String>>,
    /// Where it is written.
    pub span: Span,
}
