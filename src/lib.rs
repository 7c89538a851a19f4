//! siglint models a signed URL's way through a CloudFront distribution to S3, hop by hop, and
//! explains what breaks it, how long it reaches, and for whom.
//!
//! The rooms and what each may import are in `ARCHITECTURE.md`.

pub mod model;
pub mod source;
