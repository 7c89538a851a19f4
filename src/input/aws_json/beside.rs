//! What stands beside distributions and their policies, and decides who is served by which, or what is
//! done to a request on its way.

use crate::model::{Configuration, FunctionCode, Gap, Tenant};
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
    Some(Tenant {
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

fn code(function: &Node) -> Option<FunctionCode> {
    let mentions = function.get("Mentions")?.items().iter();
    Some(FunctionCode {
        name: function.get("Name")?.as_str()?.to_owned(),
        mentions: mentions
            .filter_map(|part| part.as_str().map(str::to_owned))
            .collect(),
    })
}
