//! A run in every format that was asked for: one on standard output, the others in files.

use super::lint::Lint;
use super::output::Output;
use super::write::{append, write_file};
use crate::cli::{Destination, ReportArgs};
use crate::finding::{Rule, Severity};
use crate::report::human::{self, Style};
use crate::report::{Asked, Format, Report, markdown};
use crate::rules::RULES;
use crate::source::{Problem, SourceMap};
use std::path::Path;

/// The reports of a run.
#[derive(Debug)]
pub(super) struct Reports<'a> {
    stdout: Option<&'static Format>,
    files: Vec<&'a Destination>,
    output: Output,
    verbose: bool,
}

impl<'a> Reports<'a> {
    /// What the arguments ask for; `None` if two reports would overwrite each other, which has been
    /// said.
    pub(super) fn asked_for(args: &'a ReportArgs, output: Output) -> std::io::Result<Option<Self>> {
        if let Some(problem) = clash(args) {
            output.complain(&told(&problem, output))?;
            return Ok(None);
        }
        let (stdout, files): (Vec<_>, Vec<_>) = args.outputs.iter().partition(is_stdout);
        let asked = args.format.or(stdout.first().map(|one| one.format));
        let usual = Format::named("human").filter(|_| !args.quiet);
        Ok(Some(Self {
            stdout: asked.or(usual),
            files,
            output,
            verbose: args.verbose,
        }))
    }

    /// How many changes of files they offer at most.
    pub(super) fn offers(&self) -> usize {
        let files = self.files.iter().map(|file| file.format);
        let offers = files.chain(self.stdout).map(|format| format.offers);
        offers.max().unwrap_or(0)
    }

    /// Draws and writes every report; tells whether all of them were. What could not be read is told
    /// on standard error in every format, since a document may be read by nobody.
    pub(super) fn write(
        &self,
        asked: Asked,
        fail_on: Option<Severity>,
        lint: &Lint,
    ) -> std::io::Result<bool> {
        let rules: Vec<&'static Rule> = RULES.iter().map(|check| check.rule).collect();
        let report = |style| Report {
            asked,
            view: &lint.view,
            problems: &lint.problems,
            sources: &lint.sources,
            rules: &rules,
            fail_on,
            style,
            verbose: self.verbose,
        };
        let style = self.output.error_style();
        self.output
            .complain(&human::problems(&lint.problems, &lint.sources, style))?;
        let mut all = true;
        for file in &self.files {
            let text = (file.format.draw)(&report(Style::Plain))?;
            if let Err(message) = write_file(&file.path, &text) {
                let problem = Problem::new(file.path.display().to_string(), message);
                self.output.complain(&told(&problem, self.output))?;
                all = false;
            }
        }
        if let Some(format) = self.stdout {
            self.output
                .print(&(format.draw)(&report(self.output.style()))?)?;
        }
        Ok(self.summarise(&report(Style::Plain)) && all)
    }

    /// Adds the summary that GitHub shows for a step, where one is asked for; tells whether it is
    /// there.
    fn summarise(&self, report: &Report<'_>) -> bool {
        let files = self.files.iter().map(|file| file.format);
        let asked = self
            .stdout
            .into_iter()
            .chain(files)
            .any(|one| one.name == "github");
        let path = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| asked && !path.is_empty());
        path.is_none_or(|path| append(Path::new(&path), &markdown::summary(report)).is_ok())
    }
}

fn is_stdout(one: &&Destination) -> bool {
    one.path == Path::new("-")
}

/// Two reports that would go to one place.
fn clash(args: &ReportArgs) -> Option<Problem> {
    let on_stdout = args.outputs.iter().filter(is_stdout).count();
    if args.quiet && on_stdout > 0 {
        let message = "writes nothing to standard output, and -o FORMAT=- does; leave one out";
        return Some(Problem::new("--quiet", message));
    }
    let message = "would get two reports; give each a place of its own";
    if on_stdout + usize::from(args.format.is_some()) > 1 {
        return Some(Problem::new("standard output", message));
    }
    let mut seen: Vec<&Path> = Vec::new();
    for file in &args.outputs {
        if seen.contains(&file.path.as_path()) {
            return Some(Problem::new(file.path.display().to_string(), message));
        }
        seen.push(&file.path);
    }
    None
}

fn told(problem: &Problem, output: Output) -> String {
    let problem = std::slice::from_ref(problem);
    human::problems(problem, &SourceMap::default(), output.error_style())
}
