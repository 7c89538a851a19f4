//! Flags of `siglint sign`.

use super::args::{step, step_or_none, variable};
use super::{AccountArgs, ColorArgs};
use clap::Args;
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;

/// `siglint sign`.
#[derive(Debug, Args)]
pub struct SignArgs {
    /// The object: s3://BUCKET/KEY, the key as it is, nothing encoded; or with --cloudfront-key, a URL of
    /// the CDN's
    #[arg(value_name = "s3://BUCKET/KEY|URL")]
    pub object: String,
    /// The CDN's host, which takes the place of S3's after signing; with a port where it has one, and
    /// http:// in front for a test
    #[arg(long, value_name = "HOST")]
    pub via: Option<String>,
    /// The bucket's Region [default: the environment's, or the profile's]
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// How long the URL is valid from its signing time
    #[arg(long, value_name = "DURATION", value_parser = step, default_value = "1h")]
    pub expires: SignedDuration,
    /// The step to which the signing time is rounded down, so that one URL serves everybody who asks
    /// within it; 0 for none [default: with --via up to half of --expires, else none]
    #[arg(long, value_name = "DURATION", value_parser = step_or_none)]
    pub round: Option<SignedDuration>,
    /// The method that the URL is for; it is signed, and good for no other
    #[arg(long, value_name = "METHOD", default_value = "GET")]
    pub method: String,
    /// A header that S3 shall answer with: content-disposition='attachment; filename="a.pdf"'
    #[arg(long, value_name = "HEADER=VALUE", value_parser = variable)]
    pub response: Vec<(String, String)>,
    /// The version of the object
    #[arg(long, value_name = "ID")]
    pub version_id: Option<String>,
    /// A further parameter, which is signed, too; nothing encoded
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub query: Vec<(String, String)>,
    /// Sign for CloudFront, with the private key in this file (PEM), in place of S3
    #[arg(long, value_name = "FILE", requires = "key_pair_id")]
    pub cloudfront_key: Option<PathBuf>,
    /// With --cloudfront-key: the id that CloudFront knows its public key by
    #[arg(long, value_name = "ID", requires = "cloudfront_key")]
    pub key_pair_id: Option<String>,
    /// With --cloudfront-key: the URLs that are permitted, with * and ? [default: this URL alone]
    #[arg(long, value_name = "PATTERN", requires = "cloudfront_key")]
    pub resource: Option<String>,
    /// With --cloudfront-key: not before this time
    #[arg(long, value_name = "TIME", requires = "cloudfront_key")]
    pub from: Option<Timestamp>,
    /// With --cloudfront-key: only for viewers with these addresses, as 192.0.2.0/24
    #[arg(long, value_name = "ADDRESS", requires = "cloudfront_key")]
    pub ip: Option<String>,
    /// Whose credentials sign.
    #[command(flatten)]
    pub account: AccountArgs,
    /// The time at which it is signed: 2026-11-23T10:17:00Z [default: the clock]
    #[arg(long, value_name = "TIME")]
    pub now: Option<Timestamp>,
    /// When to use colour.
    #[command(flatten)]
    pub color: ColorArgs,
}
