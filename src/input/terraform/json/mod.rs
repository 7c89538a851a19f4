//! What Terraform itself says in JSON: a plan (`terraform show -json`), and a state.

mod flat;
mod plan;
mod read;
mod references;
mod secrets;
mod states;
#[cfg(test)]
mod tests;

pub(crate) use read::{read, state};
