//! Which distribution serves a host, and which behaviors can only be meant for presigned URLs.

use super::{Settings, Trace, ViewerCheck};
use crate::model::{Distribution, S3Host};

/// Whether a distribution answers to a host: by its own name, or by an alias (`*.` covers one or
/// more labels).
#[must_use]
pub fn serves(distribution: &Distribution, host: &str) -> bool {
    let own = distribution.domain.as_ref();
    let same = |name: &str| match name.strip_prefix('*') {
        Some(suffix) => ends_with(host, suffix),
        None => name.eq_ignore_ascii_case(host),
    };
    own.iter()
        .copied()
        .chain(&distribution.aliases)
        .any(|name| same(&name.value))
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

/// Whether a behavior can only be meant for presigned URLs: an S3 bucket that CloudFront may not
/// read in its own name, open to every viewer, with the whole query forwarded, and either keyed or
/// not cached at all.
///
/// A public bucket with a few forwarded parameters is not one, and neither is anything that an
/// access control guards: there the query means something else.
#[must_use]
pub fn is_meant_for_presigned(trace: &Trace<'_>) -> bool {
    let signature = trace.viewer.signature_parameter();
    let domain = trace.origin.domain.value.value();
    let bucket = domain
        .and_then(|domain| S3Host::parse(domain))
        .is_some_and(|host| host.is_rest());
    let forwarded = trace.settings.forwards_parameter(signature) == Some(true);
    let kept_apart = trace.settings.keys_parameter(signature) == Some(true)
        || trace.lifetime.is_some_and(|lifetime| lifetime.is_zero());
    bucket
        && trace.origin_request.auth.is_none()
        && trace.viewer_check == ViewerCheck::Open
        && forwarded
        && kept_apart
        && !matches!(trace.settings, Settings::Legacy(values) if !values.query_keys.value.is_empty())
}
