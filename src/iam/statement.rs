//! Whether a statement is about a request.

use super::{Request, Requester, Truth, holds, pattern};
use crate::model::{Named, Principal, PrincipalKind, Statement};

/// Whether a statement is about this request, all its conditions included.
#[must_use]
pub fn matches(statement: &Statement, request: &Request) -> Truth {
    let conditions = statement.conditions.iter();
    let conditions = Truth::all(conditions.map(|condition| holds(condition, request)));
    applies_but_for_conditions(statement, request).and(conditions)
}

/// The same, whatever its conditions.
#[must_use]
pub fn applies_but_for_conditions(statement: &Statement, request: &Request) -> Truth {
    let who = any(&statement.principals, |principal| {
        is_about(principal, request.requester)
    });
    who.and(reaches(statement, request))
}

/// Whether a statement is about this action and this object, whoever asks.
#[must_use]
pub fn reaches(statement: &Statement, request: &Request) -> Truth {
    let action = request.action.to_ascii_lowercase();
    let what = any(&statement.actions, |pattern| {
        pattern::takes(&pattern.value.to_ascii_lowercase(), &action)
    });
    let object = any(&statement.resources, |pattern| {
        pattern::takes(object_of(&pattern.value), &request.object)
    });
    what.and(object)
}

/// Whether one of the names fits, or, where they are those excluded, none.
fn any<T>(named: &Named<T>, fits: impl Fn(&T) -> Truth) -> Truth {
    let one = Truth::any(named.names.iter().map(fits));
    match named.excluded {
        true => one.negated(),
        false => one,
    }
}

/// What stands behind `arn:aws:s3:::`. The partition may be open, and the pattern be all of it.
fn object_of(arn: &str) -> &str {
    let is_arn = arn.starts_with("arn:") || arn.starts_with("${");
    match arn.split_once(":::") {
        Some((_, object)) if is_arn => object,
        _ => arn,
    }
}

fn is_about(principal: &Principal, requester: Requester) -> Truth {
    let name = principal.name.value.as_str();
    match (principal.kind, requester) {
        (PrincipalKind::Aws, _) if name == "*" => Truth::Yes,
        (PrincipalKind::Service | PrincipalKind::Other, _) => Truth::No,
        (_, _) if names_identity(principal).is_yes() => Truth::No,
        (PrincipalKind::CanonicalUser, Requester::Anybody) => Truth::No,
        (_, Requester::Anybody) if names_somebody(name) => Truth::No,
        // Who signed is not in the input.
        (_, Requester::Anybody | Requester::Signer) => Truth::Unknown,
    }
}

/// Whether a name is certainly that of an account, a role or a user: it starts like one, or a
/// template takes it from an attribute that is one.
fn names_somebody(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let attribute = lower.trim_end_matches('}');
    let is_attribute = ["arn", "account_id", "accountid", "userid", "user_id"]
        .iter()
        .any(|end| attribute.ends_with(end));
    !pattern::is_open(name) || !lower.starts_with("${") || is_attribute
}

/// Whether a principal is CloudFront itself, as an origin access control lets it ask.
#[must_use]
pub fn names_service(principal: &Principal) -> Truth {
    match principal.kind {
        PrincipalKind::Service => pattern::takes(&principal.name.value, "cloudfront.amazonaws.com"),
        _ => Truth::No,
    }
}

/// Whether a principal is one of CloudFront's origin access identities.
#[must_use]
pub fn names_identity(principal: &Principal) -> Truth {
    let name = principal.name.value.to_ascii_lowercase();
    let is_called = name.contains(":iam::cloudfront:user/")
        || name.contains("s3canonicaluserid")
        || name.contains("origin_access_identity")
        || name.contains("originaccessidentity");
    match principal.kind {
        PrincipalKind::Aws | PrincipalKind::CanonicalUser if is_called => Truth::Yes,
        PrincipalKind::CanonicalUser => Truth::Unknown,
        _ => Truth::No,
    }
}
