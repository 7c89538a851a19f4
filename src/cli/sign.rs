//! Flags of `siglint sign`.

use super::args::{step, step_or_none, variable};
use super::{AccountArgs, ColorArgs};
use clap::Args;
use jiff::{SignedDuration, Timestamp};

/// `siglint sign`.
#[derive(Debug, Args)]
pub struct SignArgs {
    /// The object: s3://BUCKET/KEY, the key as it is, nothing encoded
    #[arg(value_name = "s3://BUCKET/KEY")]
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
