//! Commands, arguments and flags.

use crate::probe::Resolve;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;

/// Diagnose signed URLs that are delivered through CloudFront.
///
/// siglint follows a presigned S3 URL through a CloudFront distribution, hop by hop, and says
/// whether it will work, for how long and for whom, and what one change mends it.
#[derive(Debug, Parser)]
#[command(
    name = "siglint",
    version,
    max_term_width = 100,
    propagate_version = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lint signed URLs and the distributions that deliver them
    Check(CheckArgs),
    /// Find out why a signed URL fails: fetch it, read the answer, name the cause
    ///
    /// Asks with GET for the first byte only, of the URL's own host and of S3's hosts for its
    /// bucket; follows no redirect, and never sends a URL that was signed for another method. Exit
    /// codes: 0 no fault was found, 1 a fault was found, 2 something could not be read or reached.
    Diagnose(DiagnoseArgs),
    /// Show a URL's way, hop by hop, and the canonical request signed beside received
    Trace(TraceArgs),
    /// Tell what a signed URL says
    Decode(DecodeArgs),
    /// List the distributions that were found, and what stayed unresolved in them
    ///
    /// The first thing to look at when an answer surprises. Exit codes: 0 listed; 2 something could
    /// not be read.
    Distributions(DistributionsArgs),
    /// Explain an error: a saved answer or its code; or show the manual page of a rule
    ///
    /// A saved answer is an error body (XML or HTML), what `curl -i`, `curl -v` or `curl -sD -` prints
    /// (the last answer in it), or a HAR file (the first answer that failed). A file wins over a code or
    /// rule of the same name. Exit codes: 0 explained; 2 unreadable, no answer at all, or neither a
    /// code nor a rule.
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
}

/// Where the URL is delivered from, and what is known about its signing.
#[derive(Debug, Args)]
pub struct DeliveryArgs {
    /// Where the distribution and its policies are written down, as the AWS CLI prints them or as a
    /// template: a file, a folder, or - for standard input
    #[arg(short, long = "config", value_name = "PATH")]
    pub config: Vec<PathBuf>,
    /// The value of a template's parameter or variable; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub var: Vec<(String, String)>,
    /// Look at this distribution only: its id, domain name, alias or logical id
    #[arg(long, value_name = "ID")]
    pub distribution: Vec<String>,
    /// The URL as it was signed for S3, before its host was replaced
    #[arg(long, value_name = "URL")]
    pub s3_url: Option<String>,
    /// Prove the signed host with the secret in `AWS_SECRET_ACCESS_KEY`
    #[arg(long)]
    pub verify: bool,
    /// The method the URL was signed for, and is used with [default: the one that the URL names, or GET]
    #[arg(long, value_name = "METHOD")]
    pub method: Option<String>,
    /// The step to which the signer rounds the signing time: 30m, 1h
    #[arg(long, value_name = "DURATION", value_parser = step)]
    pub round: Option<SignedDuration>,
    /// The time at which the URL is used: 2026-11-23T10:00:00Z [default: the clock]
    #[arg(long, value_name = "TIME")]
    pub now: Option<Timestamp>,
}

/// How the answer is written.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// For a person, or for a program
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub color: Color,
}

/// A report's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text for a terminal
    Human,
    /// JSON, version 1
    Json,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The findings that make the exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Errors and warnings
    Warning,
    /// Every finding
    Note,
    /// None
    Never,
}

/// `siglint check`.
///
/// Exit codes: 0 nothing found at or above --fail-on, 1 findings, 2 something could not be read.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Signed URLs, in quotes; without one, the behaviors that are meant for them are looked at
    #[arg(value_name = "URL")]
    pub urls: Vec<String>,
    /// Where it is delivered from.
    #[command(flatten)]
    pub delivery: DeliveryArgs,
    /// How bad a finding must be to make the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    pub fail_on: FailOn,
    /// How the answer is written.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `siglint diagnose`.
