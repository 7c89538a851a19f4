//! Flags of `siglint lab`.

use super::ColorArgs;
use super::args::variable;
use clap::Args;
use jiff::Timestamp;
use std::net::IpAddr;
use std::path::PathBuf;

/// `siglint lab`.
#[derive(Debug, Args)]
pub struct LabArgs {
    /// Where the distribution and its policies are written down: a file, a folder, or - for standard
    /// input
    #[arg(
        short,
        long = "config",
        value_name = "PATH",
        required_unless_present = "demo"
    )]
    pub config: Vec<PathBuf>,
    /// The value of a template's parameter or variable; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub var: Vec<(String, String)>,
    /// A bucket, and the folder with its objects; can be repeated
    #[arg(
        long,
        value_name = "NAME=FOLDER",
        value_parser = variable,
        required_unless_present = "demo"
    )]
    pub bucket: Vec<(String, String)>,
    /// The Region of buckets whose Region the configuration does not tell [default: any Region is right]
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,
    /// The distribution that answers at the edge's address: its id, domain name, alias or logical id
    /// [default: the first one]; others answer to their names, and to ID.localhost
    #[arg(long, value_name = "ID")]
    pub distribution: Option<String>,
    /// The key that S3 knows is that of the environment (`AWS_ACCESS_KEY_ID` and its kin) [default: one
    /// that opens nothing, and is told]
    #[arg(long)]
    pub credentials: bool,
    /// An origin whose scripts may read, as `https://app.example.com`, or `*`; can be repeated
    #[arg(long, value_name = "ORIGIN")]
    pub cors: Vec<String>,
    /// The edge's port; 0 for any that is free [default: 7080, with --run 0]
    #[arg(long, value_name = "PORT")]
    pub port: Option<u16>,
    /// S3's port; 0 for any that is free [default: 7081, with --run 0]
    #[arg(long, value_name = "PORT")]
    pub s3_port: Option<u16>,
    /// The address to listen on; one that others reach needs --credentials
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub listen: IpAddr,
    /// The time at which the lab's clock starts: 2026-11-23T10:00:00Z [default: the clock]
    #[arg(long, value_name = "TIME")]
    pub now: Option<Timestamp>,
    /// How many seconds pass at the lab in one
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = scale)]
    pub time_scale: f64,
    /// Run a command with the lab's addresses in its environment (`SIGLINT_LAB_EDGE`,
    /// `SIGLINT_LAB_S3`, and the key), and end with its exit code
    #[arg(long, value_name = "COMMAND")]
    pub run: Option<String>,
    /// Play the whole story in the terminal: a broken delivery, its diagnosis, its mend, and what a cache
    /// does with an expired URL
    #[arg(long, conflicts_with_all = ["config", "bucket", "run"])]
    pub demo: bool,
    /// Do not tell every request
    #[arg(short, long)]
    pub quiet: bool,
    /// When to use colour.
    #[command(flatten)]
    pub color: ColorArgs,
}

/// Reads how fast the clock runs.
fn scale(text: &str) -> Result<f64, String> {
    let factor = text.parse::<f64>().ok();
    let sensible = factor.filter(|factor| (0.0..=1e6).contains(factor));
    sensible.ok_or_else(|| "expected a factor from 0 to 1000000, such as 60".to_owned())
}
