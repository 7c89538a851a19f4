//! What Terraform itself says in JSON: a plan (`terraform show -json`), and a state.

mod called;
mod flat;
mod plan;
mod read;
mod references;
mod secrets;
mod states;
#[cfg(test)]
mod tests;

pub(crate) use called::called;
pub(crate) use read::{Described, described, read};
pub(crate) use secrets::mask_others;
