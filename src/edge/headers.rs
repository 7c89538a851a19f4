//! Which of the viewer's headers reach the origin.

use super::Settings;

/// Headers that CloudFront forwards by itself according to its table of request headers, though the
/// pages about policies say that only listed ones are: where policies decide, it is not known.
const BY_ITSELF: [&str; 14] = [
    "cache-control",
    "content-md5",
    "content-type",
    "date",
    "from",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "origin",
    "pragma",
    "range",
    "warning",
];

/// Headers that the legacy settings remove unless they are listed.
const REMOVED: [&str; 6] = [
    "accept",
    "accept-charset",
    "accept-language",
    "authorization",
    "referer",
    "x-http-method-override",
];

/// Whether a header that the viewer sends reaches the origin; `None` where a policy is not in the
/// input, or AWS's documents disagree. Headers that CloudFront rewrites are not meant here.
///
/// Source: the developer guide, "Request and response behavior for custom origins" (its table has
/// the default for the legacy settings too: what is not named there is forwarded).
#[must_use]
pub fn reaches_origin(settings: &Settings<'_>, name: &str) -> Option<bool> {
    let name = name.to_ascii_lowercase();
    let name = name.as_str();
    let listed = settings.forwards_header(name);
    match (settings, listed) {
        (_, Some(true)) => Some(true),
        _ if name == "content-length" => Some(true),
        (Settings::Legacy(_), Some(false)) => Some(!REMOVED.contains(&name)),
        (Settings::Policies { .. }, Some(false)) if BY_ITSELF.contains(&name) => None,
        (_, listed) => listed,
    }
}
