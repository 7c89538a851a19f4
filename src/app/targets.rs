//! Which distribution and behavior a URL goes through.

use crate::edge::{
    Meant, Trace, ViewerRequest, closeness, meant_for, select_behavior, serves, trace,
};
use crate::finding::list;
use crate::model::{
    Configuration, Distribution, Object, Param, S3Host, SIGV4_PARAMETERS, SignedUrl,
};
use crate::source::{Known, Problem, SourceMap, Span};
use std::collections::BTreeSet;

/// The distributions that a person asked for; all of them if none was named.
pub(super) fn wanted<'a>(
    configuration: &'a Configuration,
    names: &[String],
) -> Result<Vec<&'a Distribution>, Problem> {
    let all = without_repetitions(configuration);
    if let Some(unknown) = names
        .iter()
        .find(|name| !all.iter().any(|one| is_called(one, name)))
    {
        let known = names_of(&all);
        return Err(Problem::new(
            "--distribution",
            format!("no distribution is called {unknown}; the input has {known}"),
        ));
    }
    let asked =
        |one: &&Distribution| names.is_empty() || names.iter().any(|name| is_called(one, name));
    Ok(all.into_iter().filter(asked).collect())
}

/// The names of distributions in a sentence, each once.
pub(super) fn names_of(distributions: &[&Distribution]) -> String {
    let mut names: Vec<&str> = distributions.iter().filter_map(|one| one.name()).collect();
    names.dedup();
    match names.as_slice() {
        [] => "none with a name".to_owned(),
        names => list(names),
    }
}

/// A distribution that is there twice is looked at once: one that was saved in a list and by itself,
/// or a template's beside its plan.
fn without_repetitions(configuration: &Configuration) -> Vec<&Distribution> {
    let mut ids = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut kept = Vec::new();
    for distribution in &configuration.distributions {
        let is_new = match &distribution.id {
            Some(id) => ids.insert(&id.value),
            None if distribution.name().is_some() => {
                seen.insert(configuration.said_of(distribution))
            }
            None => true,
        };
        if is_new {
            kept.push(distribution);
        }
    }
    kept
}

/// Whether a distribution has this id, logical id, domain name or alias.
pub(super) fn is_called(distribution: &Distribution, name: &str) -> bool {
    let ids = [&distribution.id, &distribution.logical_id];
    let mut ids = ids.into_iter().flatten();
    ids.any(|id| id.value == name) || serves(distribution, name)
}

/// The distributions that deliver a URL, out of those that were asked for.
pub(super) fn delivering<'a>(
    url: &SignedUrl,
    distributions: &[&'a Distribution],
) -> Result<Vec<&'a Distribution>, Problem> {
    if let [only] = distributions {
        return Ok(vec![only]);
    }
    let host = url.host.value.as_str();
    let (fits, looked_for): (Vec<&Distribution>, String) = match url.s3_host() {
        None => (closest(distributions, host), format!("answers to {host}")),
        Some(_) => {
            let bucket = Object::of(url).bucket.unwrap_or_default();
            let has = distributions
                .iter()
                .copied()
                .filter(|one| has_bucket(one, &bucket));
            (
                has.collect(),
                format!("has an origin for the bucket {bucket}"),
            )
        }
    };
    match fits.is_empty() {
        false => Ok(fits),
        true => Err(Problem::new(
            "the URL",
            format!(
                "none of the {} distributions {looked_for}; name the one that delivers it with --distribution",
                distributions.len()
            ),
        )),
    }
}

/// The distributions whose names fit a host as closely as any.
fn closest<'a>(distributions: &[&'a Distribution], host: &str) -> Vec<&'a Distribution> {
    let best = distributions
        .iter()
        .filter_map(|one| closeness(one, host))
        .max();
    let fits = |one: &&Distribution| best.is_some() && closeness(one, host) == best;
    distributions.iter().copied().filter(fits).collect()
}

