//! `aws_iam_policy_document`: the JSON that a policy's blocks come to.

use crate::input::terraform::evaluate::{text, unresolved};
use crate::input::terraform::hosts::hole;
use crate::syntax::{Node, NodeKind};
use serde_json::{Map, Value};

/// Documents whose statements are merged into this one.
const MERGED: [&str; 4] = [
    "source_policy_documents",
    "override_policy_documents",
    "source_json",
    "override_json",
];

/// The document as text; what is not known of it stands in it as `${…}`. Documents that are merged
/// into it add their statements; of one that is not known, an expression is among them.
pub(super) fn document(written: &Node) -> Node {
    let statements = written
        .get("statement")
        .map(Node::items)
        .unwrap_or_default();
    let mut statements: Vec<Value> = statements.iter().map(statement).collect();
    for given in MERGED.iter().filter_map(|name| written.get(name)) {
        let one = std::slice::from_ref(given);
        let documents = if given.items().is_empty() {
            one
        } else {
            given.items()
        };
        statements.extend(documents.iter().flat_map(merged));
    }
    let mut document = Map::new();
    document.insert("Statement".to_owned(), Value::Array(statements));
    let text = Value::Object(document).to_string();
    match text.contains("${") {
        true => unresolved(text, written.span),
        false => Node {
            span: written.span,
            kind: NodeKind::String(text),
        },
    }
}

fn statement(given: &Node) -> Value {
    let mut made = Map::new();
    let effect = given.get("effect").filter(|effect| !effect.is_null());
    made.insert(
        "Effect".to_owned(),
        effect.map_or_else(|| Value::from("Allow"), value),
    );
    let lists = [
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ];
    for (name, key) in lists {
        if let Some(list) = given.get(name) {
            made.insert(key.to_owned(), value(list));
        }
    }
    for (name, key) in [
        ("principals", "Principal"),
        ("not_principals", "NotPrincipal"),
    ] {
        if let Some(blocks) = given.get(name) {
            made.insert(key.to_owned(), principals(blocks.items()));
        }
    }
    if let Some(given) = given.get("condition") {
        made.insert("Condition".to_owned(), conditions(given.items()));
    }
    Value::Object(made)
}

/// The statements of a document that is merged into another.
fn merged(document: &Node) -> Vec<Value> {
    let text = document.as_str().or(document.unresolved());
    let parsed: Option<Value> = text.and_then(|text| serde_json::from_str(text).ok());
    match parsed.as_ref().and_then(|parsed| parsed.get("Statement")) {
        Some(Value::Array(statements)) => statements.clone(),
        Some(one) => vec![one.clone()],
        None if document.is_null() || text == Some("") => Vec::new(),
        None => vec![Value::from(hole(
            document.unresolved().unwrap_or("a policy"),
        ))],
    }
}

/// The blocks under their operators and keys.
fn conditions(blocks: &[Node]) -> Value {
    let mut made: Map<String, Value> = Map::new();
    for block in blocks {
        let name = |key: &str| match block.get(key).map(|node| (node, node.unresolved())) {
            Some((_, Some(expression))) => hole(expression),
            Some((node, None)) => text(node).unwrap_or_default(),
            None => String::new(),
        };
        let keys = made
            .entry(name("test"))
            .or_insert_with(|| Value::Object(Map::new()));
        let values = block.get("values").map_or(Value::Null, value);
        if let Value::Object(keys) = keys {
            keys.insert(name("variable"), values);
        }
    }
    Value::Object(made)
}

fn principals(blocks: &[Node]) -> Value {
    let mut made = Map::new();
    for block in blocks {
        let kind = block.get("type").and_then(text).unwrap_or_default();
        let names = block.get("identifiers").map_or(Value::Null, value);
        match kind.as_str() {
            "*" => return names,
            _ => made.insert(kind, names),
        };
    }
    Value::Object(made)
}

/// As deep as blocks nest, which the parser bounds.
fn value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Sequence(items) => Value::Array(items.iter().map(value).collect()),
        NodeKind::Unresolved(expression) => Value::from(hole(expression)),
        NodeKind::Mapping(entries) => {
            let pairs = entries
                .iter()
                .map(|entry| (entry.key.clone(), value(&entry.value)));
            Value::Object(pairs.collect())
        }
        _ => Value::from(text(node).unwrap_or_default()),
    }
}
