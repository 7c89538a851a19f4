//! The provider that speaks as CloudFormation does, in camel case.

use crate::input::cloudfront::ResourceKind;
use crate::syntax::{Node, NodeKind};

/// CloudFront's names in which more than the first letter is another in camel case.
const ACRONYMS: [&str; 7] = [
    "MinTTL",
    "DefaultTTL",
    "MaxTTL",
    "ErrorCachingMinTTL",
    "FunctionARN",
    "LambdaFunctionARN",
    "WebACLId",
];

/// The settings of a resource: they stand below one key.
pub(super) fn native_settings(inputs: &Node, kind: ResourceKind) -> Node {
    let key = match kind {
        ResourceKind::Distribution => "distributionConfig",
        ResourceKind::CachePolicy => "cachePolicyConfig",
        ResourceKind::OriginRequestPolicy => "originRequestPolicyConfig",
        ResourceKind::OriginAccessControl => "originAccessControlConfig",
        ResourceKind::Function | ResourceKind::Bucket => return inputs.clone(),
    };
    inputs.get(key).unwrap_or(inputs).clone()
}

/// The same settings under CloudFront's own names. As deep as the parser went, which has a limit.
pub(super) fn from_native(mut node: Node) -> Node {
    match &mut node.kind {
        NodeKind::Sequence(items) => {
            for item in items {
                *item = from_native(item.clone());
            }
        }
        NodeKind::Mapping(entries) => {
            for entry in entries {
                entry.key = own_name(&entry.key);
                entry.value = from_native(entry.value.clone());
            }
        }
        _ => {}
    }
    node
}

fn own_name(key: &str) -> String {
    let known = ACRONYMS.iter().find(|name| name.eq_ignore_ascii_case(key));
    if let Some(known) = known {
        return (*known).to_owned();
    }
    let mut letters = key.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}
