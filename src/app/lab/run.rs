//! Starts the lab, and stays or runs a command.

use super::setup::{Setup, setup};
use super::{command, demo, told};
use crate::app::output::Output;
use crate::app::run::{FINE, UNABLE};
use crate::cli::LabArgs;
use crate::lab::{Line, Watch};
use crate::report::human;
use crate::source::{Problem, SourceMap};

/// The ports where none are asked for.
const PORTS: (u16, u16) = (7080, 7081);

pub(in crate::app) fn run(args: &LabArgs) -> std::io::Result<u8> {
    let output = Output::new(args.color.choice());
    if args.demo {
        let played = demo::play(output);
        let cannot = |error| Problem::new("the demo", format!("cannot be played: {error}"));
        return match played.map_err(cannot) {
            Ok(()) => Ok(FINE),
            Err(problem) => refuse(output, problem),
        };
    }
    match setup(args, watch(args, output)) {
        Ok(setup) => stay(args, setup, output),
        Err(problem) => refuse(output, problem),
    }
}

fn refuse(output: Output, problem: Problem) -> std::io::Result<u8> {
    complain(output, &[problem], &SourceMap::default())?;
    Ok(UNABLE)
}

fn complain(output: Output, problems: &[Problem], sources: &SourceMap) -> std::io::Result<()> {
    output.complain(&human::problems(problems, sources, output.error_style()))
}

/// Runs the lab until somebody ends it, or until the command ends that was given.
fn stay(args: &LabArgs, setup: Setup, output: Output) -> std::io::Result<u8> {
    complain(output, &setup.problems, &setup.sources)?;
    let usual = |port| if args.run.is_some() { 0 } else { port };
    let edge = args.port.unwrap_or(usual(PORTS.0));
    let s3 = args.s3_port.unwrap_or(usual(PORTS.1));
    let running = match setup.lab.start(args.listen, edge, s3) {
        Ok(running) => running,
        Err(message) => {
            let message =
                format!("{message}; --port and --s3-port take others, 0 any that is free");
            return refuse(output, Problem::new("the lab", message));
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
