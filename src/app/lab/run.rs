//! Starts the lab, and stays or runs a command.

use super::setup::{Setup, setup};
use super::{command, told};
use crate::app::output::Output;
use crate::app::run::UNABLE;
use crate::cli::LabArgs;
use crate::lab::{Line, Watch};
use crate::report::human;
use crate::source::{Problem, SourceMap};

/// The ports where none are asked for.
const PORTS: (u16, u16) = (7080, 7081);

pub(in crate::app) fn run(args: &LabArgs) -> std::io::Result<u8> {
    let output = Output::new(args.color.choice());
    let refuse = |problem: Problem, sources: &SourceMap| {
        output.complain(&human::problems(&[problem], sources, output.error_style()))?;
        Ok(UNABLE)
    };
    let Setup {
        lab,
        problems,
        sources,
    } = match setup(args, watch(args, output)) {
        Ok(setup) => setup,
        Err(problem) => return refuse(problem, &SourceMap::default()),
    };
    output.complain(&human::problems(&problems, &sources, output.error_style()))?;
    let usual = |port| if args.run.is_some() { 0 } else { port };
    let (edge, s3) = (
        args.port.unwrap_or(usual(PORTS.0)),
        args.s3_port.unwrap_or(usual(PORTS.1)),
    );
    let running = match lab.start(args.listen, edge, s3) {
        Ok(running) => running,
        Err(message) => {
            let message =
                format!("{message}; --port and --s3-port take others, 0 any that is free");
            return refuse(Problem::new("the lab", message), &sources);
        }
    };
    let banner = told::banner(&running, !args.credentials);
    match &args.run {
        Some(line) => {
            // Standard output is the command's.
            output.complain(&banner)?;
            command::run(line, &running)
        }
        None => {
            output.print(&banner)?;
            loop {
                std::thread::park();
            }
        }
    }
}

/// Tells every request on standard error.
fn watch(args: &LabArgs, output: Output) -> Watch {
    let is_quiet = args.quiet;
    Box::new(move |line: &Line| {
        if !is_quiet {
            // Whoever closed standard error does not want to know.
            let _ = output.complain(&told::line(line));
        }
    })
}
