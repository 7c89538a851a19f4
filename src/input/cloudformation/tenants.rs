//! Distribution tenants: further names under which a distribution is asked.

use super::evaluate::Scope;
use super::stacks::World;
use crate::input::cloudfront::{Resource, ResourceKind};
use crate::syntax::{Entry, Node, NodeKind};
use std::collections::BTreeMap;

const TENANT: &str = "AWS::CloudFront::DistributionTenant";

impl World<'_> {
    /// Adds the domains of a stack's tenants to the aliases of their distributions.
    pub(super) fn add_tenants(&mut self, stack: usize, resources: &mut [Resource]) {
        let Some(template) = self.template(stack) else {
            return;
        };
        let scope = Scope::of(stack);
        let mut domains: BTreeMap<String, Vec<Node>> = BTreeMap::new();
        for entry in template.section("Resources") {
            if template.kind(&entry.key) != Some(TENANT) {
                continue;
            }
            let mut property = |name: &str| {
                let written = template.property(&entry.key, name)?;
                self.value(written, &scope)
            };
            let (id, names) = (property("DistributionId"), property("Domains"));
            if let (Some(id), Some(names)) = (id.as_ref().and_then(Node::as_str), names) {
                let known = domains.entry(id.to_owned()).or_default();
                known.extend(names.items().iter().cloned());
            }
        }
        let distributions = resources.iter_mut();
        for one in distributions.filter(|one| one.kind == ResourceKind::Distribution) {
            if let Some(domains) = domains.get(&one.id) {
                add_aliases(&mut one.node, domains);
            }
        }
    }
}

fn add_aliases(distribution: &mut Node, domains: &[Node]) {
    let span = distribution.span;
    let NodeKind::Mapping(entries) = &mut distribution.kind else {
        return;
    };
    let known = entries.iter_mut().find(|entry| entry.key == "Aliases");
    match known.map(|entry| &mut entry.value.kind) {
        Some(NodeKind::Sequence(aliases)) => aliases.extend_from_slice(domains),
        Some(_) => {}
        None => entries.push(Entry {
            key: "Aliases".to_owned(),
            key_span: span,
            value: Node {
                span,
                kind: NodeKind::Sequence(domains.to_vec()),
            },
        }),
    }
}
