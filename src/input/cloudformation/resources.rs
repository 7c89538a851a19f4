//! The resources of a stack that are CloudFront's, in CloudFront's own shape.

use super::conditions::Truth;
use super::evaluate::{Scope, is_loop, written};
use super::macros::TRANSFORM;
use super::nesting::nests;
use super::stacks::World;
use super::variants::{MOST_VARIANTS, Variants};
use crate::input::cloudfront::{Resource, ResourceKind};
use crate::model::Gap;
use crate::source::Sourced;
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

/// What of a distribution decides about requests, that first which decides about most of them. The
/// rest may hang on conditions as it will.
const SETTINGS: [&str; 7] = [
    "Origins",
    "DefaultCacheBehavior",
    "CacheBehaviors",
    "OriginGroups",
    "Enabled",
    "DefaultRootObject",
    "CustomErrorResponses",
];

/// What in these settings decides about no request that siglint follows.
const IDLE: [&str; 9] = [
    "Compress",
    "ConnectionAttempts",
    "ConnectionTimeout",
    "FieldLevelEncryptionId",
    "GrpcConfig",
    "OriginShield",
    "RealtimeLogConfigArn",
    "ResponseHeadersPolicyId",
    "SmoothStreaming",
];

/// How many parameters are named of which a value would help.
const MOST_NAMED: usize = 3;

/// What may hang on a condition without making another distribution of it.
const NAMES: [&str; 6] = [
    "Aliases",
    "CNAMEs",
    "Logging",
    "Restrictions",
    "Staging",
    "WebACLId",
];

