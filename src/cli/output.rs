//! How an answer is written: formats, places, colour.

use crate::report::{self, FORMATS};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How the answer is written.
#[derive(Debug, Args)]
pub struct OutputArgs {
    /// For a person, or for a program
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub format: Format,
    /// When to use colour.
    #[command(flatten)]
    pub color: ColorArgs,
}

/// How a report is written.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The report's format on standard output [default: human]
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub format: Option<&'static report::Format>,
    /// Write a report to a file, too: sarif=out.sarif; can be repeated, - is standard output
    #[arg(short, long = "output", value_name = "FORMAT=PATH", value_parser = destination)]
    pub outputs: Vec<Destination>,
    /// No report on standard output: only the exit code, files, and what could not be read
    #[arg(short, long, conflicts_with = "format")]
    pub quiet: bool,
    /// Also tell findings that do not count, and why
    #[arg(short, long, conflicts_with = "quiet")]
    pub verbose: bool,
    /// When to use colour.
    #[command(flatten)]
    pub color: ColorArgs,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, Args)]
pub struct ColorArgs {
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
    /// The same as --color never
    #[arg(long, conflicts_with = "color")]
    no_color: bool,
}

impl ColorArgs {
    /// What both flags come to.
    #[must_use]
    pub fn choice(self) -> Color {
        match self.no_color {
            true => Color::Never,
            false => self.color,
        }
    }
}

/// The format of an answer that is not a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text for a terminal
    Human,
    /// JSON, version 1
    Json,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A report and where it goes.
#[derive(Debug, Clone)]
pub struct Destination {
    /// Its format.
    pub format: &'static report::Format,
    /// The file; `-` is standard output.
    pub path: PathBuf,
}

/// Reads the name of a format; help and completions list them.
fn formats() -> impl TypedValueParser<Value = &'static report::Format> {
    let value = |format: &report::Format| PossibleValue::new(format.name).help(format.summary);
    PossibleValuesParser::new(FORMATS.iter().map(value)).try_map(|name| {
        report::Format::named(&name).ok_or_else(|| format!("there is no format {name}"))
    })
}

/// Reads `FORMAT=PATH`; the path may hold further `=`.
fn destination(text: &str) -> Result<Destination, String> {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    let expected = || format!("expected FORMAT=PATH; the formats are {}", names.join(", "));
    let (name, path) = text.split_once('=').ok_or_else(expected)?;
    let format = report::Format::named(name);
    match format.filter(|_| !path.is_empty()) {
        Some(format) => Ok(Destination {
            format,
            path: path.into(),
        }),
        None => Err(expected()),
    }
}