/// Whether an origin of a distribution can be this bucket.
pub(super) fn has_bucket(distribution: &Distribution, bucket: &str) -> bool {
    distribution.origins.iter().any(|origin| {
        let host = origin
            .domain
            .value
            .value()
            .and_then(|domain| S3Host::parse(domain));
        host.is_some_and(|host| host.can_hold(bucket))
    })
}

/// Distributions that may deliver a URL of S3's as well: the host of an origin is not resolved. Each
/// with that expression.
pub(super) fn open<'a>(
    url: &SignedUrl,
    distributions: &[&'a Distribution],
    delivering: &[&Distribution],
) -> Vec<(&'a Distribution, String)> {
    if url.s3_host().is_none() {
        return Vec::new();
    }
    let expression = |one: &Distribution| {
        one.origins
            .iter()
            .find_map(|origin| match &origin.domain.value {
                Known::Unresolved { expression } if S3Host::parse(expression).is_none() => {
                    Some(expression.clone())
                }
                _ => None,
            })
    };
    let left_out = distributions
        .iter()
        .filter(|one| !delivering.iter().any(|other| std::ptr::eq(**one, *other)));
    left_out
        .filter_map(|one| Some((*one, expression(one)?)))
        .collect()
}

/// A URL's way through a distribution: its own path, asked of the CDN's name.
pub(super) fn follow<'a>(
    configuration: &'a Configuration,
    distribution: &'a Distribution,
    url: &SignedUrl,
    method: &str,
) -> Option<Trace<'a>> {
    let selection = select_behavior(distribution, &url.path.value)?;
    let host = match url.s3_host() {
        Some(_) => own_name(distribution),
        None => Some(url.host_header()),
    };
    let viewer = ViewerRequest {
        method: method.to_owned(),
        host,
        path: url.path.value.clone(),
        params: url.params.clone(),
        cloudfront_signed: url.viewer.is_some(),
    };
    let mut trace = trace(configuration, distribution, selection.behavior, viewer)?;
    trace.other_behavior = selection.normalised;
    Some(trace)
}

/// The name under which a viewer asks for a distribution, where the input tells one.
pub(super) fn own_name(distribution: &Distribution) -> Option<String> {
    let concrete = distribution
        .aliases
        .iter()
        .find(|alias| !alias.value.starts_with('*'));
    let name = concrete.or(distribution.domain.as_ref());
    name.map(|name| name.value.clone())
}

/// The behaviors of a distribution that are meant for presigned URLs, or may be, each followed with
/// a specimen of one.
pub(super) fn guess<'a>(
    configuration: &'a Configuration,
    distribution: &'a Distribution,
) -> Vec<(Trace<'a>, Meant)> {
    let behaviors = distribution.behaviors.iter();
    let traces = behaviors.filter_map(|behavior| {
        let pattern = behavior.name();
        let path = format!("/{}", pattern.trim_start_matches('/'));
        let viewer = specimen(own_name(distribution), path, behavior.span);
        trace(configuration, distribution, behavior, viewer)
    });
    let judged = traces.map(|trace| {
        let meant = meant_for(&trace);
        (trace, meant)
    });
    judged
        .filter(|(_, meant)| *meant != Meant::Otherwise)
        .collect()
}

fn specimen(host: Option<String>, path: String, span: Span) -> ViewerRequest {
    let params = SIGV4_PARAMETERS.iter().map(|name| Param {
        raw_name: (*name).to_owned(),
        raw_value: String::new(),
        name: (*name).to_owned(),
        value: String::new(),
        span,
        value_span: span,
    });
    ViewerRequest {
        method: "GET".to_owned(),
        host,
        path,
        params: params.collect(),
        cloudfront_signed: false,
    }
}

/// That a behavior leads to an origin which the input does not have.
pub(super) fn no_origin(sources: &SourceMap, distribution: &Distribution) -> Problem {
    let message = "the behavior that serves the URL leads to an origin that is not in the input, or \
        not resolved there; `siglint distributions` tells what is not, and --var gives a value";
    let file = sources.get(distribution.span.source).name.clone();
    Problem::new(file, message).at(distribution.span)
}
