//! What becomes of signed headers on their way through CloudFront.

use super::Promise;
use crate::edge::{Trace, reaches_origin};
use crate::source::Span;

/// Headers that CloudFront rewrites, removes or sets itself, and other proxies too, so that a
/// signature over them breaks. Source: CloudFront's developer guide, "Request and response behavior
/// for custom origins", the table of request headers.
pub const REWRITTEN: [&str; 10] = [
    "accept-encoding",
    "connection",
    "expect",
    "te",
    "upgrade",
    "user-agent",
    "via",
    "x-forwarded-for",
    "x-forwarded-proto",
    "x-real-ip",
];

/// What becomes of one signed header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is rewritten or removed, whatever is configured.
    Rewritten,
    /// It arrives, and may be another than the client sent: a larger range is asked for.
    Widened,
    /// No setting takes it.
    Dropped,
    /// The origin's custom headers set it.
    Set(Option<Span>),
    /// It arrives as it was sent.
    Forwarded,
    /// Whether it arrives is not known: a policy is not in the input, or AWS's documents disagree.
    Unknown,
}

/// The signed headers besides `Host`, each with what becomes of it. Without a distribution the only
/// thing known is which ones are rewritten everywhere.
pub fn header_fates<'p>(
    promise: &'p Promise,
    trace: Option<&'p Trace<'p>>,
) -> impl Iterator<Item = (&'p str, Fate)> {
    let headers = promise.signed_headers.iter().map(String::as_str);
    let others = headers.filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("host"));
    others.map(move |name| (name, fate(&name.to_ascii_lowercase(), trace)))
}

fn fate(name: &str, trace: Option<&Trace<'_>>) -> Fate {
    let set = trace.and_then(|trace| {
        let mut own = trace.origin.custom_headers.iter();
        own.find(|header| header.value.eq_ignore_ascii_case(name))
    });
    let taken = trace.map(|trace| reaches_origin(&trace.settings, name));
    match (set, taken) {
        (Some(header), _) => Fate::Set(header.span()),
        // A policy that lists it has CloudFront send the viewer's own.
        (None, Some(Some(true))) if name == "user-agent" => Fate::Forwarded,
        _ if REWRITTEN.contains(&name) => Fate::Rewritten,
        _ if name == "range" => Fate::Widened,
        (None, Some(Some(true))) => Fate::Forwarded,
        (None, Some(Some(false))) => Fate::Dropped,
        (None, Some(None) | None) => Fate::Unknown,
    }
}
