//! `siglint completions` and `siglint man`: what the command line's own definition gives.

use super::output::Output;
use super::run::{FINE, UNABLE};
use crate::cli::{Cli, Color, CompletionsArgs, ManArgs};
use clap::CommandFactory;

pub(super) fn completions(args: &CompletionsArgs) -> std::io::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "siglint", &mut script);
    print(&script)
}

pub(super) fn man(args: &ManArgs) -> std::io::Result<u8> {
    let mut command = Cli::command();
    command.build();
    let page = match &args.command {
        None => command,
        Some(name) => match command.find_subcommand(name) {
            Some(found) => found.clone(),
            None => {
                let said = "problem: there is no such command; `siglint --help` lists them\n";
                Output::new(Color::Auto).complain(said)?;
                return Ok(UNABLE);
            }
        },
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    print(&text)
}

fn print(bytes: &[u8]) -> std::io::Result<u8> {
    Output::new(Color::Never).print(&String::from_utf8_lossy(bytes))?;
    Ok(FINE)
}
