//! `siglint distributions`: what was found, and what stayed unresolved.

use super::account::{Live, read_account};
use super::inputs::read_configuration;
use super::output::Output;
use super::run::{FINE, UNABLE};
use crate::cli::{DistributionsArgs, Format};
use crate::diagnosis::Inventory;
use crate::input::Options;
use crate::report::{human, json};
use crate::source::SourceMap;

pub(super) fn run(args: &DistributionsArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color.choice());
    let mut sources = SourceMap::default();
    let mut problems = Vec::new();
    let options = Options {
        variables: args.var.iter().cloned().collect(),
        ..Options::default()
    };
    let live = match Live::new(&args.live) {
        Ok(live) => live,
        Err(message) => {
            output.complain(&message)?;
            return Ok(UNABLE);
        }
    };
    let mut configuration = read_configuration(&args.config, &options, &mut sources, &mut problems);
    // Whoever wants a list wants all of it.
    if let Some(live) = live.map(|live| Live { all: true, ..live }) {
        let fetched = read_account(&live, &[], &[], &mut sources);
        configuration.merge(fetched.loaded.configuration);
        problems.extend(fetched.loaded.problems);
    }
    configuration.join();
    let inventory = Inventory::new(&configuration);
    match args.output.format {
        Format::Human => {
            output.complain(&human::problems(&problems, &sources, output.error_style()))?;
            output.print(&human::distributions(&inventory, &sources, output.style()))?;
        }
        Format::Json => output.json(&json::distributions(&inventory, &problems, &sources))?,
    }
    Ok(if problems.is_empty() { FINE } else { UNABLE })
}
