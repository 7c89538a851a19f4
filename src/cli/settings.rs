//! Flags about `siglint.toml`, and about what is known already.

use super::ColorArgs;
use clap::Args;
use std::path::PathBuf;

/// Findings that do not count, since they were there before.
#[derive(Debug, Args)]
pub struct BaselineArgs {
    /// The findings that were there before, and do not count: what --write-baseline wrote
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write down the findings of this run, for --baseline; then they do not make the exit code 1
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,
}

/// Which `siglint.toml` counts.
#[derive(Debug, Clone, Args)]
pub struct SettingsArgs {
    /// Use this file in place of siglint.toml in this folder or the closest one above it
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Use no siglint.toml
    #[arg(long, conflicts_with = "settings")]
    pub no_settings: bool,
}

/// `siglint init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Where distributions are written down [default: this folder is searched]
    #[arg(short, long = "config", value_name = "PATH")]
    pub config: Vec<PathBuf>,
    /// Also write .github/workflows/siglint.yml
    #[arg(long)]
    pub workflow: bool,
    /// When to use colour.
    #[command(flatten)]
    pub color: ColorArgs,
}
