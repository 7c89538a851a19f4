//! Operators. What is not known decides only where the other operand does not.

use super::evaluator::{Evaluator, Fault, Outcome, Scope};
use super::value::{node, number, of_number, same, truth, unresolved};
use crate::syntax::hcl::{Binary, Expr, Unary};
use crate::syntax::{Node, NodeKind};

impl<'a> Evaluator<'a> {
    pub(super) fn unary(
        &self,
        scope: Scope<'_, 'a>,
        operator: Unary,
        operand: &'a Expr,
        expr: &'a Expr,
    ) -> Outcome {
        let operand = self.evaluate(scope, operand)?;
        if operand.unresolved().is_some() {
            return Ok(unresolved(self.written(expr.span), expr.span));
        }
        let kind = match operator {
            Unary::Not => truth(&operand).map(|value| NodeKind::Bool(!value)),
            Unary::Negate => number(&operand).map(|value| of_number(-value)),
        };
        Ok(node(kind.ok_or(Fault::Refused)?, expr.span))
    }

    pub(super) fn binary(
        &self,
        scope: Scope<'_, 'a>,
        operator: Binary,
        operands: &'a (Expr, Expr),
        expr: &'a Expr,
    ) -> Outcome {
        let left = self.evaluate(scope, &operands.0)?;
        let bool = |value| Ok(node(NodeKind::Bool(value), expr.span));
        // The one that decides is enough: the other may be refused, as `var.x != null && var.x.y`.
        match (operator, truth(&left)) {
            (Binary::And, Some(false)) => return bool(false),
            (Binary::Or, Some(true)) => return bool(true),
            _ => {}
        }
        let right = match operator {
            Binary::And | Binary::Or if left.unresolved().is_some() => {
                self.value(scope, &operands.1)
            }
            _ => self.evaluate(scope, &operands.1)?,
        };
        let known = match operator {
            Binary::And if truth(&right) == Some(false) => Some(NodeKind::Bool(false)),
            Binary::Or if truth(&right) == Some(true) => Some(NodeKind::Bool(true)),
            Binary::Equal => same(&left, &right).map(NodeKind::Bool),
            Binary::NotEqual => same(&left, &right).map(|same| NodeKind::Bool(!same)),
            _ if left.unresolved().is_some() || right.unresolved().is_some() => None,
            _ => Some(combined(operator, &left, &right).ok_or(Fault::Refused)?),
        };
        Ok(match known {
            Some(kind) => node(kind, expr.span),
            None => unresolved(self.written(expr.span), expr.span),
        })
    }
}

/// The value of an operation on known operands; none if they are of a wrong type.
fn combined(operator: Binary, left: &Node, right: &Node) -> Option<NodeKind> {
    if matches!(operator, Binary::And | Binary::Or) {
        let (left, right) = (truth(left)?, truth(right)?);
        let both = if operator == Binary::And {
            left && right
        } else {
            left || right
        };
        return Some(NodeKind::Bool(both));
    }
    let (left, right) = (number(left)?, number(right)?);
    Some(match operator {
        Binary::Less => NodeKind::Bool(left < right),
        Binary::LessOrEqual => NodeKind::Bool(left <= right),
        Binary::Greater => NodeKind::Bool(left > right),
        Binary::GreaterOrEqual => NodeKind::Bool(left >= right),
        Binary::Add => of_number(left + right),
        Binary::Subtract => of_number(left - right),
        Binary::Multiply => of_number(left * right),
        Binary::Divide if right != 0.0 => of_number(left / right),
        Binary::Remainder if right != 0.0 => of_number(left % right),
        _ => return None,
    })
}
