//! How long CloudFront keeps an answer, and under which key.

use super::Settings;
use crate::model::{NameSet, Ttl};

/// What the origin says about freshness, in seconds, as far as it is known beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Not known: it depends on the object's own headers.
    Unknown,
    /// The answer carries `s-maxage` or `max-age`.
    MaxAge(u64),
    /// The answer carries `no-store`, `no-cache` or `private`.
    Forbidden,
}

impl Freshness {
    /// Reads a `Cache-Control` value; `s-maxage` beats `max-age`, and a prohibition beats both.
    #[must_use]
    pub fn from_cache_control(value: &str) -> Self {
        let value = value.to_ascii_lowercase();
        let mut age = None;
        let mut shared = None;
        for directive in value.split(',').map(str::trim) {
            match directive.split_once('=') {
                None if ["no-store", "no-cache", "private"].contains(&directive) => {
                    return Self::Forbidden;
                }
                Some(("max-age", seconds)) => age = seconds.trim_matches('"').parse().ok(),
                Some(("s-maxage", seconds)) => shared = seconds.trim_matches('"').parse().ok(),
                _ => {}
            }
        }
        shared.or(age).map_or(Self::Unknown, Self::MaxAge)
    }
}

/// How long an answer stays at the edge, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    /// Where the answer carries no freshness of its own.
    pub usual: u64,
    /// The longest that any answer can stay.
    pub longest: u64,
    /// The shortest that any answer stays, whatever it says.
    pub shortest: u64,
}

impl Lifetime {
    /// The documented algorithm: the minimum wins over everything, the default is for answers
    /// without freshness, the maximum bounds what the origin says.
    #[must_use]
    pub fn new(ttl: &Ttl, freshness: Freshness) -> Option<Self> {
        let (min, default, max) = (
            *ttl.min.value.value()?,
            *ttl.default.value.value()?,
            *ttl.max.value.value()?,
        );
        let bound = max.max(min);
        Some(match freshness {
            Freshness::Unknown => Self {
                usual: default.max(min),
                longest: bound.max(default),
                shortest: min,
            },
            Freshness::MaxAge(age) => Self::exactly(age.min(max).max(min)),
            Freshness::Forbidden => Self::exactly(min),
        })
    }

    const fn exactly(seconds: u64) -> Self {
        Self {
            usual: seconds,
            longest: seconds,
            shortest: seconds,
        }
    }

    /// Whether nothing is ever kept.
    #[must_use]
    pub const fn is_zero(&self) -> bool {
        self.longest == 0
    }
}

/// Which parts of a request make its cache key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheKey {
    /// The request's parameters that are in the key; `None` where a policy is not known.
    pub parameters: Option<Vec<String>>,
    /// The headers in the key, or a word for all of them.
    pub headers: Vec<String>,
}

impl CacheKey {
    /// The key of a request with these parameter names.
    #[must_use]
    pub fn new<'n>(settings: &Settings<'_>, names: impl Iterator<Item = &'n str>) -> Self {
        let mut parameters = Some(Vec::new());
        for name in names {
            match settings.keys_parameter(name) {
                Some(true) => parameters
                    .iter_mut()
                    .for_each(|all| all.push(name.to_owned())),
                Some(false) => {}
                None => parameters = None,
            }
        }
        Self {
            parameters,
            headers: keyed_headers(settings),
        }
    }

    /// Whether the parameter is in the key; `None` where a policy is not known.
    #[must_use]
    pub fn has(&self, name: &str) -> Option<bool> {
        let parameters = self.parameters.as_ref()?;
        Some(parameters.iter().any(|one| one == name))
    }
}

fn keyed_headers(settings: &Settings<'_>) -> Vec<String> {
    let headers = match settings {
        Settings::Legacy(values) => Some(&values.headers.value),
        Settings::Policies { cache, .. } => cache.found().map(|policy| &policy.headers.value),
    };
    match headers {
        Some(NameSet::Only(names) | NameSet::Open { taken: names, .. }) => {
            names.iter().map(|name| name.value.clone()).collect()
        }
        Some(NameSet::All) => vec!["every header".to_owned()],
        _ => Vec::new(),
    }
}

/// Whether the settings forbid caching altogether: legacy settings that forward every header.
pub(super) fn never_caches(settings: &Settings<'_>) -> bool {
    matches!(settings, Settings::Legacy(values) if values.headers.value == NameSet::All)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Known, Sourced};

    fn ttl(min: u64, default: u64, max: u64) -> Ttl {
        let field = |seconds| Sourced::default_of(Known::Value(seconds), "a test sets it", None);
        Ttl {
            min: field(min),
            default: field(default),
            max: field(max),
        }
    }

    /// The table of the developer guide's "Expiration" page, row by row.
    #[test]
    fn lifetimes_follow_the_documented_table() {
        use Freshness::{Forbidden, MaxAge, Unknown};
        for (min, default, max, freshness, usual, longest) in [
            (0, 86_400, 31_536_000, Unknown, 86_400, 31_536_000),
            (0, 1_800, 1_800, Unknown, 1_800, 1_800),
            (0, 0, 0, Unknown, 0, 0),
            (60, 0, 0, Unknown, 60, 60),
            (0, 86_400, 3_600, MaxAge(7_200), 3_600, 3_600),
            (0, 86_400, 3_600, MaxAge(10), 10, 10),
            (60, 86_400, 3_600, MaxAge(10), 60, 60),
            (0, 86_400, 3_600, Forbidden, 0, 0),
            (1, 86_400, 31_536_000, Forbidden, 1, 1),
        ] {
            let lifetime = Lifetime::new(&ttl(min, default, max), freshness).unwrap();
            assert_eq!(
                (lifetime.usual, lifetime.longest),
                (usual, longest),
                "{min} {default} {max} {freshness:?}"
            );
        }
    }

    #[test]
    fn shared_age_beats_age_and_prohibition_beats_both() {
        let read = Freshness::from_cache_control;
        assert_eq!(read("max-age=60, s-maxage=10"), Freshness::MaxAge(10));
        assert_eq!(read("Public, Max-Age=60"), Freshness::MaxAge(60));
        assert_eq!(read("max-age=60, no-store"), Freshness::Forbidden);
        assert_eq!(read("max-age=soon"), Freshness::Unknown);
    }
}
