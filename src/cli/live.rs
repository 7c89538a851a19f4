//! Flags about what is deployed.

use super::args::step;
use clap::Args;
use jiff::SignedDuration;

/// What is deployed, in place of what is written down.
#[derive(Debug, Clone, Args)]
pub struct LiveArgs {
    /// Read what is deployed in the AWS account, with the credentials that the AWS CLI would use: the
    /// distribution that the URL's host leads to, or those that --distribution names
    #[arg(long)]
    pub live: bool,
    /// With --live: every distribution of the account
    #[arg(long, requires = "live")]
    pub all: bool,
    /// Whose account it is.
    #[command(flatten)]
    pub account: AccountArgs,
}

/// Whose account is read, and for how long.
#[derive(Debug, Clone, Args)]
pub struct AccountArgs {
    /// The profile of the AWS configuration to use [default: the environment's]
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// How long reading the account may take: 30, 5m
    #[arg(long, value_name = "DURATION", value_parser = step, default_value = "2m")]
    pub live_timeout: SignedDuration,
}

/// `siglint export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The distribution: its id, domain name or alias
    #[arg(long, value_name = "ID", required = true)]
    pub distribution: Vec<String>,
    /// Whose account it is.
    #[command(flatten)]
    pub account: AccountArgs,
}
