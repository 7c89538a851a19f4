//! The buckets of a configuration: what their hosts are called, where they are, and whether anybody
//! may read. What opens or closes one stands in resources of its own.

use super::instance::Instance;
use crate::input::cloudfront::{Resource, ResourceKind};
use crate::input::terraform::evaluate::{Evaluator, entry, node, object, text, truth};
use crate::input::terraform::hosts::hole;
use crate::source::{Sourced, Span};
use crate::syntax::hcl::Block;
use crate::syntax::{Node, NodeKind};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Permissions under which an object can be downloaded.
const READ: [&str; 3] = ["*", "s3:*", "s3:getobject"];

/// What a public access block may close.
const BLOCKS: [&str; 4] = [
    "block_public_acls",
    "block_public_policy",
    "ignore_public_acls",
    "restrict_public_buckets",
];

/// The buckets of a root module and of all that it calls.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    found: Vec<Bucket>,
    opened: BTreeMap<String, Span>,
    closed: BTreeSet<String>,
}

#[derive(Debug)]
struct Bucket {
    name: String,
    region: Option<String>,
    address: Sourced<String>,
    span: Span,
}

impl Buckets {
    /// Takes in a resource, if it has to do with buckets.
    pub(super) fn take<'a>(
        &mut self,
        evaluator: &Evaluator<'a>,
        instance: &Rc<Instance<'a>>,
        block: &'a Block,
    ) {
        let kind = block.label(0).unwrap_or_default();
        if !kind.starts_with("aws_s3_bucket") {
            return;
        }
        for which in evaluator.looked_at(instance, block) {
            let made = evaluator.resource_object(instance, block, &which);
            let Some(name) = made.get("bucket").and_then(in_hosts) else {
                continue;
            };
            let (acl, policy) = (made.get("acl").and_then(Node::as_str), made.get("policy"));
            let public_acl =
                acl.is_some_and(|acl| ["public-read", "public-read-write"].contains(&acl));
            if public_acl || policy.is_some_and(opens) {
                self.opened.insert(name.clone(), block.span);
            }
            let is_off = |key: &&str| {
                made.get(key)
                    .is_none_or(|value| truth(value) == Some(false))
            };
            match kind {
                "aws_s3_bucket" => self.found.push(Bucket {
                    name,
                    region: made.get("region").and_then(in_hosts),
                    address: Sourced::at(
                        evaluator.address(instance, block, &which.suffix),
                        block
                            .labels
                            .last()
                            .map_or(block.kind_span, |label| label.span),
                    ),
                    span: block.span,
                }),
                "aws_s3_bucket_public_access_block" if !BLOCKS.iter().all(is_off) => {
                    self.closed.insert(name);
                }
                _ => {}
            }
        }
    }

    /// The buckets as resources, also those that are made elsewhere and opened here.
    pub(super) fn resources(self) -> impl Iterator<Item = Resource> {
        let Self {
            mut found,
            opened,
            closed,
        } = self;
        let made: BTreeSet<String> = found.iter().map(|bucket| bucket.name.clone()).collect();
        let elsewhere = opened.iter().filter(|(name, _)| !made.contains(*name));
        found.extend(elsewhere.map(|(name, span)| Bucket {
            name: name.clone(),
            region: None,
            address: Sourced::at(name.clone(), *span),
            span: *span,
        }));
        found.into_iter().map(move |bucket| {
            let span = bucket.span;
            let is_public = opened.contains_key(&bucket.name) && !closed.contains(&bucket.name);
            let mut entries = vec![
                entry("Name", node(NodeKind::String(bucket.name), span)),
                entry("IsPublic", node(NodeKind::Bool(is_public), span)),
            ];
            let region = bucket.region.map(NodeKind::String);
            entries.extend(region.map(|region| entry("Region", node(region, span))));
            Resource::new(ResourceKind::Bucket, bucket.address, object(entries, span))
        })
    }
}

/// A bucket's name as it stands in its hosts.
fn in_hosts(name: &Node) -> Option<String> {
    match &name.kind {
        NodeKind::Unresolved(expression) => Some(hole(expression)),
        _ => text(name),
    }
}

/// Whether a policy lets everybody download. What is not known of it stands in it as `${…}`.
fn opens(policy: &Node) -> bool {
    let text = policy.as_str().or(policy.unresolved());
    let policy: Option<Value> = text.and_then(|text| serde_json::from_str(text).ok());
    let statements = policy.as_ref().and_then(|policy| policy.get("Statement"));
    statements.is_some_and(|statements| list(statements).iter().any(is_open))
}

/// Whether a statement lets everybody download, without a condition.
fn is_open(statement: &Value) -> bool {
    let allows = statement.get("Effect").and_then(Value::as_str) == Some("Allow");
    let anybody = |value: &Value| list(value).iter().any(|one| one.as_str() == Some("*"));
    let principal = statement.get("Principal");
    let principal = principal
        .is_some_and(|principal| anybody(principal) || principal.get("AWS").is_some_and(anybody));
    let reads = |action: &Value| {
        let action = action.as_str().unwrap_or_default().to_ascii_lowercase();
        READ.contains(&action.as_str())
    };
    let action = statement.get("Action");
    let action = action.is_some_and(|action| list(action).iter().any(reads));
    allows && principal && action && statement.get("Condition").is_none()
}

fn list(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        other => std::slice::from_ref(other),
    }
}
