//! `siglint diagnose`: read, ask, compare, and name the cause.

use super::lint::{conclude, read};
use super::output::Output;
use super::probing::observe;
use super::run::{UNABLE, complain_of, exit_code, request};
use crate::cli::{DiagnoseArgs, FailOn, Format};
use crate::report::{human, json};

pub(super) fn run(args: &DiagnoseArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color);
    let urls = std::slice::from_ref(&args.url);
    let Some(request) = request(urls, &args.delivery, &output)? else {
        return Ok(UNABLE);
    };
    let mut reading = read(&request);
    let seen = observe(args, &request, &mut reading, output);
    let lint = conclude(reading, &request, &seen);
    match args.output.format {
        Format::Human => {
            complain_of(&lint, &output)?;
            output.print(&human::diagnose(&lint.view, &lint.sources, output.style()))?;
        }
        Format::Json => output.json(&json::diagnose(&lint.view, &lint.problems, &lint.sources))?,
    }
    Ok(exit_code(&lint, FailOn::Error))
}
