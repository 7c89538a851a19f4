//! HCL, as Terraform writes it, to a tree of bodies, blocks and expressions with their places.
//!
//! Nothing is evaluated here.

mod expression;
mod json;
mod parse;
mod recover;
mod refusal;
mod template;
#[cfg(test)]
mod tests;
mod tree;

pub use json::from_json;
pub use parse::{parse, parse_expression};
pub use recover::{Readable, parse_readable};
pub use tree::{
    Attribute, Binary, Block, Body, Call, Expr, ExprKind, For, If, Label, Pair, Part, Step, Unary,
};
