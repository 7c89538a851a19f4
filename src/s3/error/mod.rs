//! What an error answer means: who gave it, its entry in the catalogue, and what its elements tell.

mod bare;
mod catalogue;
mod clue;
mod elements;
mod explain;
mod received;
mod request;
mod speaker;

pub use catalogue::{CATALOGUE, Entry, Table, entries_of};
pub use clue::{Authorizer, Clue, HostKind, KeyKind, few};
pub use explain::{Explanation, explain};
pub use received::{ReceivedRequest, SignedV2};
pub use speaker::{Speaker, speaker};
