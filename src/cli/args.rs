//! Commands, arguments and flags.

use super::{
    BaselineArgs, CompletionsArgs, ExportArgs, InitArgs, LabArgs, LiveArgs, ManArgs, OutputArgs,
    PlanArgs, ReportArgs, SettingsArgs, SignArgs,
};
use crate::finding::{Severity, read_duration};
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
    /// Save what is deployed as a file that -c reads, with everything the distribution refers to
    ///
    /// It is written to standard output, with the values of custom headers masked: a delivery can be
    /// looked at by somebody who has no access to the account. Exit codes: 0 saved; 2 something could
    /// not be read.
    Export(ExportArgs),
    /// Show what expiry, rounding and time to live come to, or find the best for a given reach
    ///
    /// How long URLs are valid, when an object was reachable for the last time, how many URLs it has in
    /// a day, and how many requests the cache answers. Exit codes: 0 planned; 1 the plan is born
    /// broken; 2 there is none.
    Plan(PlanArgs),
    /// Sign a URL that caches can share: with the signing time rounded, and the CDN's host put in
    ///
    /// The credentials are those that the AWS CLI would use. The URL is written to standard output, and
    /// what it comes to is told on standard error. Exit codes: 0 signed; 1 it would be born broken, and
    /// was not signed; 2 something is missing or could not be read.
    Sign(SignArgs),
    /// Run a local edge and a local S3 that answer as AWS would, from a configuration and folders
    ///
    /// Point an application's signed URLs at it, or a test (--run): nothing is deployed, and no account
    /// is needed. --demo plays the whole story in a terminal. Exit codes: with --run the command's own;
    /// 2 it could not start.
    Lab(LabArgs),
    /// Explain an error: a saved answer or its code; or show the manual page of a rule
    ///
    /// A saved answer is an error body (XML or HTML), what `curl -i`, `curl -v` or `curl -sD -` prints
    /// (the last answer in it), or a HAR file (the first answer that failed). A file wins over a code or
    /// rule of the same name. Exit codes: 0 explained; 2 unreadable, no answer at all, or neither a
    /// code nor a rule.
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Write a first siglint.toml out of what this repository holds
    ///
    /// Looks for distributions and for the SDK that signs, and says in the file what is a guess.
    /// Nothing is ever overwritten. Exit codes: 0 written; 2 there already, or nothing found.
    Init(InitArgs),
    /// Print what makes a shell complete siglint's commands and flags
    ///
    /// For bash: siglint completions bash > ~/.local/share/bash-completion/completions/siglint
    Completions(CompletionsArgs),
    /// Print a manual page for man(1)
    ///
    /// To read one: siglint man check | man -l -
    Man(ManArgs),
}

