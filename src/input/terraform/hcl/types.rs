//! Types of variables, as far as they give values: `optional` attributes and their defaults.

use crate::input::terraform::evaluate::{entry, node};
use crate::source::Span;
use crate::syntax::hcl::{Call, Expr, ExprKind, Pair};
use crate::syntax::{Node, NodeKind};

/// A value with what its declared type adds to it. The depth is that of the type, which the parser
/// bounds.
pub(super) fn with_defaults<'a>(
    value: Node,
    declared: &'a Expr,
    constant: &dyn Fn(&'a Expr) -> Option<Node>,
) -> Node {
    let ExprKind::Call(call) = &declared.kind else {
        return value;
    };
    let Some(inner) = call.arguments.first() else {
        return value;
    };
    let span = value.span;
    match (call.name.as_str(), &inner.kind, value.kind) {
        ("object", ExprKind::Object(pairs), NodeKind::Mapping(entries)) => {
            let mut value = node(NodeKind::Mapping(entries), span);
            for pair in pairs {
                attribute(&mut value, pair, constant);
            }
            value
        }
        ("list" | "set", _, NodeKind::Sequence(items)) => {
            let items = items.into_iter();
            let items = items.map(|item| with_defaults(item, inner, constant));
            node(NodeKind::Sequence(items.collect()), span)
        }
        ("map", _, NodeKind::Mapping(entries)) => {
            let entries = entries.into_iter().map(|mut entry| {
                entry.value = with_defaults(entry.value, inner, constant);
                entry
            });
            node(NodeKind::Mapping(entries.collect()), span)
        }
        ("optional", _, kind) => with_defaults(Node { span, kind }, inner, constant),
        (_, _, kind) => Node { span, kind },
    }
}

/// Fills in one attribute of an object.
fn attribute<'a>(value: &mut Node, pair: &'a Pair, constant: &dyn Fn(&'a Expr) -> Option<Node>) {
    let ExprKind::String(name) = &pair.key.kind else {
        return;
    };
    let span = value.span;
    let NodeKind::Mapping(entries) = &mut value.kind else {
        return;
    };
    let found = entries.iter_mut().find(|entry| entry.key == *name);
    match (found, &pair.value.kind) {
        (Some(found), _) => {
            let null = Node {
                span,
                kind: NodeKind::Null,
            };
            let given = std::mem::replace(&mut found.value, null);
            let given = match given.kind {
                NodeKind::Null => absent(&pair.value, given.span, constant).unwrap_or(given),
                _ => given,
            };
            found.value = with_defaults(given, &pair.value, constant);
        }
        (None, ExprKind::Call(Call { name: optional, .. })) if optional == "optional" => {
            let null = || node(NodeKind::Null, span);
            let default = absent(&pair.value, span, constant).unwrap_or_else(null);
            entries.push(entry(
                name.clone(),
                with_defaults(default, &pair.value, constant),
            ));
        }
        _ => {}
    }
}

/// The default of an optional attribute; it stands where the object does that leaves it out.
fn absent<'a>(
    declared: &'a Expr,
    span: Span,
    constant: &dyn Fn(&'a Expr) -> Option<Node>,
) -> Option<Node> {
    let ExprKind::Call(call) = &declared.kind else {
        return None;
    };
    let default = call.arguments.get(1).filter(|_| call.name == "optional")?;
    let mut value = constant(default)?;
    value.span = span;
    Some(value)
}
