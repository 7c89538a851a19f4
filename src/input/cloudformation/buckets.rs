//! The buckets of a stack: what their hosts are called, where they are, and whether anybody may read.

use super::evaluate::Scope;
use super::resources::MOST_RESOURCES;
use super::stacks::{BUCKET, World};
use crate::input::cloudfront::{Resource, ResourceKind};
use crate::source::{Sourced, Span};
use crate::syntax::{Entry, Node, NodeKind};
use std::collections::BTreeMap;

/// Permissions under which an object can be downloaded.
const READ: [&str; 3] = ["*", "s3:*", "s3:getobject"];

impl World<'_> {
    /// Every bucket of a stack, and those of others that it has an opening policy for. Their names are
    /// not references: hosts are made of them.
    pub(super) fn buckets(&mut self, stack: usize) -> Vec<Resource> {
        let Some(template) = self.template(stack) else {
            return Vec::new();
        };
        let scope = Scope::of(stack);
        let mut public = self.public_names(stack);
        let buckets = template.section("Resources").iter();
        let buckets = buckets.filter(|entry| template.kind(&entry.key) == Some(BUCKET));
        let mut found = Vec::new();
        for entry in buckets.take(MOST_RESOURCES) {
            let span = entry.key_span;
            let name = self.name_in_hosts(&entry.key, &scope, span);
            let region = self.region_in_hosts(stack, span);
            let is_public =
                public.remove(&name).is_some() || self.has_public_acl(&entry.value, &scope);
            let is_public = is_public && !self.is_closed(&entry.value, &scope);
            let mut entries = vec![
                named("Name", text(name, span)),
                named("IsPublic", node(NodeKind::Bool(is_public), span)),
            ];
            entries.extend(region.map(|region| named("Region", text(region, span))));
            let node = node(NodeKind::Mapping(entries), entry.value.span);
            let name = Sourced::at(entry.key.clone(), span);
            found.push(Resource::new(ResourceKind::Bucket, name, node));
        }
        found.extend(public.into_iter().map(made_elsewhere));
        found
    }

    /// The names of the buckets that a policy opens to everybody, and where.
    fn public_names(&mut self, stack: usize) -> BTreeMap<String, Span> {
        let Some(template) = self.template(stack) else {
            return BTreeMap::new();
        };
        let scope = Scope::of(stack);
        let mut names = BTreeMap::new();
        for entry in template.section("Resources") {
            if template.kind(&entry.key) != Some("AWS::S3::BucketPolicy") {
                continue;
            }
            let policy = template.property(&entry.key, "PolicyDocument");
            let policy = policy.and_then(|policy| self.value(policy, &scope));
            let statements = policy.as_ref().and_then(|policy| policy.get("Statement"));
            if statements.is_none_or(|statements| !list(statements).iter().any(opens)) {
                continue;
            }
            let bucket = template.property(&entry.key, "Bucket");
            let name = bucket.and_then(|bucket| self.host_part(bucket, &scope));
            names.extend(name.map(|name| (name, entry.key_span)));
        }
        names
    }

    /// Whether its ACL lets everybody read.
    fn has_public_acl(&mut self, resource: &Node, scope: &Scope) -> bool {
        let acl = resource.path(&["Properties", "AccessControl"]);
        let acl = acl.and_then(|acl| self.value(acl, scope));
        let acl = acl.as_ref().and_then(Node::as_str);
        acl.is_some_and(|acl| ["PublicRead", "PublicReadWrite"].contains(&acl))
    }

    /// Whether public access is blocked, or may be.
    fn is_closed(&mut self, resource: &Node, scope: &Scope) -> bool {
        let block = resource.path(&["Properties", "PublicAccessBlockConfiguration"]);
        let block = block.and_then(|block| self.value(block, scope));
        let is_off = |entry: &Entry| {
            let text = entry.value.as_str().map(str::to_ascii_lowercase);
            entry.value.as_bool() == Some(false) || text.as_deref() == Some("false")
        };
        block.is_some_and(|block| block.entries().is_empty() || !block.entries().iter().all(is_off))
    }
}

/// A bucket of which a template has the policy alone.
fn made_elsewhere((name, span): (String, Span)) -> Resource {
    let entries = vec![
        named("Name", text(name.clone(), span)),
        named("IsPublic", node(NodeKind::Bool(true), span)),
    ];
    let node = node(NodeKind::Mapping(entries), span);
    Resource::new(ResourceKind::Bucket, Sourced::at(name, span), node)
}

/// Whether a statement lets everybody download, without a condition.
fn opens(statement: &Node) -> bool {
    let allows = statement.get("Effect").and_then(Node::as_str) == Some("Allow");
    let anybody = |node: &Node| list(node).iter().any(|one| one.as_str() == Some("*"));
    let principal = statement
        .get("Principal")
        .is_some_and(|principal| anybody(principal) || principal.get("AWS").is_some_and(anybody));
    let reads = |action: &Node| {
        let action = action.as_str().unwrap_or_default().to_ascii_lowercase();
        READ.contains(&action.as_str())
    };
    let action = statement.get("Action");
    let action = action.is_some_and(|action| list(action).iter().any(reads));
    allows && principal && action && statement.get("Condition").is_none()
}

/// The items of a list; anything else is its own only item.
fn list(node: &Node) -> &[Node] {
    match &node.kind {
        NodeKind::Sequence(items) => items,
        _ => std::slice::from_ref(node),
    }
}

fn named(key: &str, value: Node) -> Entry {
    Entry {
        key: key.to_owned(),
        key_span: value.span,
        value,
    }
}

fn text(text: String, span: Span) -> Node {
    node(NodeKind::String(text), span)
}

fn node(kind: NodeKind, span: Span) -> Node {
    Node { span, kind }
}
