//! What a bucket's policy allows whom: statements against one request, and never more certain than
//! what was read.
//!
//! It follows IAM's evaluation of a resource policy: a matching `Deny` wins, a matching `Allow`
//! permits, and without either nothing is permitted (IAM user guide, "Policy evaluation logic").

mod access;
mod condition;
mod ip;
mod pattern;
mod request;
mod statement;
mod truth;

pub use access::{allows, anybody_reads, denies, may_be_public};
pub use condition::holds;
pub use request::{Fact, Request, Requester};
pub use statement::{applies_but_for_conditions, matches, names_identity, names_service, reaches};
pub use truth::Truth;
