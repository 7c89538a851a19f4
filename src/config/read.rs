//! From the text of a `siglint.toml` to its settings.

use super::keys::{IGNORE, LEVELS, TOP};
use super::reader::Reader;
use super::suggest::did_you_mean;
use super::{Ignore, Level, Settings, signers};
use crate::finding::Severity;
use crate::source::{Problem, SourceKind, SourceMap, Sourced};
use crate::syntax::{Entry, Node, toml};

/// Reads the text of a `siglint.toml`, which is known as `name`, and adds it to `sources`. `rules`
/// are the ids that there are. What is wrong in it is a problem at its place; the rest counts.
#[must_use]
pub fn read_settings(
    name: &str,
    text: &str,
    rules: &[&'static str],
    sources: &mut SourceMap,
) -> (Settings, Vec<Problem>) {
    let source = sources.add(name, SourceKind::File, text);
    let (root, outline, errors) = toml::parse(text, source);
    sources.set_outline(source, outline);
    let broken = errors.into_iter();
    let broken = broken.map(|error| Problem::new(name, error.message).at(error.span));
    let mut problems: Vec<Problem> = broken.collect();
    let mut reader = Reader::new(name, &mut problems);
    let reader = &mut reader;
    let top = reader.fields(&TOP, &root);
    let named = reader.table(&root, "signer");
    let signers = signers::signers(reader, named);
    let tables = reader.tables(&root, "delivery");
    let ignored = reader.tables(&root, "ignore");
    let levelled = reader.table(&root, "rules");
    let settings = Settings {
        source: Some(source),
        config: top.texts(reader, "config"),
        baseline: top.text(reader, "baseline"),
        fail_on: top.word(reader, "fail-on").map(|word| severity(word.value)),
        deliveries: signers::deliveries(reader, &tables, &signers, named),
        levels: levels(reader, levelled, rules),
        ignores: ignored
            .iter()
            .filter_map(|table| ignore(reader, table, rules))
            .collect(),
        signers,
    };
    (settings, problems)
}

fn severity(word: &str) -> Option<Severity> {
    match word {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "note" => Some(Severity::Note),
        _ => None,
    }
}

fn levels(
    reader: &mut Reader<'_>,
    entries: &[Entry],
    rules: &[&'static str],
) -> Vec<(&'static str, Sourced<Level>)> {
    let read = entries.iter().filter_map(|entry| {
        let rule = rules.iter().find(|rule| **rule == entry.key);
        if rule.is_none() {
            reader.refuse(entry.key_span, no_rule(&entry.key, rules));
        }
        let word = reader.word(&entry.value, LEVELS)?;
        let level = Level::named(word.value)?;
        Some((*rule?, word.map(|_| level)))
    });
    read.collect()
}

fn no_rule(name: &str, rules: &[&str]) -> String {
    format!(
        "there is no rule {name}{}; `siglint rules` lists them",
        did_you_mean(name, rules)
    )
}

fn ignore(reader: &mut Reader<'_>, table: &Node, rules: &[&'static str]) -> Option<Ignore> {
    let fields = reader.fields(&IGNORE, table);
    let rule = fields.text(reader, "rule");
    let reason = fields.text(reader, "reason");
    let text =
        |reader: &mut Reader<'_>, name: &str| fields.text(reader, name).map(|text| text.value);
    let (file, distribution) = (text(reader, "file"), text(reader, "distribution"));
    let behavior = text(reader, "behavior");
    let until = fields.date(reader, "until");
    let rule = rule?;
    let Some(id) = rules.iter().find(|id| **id == rule.value) else {
        let span = rule.span().unwrap_or(fields.span());
        reader.refuse(span, no_rule(&rule.value, rules));
        return None;
    };
    // An end that cannot be read is no end: what should count again would not.
    if table.get("until").is_some() && until.is_none() {
        return None;
    }
    Some(Ignore {
        span: fields.span(),
        rule: rule.map(|_| *id),
        reason: reason?.value,
        file,
        distribution,
        behavior,
        until,
    })
}
