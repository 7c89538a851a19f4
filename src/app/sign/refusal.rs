//! Why a URL would be born broken.

use super::order::Order;
use crate::finding::{duration, instant};
use crate::s3::LONGEST_LIFETIME;
use jiff::Timestamp;

/// What is wrong with the order, and what would be right; none if nothing is known to be.
pub(super) fn refusal(order: &Order) -> Option<String> {
    lifetime(order)
        .or_else(|| rounding(order))
        .or_else(|| session(order))
        .or_else(|| key(order))
}

fn lifetime(order: &Order) -> Option<String> {
    let lifetime = order.lifetime;
    match lifetime {
        0 => Some("it would be expired at once: --expires is less than a second".to_owned()),
        _ if lifetime > LONGEST_LIFETIME => Some(format!(
            "S3 refuses a URL that is valid for more than 7 d: --expires is {}",
            duration(lifetime)
        )),
        _ => None,
    }
}

fn rounding(order: &Order) -> Option<String> {
    let (step, lifetime) = (order.step, order.lifetime);
    (step >= lifetime).then(|| {
        format!(
            "rounded to {}, a URL that is valid for {} would be expired when it is handed out at the \
             end of its step: --round must be less than --expires, half of it at most",
            duration(step),
            duration(lifetime)
        )
    })
}

fn session(order: &Order) -> Option<String> {
    let key = &order.key;
    if key.access_key_id.starts_with("ASIA") && key.token.is_none() {
        return Some(
            "the key is one of a session (ASIA…), and its token is not there: set AWS_SESSION_TOKEN, \
             too"
            .to_owned(),
        );
    }
    let ends = key.ends.filter(|ends| *ends < order.expires_at())?;
    let longest = left(order, ends);
    let advice = match longest {
        0 => "renew the credentials, or sign with others that live longer".to_owned(),
        seconds => format!(
            "sign for {} at most, or with credentials that live longer",
            duration(seconds)
        ),
    };
    Some(format!(
        "the credentials' session ends at {}, before the URL does ({}), and S3 refuses it from then \
         on: {advice}",
        instant(ends),
        instant(order.expires_at())
    ))
}

/// How long a URL could be valid, in seconds.
fn left(order: &Order, ends: Timestamp) -> u64 {
    let seconds = ends.duration_since(order.signed_at()).as_secs();
    u64::try_from(seconds)
        .ok()
        .filter(|seconds| *seconds > order.step && ends > order.now)
        .unwrap_or(0)
}

fn key(order: &Order) -> Option<String> {
    order.object.is_resolved_by_clients().then(|| {
        "the key has `.` or `..` between slashes: clients resolve that before they send it, and the \
         signature is for another path; the object needs another key"
            .to_owned()
    })
}
