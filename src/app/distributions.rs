//! `siglint distributions`: what was found, and what stayed unresolved.

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
    let configuration = read_configuration(&args.config, &options, &mut sources, &mut problems);
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
