//! The resources of a stack that are CloudFront's, in CloudFront's own shape.

use super::conditions::Truth;
use super::evaluate::{Scope, written};
use super::stacks::World;
use crate::input::cloudfront::{Resource, ResourceKind};
use crate::source::{Problem, Sourced};
use crate::syntax::{Entry, Node, NodeKind};

/// How many resources of one file are read.
pub(super) const MOST_RESOURCES: usize = 5_000;

/// The types that are read, what they are, and where their settings stand.
const KINDS: [(&str, ResourceKind, &str); 4] = [
    (
        "AWS::CloudFront::Distribution",
        ResourceKind::Distribution,
        "DistributionConfig",
    ),
    (
        "AWS::CloudFront::CachePolicy",
        ResourceKind::CachePolicy,
        "CachePolicyConfig",
    ),
    (
        "AWS::CloudFront::OriginRequestPolicy",
        ResourceKind::OriginRequestPolicy,
        "OriginRequestPolicyConfig",
    ),
    (
        "AWS::CloudFront::OriginAccessControl",
        ResourceKind::OriginAccessControl,
        "OriginAccessControlConfig",
    ),
];

/// What of a distribution decides about requests. The rest may hang on conditions as it will.
const SETTINGS: [&str; 7] = [
    "CacheBehaviors",
    "CustomErrorResponses",
    "DefaultCacheBehavior",
    "DefaultRootObject",
    "Enabled",
    "OriginGroups",
    "Origins",
];

/// What may hang on a condition without making another distribution of it.
const NAMES: [&str; 3] = ["Aliases", "CNAMEs", "WebACLId"];

