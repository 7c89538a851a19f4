//! Expressions of the parser to ours.

use super::parse::Builder;
use super::{Binary, Call, Expr, ExprKind, For, If, Pair, Step, Unary};
use crate::source::{Span, Step as Outlined};
use hcl_edit::expr::{self, BinaryOperator, Expression, TraversalOperator, UnaryOperator};

impl Builder {
    /// The expression, below the outline's `parent`.
    pub(super) fn expression(&mut self, given: &Expression, parent: Option<usize>) -> Expr {
        let span = self.span(given);
        let kind = match given {
            Expression::Null(_) => ExprKind::Null,
            Expression::Bool(value) => ExprKind::Bool(*value.value()),
            Expression::Number(value) => ExprKind::Number(value.value().to_string()),
            Expression::String(value) => ExprKind::String(value.value().clone()),
            Expression::Array(array) => ExprKind::List(self.list(array, parent)),
            Expression::Object(object) => ExprKind::Object(self.object(object, parent)),
            Expression::StringTemplate(template) => self.template(template.iter()),
            Expression::HeredocTemplate(heredoc) => self.template(heredoc.template.iter()),
            Expression::Parenthesis(inner) => self.expression(inner.inner(), parent).kind,
            Expression::Variable(name) => ExprKind::Variable(name.value().to_string()),
            Expression::Conditional(conditional) => self.conditional(conditional),
            Expression::FuncCall(call) => ExprKind::Call(self.call(call)),
            Expression::Traversal(traversal) => self.traversal(traversal),
            Expression::UnaryOp(operation) => {
                let operator = match operation.operator.value() {
                    UnaryOperator::Neg => Unary::Negate,
                    UnaryOperator::Not => Unary::Not,
                };
                ExprKind::Unary(operator, Box::new(self.inner(&operation.expr)))
            }
            Expression::BinaryOp(operation) => {
                let operands = (
                    self.inner(&operation.lhs_expr),
                    self.inner(&operation.rhs_expr),
                );
                ExprKind::Binary(binary(*operation.operator.value()), Box::new(operands))
            }
            Expression::ForExpr(given) => ExprKind::For(Box::new(self.for_each(given))),
        };
        Expr { span, kind }
    }

    /// An expression that no pointer leads to.
    pub(super) fn inner(&mut self, given: &Expression) -> Expr {
        let mut aside = Self::new(self.place());
        aside.expression(given, None)
    }

    fn list(&mut self, array: &expr::Array, parent: Option<usize>) -> Vec<Expr> {
        let items = array.iter().enumerate().map(|(index, item)| {
            let here = self.step(parent, Outlined::Index(index), self.span(item));
            self.expression(item, here)
        });
        items.collect()
    }

    fn object(&mut self, object: &expr::Object, parent: Option<usize>) -> Vec<Pair> {
        let pairs = object.iter().map(|(key, value)| {
            let key = self.key(key);
            let value = value.expr();
            let value_span = self.span(value);
            let whole = Span::new(value_span.source, key.span.start, value_span.end);
            let name = match &key.kind {
                ExprKind::String(name) => name.clone(),
                _ => "(computed)".to_owned(),
            };
            let here = self.step(parent, Outlined::Key(name), whole);
            Pair {
                key,
                value: self.expression(value, here),
            }
        });
        pairs.collect()
    }

    /// The key of an object: a plain word stands for itself.
    fn key(&mut self, key: &expr::ObjectKey) -> Expr {
        match key {
            expr::ObjectKey::Ident(name) => Expr {
                span: self.span(name),
                kind: ExprKind::String(name.as_str().to_owned()),
            },
            expr::ObjectKey::Expression(expression) => self.inner(expression),
        }
    }

    fn conditional(&mut self, given: &expr::Conditional) -> ExprKind {
        ExprKind::Conditional(Box::new(If {
            condition: self.inner(&given.cond_expr),
            then: self.inner(&given.true_expr),
            otherwise: self.inner(&given.false_expr),
        }))
    }

    fn call(&mut self, given: &expr::FuncCall) -> Call {
        let namespace = given.name.namespace.iter().map(|name| name.as_str());
        let names: Vec<&str> = namespace.chain([given.name.name.as_str()]).collect();
        Call {
            name: names.join("::"),
            arguments: given.args.iter().map(|item| self.inner(item)).collect(),
            expands: given.args.expand_final(),
        }
    }

    fn traversal(&mut self, given: &expr::Traversal) -> ExprKind {
        let base = self.inner(&given.expr);
        let steps = given
            .operators
            .iter()
            .map(|operator| match operator.value() {
                TraversalOperator::AttrSplat(_) => Step::AttributeSplat,
                TraversalOperator::FullSplat(_) => Step::FullSplat,
                TraversalOperator::GetAttr(name) => Step::Attribute(name.as_str().to_owned()),
                TraversalOperator::LegacyIndex(index) => Step::Attribute(index.value().to_string()),
                TraversalOperator::Index(index) => Step::Index(self.inner(index)),
            });
        ExprKind::Traversal(Box::new(base), steps.collect())
    }

    fn for_each(&mut self, given: &expr::ForExpr) -> For {
        let intro = &given.intro;
        For {
            key_name: intro.key_var.as_ref().map(|name| name.as_str().to_owned()),
            value_name: intro.value_var.as_str().to_owned(),
            collection: self.inner(&intro.collection_expr),
            key: given.key_expr.as_ref().map(|key| self.inner(key)),
            value: self.inner(&given.value_expr),
            condition: given.cond.as_ref().map(|cond| self.inner(&cond.expr)),
            groups: given.grouping,
        }
    }
}

fn binary(operator: BinaryOperator) -> Binary {
    match operator {
        BinaryOperator::Eq => Binary::Equal,
        BinaryOperator::NotEq => Binary::NotEqual,
        BinaryOperator::LessEq => Binary::LessOrEqual,
        BinaryOperator::GreaterEq => Binary::GreaterOrEqual,
        BinaryOperator::Less => Binary::Less,
        BinaryOperator::Greater => Binary::Greater,
        BinaryOperator::Plus => Binary::Add,
        BinaryOperator::Minus => Binary::Subtract,
        BinaryOperator::Mul => Binary::Multiply,
        BinaryOperator::Div => Binary::Divide,
        BinaryOperator::Mod => Binary::Remainder,
        BinaryOperator::And => Binary::And,
        BinaryOperator::Or => Binary::Or,
    }
}
