//! Values as Pulumi writes them: what is not known before the update, and what is secret.

use crate::syntax::{Node, NodeKind};
use std::collections::BTreeMap;

/// Stands in a preview for what only the update tells (Pulumi's `UnknownStringValue`).
pub(super) const UNKNOWN: &str = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/// The key of an object that is more than an object (Pulumi's `SigKey`): a secret, or an output.
const SIGNATURE: &str = "4dabf18193072939515e22adb298388d";

/// What a preview writes for a secret.
const SECRET: &str = "[secret]";

/// The settings whose unknown value is the id of a resource of this type.
const REFERENCES: [(&str, &str); 4] = [
    ("cachePolicyId", ":CachePolicy"),
    ("originRequestPolicyId", ":OriginRequestPolicy"),
    ("originAccessControlId", ":OriginAccessControl"),
    ("originAccessIdentity", "riginAccessIdentity"),
];

/// Which resources each property of a resource was made of.
pub(super) struct Dependencies<'a> {
    state: &'a Node,
    ids: &'a BTreeMap<String, String>,
}

impl<'a> Dependencies<'a> {
    /// Those of a resource's state; `ids` has the ids by which all resources are referred to.
    pub(super) fn new(state: &'a Node, ids: &'a BTreeMap<String, String>) -> Self {
        Self { state, ids }
    }

    /// The names of the resources that a property was made of.
    fn of(&self, property: &str) -> Vec<&'a str> {
        let all = self.state.path(&["propertyDependencies", property]);
        let all = all.map(Node::items).unwrap_or_default();
        all.iter().filter_map(Node::as_str).collect()
    }

    /// What an unknown value below a property is: the one resource of the right type that it can
    /// come from, or an expression.
    fn unknown(&self, property: &str, key: &str) -> NodeKind {
        let all = self.of(property);
        let wanted = REFERENCES.iter().find(|(name, _)| *name == key);
        if let Some((_, kind)) = wanted {
            let is_of_kind = |urn: &&&str| type_of(urn).ends_with(kind);
            let mut fitting = all.iter().filter(is_of_kind);
            if let (Some(urn), None) = (fitting.next(), fitting.next()) {
                return match key {
                    // That there is one is what matters.
                    "originAccessIdentity" => NodeKind::String(format!(
                        "origin-access-identity/cloudfront/{}",
                        name_of(urn)
                    )),
                    _ => NodeKind::String(
                        self.ids
                            .get::<str>(urn)
                            .map_or(*urn, String::as_str)
                            .to_owned(),
                    ),
                };
            }
        }
        let from: Vec<&str> = all.iter().map(|urn| name_of(urn)).collect();
        NodeKind::Unresolved(match from.as_slice() {
            [] => "(known after the update)".to_owned(),
            names => format!("(known after the update, from {})", names.join(", ")),
        })
    }
}

/// The type in a URN: `urn:pulumi:STACK::PROJECT::PARENT$TYPE::NAME`.
fn type_of(urn: &str) -> &str {
    let types = urn.split("::").nth(2).unwrap_or_default();
    types.rsplit('$').next().unwrap_or_default()
}

fn name_of(urn: &str) -> &str {
    urn.rsplit("::").next().unwrap_or_default()
}

/// The inputs of a resource with expressions for what is not known.
pub(super) fn settled(inputs: &Node, dependencies: &Dependencies<'_>) -> Node {
    let mut inputs = inputs.clone();
    if let NodeKind::Mapping(entries) = &mut inputs.kind {
        for entry in entries {
            let property = entry.key.clone();
            settle(&mut entry.value, &property, &property, dependencies);
        }
    }
    inputs
}

/// As deep as the parser went, which has a limit.
fn settle(node: &mut Node, property: &str, key: &str, dependencies: &Dependencies<'_>) {
    if let Some(kind) = special(node) {
        node.kind = kind;
    }
    match &mut node.kind {
        NodeKind::String(text) if text == UNKNOWN => {
            node.kind = dependencies.unknown(property, key);
        }
        NodeKind::String(text) if text == SECRET => {
            node.kind = NodeKind::Unresolved(SECRET.to_owned());
        }
        NodeKind::Sequence(items) => {
            for item in items {
                settle(item, property, key, dependencies);
            }
        }
        NodeKind::Mapping(entries) => {
            for entry in entries {
                settle(&mut entry.value, property, &entry.key, dependencies);
            }
        }
        _ => {}
    }
}

/// What an object with a signature stands for: the value in it, or a secret.
fn special(node: &Node) -> Option<NodeKind> {
    node.get(SIGNATURE)?;
    match node.get("value") {
        Some(value) if node.get("ciphertext").is_none() => Some(value.kind.clone()),
        _ => Some(NodeKind::Unresolved(SECRET.to_owned())),
    }
}
