//! What all that is known of a bucket comes to.

use super::statement::matches;
use super::{Request, Requester, Truth};
use crate::model::{Bucket, BucketPolicy, Effect, Field, PublicAccessBlock};

/// Whether a policy by itself permits a request.
#[must_use]
pub fn allows(policy: &BucketPolicy, request: &Request) -> Truth {
    total(policy, request, Effect::Allow).and(denies(policy, request).negated())
}

/// Whether a policy forbids a request, whatever else permits it.
#[must_use]
pub fn denies(policy: &BucketPolicy, request: &Request) -> Truth {
    total(policy, request, Effect::Deny)
}

fn total(policy: &BucketPolicy, request: &Request, effect: Effect) -> Truth {
    let statements = policy.statements.iter();
    let judged = statements.map(|statement| match statement.effect {
        Some(own) if own == effect => matches(statement, request),
        Some(_) => Truth::No,
        None => matches(statement, request).and(Truth::Unknown),
    });
    let open = policy.open.is_some().then_some(Truth::Unknown);
    Truth::any(judged.chain(open))
}

/// Whether anybody may read an object without a signature. `NAME/KEY` may have open parts.
#[must_use]
pub fn anybody_reads(bucket: &Bucket, object: &str) -> Truth {
    let anybody = Request::from_cloudfront(Requester::Anybody, READ, object.to_owned());
    let Some(policy) = &bucket.policy else {
        return Truth::Unknown;
    };
    let is_blocked = match &bucket.public_access {
        Some(block) => blocked(bucket, block),
        // New buckets block it, and an account may; but then the policy could not have been set.
        None => Truth::LikelyNo,
    };
    // What is encrypted with a key of KMS is not given to anybody who does not sign, and objects
    // that were there before the setting may not be.
    let is_encrypted = match &bucket.encryption {
        Some(field) => match field.value.value() {
            Some(how) if how.starts_with("aws:kms") => Truth::Unknown,
            Some(_) => Truth::No,
            None => Truth::Unknown,
        },
        None => Truth::No,
    };
    allows(policy, &anybody)
        .and(is_blocked.negated())
        .and(is_encrypted.negated())
}

/// What a download asks for.
const READ: &str = "s3:GetObject";

/// Whether there is a sign that objects are meant for anybody: a policy, or an access control list,
/// that access is not blocked against.
#[must_use]
pub fn may_be_public(bucket: &Bucket, object: &str) -> bool {
    let acl = bucket.acl.as_ref().and_then(|acl| acl.value.value());
    let acl = acl.is_some_and(|acl| ["public-read", "public-read-write"].contains(&acl.as_str()));
    let block = bucket.public_access.as_ref();
    let acl_counts = block.is_none_or(|block| {
        is_set(&block.ignore_acls).is_no() && is_set(&block.block_acls).is_no()
    });
    acl && acl_counts || anybody_reads(bucket, object).is_yes()
}

/// Whether a public policy has no effect. That one cannot be set keeps a template from making it; one
/// that is deployed has been set.
fn blocked(bucket: &Bucket, block: &PublicAccessBlock) -> Truth {
    let restricted = is_set(&block.restrict);
    match bucket.template {
        Some(_) => restricted.or(is_set(&block.block_policy)),
        None => restricted,
    }
}

fn is_set(field: &Field<bool>) -> Truth {
    match field.value.value() {
        Some(value) => (*value).into(),
        None => Truth::Unknown,
    }
}
