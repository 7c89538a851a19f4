//! Terraform's expressions to values, without Terraform: what cannot be known stays an expression.

mod collections;
mod evaluator;
mod expression;
mod functions;
mod operators;
mod template;
mod value;

pub(super) use evaluator::{Binding, Evaluator, Fault, Outcome, Scope};
pub(super) use value::{entry, index, node, object, rest_of, string, text, truth, unresolved};
