//! A local edge and a local S3, run from the model: they answer as AWS would, on loopback.
//!
//! Which behavior, what is forwarded and keyed, and for how long, `edge` decides; what S3 makes of the
//! request that arrives is verified here with the secret, against the bytes that came.

mod clock;
mod conditions;
mod control;
mod digest;
mod edge;
mod listener;
mod reply;
mod request;
mod running;
mod s3;
mod store;
mod uploads;

pub use clock::Clock;
pub use control::CONTROL;
pub use running::{Bucket, Credential, Lab, Line, Running, Watch};
pub use store::Store;
