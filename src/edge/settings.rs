//! What a behavior's settings say about each name: in the cache key or not, forwarded or not.
//!
//! Answers are `Option<bool>`: `None` where a policy is not in the input, or a list not resolved.

use crate::model::{
    Behavior, CachePolicy, Caching, Configuration, Distribution, Field, ForwardedValues, NameSet,
    OriginRequestPolicy, Ttl,
};
use crate::source::{Known, Span};

/// A policy that a behavior names.
#[derive(Debug)]
pub enum Policy<'a, T> {
    /// It is managed, or in the input; with the place where the behavior names it.
    Found(&'a T, Option<Span>),
    /// It is neither.
    Unknown(&'a Field<String>),
}

// Derived, these would ask the same of `T`.
impl<T> Clone for Policy<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Policy<'_, T> {}

impl<'a, T> Policy<'a, T> {
    /// The policy, where it was found.
    #[must_use]
    pub fn found(&self) -> Option<&'a T> {
        match self {
            Self::Found(policy, _) => Some(policy),
            Self::Unknown(_) => None,
        }
    }

    /// What the behavior names it by, where it was not found.
    #[must_use]
    pub fn unknown(&self) -> Option<&'a Field<String>> {
        match self {
            Self::Found(..) => None,
            Self::Unknown(id) => Some(id),
        }
    }

    /// Where the behavior names it.
    #[must_use]
    pub fn named_at(&self) -> Option<Span> {
        match self {
            Self::Found(_, at) => *at,
            Self::Unknown(id) => id.span(),
        }
    }
}

/// The settings that decide, with their policies looked up.
#[derive(Debug, Clone, Copy)]
pub enum Settings<'a> {
    /// One list keys and forwards.
    Legacy(&'a ForwardedValues),
    /// A cache policy keys and forwards, an origin request policy forwards more.
    Policies {
        /// The cache policy.
        cache: Policy<'a, CachePolicy>,
        /// The origin request policy, if the behavior names one.
        request: Option<Policy<'a, OriginRequestPolicy>>,
    },
}

impl<'a> Settings<'a> {
    /// The settings of a behavior, its policies looked up in the configuration.
    #[must_use]
    pub fn of(
        configuration: &'a Configuration,
        distribution: &'a Distribution,
        behavior: &'a Behavior,
    ) -> Self {
        let template = distribution.template;
        match &behavior.caching {
            Caching::Legacy(values) => Self::Legacy(values),
            Caching::Policies { cache, request } => Self::Policies {
                cache: look_up(cache, |id| configuration.cache_policy(id, template)),
                request: request
                    .as_ref()
                    .map(|id| look_up(id, |id| configuration.origin_request_policy(id, template))),
            },
        }
    }

