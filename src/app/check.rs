//! `siglint check`: lint, report, and keep what was found for the next run.

use super::lint::{Lint, lint};
use super::output::Output;
use super::reports::Reports;
use super::run::{FINE, UNABLE, exit_code, request, threshold};
use super::write::write_file;
use super::{baseline, fix, mend, stream};
use crate::cli::CheckArgs;
use crate::report::Asked;
use std::path::Path;

pub(super) fn run(args: &CheckArgs) -> std::io::Result<u8> {
    let stdin = || {
        args.urls
            .iter()
            .any(|url| url == "-")
            .then(|| Path::new("-"))
    };
    if let Some(list) = args.list.as_deref().or_else(stdin) {
        return stream::run(args, list);
    }
    if args.fix {
        return fix::run(args);
    }
    let output = Output::new(args.output.color.choice());
    let Some(reports) = Reports::asked_for(&args.output, output)? else {
        return Ok(UNABLE);
    };
    let Some(mut request) = request(&args.urls, &args.delivery, &output)? else {
        return Ok(UNABLE);
    };
    request.baseline.clone_from(&args.baseline.baseline);
    let mut lint = lint(&request);
    mend::offer(&request, &mut lint, reports.offers());
    let fail_on = threshold(args.fail_on, &lint.settings);
    let written = reports.write(Asked::Check, fail_on, &lint)?;
    match &args.baseline.write_baseline {
        Some(path) => keep(path, &lint, written, output),
        None => Ok(exit_code(&lint, fail_on, written)),
    }
}

/// Writes the findings down. What was read in part has not all of them.
fn keep(path: &Path, lint: &Lint, written: bool, output: Output) -> std::io::Result<u8> {
    let name = path.display();
    if !lint.problems.is_empty() {
        let message =
            "is not written: something could not be read, and its findings would be missing";
        output.complain(&format!("problem: {name}: {message}\n"))?;
        return Ok(UNABLE);
    }
    let text = baseline::written(&lint.view, &lint.sources)?;
    match write_file(path, &text) {
        Ok(()) if written => Ok(FINE),
        Ok(()) => Ok(UNABLE),
        Err(message) => {
            output.complain(&format!("problem: {name}: {message}\n"))?;
            Ok(UNABLE)
        }
    }
}
