//! What is printed about the command line itself.

use clap::Args;
use clap_complete::Shell;

/// `siglint completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// `siglint man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// A command, as check; without one, the page of siglint itself
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}
