//! What a document says of a bucket, to the model.

use crate::input::iam_policy::bucket_policy;
use crate::model::{Bucket, Field, PublicAccessBlock, Template};
use crate::source::{Known, SourceMap, Sourced};
use crate::syntax::{Node, NodeKind};

/// Reads a bucket under the name that hosts have, which may be open.
///
/// The node has `Name` and, as far as the document tells, `Region` (both as they stand in hosts), `Acl`,
/// `Policy`, `PublicAccessBlock`, `Ownership` and `Encryption`.
pub(crate) fn bucket(node: &Node, template: Template, sources: &SourceMap) -> Option<Bucket> {
    let name = node.get("Name")?;
    let name = name.as_str().or(name.unresolved())?;
    let policy = present(node, "Policy");
    Some(Bucket {
        region: node.get("Region").and_then(Node::as_str).map(str::to_owned),
        policy: policy.map(|policy| bucket_policy(policy, sources)),
        acl: present(node, "Acl").map(canned),
        public_access: present(node, "PublicAccessBlock").map(public_access),
        ownership: present(node, "Ownership").map(text),
        encryption: present(node, "Encryption").map(text),
        ..Bucket::named(name, template, node.span)
    })
}

fn present<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.get(key).filter(|value| !value.is_null())
}

fn text(node: &Node) -> Field<String> {
    let value = match node.as_str() {
        Some(text) => Known::Value(text.to_owned()),
        None => Known::Unresolved {
            expression: node.unresolved().unwrap_or(node.kind_name()).to_owned(),
        },
    };
    Sourced::at(value, node.span)
}

/// A canned list in the API's spelling: CloudFormation writes `PublicRead` for `public-read`.
fn canned(node: &Node) -> Field<String> {
    text(node).map(|value| {
        value.map(|text| match text.as_str() {
            "PublicRead" => "public-read".to_owned(),
            "PublicReadWrite" => "public-read-write".to_owned(),
            _ => text,
        })
    })
}

fn public_access(node: &Node) -> PublicAccessBlock {
    PublicAccessBlock {
        block_acls: flag(node, "BlockPublicAcls"),
        ignore_acls: flag(node, "IgnorePublicAcls"),
        block_policy: flag(node, "BlockPublicPolicy"),
        restrict: flag(node, "RestrictPublicBuckets"),
        span: node.span,
    }
}

/// A setting that is off where it is not there. A template may write it as a text.
fn flag(node: &Node, key: &str) -> Field<bool> {
    let unresolved = |expression: &str, node: &Node| {
        let expression = expression.to_owned();
        Sourced::at(Known::Unresolved { expression }, node.span)
    };
    if let Some(expression) = node.unresolved() {
        return unresolved(expression, node);
    }
    let Some(value) = present(node, key) else {
        return Sourced::absent(Known::Value(false), Some(node.span));
    };
    let known = match &value.kind {
        NodeKind::Bool(value) => Some(*value),
        NodeKind::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        NodeKind::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    };
    match known {
        Some(known) => Sourced::at(Known::Value(known), value.span),
        None => unresolved(value.unresolved().unwrap_or(value.kind_name()), value),
    }
}
