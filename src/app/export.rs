//! `siglint export`: what is deployed, as a file that `-c` reads.

use super::account::{Live, access, read_account};
use super::output::Output;
use super::run::{FINE, UNABLE, now};
use crate::cli::{Color, ExportArgs};
use crate::input::live::Depth;
use crate::input::snapshot;
use crate::report::human;
use crate::source::{Problem, SourceMap};

pub(super) fn run(args: &ExportArgs) -> std::io::Result<u8> {
    let output = Output::new(Color::Auto);
    let live = Live {
        access: access(&args.account),
        all: false,
        depth: Depth::Everything,
    };
    let mut sources = SourceMap::default();
    let fetched = read_account(&live, &args.distribution, &[], &mut sources);
    let mut problems = fetched.loaded.problems;
    let gaps = fetched.loaded.configuration.gaps;
    let taken_at = now(None).to_string();
    match snapshot::write(&fetched.answers, &gaps, &taken_at, &sources) {
        Ok(text) if !fetched.answers.is_empty() => output.print(&text)?,
        Ok(_) => {}
        Err(message) => problems.push(Problem::new("export", message)),
    }
    output.complain(&human::problems(&problems, &sources, output.error_style()))?;
    Ok(if problems.is_empty() { FINE } else { UNABLE })
}