    /// The times to live, where the policy that sets them is known.
    #[must_use]
    pub fn ttl(&self) -> Option<&'a Ttl> {
        match self {
            Self::Legacy(values) => Some(&values.ttl),
            Self::Policies { cache, .. } => cache.found().map(|policy| &policy.ttl),
        }
    }

    /// Whether the query parameter is part of the cache key.
    #[must_use]
    pub fn keys_parameter(&self, name: &str) -> Option<bool> {
        match self {
            Self::Legacy(values) => {
                let listed = values.query_keys.value.takes_parameter(name);
                both(values.query_string.value.value().copied(), listed)
            }
            Self::Policies { cache, .. } => {
                let policy = cache.found()?;
                policy.query.value.takes_parameter(name)
            }
        }
    }

    /// Whether the query parameter is forwarded to the origin.
    #[must_use]
    pub fn forwards_parameter(&self, name: &str) -> Option<bool> {
        match self {
            Self::Legacy(values) => values.query_string.value.value().copied(),
            Self::Policies { request, .. } => either(
                self.keys_parameter(name),
                request.as_ref().map(|policy| {
                    let policy = policy.found()?;
                    policy.query.value.takes_parameter(name)
                }),
            ),
        }
    }

    /// The expression that leaves open what of the query is forwarded, where that is not a policy
    /// that is missing.
    #[must_use]
    pub fn open_query(&self) -> Option<&'a str> {
        let (keys, sets) = match self {
            Self::Legacy(values) => (Some(&values.query_string.value), [None, None]),
            Self::Policies { cache, request } => {
                let cache = cache.found().map(|policy| &policy.query.value);
                let request = request.and_then(|policy| policy.found());
                (None, [cache, request.map(|policy| &policy.query.value)])
            }
        };
        let word = keys.and_then(|known| match known {
            Known::Unresolved { expression } => Some(expression.as_str()),
            Known::Value(_) => None,
        });
        let open = |set: &'a NameSet| match set {
            NameSet::Open { expression, .. } => Some(expression.as_str()),
            _ => None,
        };
        word.or_else(|| sets.into_iter().flatten().find_map(open))
    }

    /// The expression in place of a policy's id, where that is not resolved.
    #[must_use]
    pub fn open_policy(&self) -> Option<&'a str> {
        let Self::Policies { cache, request } = self else {
            return None;
        };
        let open = |id: &'a Field<String>| match &id.value {
            Known::Unresolved { expression } => Some(expression.as_str()),
            Known::Value(_) => None,
        };
        let cache = cache.unknown().and_then(open);
        cache.or_else(|| request.and_then(|policy| policy.unknown()).and_then(open))
    }

    /// Whether the viewer's header is forwarded because a setting takes it.
    #[must_use]
    pub fn forwards_header(&self, name: &str) -> Option<bool> {
        match self {
            Self::Legacy(values) => values.headers.value.takes_header(name),
            Self::Policies { cache, request } => either(
                cache
                    .found()
                    .and_then(|policy| policy.headers.value.takes_header(name)),
                request.as_ref().map(|policy| {
                    let policy = policy.found()?;
                    policy.headers.value.takes_header(name)
                }),
            ),
        }
    }

    /// The place of the setting that decides what of the query is forwarded.
    #[must_use]
    pub fn query_span(&self) -> Option<Span> {
        match self {
            Self::Legacy(values) => values.query_string.span(),
            Self::Policies { cache, request } => {
                let request = request.as_ref().and_then(Policy::named_at);
                request.or_else(|| cache.named_at())
            }
        }
    }

    /// The place of the setting that decides what of the query is keyed.
    #[must_use]
    pub fn key_span(&self) -> Option<Span> {
        match self {
            Self::Legacy(values) => match values.query_keys.value {
                NameSet::All => values.query_string.span(),
                _ => values.query_keys.span(),
            },
            Self::Policies { cache, .. } => cache.named_at(),
        }
    }

    /// The place of the setting that forwards a header, if one does.
    #[must_use]
    pub fn header_span(&self, name: &str) -> Option<Span> {
        match self {
            Self::Legacy(values) => values.headers.span(),
            Self::Policies { cache, request } => {
                let by_request = request.as_ref().filter(|policy| {
                    let policy = policy.found();
                    policy
                        .is_some_and(|policy| policy.headers.value.takes_header(name) == Some(true))
                });
                by_request
                    .and_then(Policy::named_at)
                    .or_else(|| cache.named_at())
            }
        }
    }

    /// In words, what the settings take of the query: for a label under them.
    #[must_use]
    pub fn describe_query(&self) -> String {
        match self {
            Self::Legacy(values) => match values.query_string.value.value() {
                Some(false) => "no query string is forwarded".to_owned(),
                Some(true) => "the whole query string is forwarded".to_owned(),
                None => "not known whether the query string is forwarded".to_owned(),
            },
            Self::Policies { cache, request } => {
                let name = |set: &NameSet| match set {
                    NameSet::None => "no query string".to_owned(),
                    NameSet::All => "every query string".to_owned(),
                    NameSet::Only(names) => format!("{} query strings by name", names.len()),
                    NameSet::Except(names) => format!("every query string but {}", names.len()),
                    NameSet::Open { .. } => "query strings that are not resolved".to_owned(),
                };
                let cache = cache
                    .found()
                    .map(|p| format!("{} takes {}", p.name, name(&p.query.value)));
                let request = request.and_then(|policy| policy.found());
                let request = request.map(|p| format!("{} takes {}", p.name, name(&p.query.value)));
                let parts: Vec<String> = cache.into_iter().chain(request).collect();
                parts.join(", ")
            }
        }
    }
}

fn look_up<'a, T>(id: &'a Field<String>, find: impl Fn(&str) -> Option<&'a T>) -> Policy<'a, T> {
    let found = id.value.value().and_then(|id| find(id));
    found.map_or(Policy::Unknown(id), |policy| {
        Policy::Found(policy, id.span())
    })
}

/// Whether both hold: certainly not if one does not.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// The union of what two policies say: certain if one takes it, or if both are known.
fn either(cache: Option<bool>, request: Option<Option<bool>>) -> Option<bool> {
    match (cache, request) {
        (Some(true), _) | (_, Some(Some(true))) => Some(true),
        (Some(false), None | Some(Some(false))) => Some(false),
        _ => None,
    }
}
