//! Cache policies and origin request policies, and the sets of names that both are made of.

use super::Template;
use crate::source::{Known, Provenance, Sourced, Unresolved};

/// A configured value: where it came from, and whether it is known.
pub type Field<T> = Sourced<Known<T>>;

/// Which names of a kind (query parameters, headers, cookies) are taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameSet {
    /// No name.
    None,
    /// Every name.
    All,
    /// These names only.
    Only(Vec<Sourced<String>>),
    /// Every name but these.
    Except(Vec<Sourced<String>>),
    /// These names, and perhaps others: the rest is not resolved.
    Open {
        /// The names that are certainly taken.
        taken: Vec<Sourced<String>>,
        /// What is not resolved.
        expression: String,
    },
}

impl NameSet {
    /// Whether `name` is taken; `None` where that is not resolved. `same` compares two names
    /// (parameters by case, headers without).
    pub fn takes(&self, name: &str, same: impl Fn(&str, &str) -> bool) -> Option<bool> {
        let listed = |names: &[Sourced<String>]| names.iter().any(|one| same(&one.value, name));
        match self {
            Self::None => Some(false),
            Self::All => Some(true),
            Self::Only(names) => Some(listed(names)),
            Self::Except(names) => Some(!listed(names)),
            Self::Open { taken, .. } => listed(taken).then_some(true),
        }
    }

    /// Whether the query parameter `name` is taken: parameter names are compared with their case.
    #[must_use]
    pub fn takes_parameter(&self, name: &str) -> Option<bool> {
        self.takes(name, |a, b| a == b)
    }

    /// Whether the header `name` is taken: header names are compared without their case.
    #[must_use]
    pub fn takes_header(&self, name: &str) -> Option<bool> {
        self.takes(name, str::eq_ignore_ascii_case)
    }
}

/// The three times to live of a behavior, in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ttl {
    /// Wins over everything the origin says.
    pub min: Field<u64>,
    /// Used when the origin sends no freshness.
    pub default: Field<u64>,
    /// The bound when the origin sends freshness.
    pub max: Field<u64>,
}

/// What is cached for how long, and under which key. Everything in the key is also forwarded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachePolicy {
    /// The id that behaviors name.
    pub id: String,
    /// The template whose name its id is.
    pub template: Template,
    /// Its name.
    pub name: String,
    /// Whether it is one of AWS's own.
    pub managed: bool,
    /// Where it is written, or that it is a managed one.
    pub from: Provenance,
    /// How long.
    pub ttl: Ttl,
    /// The query parameters in the key.
    pub query: Sourced<NameSet>,
    /// The headers in the key.
    pub headers: Sourced<NameSet>,
    /// The cookies in the key.
    pub cookies: Sourced<NameSet>,
    /// Whether `Accept-Encoding` is normalised into the key (gzip or Brotli).
    pub accept_encoding: bool,
    /// The expressions in it that the input does not resolve.
    pub unresolved: Vec<Unresolved>,
}

/// What is forwarded besides the cache key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginRequestPolicy {
    /// The id that behaviors name.
    pub id: String,
    /// The template whose name its id is.
    pub template: Template,
    /// Its name.
    pub name: String,
    /// Whether it is one of AWS's own.
    pub managed: bool,
    /// Where it is written, or that it is a managed one.
    pub from: Provenance,
    /// The query parameters forwarded.
    pub query: Sourced<NameSet>,
    /// The viewer's headers forwarded. `Host` counts as one of them.
    pub headers: Sourced<NameSet>,
    /// The cookies forwarded.
    pub cookies: Sourced<NameSet>,
    /// The expressions in it that the input does not resolve.
    pub unresolved: Vec<Unresolved>,
}
