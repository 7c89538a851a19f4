//! Arguments of `siglint plan`.

use super::args::{rate, step, step_or_none, variable};
use super::{LiveArgs, OutputArgs, SettingsArgs};
use clap::Args;
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;

/// `siglint plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Signed URLs, in quotes, whose expiry counts; without one, the deliveries that siglint.toml
    /// declares, if nothing else is given
    #[arg(value_name = "URL", conflicts_with_all = ["expires", "ttl", "reach"])]
    pub urls: Vec<String>,
    /// Where the distribution and its policies are written down: a file, a folder, or - for standard
    /// input
    #[arg(short, long = "config", value_name = "PATH", conflicts_with_all = ["expires", "ttl", "reach"])]
    pub config: Vec<PathBuf>,
    /// What is deployed.
    #[command(flatten)]
    pub live: LiveArgs,
    /// The value of a template's parameter or variable; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub var: Vec<(String, String)>,
    /// Look at this distribution only: its id, domain name, alias or logical id
    #[arg(long, value_name = "ID")]
    pub distribution: Vec<String>,
    /// Which siglint.toml counts.
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// How long URLs are valid from their signing time [default: 1h]
    #[arg(long, value_name = "DURATION", value_parser = step, conflicts_with = "reach")]
    pub expires: Option<SignedDuration>,
    /// The step to which signing times are rounded down; 0 for none [default: 30m]
    #[arg(long, value_name = "DURATION", value_parser = step_or_none, conflicts_with = "reach")]
    pub round: Option<SignedDuration>,
    /// How long copies are kept at most; 0 for not at all [default: 30m]
    #[arg(long, value_name = "DURATION", value_parser = step_or_none, conflicts_with = "reach")]
    pub ttl: Option<SignedDuration>,
    /// Find the plan with the most hits: nothing is reachable this long after its URL was signed
    #[arg(long, value_name = "DURATION", value_parser = step, requires = "valid")]
    pub reach: Option<SignedDuration>,
    /// And every URL is valid for at least this long when it is handed out
    #[arg(long, value_name = "DURATION", value_parser = step, requires = "reach")]
    pub valid: Option<SignedDuration>,
    /// Requests for one object that come to one cache: 10/min, 0.5/s, 200/h, 1000/d
    #[arg(long, value_name = "RATE", value_parser = rate)]
    pub rate: Option<(String, f64)>,
    /// Also write a page with the timeline
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// The time at which the URL is used: 2026-11-23T10:00:00Z [default: the clock]
    #[arg(long, value_name = "TIME")]
    pub now: Option<Timestamp>,
    /// How the answer is written.
    #[command(flatten)]
    pub output: OutputArgs,
}
