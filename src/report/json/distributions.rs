//! The document of `distributions`.

use super::build::{location, not_checked, overview, problem};
use super::v1;
use crate::diagnosis::{self, BehaviorView, DistributionView, Inventory, OriginView, PolicyView};
use crate::source::{self, SourceMap};
use serde::Serialize;

/// The whole document.
#[derive(Debug, Serialize)]
pub struct Distributions {
    version: u8,
    distributions: Vec<Distribution>,
    policies: Vec<Policy>,
    not_checked: Vec<v1::NotChecked>,
    problems: Vec<v1::Problem>,
}

/// What every report tells of a distribution, and more.
#[derive(Debug, Serialize)]
struct Distribution {
    #[serde(flatten)]
    overview: v1::Distribution,
    aliases: Vec<String>,
    condition: Option<String>,
    origin_details: Vec<Origin>,
    behavior_details: Vec<Behavior>,
    unresolved: Vec<Unresolved>,
}

#[derive(Debug, Serialize)]
struct Origin {
    id: String,
    domain: String,
    path: String,
}

#[derive(Debug, Serialize)]
struct Behavior {
    pattern: String,
    default: bool,
    origin: String,
    cache_policy: Option<NamedPolicy>,
    origin_request_policy: Option<NamedPolicy>,
}

#[derive(Debug, Serialize)]
struct NamedPolicy {
    id: String,
    name: Option<String>,
}

#[derive(Debug, Serialize)]
struct Policy {
    kind: &'static str,
    id: String,
    name: String,
    location: Option<v1::Location>,
    unresolved: Vec<Unresolved>,
}

#[derive(Debug, Serialize)]
struct Unresolved {
    name: String,
    expression: String,
    location: v1::Location,
}

/// The document of `distributions`.
#[must_use]
pub fn distributions(
    inventory: &Inventory,
    problems: &[source::Problem],
    sources: &SourceMap,
) -> Distributions {
    let all = inventory.distributions.iter();
    let policies = inventory.policies.iter();
    Distributions {
        version: 1,
        distributions: all.map(|one| distribution(one, sources)).collect(),
        policies: policies.map(|one| policy(one, sources)).collect(),
        not_checked: inventory
            .not_checked
            .iter()
            .map(|one| not_checked(one, sources))
            .collect(),
        problems: problems.iter().map(|one| problem(one, sources)).collect(),
    }
}

fn distribution(one: &DistributionView, sources: &SourceMap) -> Distribution {
    Distribution {
        overview: overview(one, sources),
        aliases: one.aliases.clone(),
        condition: one.condition.clone(),
        origin_details: one.origins.iter().map(origin).collect(),
        behavior_details: one.behaviors.iter().map(behavior).collect(),
        unresolved: unresolved(&one.unresolved, sources),
    }
}

fn origin(one: &OriginView) -> Origin {
    Origin {
        id: one.id.clone(),
        domain: one.domain.clone(),
        path: one.path.clone(),
    }
}

fn behavior(one: &BehaviorView) -> Behavior {
    Behavior {
        pattern: one.pattern.clone(),
        default: one.is_default,
        origin: one.origin.clone(),
        cache_policy: one.cache_policy.as_ref().map(named),
        origin_request_policy: one.origin_request_policy.as_ref().map(named),
    }
}

fn named(one: &diagnosis::NamedPolicy) -> NamedPolicy {
    NamedPolicy {
        id: one.id.clone(),
        name: one.name.clone(),
    }
}

fn policy(one: &PolicyView, sources: &SourceMap) -> Policy {
    Policy {
        kind: one.kind,
        id: one.id.clone(),
        name: one.name.clone(),
        location: one.span.map(|span| location(span, sources)),
        unresolved: unresolved(&one.unresolved, sources),
    }
}

fn unresolved(all: &[source::Unresolved], sources: &SourceMap) -> Vec<Unresolved> {
    let one = |one: &source::Unresolved| Unresolved {
        name: one.name.clone(),
        expression: one.expression.clone(),
        location: location(one.span, sources),
    };
    all.iter().map(one).collect()
}
