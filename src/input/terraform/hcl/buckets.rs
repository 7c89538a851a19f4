//! The buckets of a configuration: what their hosts are called, where they are, and who may read them.
//! Most of that stands in resources of its own.

use super::instance::Instance;
use crate::input::cloudfront::{Resource, ResourceKind};
use crate::input::terraform::evaluate::{Evaluator, entry, node, object, text};
use crate::input::terraform::hosts::hole;
use crate::source::{Sourced, Span};
use crate::syntax::hcl::Block;
use crate::syntax::{Entry, Node, NodeKind};
use std::rc::Rc;

/// What is read of which resource, by the path of its attribute, and what the model's reader calls it.
const ATTRIBUTES: [(&str, &str, &[&str]); 6] = [
    ("aws_s3_bucket", "Policy", &["policy"]),
    ("aws_s3_bucket", "Acl", &["acl"]),
    ("aws_s3_bucket_policy", "Policy", &["policy"]),
    ("aws_s3_bucket_acl", "Acl", &["acl"]),
    (
        "aws_s3_bucket_ownership_controls",
        "Ownership",
        &["rule", "object_ownership"],
    ),
    (
        "aws_s3_bucket_server_side_encryption_configuration",
        "Encryption",
        &[
            "rule",
            "apply_server_side_encryption_by_default",
            "sse_algorithm",
        ],
    ),
];

/// The settings of a public access block by the provider's names and by the API's.
const BLOCKS: [(&str, &str); 4] = [
    ("block_public_acls", "BlockPublicAcls"),
    ("block_public_policy", "BlockPublicPolicy"),
    ("ignore_public_acls", "IgnorePublicAcls"),
    ("restrict_public_buckets", "RestrictPublicBuckets"),
];

/// What is said of the buckets of a root module, in it and in all that it calls.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    found: Vec<Resource>,
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
            let span = block
                .labels
                .last()
                .map_or(block.kind_span, |label| label.span);
            let mut entries = said(kind, &made, span);
            if kind != "aws_s3_bucket" && entries.is_empty() {
                continue;
            }
            entries.push(entry("Name", node(NodeKind::String(name), span)));
            let address = evaluator.address(instance, block, &which.suffix);
            self.found.push(Resource::new(
                ResourceKind::Bucket,
                Sourced::at(address, span),
                object(entries, span),
            ));
        }
    }

    /// All of it as resources; several may be about one bucket.
    pub(super) fn resources(self) -> impl Iterator<Item = Resource> {
        self.found.into_iter()
    }
}

/// What one resource says of a bucket, in the terms of the model's reader.
fn said(kind: &str, made: &Node, span: Span) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (_, key, path) in ATTRIBUTES.iter().filter(|(of, ..)| *of == kind) {
        let value = at_path(made, path).filter(|value| !value.is_null());
        entries.extend(value.map(|value| entry(*key, value.clone())));
    }
    if kind == "aws_s3_bucket" {
        let region = made.get("region").and_then(in_hosts).map(NodeKind::String);
        entries.extend(region.map(|region| entry("Region", node(region, span))));
    }
    if kind == "aws_s3_bucket_public_access_block" {
        let set = BLOCKS.iter().filter_map(|(name, key)| {
            let value = made.get(name).filter(|value| !value.is_null())?;
            Some(entry(*key, value.clone()))
        });
        entries.push(entry("PublicAccessBlock", object(set.collect(), span)));
    }
    entries
}

/// An attribute of the first block of each name.
fn at_path<'n>(made: &'n Node, path: &[&str]) -> Option<&'n Node> {
    let mut node = made;
    for key in path {
        let found = node.get(key)?;
        node = found.items().first().unwrap_or(found);
    }
    Some(node)
}

/// A bucket's name as it stands in its hosts.
fn in_hosts(name: &Node) -> Option<String> {
    match &name.kind {
        NodeKind::Unresolved(expression) => Some(hole(expression)),
        _ => text(name),
    }
}
