//! The value of an expression, by its kind.

use super::evaluator::{Evaluator, Fault, Outcome, Scope};
use super::value::{entry, node, object, same, text, truth, unresolved};
use crate::input::terraform::hosts::is_partial;
use crate::syntax::hcl::{Expr, ExprKind, If, Pair, Step};
use crate::syntax::{Node, NodeKind};

impl<'a> Evaluator<'a> {
    pub(super) fn expression(&self, scope: Scope<'_, 'a>, expr: &'a Expr) -> Outcome {
        let plain = |kind| Ok(node(kind, expr.span));
        match &expr.kind {
            ExprKind::Null => plain(NodeKind::Null),
            ExprKind::Bool(value) => plain(NodeKind::Bool(*value)),
            ExprKind::Number(number) => plain(NodeKind::Number(number.clone())),
            ExprKind::String(text) => plain(NodeKind::String(text.clone())),
            ExprKind::Template(parts) => self.template(scope, parts, expr.span),
            ExprKind::List(items) => {
                let items = items.iter().map(|item| self.evaluate(scope, item));
                plain(NodeKind::Sequence(items.collect::<Result<_, _>>()?))
            }
            ExprKind::Object(pairs) => self.object(scope, pairs, expr),
            ExprKind::Variable(_) => self.traversal(scope, expr, &[], expr),
            ExprKind::Traversal(base, steps) => self.traversal(scope, base, steps, expr),
            ExprKind::Call(call) => self.call(scope, call, expr),
            ExprKind::Conditional(branches) => self.conditional(scope, branches, expr),
            ExprKind::Unary(operator, operand) => self.unary(scope, *operator, operand, expr),
            ExprKind::Binary(operator, operands) => self.binary(scope, *operator, operands, expr),
            ExprKind::For(each) => self.for_each(scope, each, expr),
        }
    }

    fn object(&self, scope: Scope<'_, 'a>, pairs: &'a [Pair], expr: &'a Expr) -> Outcome {
        let mut entries = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let key = self.evaluate(scope, &pair.key)?;
            if key.unresolved().is_some() {
                return Ok(unresolved(self.written(expr.span), expr.span));
            }
            let mut entry = entry(
                text(&key).ok_or(Fault::Refused)?,
                self.evaluate(scope, &pair.value)?,
            );
            entry.key_span = pair.key.span;
            entries.push(entry);
        }
        Ok(object(entries, expr.span))
    }

    fn conditional(&self, scope: Scope<'_, 'a>, branches: &'a If<Expr>, expr: &'a Expr) -> Outcome {
        let condition = self.evaluate(scope, &branches.condition)?;
        if condition.unresolved().is_none() {
            return match truth(&condition).ok_or(Fault::Refused)? {
                true => self.evaluate(scope, &branches.then),
                false => self.evaluate(scope, &branches.otherwise),
            };
        }
        // Where both branches come to the same, the condition does not matter.
        let then = self.value(scope, &branches.then);
        let otherwise = self.value(scope, &branches.otherwise);
        match same(&then, &otherwise) {
            Some(true) => Ok(then),
            _ => Ok(unresolved(self.written(expr.span), expr.span)),
        }
    }

    /// `base` and the steps from it, which together are `expr`.
    fn traversal(
        &self,
        scope: Scope<'_, 'a>,
        base: &'a Expr,
        steps: &'a [Step],
        expr: &'a Expr,
    ) -> Outcome {
        match &base.kind {
            ExprKind::Variable(name) => match scope.bound(name) {
                // What is bound stands for each in turn: a person would edit the one it is now.
                Some(value) => self.walk(scope, value, steps, expr),
                None => self.named(scope, name, steps, expr),
            },
            _ => {
                let value = self.evaluate(scope, base)?;
                let found = self.walk(scope, &value, steps, expr)?;
                Ok(self.recognised(found, expr))
            }
        }
    }

    /// A value that a reference led to. What is not known of it keeps the name of what it comes from,
    /// by which two references to the same are the same; what is more than a name is called as it is
    /// written here.
    pub(in crate::input::terraform) fn recognised(&self, found: Node, expr: &'a Expr) -> Node {
        match found.unresolved() {
            Some(text) if !is_partial(text) && text.contains(' ') => {
                unresolved(self.written(expr.span), expr.span)
            }
            _ => found,
        }
    }

    /// Follows steps from a value.
    pub(in crate::input::terraform) fn walk(
        &self,
        scope: Scope<'_, 'a>,
        value: &Node,
        steps: &'a [Step],
        expr: &'a Expr,
    ) -> Outcome {
        let mut current = value;
        let made: Node;
        for (position, step) in steps.iter().enumerate() {
            if current.unresolved().is_some() {
                return Ok(unresolved(self.written(expr.span), expr.span));
            }
            self.spend(current.entries().len() / 16, expr.span)?;
            let rest = steps.get(position + 1..).unwrap_or_default();
            let next = match step {
                Step::Attribute(name) => child(current, name),
                Step::Index(index) => {
                    let index = self.evaluate(scope, index)?;
                    if index.unresolved().is_some() {
                        return Ok(unresolved(self.written(expr.span), expr.span));
                    }
                    child(current, &text(&index).ok_or(Fault::Refused)?)
                }
                Step::FullSplat => return self.splat(scope, current, rest, expr),
                Step::AttributeSplat => {
                    let names =
                        |step: &&Step| matches!(step, Step::Attribute(name) if !is_index(name));
                    let attributes = rest.iter().take_while(names).count();
                    let (inner, outer) = rest.split_at_checked(attributes).unwrap_or_default();
                    made = self.splat(scope, current, inner, expr)?;
                    return self.walk(scope, &made, outer, expr);
                }
            };
            match next {
                Some(next) => current = next,
                None if super::value::rest(current).is_some() => {
                    return Ok(unresolved(self.written(expr.span), expr.span));
                }
                None => return Err(Fault::Refused),
            }
        }
        self.copy(current, expr.span)
    }

    /// The steps from each item; a single value is a list of one, and null a list of none.
    fn splat(
        &self,
        scope: Scope<'_, 'a>,
        value: &Node,
        steps: &'a [Step],
        expr: &'a Expr,
    ) -> Outcome {
        let items = match &value.kind {
            NodeKind::Null => Vec::new(),
            NodeKind::Sequence(items) => items.iter().collect(),
            _ => vec![value],
        };
        let items = items
            .into_iter()
            .map(|item| self.walk(scope, item, steps, expr));
        Ok(node(
            NodeKind::Sequence(items.collect::<Result<_, _>>()?),
            expr.span,
        ))
    }
}

fn is_index(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_digit())
}

/// The attribute, the entry or the item of this name.
fn child<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    match &node.kind {
        NodeKind::Sequence(items) => items.get(name.parse::<usize>().ok()?),
        // The empty name is where an object keeps what is not known of it.
        NodeKind::Mapping(_) => node.get(name).filter(|_| !name.is_empty()),
        _ => None,
    }
}