/// Where the URL is delivered from, and what is known about its signing.
#[derive(Debug, Args)]
pub struct DeliveryArgs {
    /// Where the distribution and its policies are written down, as the AWS CLI prints them or as a
    /// template: a file, a folder, or - for standard input
    #[arg(short, long = "config", value_name = "PATH")]
    pub config: Vec<PathBuf>,
    /// The bucket's policy, by itself or as `aws s3api get-bucket-policy` prints it: who else may read
    #[arg(long, value_name = "FILE")]
    pub bucket_policy: Vec<PathBuf>,
    /// The bucket that further -c are about which do not name it: what `aws s3api
    /// get-public-access-block`, get-bucket-location, get-bucket-encryption and their like print
    #[arg(long, value_name = "NAME")]
    pub bucket: Option<String>,
    /// What is deployed.
    #[command(flatten)]
    pub live: LiveArgs,
    /// The value of a template's parameter or variable; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub var: Vec<(String, String)>,
    /// Look at this distribution only: its id, domain name, alias or logical id
    #[arg(long, value_name = "ID")]
    pub distribution: Vec<String>,
    /// The URL as it was signed for S3, before its host was replaced
    #[arg(long, value_name = "URL")]
    pub s3_url: Option<String>,
    /// Prove what was signed with the secret in `AWS_SECRET_ACCESS_KEY` (and the token in
    /// `AWS_SESSION_TOKEN`, if it has one): the host, or whatever else the signature is valid for
    #[arg(long)]
    pub verify: bool,
    /// The method the URL was signed for, and is used with [default: the one that the URL names, or GET]
    #[arg(long, value_name = "METHOD")]
    pub method: Option<String>,
    /// The step to which the signer rounds the signing time: 30m, 1h
    #[arg(long, value_name = "DURATION", value_parser = step)]
    pub round: Option<SignedDuration>,
    /// The signer of the URL, as siglint.toml declares it: it tells the signed host
    #[arg(long, value_name = "NAME")]
    pub signer: Option<String>,
    /// Which siglint.toml counts.
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// The time at which the URL is used: 2026-11-23T10:00:00Z [default: the clock]
    #[arg(long, value_name = "TIME")]
    pub now: Option<Timestamp>,
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

impl FailOn {
    /// The severity from which on a finding fails the run; none where nothing does.
    #[must_use]
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

/// `siglint check`.
///
/// Exit codes: 0 nothing found at or above --fail-on, 1 findings, 2 something could not be read.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Signed URLs, in quotes; without one, the deliveries that siglint.toml declares are looked at,
    /// or else the behaviors that are meant for signed URLs
    #[arg(value_name = "URL")]
    pub urls: Vec<String>,
    /// Check every URL of a file, line by line: a URL, or JSON as {"url": …, "s3_url": …,
    /// "distribution": …, "id": …}; - is standard input
    #[arg(long = "urls", value_name = "FILE", conflicts_with = "urls")]
    pub list: Option<PathBuf>,
    /// Where it is delivered from.
    #[command(flatten)]
    pub delivery: DeliveryArgs,
    /// Mend what can be mended in the files: each change is tried first, and made only if the fault is
    /// gone with it and nothing new is found
    #[arg(long)]
    pub fix: bool,
    /// With --fix, show the changes and make none
    #[arg(long, requires = "fix")]
    pub diff: bool,
    /// With --fix, also make changes that concern more than this delivery
    #[arg(long, requires = "fix")]
    pub unsafe_fixes: bool,
    /// How bad a finding must be to make the exit code 1
    ///
    /// [default: fail-on in siglint.toml, or error]
    #[arg(long, value_enum, value_name = "SEVERITY", hide_default_value = true)]
    pub fail_on: Option<FailOn>,
    /// Findings that do not count, since they were there before.
    #[command(flatten)]
    pub baseline: BaselineArgs,
    /// How the answer is written.
    #[command(flatten)]
    pub output: ReportArgs,
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
    pub output: ReportArgs,
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
    pub output: ReportArgs,
}

/// `siglint decode`.
#[derive(Debug, Args)]
pub struct DecodeArgs {
    /// A signed URL, in quotes
    #[arg(value_name = "URL")]
    pub url: String,
    /// Check the signature with the secret in `AWS_SECRET_ACCESS_KEY`; of one that is not valid, find
    /// out what it is valid for
    #[arg(long)]
    pub verify: bool,
    /// The bucket that a URL with a CDN's name should be for, to verify it
    #[arg(long, value_name = "NAME")]
    pub bucket: Option<String>,
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
    #[arg(
        short,
        long = "config",
        value_name = "PATH",
        required_unless_present = "live"
    )]
    pub config: Vec<PathBuf>,
    /// What is deployed.
    #[command(flatten)]
    pub live: LiveArgs,
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
pub(super) fn variable(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let pair = pair.map(|(name, value)| (name.to_owned(), value.to_owned()));
    pair.ok_or_else(|| "expected NAME=VALUE".to_owned())
}

/// Reads a step: `30m`, `1h`, `1d`, or seconds.
pub(super) fn step(text: &str) -> Result<SignedDuration, String> {
    const EXPECTED: &str = "expected a duration such as 30m, 1h or 1d";
    let step = read_duration(text).ok_or(EXPECTED)?;
    match step.is_positive() {
        true => Ok(step),
        false => Err(EXPECTED.to_owned()),
    }
}

/// Reads a step that may be 0.
pub(super) fn step_or_none(text: &str) -> Result<SignedDuration, String> {
    match text.trim_end_matches(['s', 'm', 'h', 'd', ' ']) {
        "0" => Ok(SignedDuration::ZERO),
        _ => step(text),
    }
}

/// Reads a rate, and gives it in requests a second under the name that was given.
pub(super) fn rate(text: &str) -> Result<(String, f64), String> {
    const EXPECTED: &str = "expected a rate above 0, such as 10/min, 0.5/s, 200/h or 1000/d";
    let (count, unit) = text.split_once('/').ok_or(EXPECTED)?;
    let count: f64 = count.trim().parse().map_err(|_| EXPECTED)?;
    let seconds = match unit.trim() {
        "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        "d" | "day" => 86_400.0,
        _ => return Err(EXPECTED.to_owned()),
    };
    match count.is_finite() && count > 0.0 {
        true => Ok((text.to_owned(), count / seconds)),
        false => Err(EXPECTED.to_owned()),
    }
}
