//! What is deployed, as CloudFront's API tells it: the one input that uses the network. It only reads.

mod account;
mod answer;
mod asker;
mod credentials;
mod function;
mod keep;
mod operation;
mod refers;
mod refusal;
mod service;

pub use account::{Account, Fetched, Listed, Seek};
pub use credentials::{SigningKey, signing_key};
pub use operation::{Operation, Question};
pub use refers::Depth;
pub use service::Access;