#[derive(Debug, Args)]
pub struct DiagnoseArgs {
    /// A signed URL, in quotes
    #[arg(value_name = "URL")]
    pub url: String,
    /// Where it is delivered from.
    #[command(flatten)]
    pub delivery: DeliveryArgs,
    /// A saved answer in place of the network: an error body, what `curl -i` or `curl -v` prints, a
    /// HAR file, or - for standard input
    #[arg(long, value_name = "FILE|-", conflicts_with = "probe")]
    pub response: Option<PathBuf>,
    /// What to ask the network
    #[arg(long, value_enum, default_value_t = Probing::Safe)]
    pub probe: Probing,
    /// How long one question may take: 10, 500ms, 1m
    #[arg(long, value_name = "DURATION", value_parser = step, default_value = "10s")]
    pub timeout: SignedDuration,
    /// Use this address for a host and port, as curl does
    #[arg(long, value_name = "HOST:PORT:ADDRESS[:PORT]")]
    pub resolve: Vec<Resolve>,
    /// Trust the certificates in this PEM file, too
    #[arg(long, value_name = "FILE")]
    pub cacert: Vec<PathBuf>,
    /// How the answer is written.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// What to ask the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Probing {
    /// Nothing
    None,
    /// The URL twice, and its query on the S3 hosts it may have been signed for
    Safe,
    /// Also the URL without its query, and with a changed signature, which should be refused; the
    /// cache may keep the answers
    Deep,
}

/// `siglint trace`.
#[derive(Debug, Args)]
pub struct TraceArgs {
    /// A signed URL, in quotes
    #[arg(value_name = "URL")]
    pub url: String,
    /// Where it is delivered from.
    #[command(flatten)]
    pub delivery: DeliveryArgs,
    /// How the answer is written.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `siglint decode`.
#[derive(Debug, Args)]
pub struct DecodeArgs {
    /// A signed URL, in quotes
    #[arg(value_name = "URL")]
    pub url: String,
    /// Check the signature with the secret in `AWS_SECRET_ACCESS_KEY`
    #[arg(long)]
    pub verify: bool,
    /// The method the URL was signed for
    #[arg(long, value_name = "METHOD", default_value = "GET")]
    pub method: String,
    /// The time at which the URL is used: 2026-11-23T10:00:00Z [default: the clock]
    #[arg(long, value_name = "TIME")]
    pub now: Option<Timestamp>,
    /// How the answer is written.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `siglint distributions`.
#[derive(Debug, Args)]
pub struct DistributionsArgs {
    /// Where distributions and policies are written down: a file, a folder, or - for standard input
    #[arg(short, long = "config", value_name = "PATH", required = true)]
    pub config: Vec<PathBuf>,
    /// The value of a template's parameter or variable; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub var: Vec<(String, String)>,
    /// How the answer is written.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `siglint explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A saved answer, or - for standard input; an error's code, as `SignatureDoesNotMatch`; or a
    /// rule's id, as reports and `siglint rules` show it
    #[arg(value_name = "FILE|-|CODE|RULE")]
    pub subject: String,
    /// How the answer is written.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// `siglint rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// How the answer is written.
    #[command(flatten)]
    pub output: OutputArgs,
}

/// Reads `NAME=VALUE`; the value may be empty, and may hold further `=`.
fn variable(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let pair = pair.map(|(name, value)| (name.to_owned(), value.to_owned()));
    pair.ok_or_else(|| "expected NAME=VALUE".to_owned())
}

/// Reads a step: `30m`, `1h`, `1d`, or seconds.
fn step(text: &str) -> Result<SignedDuration, String> {
    const EXPECTED: &str = "expected a duration such as 30m, 1h or 1d";
    let days = text
        .strip_suffix('d')
        .and_then(|days| days.trim().parse::<i64>().ok());
    let seconds = text
        .parse::<i64>()
        .ok()
        .or(days.and_then(|days| days.checked_mul(86_400)));
    let step = seconds.map(SignedDuration::from_secs);
    let step = step.or_else(|| text.parse().ok()).ok_or(EXPECTED)?;
    match step.is_positive() {
        true => Ok(step),
        false => Err(EXPECTED.to_owned()),
    }
}
