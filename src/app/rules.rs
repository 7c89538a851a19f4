//! `siglint rules`: the list.

use super::output::Output;
use super::run::FINE;
use crate::cli::{Format, RulesArgs};
use crate::finding::Rule;
use crate::report::{human, json};
use crate::rules::RULES;

pub(super) fn run(args: &RulesArgs) -> std::io::Result<u8> {
    let output = Output::new(args.output.color.choice());
    let rules: Vec<&'static Rule> = RULES.iter().map(|check| check.rule).collect();
    match args.output.format {
        Format::Human => output.print(&human::rules(&rules, output.style()))?,
        Format::Json => output.json(&json::rules(&rules))?,
    }
    Ok(FINE)
}
