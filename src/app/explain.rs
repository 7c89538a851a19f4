//! `siglint explain RULE`: the rule's page.

use super::output::Output;
use super::run::{FINE, UNABLE};
use crate::cli::{ExplainArgs, Format};
use crate::report::{human, json};
use crate::rules::{RULES, find};
use crate::source::redact;

pub(super) fn run(args: &ExplainArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color);
    let Some(rule) = find(&args.rule) else {
        output.complain(&unknown(&args.rule))?;
        return Ok(UNABLE);
    };
    match args.output.format {
        Format::Human => output.print(&human::page(rule, output.style()))?,
        Format::Json => output.json(&json::page(rule))?,
    }
    Ok(FINE)
}

fn unknown(id: &str) -> String {
    let closest = RULES
        .iter()
        .map(|check| check.rule.id)
        .max_by_key(|known| likeness(id, known));
    let hint = closest.filter(|known| likeness(id, known) * 2 > known.len());
    let hint = hint.map_or_else(String::new, |known| format!(" Did you mean {known}?"));
    format!(
        "problem: no rule is called {}.{hint} `siglint rules` lists them.\n",
        redact(id)
    )
}

/// How many characters two ids have in common at their start and at their end.
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
