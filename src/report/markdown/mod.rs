//! Markdown for a comment, a ticket or the summary of a workflow.

mod escape;
mod report;

pub use report::{report, summary};
