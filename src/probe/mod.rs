//! What the network answers: which questions are safe to ask, and the asking.

mod options;
mod plan;
mod send;
mod trouble;

pub use options::{Options, Resolve};
pub use plan::{Probe, again_on, deep, direct, safe};
pub use send::{Fetched, Outcome, Sender};
