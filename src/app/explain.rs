//! `siglint explain`: a saved answer, an error's code, or a rule's page.

use super::inputs::read_start;
use super::output::Output;
use super::run::{FINE, UNABLE};
use crate::cli::{ExplainArgs, Format};
use crate::diagnosis::Explained;
use crate::input::response::read_response;
use crate::report::{human, json};
use crate::rules::{RULES, find};
use crate::s3::error::CATALOGUE;
use crate::source::{Problem, SourceMap, printable, redact};
use std::path::Path;

pub(super) fn run(args: &ExplainArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color.choice());
    let subject = args.subject.as_str();
    if subject == "-" || Path::new(subject).is_file() {
        return file(subject, args, output);
    }
    if let Some(explained) = Explained::code(subject) {
        return show(&explained, args, output);
    }
    let Some(rule) = find(&subject.to_ascii_lowercase()) else {
        output.complain(&unknown(subject))?;
        return Ok(UNABLE);
    };
    match args.output.format {
        Format::Human => output.print(&human::page(rule, output.style()))?,
        Format::Json => output.json(&json::page(rule))?,
    }
    Ok(FINE)
}

fn file(name: &str, args: &ExplainArgs, output: Output) -> std::io::Result<u8> {
    let response = read_start(Path::new(name)).and_then(|bytes| read_response(&bytes));
    match response {
        Ok(response) => show(&Explained::answer(&response), args, output),
        Err(message) => {
            let problem = Problem::new(printable(name), message);
            let said = human::problems(&[problem], &SourceMap::default(), output.error_style());
            output.complain(&said)?;
            Ok(UNABLE)
        }
    }
}

fn show(explained: &Explained, args: &ExplainArgs, output: Output) -> std::io::Result<u8> {
    match args.output.format {
        Format::Human => output.print(&human::explain(explained, output.style()))?,
        Format::Json => output.json(&json::explain(explained))?,
    }
    Ok(FINE)
}

fn unknown(subject: &str) -> String {
    let entries = CATALOGUE.iter().flat_map(|group| group.iter());
    let codes = entries.map(|entry| entry.code);
    let known = RULES.iter().map(|check| check.rule.id).chain(codes);
    let wanted = subject.to_ascii_lowercase();
    let likeness = |known: &str| likeness(&wanted, &known.to_ascii_lowercase());
    let closest = known.max_by_key(|known| likeness(known));
    let hint = closest.filter(|known| likeness(known) * 2 > known.len());
    let hint = hint.map_or_else(String::new, |known| format!(" Did you mean {known}?"));
    format!(
        "problem: no file, no error and no rule is called {}.{hint} `siglint rules` lists the \
         rules.\n",
        printable(&redact(subject)).into_owned()
    )
}

/// How many characters two names have in common at their start and at their end.
fn likeness(one: &str, other: &str) -> usize {
    let start = one
        .bytes()
        .zip(other.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let end = one
        .bytes()
        .rev()
        .zip(other.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    (start + end).min(one.len().min(other.len()))
}
