//! What `pulumi preview --json` and `pulumi stack export` print, to the model.

mod document;
mod native;
#[cfg(test)]
mod tests;
mod values;

pub(super) use document::read;
