//! `aws_iam_policy_document`: the JSON that a policy's blocks come to.

use crate::input::terraform::evaluate::{text, unresolved};
use crate::input::terraform::hosts::hole;
use crate::syntax::{Node, NodeKind};
use serde_json::{Map, Value};

/// The document as text; what is not known of it stands in it as `${…}`. Documents that are merged
/// into others (`source_policy_documents`) are left out.
pub(super) fn document(written: &Node) -> Node {
    let statements = written
        .get("statement")
        .map(Node::items)
        .unwrap_or_default();
    let statements: Vec<Value> = statements.iter().map(statement).collect();
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
    if let Some(conditions) = given.get("condition") {
        made.insert("Condition".to_owned(), value(conditions));
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