impl World<'_> {
    /// Everything of CloudFront's in a stack and in those that it nests.
    pub(super) fn resources(&mut self, stack: usize) -> Vec<Resource> {
        let mut resources = Vec::new();
        let Some(template) = self.template(stack) else {
            return resources;
        };
        for (at, from) in template.includes() {
            let message = format!(
                "AWS::Include puts in text from {from}, which siglint does not read; give the \
                 processed template (aws cloudformation get-template --template-stage Processed)"
            );
            self.problems
                .push(Problem::new(&template.name, message).at(at));
        }
        let scope = Scope::of(stack);
        for entry in template.section("Resources") {
            let unrolled = match entry.key.starts_with("Fn::ForEach::") {
                true => self.unroll(entry, &scope),
                false => vec![(entry.clone(), scope.clone())],
            };
            for (entry, scope) in unrolled {
                if resources.len() < MOST_RESOURCES {
                    self.resource(&entry, &scope, &mut resources);
                }
            }
        }
        self.add_tenants(stack, &mut resources);
        resources
    }

    fn resource(&mut self, entry: &Entry, scope: &Scope, resources: &mut Vec<Resource>) {
        let is_loop = entry.key.starts_with("Fn::ForEach::");
        let kind = entry.value.get("Type").and_then(Node::as_str);
        match kind.unwrap_or_default() {
            _ if is_loop => self.not_unrolled(entry),
            "AWS::CloudFormation::Stack" | "AWS::Serverless::Application" => {
                self.nested(entry, scope, resources);
            }
            kind => {
                if let Some((_, kind, block)) = KINDS.iter().find(|(name, ..)| *name == kind) {
                    self.own(entry, (*kind, block), scope, resources);
                }
            }
        }
    }

    /// A resource of CloudFront's, once for each of its variants.
    fn own(
        &mut self,
        entry: &Entry,
        (kind, block): (ResourceKind, &str),
        scope: &Scope,
        resources: &mut Vec<Resource>,
    ) {
        let Some(config) = entry.value.path(&["Properties", block]) else {
            self.nothing(entry, block);
            return;
        };
        let made = entry.value.get("Condition").and_then(Node::as_str);
        let Some(made) = self.made_under(made, scope) else {
            return;
        };
        let given = made.as_deref().map(|name| self.taken_for_true(name, scope));
        let given = given.unwrap_or_default();
        let variants = match kind {
            ResourceKind::Distribution => {
                self.variants(given, |world| world.settings(config, scope))
            }
            _ => self.variants(given, |world| {
                let value = world.value(config, scope);
                // Others name a policy by its id, so there is one of it.
                world.open = None;
                value
            }),
        };
        let prefix = self.stack(scope.stack).map(|stack| stack.prefix.as_str());
        let name = format!("{}{}", prefix.unwrap_or_default(), entry.key);
        for variant in variants {
            let Some(node) = variant.value else {
                continue;
            };
            let name = Sourced::at(name.clone(), entry.key_span);
            let mut resource = Resource::new(kind, name, node);
            resource.condition = both(made.as_deref(), variant.condition);
            resources.push(resource);
        }
    }

    /// The condition of a resource as far as it is open: `None` if it is known not to hold.
    #[expect(
        clippy::option_option,
        reason = "the outer one says whether it is made at all"
    )]
    fn made_under(&mut self, condition: Option<&str>, scope: &Scope) -> Option<Option<String>> {
        let Some(condition) = condition else {
            return Some(None);
        };
        match self.asks(condition, scope) {
            Truth::Known(true) => Some(None),
            Truth::Known(false) => None,
            Truth::Open(_) => Some(Some(condition.to_owned())),
        }
    }

    /// The settings of a distribution under the present assumptions.
    fn settings(&mut self, config: &Node, scope: &Scope) -> Option<Node> {
        let config = self.whole(config, scope)?;
        if config.unresolved().is_some() {
            return Some(config);
        }
        let mut entries = Vec::new();
        for entry in config.entries() {
            let name = match entry.key.as_str() {
                "CNAMEs" => "Aliases",
                name => name,
            };
            let value = if SETTINGS.contains(&entry.key.as_str()) {
                self.value(&entry.value, scope)
            } else if NAMES.contains(&entry.key.as_str()) {
                self.name_of(&entry.value, name == "Aliases", scope)
            } else {
                None
            };
            entries.extend(value.map(|value| Entry {
                key: name.to_owned(),
                key_span: entry.key_span,
                value: renamed(value),
            }));
        }
        let kind = NodeKind::Mapping(entries);
        Some(Node {
            span: config.span,
            kind,
        })
    }

    /// A configuration that is not a mapping but an expression is evaluated as a whole.
    fn whole(&mut self, config: &Node, scope: &Scope) -> Option<Node> {
        match super::template::Call::of(config) {
            Some(_) => self.value(config, scope),
            None => Some(config.clone()),
        }
    }

    /// What makes no other distribution, whatever is open in it. Of a list it is what both branches
    /// have.
    fn name_of(&mut self, node: &Node, is_list: bool, scope: &Scope) -> Option<Node> {
        let open = self.open.take();
        let asked = self.asked.clone();
        self.takes_both = is_list;
        let value = self.value(node, scope);
        self.takes_both = false;
        self.open = open;
        self.asked = asked;
        value
    }

    fn nested(&mut self, entry: &Entry, scope: &Scope, resources: &mut Vec<Resource>) {
        let made = entry.value.get("Condition").and_then(Node::as_str);
        let Some(made) = self.made_under(made, scope) else {
            return;
        };
        let Some(child) = self.child(scope.stack, &entry.key, scope) else {
            return;
        };
        for mut resource in self.resources(child) {
            resource.condition = both(made.as_deref(), resource.condition.take());
            resources.push(resource);
        }
    }

    fn nothing(&mut self, entry: &Entry, block: &str) {
        let name = self.sources.get(entry.key_span.source).name.clone();
        let message = format!("{} has no {block}, so nothing is known of it", entry.key);
        self.problems
            .push(Problem::new(name, message).at(entry.key_span));
    }

    fn not_unrolled(&mut self, entry: &Entry) {
        let mentions = written(&entry.value).contains("AWS::CloudFront::");
        if mentions {
            let name = self.sources.get(entry.key_span.source).name.clone();
            let message = "loops over something that is not known, so what it makes is not read; \
                           give the values with --var";
            let message = format!("{} {message}", entry.key);
            self.problems
                .push(Problem::new(name, message).at(entry.key_span));
        }
    }
}

/// Two conditions, both of which hold.
fn both(one: Option<&str>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("{one} and {other}")),
        (one, other) => one.map(str::to_owned).or(other),
    }
}

/// The names that CloudFormation has for the same thing. As deep as the tree.
fn renamed(mut node: Node) -> Node {
    rename(&mut node);
    node
}

fn rename(node: &mut Node) {
    match &mut node.kind {
        NodeKind::Sequence(items) => items.iter_mut().for_each(rename),
        NodeKind::Mapping(entries) => {
            for entry in entries {
                if entry.key == "OriginCustomHeaders" {
                    "CustomHeaders".clone_into(&mut entry.key);
                }
                rename(&mut entry.value);
            }
        }
        _ => {}
    }
}
