//! What stands beside distributions and their policies, and decides who is served by which, or what is
//! done to a request on its way.

use crate::model::{
    Configuration, FunctionCode, FunctionEffect, Gap, RequestChange, RequestPart, Tenant,
};
use crate::source::Sourced;
use crate::syntax::Node;

/// What an object says of tenants, staging distributions and functions; `None` if it is another one.
pub(super) fn beside(node: &Node) -> Option<Configuration> {
    let (mut found, mut is_ours) = (Configuration::default(), false);
    if let Some(tenant) = node.get("DistributionTenant") {
        is_ours = true;
        found.tenants.extend(self::tenant(tenant));
    }
    if let Some(policy) = node.get("ContinuousDeploymentPolicy") {
        is_ours = true;
        found.gaps.extend(staging(policy));
    }
    if let Some(function) = node.get("FunctionCode") {
        is_ours = true;
        found.functions.extend(code(function));
    }
    is_ours.then_some(found)
}

fn tenant(tenant: &Node) -> Option<Tenant> {
    let domains = tenant.get("Domains")?.items().iter();
    let names = domains.filter_map(|domain| {
        let name = domain.get("Domain")?;
        Some(Sourced::at(name.as_str()?.to_owned(), name.span))
    });
    let parameters = tenant.get("Parameters").map_or(&[][..], Node::items);
    let parameters = parameters.iter().filter_map(|one| {
        let text = |key: &str| Some(one.get(key)?.as_str()?.to_owned());
        Some((text("Name")?, text("Value")?))
    });
    Some(Tenant {
        parameters: parameters.collect(),
        distribution: tenant.get("DistributionId")?.as_str()?.to_owned(),
        names: names.collect(),
    })
}

/// Some requests go another way: that one is not looked at with this one.
fn staging(policy: &Node) -> Option<Gap> {
    let config = policy.get("ContinuousDeploymentPolicyConfig")?;
    let names = config.get("StagingDistributionDnsNames")?;
    let name = names.get("Items")?.items().first()?;
    let is_enabled = config.get("Enabled").and_then(Node::as_bool) == Some(true);
    let traffic = config.get("TrafficConfig");
    let weighs = traffic.and_then(|traffic| traffic.get("SingleWeightConfig"));
    let who = match weighs.is_some() {
        true => "some viewers",
        false => "viewers who send a certain header",
    };
    let staging = name.as_str()?;
    is_enabled.then(|| Gap {
        at: Some(name.span),
        reason: format!("{who} are served by the staging distribution {staging}"),
        needs: format!("the same once more with --distribution {staging}"),
    })
}

/// What `export` keeps of a function: a part that this version does not know may be any.
fn code(function: &Node) -> Option<FunctionCode> {
    let is_set = |node: &Node, key: &str| node.get(key).and_then(Node::as_bool) == Some(true);
    let mut effect = FunctionEffect {
        answers: is_set(function, "Answers"),
        ..FunctionEffect::default()
    };
    for change in function.get("Changes")?.items() {
        let name = change.get("Part").and_then(Node::as_str);
        let mut parts = RequestPart::ALL.into_iter();
        let part = parts.find(|part| Some(part.name()) == name);
        effect.add(RequestChange {
            part: part.unwrap_or(RequestPart::Anything),
            sometimes: is_set(change, "Sometimes"),
        });
    }
    Some(FunctionCode {
        name: function.get("Name")?.as_str()?.to_owned(),
        template: None,
        effect,
    })
}
