//! What the provider makes of what is left out or not known, in CloudFront's shape.

use crate::syntax::{Entry, Node, NodeKind};

/// An origin without any configuration block is one of S3, and says so to CloudFront. Whether a block
/// is there may not be known: then the host tells.
pub(super) fn origin_kind(origin: &mut Node) {
    let blocks = ["CustomOriginConfig", "S3OriginConfig", "VpcOriginConfig"];
    let is_known = |name: &&&str| {
        origin
            .get(name)
            .is_some_and(|block| block.unresolved().is_none())
    };
    let known = blocks.iter().find(is_known).copied();
    let open = blocks.iter().any(|name| {
        origin
            .get(name)
            .is_some_and(|block| block.unresolved().is_some())
    });
    let span = origin.span;
    let NodeKind::Mapping(entries) = &mut origin.kind else {
        return;
    };
    match (known, open) {
        (None, false) => entries.push(Entry {
            key: "S3OriginConfig".to_owned(),
            key_span: span,
            value: Node {
                span,
                kind: NodeKind::Mapping(Vec::new()),
            },
        }),
        (_, true) => entries.retain(|entry| {
            let is_block = blocks.contains(&entry.key.as_str());
            let only_open = entry.key == "S3OriginConfig" && known.is_none();
            !is_block || only_open || entry.value.unresolved().is_none()
        }),
        (Some(_), false) => {}
    }
}

/// Times to live that are not written are not CloudFront's defaults: without a cache policy the
/// provider sends 0 for them when it makes a distribution, and leaves them as they are in one that
/// an older provider made (its issues 17737, 19382 and 21677).
pub(super) fn times_to_live(behavior: &mut Node) {
    let policy = behavior.get("CachePolicyId");
    let has_policy = policy.is_some_and(|policy| policy.as_str() != Some(""));
    if has_policy || behavior.get("ForwardedValues").is_none() {
        return;
    }
    let span = behavior.span;
    for (key, name) in [("DefaultTTL", "default_ttl"), ("MaxTTL", "max_ttl")] {
        let missing = behavior.get(key).is_none();
        if let (true, NodeKind::Mapping(entries)) = (missing, &mut behavior.kind) {
            entries.push(Entry {
                key: key.to_owned(),
                key_span: span,
                value: Node {
                    span,
                    kind: NodeKind::Unresolved(format!("{name}, which is left to the provider")),
                },
            });
        }
    }
}

/// Makes a behavior name the one origin there is, however differently the two are written: every
/// target is an origin of its distribution.
pub(super) fn join_names(distribution: &mut Node) {
    let origins = ids(distribution, "Origins");
    let groups = ids(distribution, "OriginGroups");
    let only = match origins.as_slice() {
        [Some(only)] if groups.is_empty() => Some(only.clone()),
        _ => None,
    };
    let all: Vec<Option<String>> = origins.into_iter().chain(groups).collect();
    let NodeKind::Mapping(entries) = &mut distribution.kind else {
        return;
    };
    for entry in entries {
        let behaviors: Vec<&mut Node> = match (entry.key.as_str(), &mut entry.value) {
            ("DefaultCacheBehavior", behavior) => vec![behavior],
            ("CacheBehaviors", list) => match &mut list.kind {
                NodeKind::Sequence(items) => items.iter_mut().collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        for target in behaviors.into_iter().filter_map(target) {
            join_name(target, only.as_deref(), &all);
        }
    }
}

/// The ids in a list of origins or groups; none for what is not known.
fn ids(distribution: &Node, list: &str) -> Vec<Option<String>> {
    let items = distribution.get(list).map(Node::items).unwrap_or_default();
    let ids = items
        .iter()
        .map(|item| item.get("Id").and_then(Node::as_str));
    ids.map(|id| id.map(str::to_owned)).collect()
}

fn join_name(target: &mut Node, only: Option<&str>, all: &[Option<String>]) {
    let Some(id) = target.as_str().map(str::to_owned) else {
        return;
    };
    if all.iter().any(|known| known.as_ref() == Some(&id)) {
        return;
    }
    // No id that somebody writes down looks like an expression.
    let open = |id: &str| id.contains(['.', '$', '(']);
    match only {
        Some(only) if open(&id) || open(only) => target.kind = NodeKind::String(only.to_owned()),
        _ if open(&id) || all.contains(&None) => target.kind = NodeKind::Unresolved(id),
        _ => {}
    }
}

fn target(behavior: &mut Node) -> Option<&mut Node> {
    let NodeKind::Mapping(entries) = &mut behavior.kind else {
        return None;
    };
    let mut entries = entries.iter_mut();
    let entry = entries.find(|entry| entry.key == "TargetOriginId")?;
    Some(&mut entry.value)
}
