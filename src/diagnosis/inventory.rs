//! What a configuration holds, as `siglint distributions` lists it and every report counts it.

use crate::finding::NotChecked;
use crate::model::{Behavior, Caching, Configuration, Distribution, Field, Origin};
use crate::source::{Known, Provenance, Span, Unresolved, redact};

/// Everything that was found.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// The distributions in the order of the input.
    pub distributions: Vec<DistributionView>,
    /// The policies and controls of the input itself, without AWS's managed ones.
    pub policies: Vec<PolicyView>,
    /// What the input leads to and could not be looked at.
    pub not_checked: Vec<NotChecked>,
}

impl Inventory {
    /// Lists a configuration.
    #[must_use]
    pub fn new(configuration: &Configuration) -> Self {
        let caches = configuration.cache_policies.iter().map(|policy| {
            let view = PolicyView::new("cache policy", &policy.id, &policy.name);
            view.at(&policy.from, &policy.unresolved)
        });
        let requests = configuration.origin_request_policies.iter().map(|policy| {
            let view = PolicyView::new("origin request policy", &policy.id, &policy.name);
            view.at(&policy.from, &policy.unresolved)
        });
        let controls = configuration.access_controls.iter().map(|control| {
            let signing = control.signing.as_ref().and_then(|signing| signing.span());
            PolicyView {
                span: signing,
                ..PolicyView::new("origin access control", &control.id, "")
            }
        });
        Self {
            distributions: configuration
                .distributions
                .iter()
                .map(|one| DistributionView::new(configuration, one))
                .collect(),
            policies: caches.chain(requests).chain(controls).collect(),
            not_checked: configuration.gaps.iter().map(NotChecked::gap).collect(),
        }
    }

    /// How many values stayed unresolved.
    #[must_use]
    pub fn unresolved(&self) -> usize {
        let distributions = self.distributions.iter().map(|one| one.unresolved.len());
        let policies = self.policies.iter().map(|one| one.unresolved.len());
        distributions.chain(policies).sum()
    }
}

/// A distribution that was read.
#[derive(Debug, Clone)]
pub struct DistributionView {
    /// Its id, else its logical id or address, if the input tells either.
    pub id: Option<String>,
    /// Its `….cloudfront.net` name, if the input tells.
    pub domain: Option<String>,
    /// Its alternate domain names, as far as they are known.
    pub aliases: Vec<String>,
    /// The condition under which it is made.
    pub condition: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// Its origins.
    pub origins: Vec<OriginView>,
    /// Its behaviors, the default one last.
    pub behaviors: Vec<BehaviorView>,
    /// What is not resolved in it.
    pub unresolved: Vec<Unresolved>,
}

impl DistributionView {
    /// Lists a distribution.
    #[must_use]
    pub fn new(configuration: &Configuration, distribution: &Distribution) -> Self {
        let id = distribution
            .id
            .as_ref()
            .or(distribution.logical_id.as_ref());
        let domain = distribution.domain.as_ref();
        let aliases = distribution.aliases.iter();
        Self {
            id: id.map(|id| redact(&id.value)),
            domain: domain.map(|domain| redact(&domain.value)),
            aliases: aliases.map(|alias| redact(&alias.value)).collect(),
            condition: distribution.condition.as_deref().map(redact),
            span: distribution.span,
            origins: distribution.origins.iter().map(OriginView::new).collect(),
            behaviors: distribution
                .behaviors
                .iter()
                .map(|one| BehaviorView::new(configuration, distribution, one))
                .collect(),
            unresolved: shown(&distribution.unresolved),
        }
    }
}

/// An origin of a distribution.
#[derive(Debug, Clone)]
pub struct OriginView {
    /// The id that behaviors name.
    pub id: String,
    /// The host that CloudFront sends, or the expression in its place.
    pub domain: String,
    /// What is put before every path, or the expression in its place; empty if nothing.
    pub path: String,
}

impl OriginView {
    fn new(origin: &Origin) -> Self {
        Self {
            id: redact(&origin.id.value),
            domain: written(&origin.domain),
            path: written(&origin.path),
        }
    }
}

/// A behavior of a distribution.
#[derive(Debug, Clone)]
pub struct BehaviorView {
    /// Its pattern, or the expression in its place.
    pub pattern: String,
    /// Whether it is the default one.
    pub is_default: bool,
    /// The id of its origin, or the expression in its place.
    pub origin: String,
    /// Its cache policy; none with the legacy settings.
    pub cache_policy: Option<NamedPolicy>,
    /// Its origin request policy, if it has one.
    pub origin_request_policy: Option<NamedPolicy>,
}

/// A policy as a behavior names it.
#[derive(Debug, Clone)]
pub struct NamedPolicy {
    /// Its id, or the expression in its place.
    pub id: String,
    /// Its name, where it is managed or in the input.
    pub name: Option<String>,
}

impl NamedPolicy {
    fn new(id: &Field<String>, name: impl Fn(&str) -> Option<String>) -> Self {
        let name = id.value.value().and_then(|id| name(id));
        Self {
            id: written(id),
            name: name
                .filter(|name| !name.is_empty())
                .map(|name| redact(&name)),
        }
    }
}

impl BehaviorView {
    fn new(
        configuration: &Configuration,
        distribution: &Distribution,
        behavior: &Behavior,
    ) -> Self {
        let template = distribution.template;
        let (cache, request) = match &behavior.caching {
            Caching::Legacy(_) => (None, None),
            Caching::Policies { cache, request } => (Some(cache), request.as_ref()),
        };
        let cache_name = |id: &str| Some(configuration.cache_policy(id, template)?.name.clone());
        let request_name = |id: &str| {
            let policy = configuration.origin_request_policy(id, template)?;
            Some(policy.name.clone())
        };
        Self {
            pattern: written(&behavior.pattern),
            is_default: behavior.is_default,
            origin: written(&behavior.target_origin),
            cache_policy: cache.map(|id| NamedPolicy::new(id, cache_name)),
            origin_request_policy: request.map(|id| NamedPolicy::new(id, request_name)),
        }
    }
}

/// A policy or control that was read.
#[derive(Debug, Clone)]
pub struct PolicyView {
    /// `cache policy`, `origin request policy` or `origin access control`.
    pub kind: &'static str,
    /// The id that behaviors and origins name, or its logical id or address.
    pub id: String,
    /// Its name; empty if it has none.
    pub name: String,
    /// Where it stands, if that is known.
    pub span: Option<Span>,
    /// What is not resolved in it.
    pub unresolved: Vec<Unresolved>,
}

impl PolicyView {
    fn new(kind: &'static str, id: &str, name: &str) -> Self {
        Self {
            kind,
            id: redact(id),
            name: redact(name),
            span: None,
            unresolved: Vec::new(),
        }
    }

    fn at(self, from: &Provenance, unresolved: &[Unresolved]) -> Self {
        Self {
            span: from.span(),
            unresolved: shown(unresolved),
            ..self
        }
    }
}

fn written(field: &Field<String>) -> String {
    match &field.value {
        Known::Value(text) => redact(text),
        Known::Unresolved { expression } => redact(expression),
    }
}

fn shown(unresolved: &[Unresolved]) -> Vec<Unresolved> {
    let masked = unresolved.iter().map(|one| Unresolved {
        expression: redact(&one.expression),
        ..one.clone()
    });
    masked.collect()
}
