//! The buckets of a stack: what their hosts are called, where they are, and who may read them.

use super::evaluate::Scope;
use super::resources::MOST_RESOURCES;
use super::stacks::{BUCKET, World};
use crate::input::cloudfront::{Resource, ResourceKind};
use crate::source::{Sourced, Span};
use crate::syntax::{Entry, Node, NodeKind};

/// What holds the policy of a bucket, made here or elsewhere.
const POLICY: &str = "AWS::S3::BucketPolicy";

/// What is read of a bucket's own properties, and what the model's reader calls it.
const PROPERTIES: [(&str, &[&str]); 4] = [
    ("Acl", &["AccessControl"]),
    ("PublicAccessBlock", &["PublicAccessBlockConfiguration"]),
    (
        "Ownership",
        &["OwnershipControls", "Rules", "0", "ObjectOwnership"],
    ),
    (
        "Encryption",
        &[
            "BucketEncryption",
            "ServerSideEncryptionConfiguration",
            "0",
            "ServerSideEncryptionByDefault",
            "SSEAlgorithm",
        ],
    ),
];

impl World<'_> {
    /// Every bucket of a stack, and every policy for one. Their names are not references: hosts are
    /// made of them.
    pub(super) fn buckets(&mut self, stack: usize) -> Vec<Resource> {
        let Some(template) = self.template(stack) else {
            return Vec::new();
        };
        let scope = Scope::of(stack);
        let mut found = Vec::new();
        for entry in template.section("Resources").iter().take(MOST_RESOURCES) {
            let span = entry.key_span;
            let said = match template.kind(&entry.key) {
                Some(BUCKET) => Some(self.bucket(entry, &scope)),
                Some(POLICY) => self.policy(entry, &scope),
                _ => None,
            };
            let name = Sourced::at(entry.key.clone(), span);
            found.extend(said.map(|entries| {
                let node = node(NodeKind::Mapping(entries), span);
                Resource::new(ResourceKind::Bucket, name, node)
            }));
        }
        found
    }

    fn bucket(&mut self, entry: &Entry, scope: &Scope) -> Vec<Entry> {
        let span = entry.key_span;
        let name = self.name_in_hosts(&entry.key, scope, span);
        let mut entries = vec![named("Name", text(name, span))];
        let region = self.region_in_hosts(scope.stack, span);
        entries.extend(region.map(|region| named("Region", text(region, span))));
        for (key, path) in PROPERTIES {
            let value = self.property(&entry.value, path, scope);
            entries.extend(value.map(|value| named(key, value)));
        }
        entries
    }

    /// A policy, for the bucket that it names.
    fn policy(&mut self, entry: &Entry, scope: &Scope) -> Option<Vec<Entry>> {
        let bucket = entry.value.path(&["Properties", "Bucket"])?;
        let name = self.host_part(bucket, scope)?;
        let document = entry.value.path(&["Properties", "PolicyDocument"])?;
        let document = self.value(document, scope)?;
        Some(vec![
            named("Name", text(name, entry.key_span)),
            named("Policy", document),
        ])
    }

    /// A property, evaluated; the first of a list where the path says `0`.
    fn property(&mut self, resource: &Node, path: &[&str], scope: &Scope) -> Option<Node> {
        let (first, rest) = path.split_first()?;
        let written = resource.path(&["Properties", first])?;
        let value = self.value(written, scope)?;
        let mut node = &value;
        for key in rest {
            if node.unresolved().is_some() {
                break;
            }
            node = match *key {
                "0" => node.items().first()?,
                key => node.get(key)?,
            };
        }
        Some(node.clone())
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
