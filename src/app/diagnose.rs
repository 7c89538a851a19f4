//! `siglint diagnose`: read, ask, compare, and name the cause.

use super::lint::{conclude, read};
use super::output::Output;
use super::probing::observe;
use super::reports::Reports;
use super::run::{UNABLE, exit_code, request, threshold};
use crate::cli::{DiagnoseArgs, FailOn};
use crate::report::Asked;

pub(super) fn run(args: &DiagnoseArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color.choice());
    let Some(reports) = Reports::asked_for(&args.output, output)? else {
        return Ok(UNABLE);
    };
    let urls = std::slice::from_ref(&args.url);
    let Some(request) = request(urls, &args.delivery, &output)? else {
        return Ok(UNABLE);
    };
    let mut reading = read(&request);
    let seen = observe(args, &request, &mut reading, output);
    let lint = conclude(reading, &request, &seen);
    let severity = threshold(Some(FailOn::Error), &lint.settings);
    let written = reports.write(Asked::Diagnose, severity, &lint)?;
    Ok(exit_code(&lint, severity, written))
}
