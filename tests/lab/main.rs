//! `siglint lab` from the outside: what its edge and its S3 answer, byte for byte over TCP.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

#[path = "../sign/asking.rs"]
mod asking;
mod caching;
mod client;
mod command;
mod demo;
mod hostile;
mod lab;
mod objects;
mod predictions;
mod refusals;
mod sdks;
#[path = "../support/mod.rs"]
mod support;
mod uploads;
