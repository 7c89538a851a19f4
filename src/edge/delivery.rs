//! Which distribution serves a host, and which behaviors are meant for presigned URLs.

use super::{Settings, Trace, ViewerCheck};
use crate::iam;
use crate::model::{Distribution, NameSet, OriginKind, S3Host};

/// Whether a distribution answers to a host: by its own name, or by an alias (`*.` covers one or
/// more labels).
#[must_use]
pub fn serves(distribution: &Distribution, host: &str) -> bool {
    closeness(distribution, host).is_some()
}

/// How closely a distribution's names fit a host: its own name and a plain alias before a wildcard,
/// and of wildcards the longest, as CloudFront decides between distributions (developer guide,
/// "Requirements for using alternate domain names"); `None` if none fits.
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
    let alias_could_be = !distribution.all_aliases_known;
    let no_names = distribution.domain.is_none() && distribution.aliases.is_empty();
    match serves(distribution, host) {
        true => Some(true),
        false if own_name_could_be || alias_could_be || no_names => None,
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
    /// The signature would be forwarded, but copies are shared without it: a presigned delivery that
    /// leaks, or a public bucket whose query nobody reads.
    Perhaps,
    /// A policy that decides is not in the input, or a value that decides is not resolved.
    Unknown,
    /// It is something else.
    Otherwise,
}

/// What a behavior is meant for, told by an S3 bucket that CloudFront may not read in its own name,
/// open to every viewer, with the signature forwarded.
///
/// A public bucket with a few parameters in the legacy cache key is for something else, and so is
/// anything that an access control guards: there the query means something else. What anybody may
/// read needs no signature. A bucket that is attached as a custom origin, too, is a public one where it
/// works at all, as far as is known.
#[must_use]
pub fn meant_for(trace: &Trace<'_>) -> Meant {
    let domain = trace.origin.domain.value.value();
    let bucket = match domain {
        Some(domain) => S3Host::parse(domain).is_some_and(|host| host.is_rest()),
        None => trace.origin.kind.value == OriginKind::S3,
    };
    let object = trace.object().unwrap_or_default();
    let public = trace
        .bucket
        .is_some_and(|bucket| iam::may_be_public(bucket, &object));
    let guarded = trace.origin_request.auth.is_some() || trace.viewer_check.demands_signature();
    let unresolved = trace.viewer_check == ViewerCheck::Unresolved;
    let signature = trace.viewer.signature_parameter();
    let custom = trace.origin.kind.value == OriginKind::Custom;
    let kept_apart = trace.settings.keys_parameter(signature) == Some(true)
        || trace.lifetime.is_some_and(|lifetime| lifetime.is_zero());
    match trace.settings.forwards_parameter(signature) {
        _ if !bucket || guarded || public => Meant::Otherwise,
        Some(true) if unresolved => Meant::Unknown,
        Some(true) if custom && kept_apart => Meant::Perhaps,
        Some(true) if kept_apart || names_the_signature(&trace.settings, signature) => {
            Meant::Presigned
        }
        Some(true) if matches!(trace.settings, Settings::Legacy(_)) => Meant::Otherwise,
        Some(true) => Meant::Perhaps,
        Some(false) => Meant::Otherwise,
        None => Meant::Unknown,
    }
}

/// Whether an origin request policy lists the signature by its name.
fn names_the_signature(settings: &Settings<'_>, signature: &str) -> bool {
    let Settings::Policies {
        request: Some(request),
        ..
    } = settings
    else {
        return false;
    };
    let listed = |set: &NameSet| {
        matches!(set, NameSet::Only(_)) && set.takes_parameter(signature) == Some(true)
    };
    request
        .found()
        .is_some_and(|policy| listed(&policy.query.value))
}
