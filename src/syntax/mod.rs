//! Bytes to one spanned tree, whatever the format, and a URL to its parts as written.

mod error;
pub mod json;
mod node;
pub mod url;

pub use error::SyntaxError;
pub use node::{Entry, MAX_DEPTH, Node, NodeKind};