impl World<'_> {
    /// Everything of CloudFront's in a stack and in those that it nests.
    pub(super) fn resources(&mut self, stack: usize) -> Vec<Resource> {
        let mut resources = Vec::new();
        let Some(template) = self.template(stack) else {
            return resources;
        };
        self.look_for_macros(&template);
        let scope = Scope::of(stack);
        for entry in template.section("Resources") {
            let unrolled = match is_loop(&entry.key) {
                true if !has_ours(&entry.value) => continue,
                true => self.unroll(entry, &scope),
                false => vec![(entry.clone(), scope.clone())],
            };
            for (entry, scope) in unrolled {
                if resources.len() >= MOST_RESOURCES {
                    let message = format!(
                        "is one of more than {MOST_RESOURCES} resources, so siglint stopped here"
                    );
                    self.stopped("resources", entry.key_span, &message);
                    break;
                }
                self.resource(&entry, &scope, &mut resources);
            }
        }
        self.add_tenants(stack, &mut resources);
        resources
    }

    fn resource(&mut self, entry: &Entry, scope: &Scope, resources: &mut Vec<Resource>) {
        let kind = entry.value.get("Type").and_then(Node::as_str);
        match kind.unwrap_or_default() {
            _ if is_loop(&entry.key) => self.not_unrolled(entry),
            kind if nests(kind) => self.nested(entry, scope, resources),
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
        let condition = entry.value.get("Condition");
        let Some(made) = self.made_under(condition, scope) else {
            return;
        };
        let open = made.as_deref().zip(condition);
        let given = open.map(|(name, node)| self.taken_for_true(name, scope, node.span));
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
        self.tell_left(entry, &variants);
        let prefix = self.stack(scope.stack).map(|stack| stack.prefix.as_str());
        let name = format!("{}{}", prefix.unwrap_or_default(), entry.key);
        for variant in variants.all {
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
    fn made_under(&mut self, condition: Option<&Node>, scope: &Scope) -> Option<Option<String>> {
        let Some((name, node)) = condition.and_then(|node| Some((node.as_str()?, node))) else {
            return Some(None);
        };
        match self.asks(name, scope, node.span) {
            Truth::Known(true) => Some(None),
            Truth::Known(false) => None,
            Truth::Open(_) => Some(Some(name.to_owned())),
        }
    }

    /// Tells that a distribution has more variants than were looked at.
    fn tell_left<T>(&mut self, entry: &Entry, variants: &Variants<T>) {
        let parameters = variants.left.iter().filter_map(|expression| {
            let name = expression.strip_prefix("!Ref ")?;
            Some(format!(" --var {name}=VALUE"))
        });
        let some: String = parameters.take(MOST_NAMED).collect();
        let needs = match some.is_empty() {
            true => "the values that its conditions compare (--var NAME=VALUE)".to_owned(),
            false => format!("the values that its conditions compare, such as{some}"),
        };
        if !variants.left.is_empty() {
            let reason = format!(
                "{} hangs on {} conditions that are not known, and siglint looked at {MOST_VARIANTS} \
                 of their combinations",
                entry.key, variants.conditions
            );
            self.gaps.push(Gap {
                at: Some(entry.key_span),
                reason,
                needs,
            });
        }
    }

    /// The settings of a distribution under the present assumptions.
    fn settings(&mut self, config: &Node, scope: &Scope) -> Option<Node> {
        let config = self.whole(config, scope)?;
        if config.unresolved().is_some() {
            return Some(config);
        }
        let rank = |entry: &Entry| SETTINGS.iter().position(|name| *name == entry.key);
        let mut ranked: Vec<(usize, &Entry)> = config.entries().iter().enumerate().collect();
        ranked.sort_by_key(|(_, entry)| rank(entry).unwrap_or(SETTINGS.len()));
        let mut entries = Vec::new();
        self.idle = &IDLE;
        for (place, entry) in ranked {
            let value = self.setting(entry, scope);
            entries.extend(value.map(|value| (place, value)));
        }
        self.idle = &[];
        entries.sort_by_key(|(place, _)| *place);
        let entries = entries.into_iter().map(|(_, entry)| entry);
        let kind = NodeKind::Mapping(entries.collect());
        Some(Node {
            span: config.span,
            kind,
        })
    }

    /// One setting under CloudFront's own name, if it is one that is read.
    fn setting(&mut self, entry: &Entry, scope: &Scope) -> Option<Entry> {
        let key = match entry.key.as_str() {
            "CNAMEs" => "Aliases",
            key => key,
        };
        let value = match key {
            TRANSFORM => {
                self.puts_in(&entry.value);
                None
            }
            key if SETTINGS.contains(&key) => self.value(&entry.value, scope),
            key if NAMES.contains(&key) => self.name_of(&entry.value, key == "Aliases", scope),
            _ => None,
        };
        Some(Entry {
            key: key.to_owned(),
            key_span: entry.key_span,
            value: renamed(value?),
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
        self.takes_both = is_list;
        let value = self.aside(|world| world.value(node, scope));
        self.takes_both = false;
        value
    }

    fn nested(&mut self, entry: &Entry, scope: &Scope, resources: &mut Vec<Resource>) {
        let made = entry.value.get("Condition");
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
        let made = [&["Properties", TRANSFORM][..], &[TRANSFORM]];
        let made = made.iter().find_map(|path| entry.value.path(path));
        if let Some(node) = made {
            self.puts_in(node);
            return;
        }
        let message = format!("{} has no {block}, so nothing is known of it", entry.key);
        self.problem(entry.key_span, &message);
    }

    /// Tells a loop that may make something of CloudFront's.
    fn not_unrolled(&mut self, entry: &Entry) {
        if !has_ours(&entry.value) {
            return;
        }
        let over = entry.value.items().get(1).map(written).unwrap_or_default();
        self.gaps.push(Gap {
            at: Some(entry.key_span),
            reason: format!(
                "{} loops over {over}, which is not known, so what it makes is not read",
                entry.key
            ),
            needs: "the items of the loop (--var NAME=ONE,TWO)".to_owned(),
        });
    }
}

/// Whether there is something of CloudFront's in what a loop makes. As deep as the tree.
fn has_ours(node: &Node) -> bool {
    let kind = node.get("Type").and_then(Node::as_str);
    let is_ours = |kind: &str| nests(kind) || kind.starts_with("AWS::CloudFront::");
    kind.is_some_and(is_ours)
        || node.items().iter().any(has_ours)
        || node.entries().iter().any(|entry| has_ours(&entry.value))
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
