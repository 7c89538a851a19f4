//! YAML to the tree; `parse` is the only file that names the parser.

mod build;
mod outline;
mod parse;
mod scalar;
#[cfg(test)]
mod tests;
mod words;

pub use parse::parse;
