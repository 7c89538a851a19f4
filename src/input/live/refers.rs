//! What a document refers to, and so must be asked next.

use super::operation::{Operation, Question};
use crate::source::Span;
use crate::syntax::Node;

/// How much of what a distribution refers to is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What decides about requests.
    Requests,
    /// Everything, for somebody who cannot ask.
    Everything,
}

/// A question, and the place that leads to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) question: Question,
    pub(super) at: Span,
}

/// The keys whose value names something else, and whether it decides about requests.
const KEYS: [(&str, Operation, bool); 8] = [
    ("CachePolicyId", Operation::GetCachePolicy, true),
    (
        "OriginRequestPolicyId",
        Operation::GetOriginRequestPolicy,
        true,
    ),
    (
        "OriginAccessControlId",
        Operation::GetOriginAccessControl,
        true,
    ),
    (
        "ContinuousDeploymentPolicyId",
        Operation::GetContinuousDeploymentPolicy,
        true,
    ),
    ("DistributionId", Operation::GetDistribution, true),
    ("FunctionARN", Operation::GetFunction, true),
    (
        "ResponseHeadersPolicyId",
        Operation::GetResponseHeadersPolicy,
        false,
    ),
    (
        "OriginAccessIdentity",
        Operation::GetCloudFrontOriginAccessIdentity,
        false,
    ),
];

/// Every reference of a document, in its order. As deep as its parser went, which has a limit.
pub(super) fn references(root: &Node, depth: Depth) -> Vec<Reference> {
    let mut found = Vec::new();
    collect(root, depth, &mut found);
    found
}

fn collect(node: &Node, depth: Depth, found: &mut Vec<Reference>) {
    let answers =
        |node: &Node| node.get("EventType").and_then(Node::as_str) == Some("viewer-response");
    for item in node.items() {
        // What happens to an answer changes no request.
        if depth == Depth::Everything || !answers(item) {
            collect(item, depth, found);
        }
    }
    for entry in node.entries() {
        let known = KEYS.iter().find(|(key, ..)| *key == entry.key);
        let wanted = known.filter(|(_, _, decides)| *decides || depth == Depth::Everything);
        if let Some((_, operation, _)) = wanted {
            found.extend(reference(*operation, &entry.value));
        }
        let keys = match entry.key.as_str() {
            "TrustedKeyGroups" => Some(Operation::GetKeyGroup),
            "KeyGroupConfig" => Some(Operation::GetPublicKey),
            _ => None,
        };
        match keys.filter(|_| depth == Depth::Everything) {
            Some(operation) => {
                let items = entry.value.get("Items").map_or(&[][..], Node::items);
                found.extend(items.iter().filter_map(|item| reference(operation, item)));
            }
            None => collect(&entry.value, depth, found),
        }
    }
}

/// The question that an id, a name at the end of an ARN, or one at the end of a path leads to.
fn reference(operation: Operation, value: &Node) -> Option<Reference> {
    let written = value.as_str()?;
    let name = written.rsplit('/').next().unwrap_or(written);
    let question = Question::new(operation, name);
    (!name.is_empty()).then_some(Reference {
        question,
        at: value.span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceKind, SourceMap};
    use crate::syntax::json;

    const DISTRIBUTION: &str = r#"{"Distribution": {"DistributionConfig": {
        "Origins": {"Items": [{"OriginAccessControlId": "OAC", "S3OriginConfig": {"OriginAccessIdentity": "origin-access-identity/cloudfront/OAI"}}]},
        "DefaultCacheBehavior": {"CachePolicyId": "CP", "OriginRequestPolicyId": "", "ResponseHeadersPolicyId": "RHP",
            "TrustedKeyGroups": {"Enabled": true, "Items": ["KG"]},
            "FunctionAssociations": {"Items": [
                {"FunctionARN": "arn:aws:cloudfront::1:function/req", "EventType": "viewer-request"},
                {"FunctionARN": "arn:aws:cloudfront::1:function/res", "EventType": "viewer-response"}]}},
        "ContinuousDeploymentPolicyId": "CD"}}}"#;

    fn asked(text: &str, depth: Depth) -> Vec<String> {
        let source = SourceMap::default().add("t", SourceKind::Api, text);
        let (root, _) = json::parse(text, source).unwrap();
        let found = references(&root, depth);
        found.iter().map(|one| one.question.name()).collect()
    }

    #[test]
    fn what_decides_is_asked_for_and_everything_for_a_snapshot() {
        assert_eq!(
            asked(DISTRIBUTION, Depth::Requests),
            [
                "origin access control OAC",
                "cache policy CP",
                "function req",
                "continuous deployment policy CD"
            ]
        );
        assert_eq!(
            asked(DISTRIBUTION, Depth::Everything),
            [
                "origin access control OAC",
                "origin access identity OAI",
                "cache policy CP",
                "response headers policy RHP",
                "key group KG",
                "function req",
                "function res",
                "continuous deployment policy CD"
            ]
        );
        let group = r#"{"KeyGroup": {"Id": "KG", "KeyGroupConfig": {"Items": ["PK"]}}}"#;
        assert_eq!(asked(group, Depth::Everything), ["public key PK"]);
        let tenant = r#"{"DistributionTenant": {"DistributionId": "E1"}}"#;
        assert_eq!(asked(tenant, Depth::Requests), ["distribution E1"]);
    }
}
