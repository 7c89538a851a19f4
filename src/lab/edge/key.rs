//! The cache key of a request, as the behavior's settings make it.

use crate::edge::{Settings, Trace};
use crate::lab::request::Request;
use crate::model::NameSet;
use std::fmt::Write;

/// The key of a request; none where the settings that make it are not in the input.
pub(super) fn key(trace: &Trace<'_>, distribution: usize, request: &Request) -> Option<String> {
    // Raw paths, names and values have no line breaks.
    let mut key = format!("{distribution}\n{}", trace.viewer.path);
    for param in &trace.viewer.params {
        if trace.settings.keys_parameter(&param.name)? {
            // Writing to a String cannot fail.
            let _ = write!(key, "\n?{}={}", param.raw_name, param.raw_value);
        }
    }
    for name in &trace.cache_key.headers {
        let name = name.to_ascii_lowercase();
        let _ = write!(key, "\n{name}: {}", request.canonical_header(&name));
    }
    let _ = write!(key, "\n{}", cookies(&trace.settings, request)?);
    Some(key)
}

/// The cookies in the key.
fn cookies(settings: &Settings<'_>, request: &Request) -> Option<String> {
    let set: &NameSet = match settings {
        Settings::Legacy(values) => &values.cookies.value,
        Settings::Policies { cache, .. } => &cache.found()?.cookies.value,
    };
    let sent = request.canonical_header("cookie");
    let mut kept = Vec::new();
    for cookie in sent.split(';').map(str::trim) {
        let name = cookie.split('=').next().unwrap_or_default();
        if !cookie.is_empty() && set.takes(name, |one, other| one == other)? {
            kept.push(cookie);
        }
    }
    kept.sort_unstable();
    Some(kept.join("; "))
}
