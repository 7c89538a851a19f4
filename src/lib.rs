//! siglint models a signed URL's way through a CloudFront distribution to S3, hop by hop, and
//! explains what breaks it, how long it reaches, and for whom.
//!
//! The rooms and what each may import are in `ARCHITECTURE.md`.

pub mod app;
pub mod cli;
pub mod config;
pub mod diagnosis;
pub mod edge;
pub mod finding;
pub mod iam;
pub mod input;
pub mod lab;
pub mod model;
pub mod probe;
pub mod report;
pub mod rules;
pub mod s3;
pub mod source;
pub mod syntax;
