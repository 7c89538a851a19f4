//! Which distribution serves a host, and which behaviors can only be meant for presigned URLs.

use super::{Settings, Trace, ViewerCheck};
use crate::model::{Distribution, S3Host};

/// Whether a distribution answers to a host: by its own name, or by an alias (`*.` covers one or
/// more labels).
#[must_use]
pub fn serves(distribution: &Distribution, host: &str) -> bool {
    closeness(distribution, host).is_some()
}

/// How closely a distribution's names fit a host: its own name and a plain alias before a wildcard,
/// and of wildcards the longest, as CloudFront decides between distributions; `None` if none fits.
#[must_use]
pub fn closeness(distribution: &Distribution, host: &str) -> Option<usize> {
    let names = distribution.domain.iter().chain(&distribution.aliases);
    let fitting = names.filter_map(|name| match name.value.strip_prefix('*') {
        Some(suffix) => ends_with(host, suffix).then_some(suffix.len()),
        None => name.value.eq_ignore_ascii_case(host).then_some(usize::MAX),
    });
    fitting.max()
}

/// Whether a viewer who asks `host` reaches this distribution; `None` where its own name is not in
/// the input and could be the one.
#[must_use]
pub fn answers_to(distribution: &Distribution, host: &str) -> Option<bool> {
    let own_name_could_be = distribution.domain.is_none() && ends_with(host, ".cloudfront.net");
    let no_names = distribution.domain.is_none() && distribution.aliases.is_empty();
    match serves(distribution, host) {
        true => Some(true),
        false if own_name_could_be || no_names => None,
        false => Some(false),
    }
}

fn ends_with(host: &str, suffix: &str) -> bool {
    let start = host.len().checked_sub(suffix.len());
    let end = start
        .filter(|start| *start > 0)
        .and_then(|start| host.get(start..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

/// Whether a behavior is meant for presigned URLs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// It can be meant for nothing else.
    Presigned,
    /// A policy that decides is not in the input.
    Unknown,
    /// It is, or may be, something else.
    Otherwise,
}

/// Whether a behavior can only be meant for presigned URLs: an S3 bucket that CloudFront may not
/// read in its own name, open to every viewer, with the whole query forwarded.
///
/// A public bucket with a few parameters in the legacy cache key is not one, and neither is anything
/// that an access control guards: there the query means something else.
#[must_use]
pub fn meant_for(trace: &Trace<'_>) -> Meant {
    let domain = trace.origin.domain.value.value();
    let bucket = domain
        .and_then(|domain| S3Host::parse(domain))
        .is_some_and(|host| host.is_rest());
    let guarded = trace.origin_request.auth.is_some() || trace.viewer_check != ViewerCheck::Open;
    let listed =
        matches!(trace.settings, Settings::Legacy(values) if !values.query_keys.value.is_empty());
    let signature = trace.viewer.signature_parameter();
    match trace.settings.forwards_parameter(signature) {
        _ if !bucket || guarded || listed => Meant::Otherwise,
        Some(true) => Meant::Presigned,
        Some(false) => Meant::Otherwise,
        None => Meant::Unknown,
    }
}
