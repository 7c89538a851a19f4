//! Temporary credentials: how long they can live, and what a URL signed with them needs.
//!
//! The lifetimes are those of the S3 user guide, "Download and upload objects with presigned URLs",
//! and of the IAM user guide, "Compare AWS STS credentials".

use crate::model::SignedUrl;
use jiff::Timestamp;

/// How long a role's session lives unless more is asked for, in seconds: an hour.
pub const USUAL_SESSION: u64 = 3_600;
/// The longest session of a role, in seconds: twelve hours.
pub const LONGEST_ROLE_SESSION: u64 = 43_200;
/// The longest session there is, in seconds: 36 hours, of a user's `GetSessionToken`.
pub const LONGEST_SESSION: u64 = 129_600;

/// The parameter that holds the session's token, in SigV4's spelling.
pub const TOKEN: &str = "X-Amz-Security-Token";

/// Whether the URL has a session token, however its name is spelled.
#[must_use]
pub fn has_token(url: &SignedUrl) -> bool {
    let mut names = url
        .params
        .iter()
        .map(|param| param.name.trim_start_matches("amp;"));
    names.any(|name| name.eq_ignore_ascii_case(TOKEN))
}

/// Whether it was signed with temporary credentials.
#[must_use]
pub fn is_temporary(url: &SignedUrl) -> bool {
    has_token(url) || url.access_key_id().is_some_and(|id| id.starts_with("ASIA"))
}

/// Whether it was signed with temporary credentials, and lacks their token.
#[must_use]
pub fn lacks_token(url: &SignedUrl) -> bool {
    is_temporary(url) && !has_token(url)
}

/// For how many seconds the session behind a URL has certainly been in use, where the URL claims to
/// outlive sessions of `longest` seconds; none if it does not, or has no session.
#[must_use]
pub fn outlived(url: &SignedUrl, longest: u64, now: Timestamp) -> Option<u64> {
    let v4 = url.any_sigv4().filter(|_| is_temporary(url))?;
    let age = now.duration_since(v4.signed_at?).as_secs();
    let age = u64::try_from(age).ok().filter(|age| *age > longest)?;
    (v4.lifetime? > longest).then_some(age)
}
