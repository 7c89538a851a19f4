//! XML, forgiving everything for error bodies, and strict for configuration. Its files alone name the
//! parser, and none of them expands an entity.

mod leaves;
mod tree;

pub use leaves::{Document, Leaf, read};
pub use tree::parse;
