//! What `aws s3api get-bucket-…` prints, and a bucket's policy by itself.

use crate::input::cloudfront::bucket;
use crate::input::iam_policy::bucket_of;
use crate::model::Bucket;
use crate::source::{SourceMap, Span};
use crate::syntax::{Entry, Node, NodeKind};

/// What a document says of a bucket, which only a policy names: of others the name is empty. `None`
/// if it says nothing of one. Nothing is taken from CORS rules: they change neither request nor cache.
pub(super) fn facts(document: &Node, sources: &SourceMap) -> Option<Bucket> {
    let rule = |key, path| first_rule(document, key, path).cloned();
    let block = document.get("PublicAccessBlockConfiguration").cloned();
    let entries: Vec<Entry> = [
        ("Policy", policy(document).cloned()),
        ("PublicAccessBlock", block),
        ("Ownership", rule("OwnershipControls", &["ObjectOwnership"])),
        (
            "Encryption",
            rule("ServerSideEncryptionConfiguration", &ENCRYPTION),
        ),
        ("Region", region(document)),
    ]
    .into_iter()
    .filter_map(|(key, value)| Some(entry(key, value?)))
    .collect();
    if entries.is_empty() && document.get("CORSRules").is_none() {
        return None;
    }
    let unnamed = entry("Name", text(String::new(), document.span));
    let node = Node {
        span: document.span,
        kind: NodeKind::Mapping(entries.into_iter().chain([unnamed]).collect()),
    };
    let mut read = bucket(&node, None, sources)?;
    let name = read.policy.as_ref().and_then(bucket_of).unwrap_or_default();
    read.name = name.to_owned();
    Some(read)
}

fn entry(key: &str, value: Node) -> Entry {
    Entry {
        key: key.to_owned(),
        key_span: value.span,
        value,
    }
}

const ENCRYPTION: [&str; 2] = ["ApplyServerSideEncryptionByDefault", "SSEAlgorithm"];

/// The document itself if it is a policy that says who, as those of buckets do, or the string that it
/// is printed in.
fn policy(document: &Node) -> Option<&Node> {
    let says_who = |one: &Node| one.get("Principal").is_some() || one.get("NotPrincipal").is_some();
    let statements = document.get("Statement");
    let is_policy = statements.is_some_and(|one| says_who(one) || one.items().iter().any(says_who));
    let printed = document.get("Policy").filter(|node| {
        node.as_str()
            .is_some_and(|text| text.contains("\"Statement\""))
    });
    is_policy.then_some(document).or(printed)
}

fn first_rule<'n>(document: &'n Node, key: &str, path: &[&str]) -> Option<&'n Node> {
    document.get(key)?.get("Rules")?.items().first()?.path(path)
}

/// The Region. `get-bucket-location` prints null for us-east-1, and the name that it first had for
/// eu-west-1.
fn region(document: &Node) -> Option<Node> {
    let location = document.get("LocationConstraint")?;
    let region = match location.as_str() {
        None | Some("") => "us-east-1",
        Some("EU") => "eu-west-1",
        Some(region) => region,
    };
    Some(text(region.to_owned(), location.span))
}

fn text(text: String, span: Span) -> Node {
    Node {
        span,
        kind: NodeKind::String(text),
    }
}
