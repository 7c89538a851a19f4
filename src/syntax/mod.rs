//! Bytes to one spanned tree, whatever the format, and a URL to its parts as written.

mod error;
pub mod hcl;
pub mod html;
pub mod json;
mod metadata;
mod node;
mod outline;
mod print;
mod reference;
pub mod script;
pub mod toml;
pub mod url;
pub mod xml;
pub mod yaml;

pub use error::SyntaxError;
pub use metadata::suppressions;
pub use node::{Entry, MAX_DEPTH, Node, NodeKind};
pub use outline::outline;
pub use print::{Printed, print};
