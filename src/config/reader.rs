//! Reading values by the table of keys: what is wrong is a problem at its place, and left out.

use super::keys::{Key, Kind, Table};
use super::suggest::did_you_mean;
use crate::finding::read_duration;
use crate::source::{Problem, Sourced, Span};
use crate::syntax::{Entry, Node};
use jiff::civil::Date;

/// Collects what is wrong in one file.
pub(super) struct Reader<'p> {
    name: String,
    problems: &'p mut Vec<Problem>,
}

impl<'p> Reader<'p> {
    pub(super) fn new(name: &str, problems: &'p mut Vec<Problem>) -> Self {
        Self {
            name: name.to_owned(),
            problems,
        }
    }

    /// Takes in something that is wrong at a place.
    pub(super) fn refuse(&mut self, span: Span, message: impl Into<String>) {
        let problem = Problem::new(&self.name, message).at(span);
        self.problems.push(problem);
    }

    /// The fields of a table, after those that it does not have were told.
    pub(super) fn fields<'a>(&mut self, table: &'static Table, node: &'a Node) -> Fields<'a> {
        let known: Vec<&str> = table.keys.iter().map(|key| key.name).collect();
        for entry in node.entries() {
            // The first line also names the tables, which are read elsewhere.
            let is_table = table.header.is_empty() && TABLES.contains(&entry.key.as_str());
            if !known.contains(&entry.key.as_str()) && !is_table {
                let all = match table.header.is_empty() {
                    true => [known.as_slice(), TABLES].concat(),
                    false => known.clone(),
                };
                let message = format!(
                    "{} has no key {}{}",
                    place(table),
                    entry.key,
                    did_you_mean(&entry.key, &all)
                );
                self.refuse(entry.key_span, message);
            }
        }
        Fields { table, node }
    }

    /// The tables under this name, `[[name]]`.
    pub(super) fn tables<'a>(&mut self, root: &'a Node, name: &str) -> Vec<&'a Node> {
        let Some(entry) = entry(root, name) else {
            return Vec::new();
        };
        if entry.value.items().iter().any(is_table) || entry.value.items().is_empty() {
            let is_list = matches!(entry.value.kind, crate::syntax::NodeKind::Sequence(_));
            if is_list {
                return entry
                    .value
                    .items()
                    .iter()
                    .filter(|item| is_table(item))
                    .collect();
            }
        }
        self.refuse(
            entry.key_span,
            format!("{name} is a list of tables: write [[{name}]] above each"),
        );
        Vec::new()
    }

    /// The entries of the table under this name, `[name]`.
    pub(super) fn table<'a>(&mut self, root: &'a Node, name: &str) -> &'a [Entry] {
        match entry(root, name) {
            Some(entry) if !is_table(&entry.value) => {
                self.refuse(entry.key_span, format!("{name} is a table: write [{name}]"));
                &[]
            }
            Some(entry) => entry.value.entries(),
            None => &[],
        }
    }

    /// One of these words.
    pub(super) fn word(
        &mut self,
        node: &Node,
        words: &'static [&'static str],
    ) -> Option<Sourced<&'static str>> {
        let text = node.as_str();
        let found = words.iter().find(|word| Some(**word) == text);
        if found.is_none() {
            let hint = text.map_or_else(String::new, |text| did_you_mean(text, words));
            let expected = format!(
                "expected one of {}, and this is {}{hint}",
                words.join(", "),
                shown(node)
            );
            self.refuse(node.span, expected);
        }
        found.map(|word| Sourced::at(*word, node.span))
    }

    fn text(&mut self, node: &Node) -> Option<Sourced<String>> {
        match node.as_str().map(str::trim) {
            Some("") => self.refuse(node.span, "expected a text, and this one is empty"),
            Some(text) => return Some(Sourced::at(text.to_owned(), node.span)),
            None => self.refuse(
                node.span,
                format!(
                    "expected a text in quotes, and this is {}",
                    node.kind_name()
                ),
            ),
        }
        None
    }
}

/// The names of the tables of the file.
const TABLES: &[&str] = &["delivery", "signer", "rules", "ignore"];

fn place(table: &Table) -> &'static str {
    match table.header {
        "" => "siglint.toml",
        header => header,
    }
}

fn is_table(node: &Node) -> bool {
    matches!(node.kind, crate::syntax::NodeKind::Mapping(_))
}

fn entry<'a>(root: &'a Node, name: &str) -> Option<&'a Entry> {
    root.entries().iter().find(|entry| entry.key == name)
}

/// A value in a sentence: the text, or what it is.
fn shown(node: &Node) -> String {
    match node.as_str() {
        Some(text) if text.len() <= 64 => format!("\"{text}\""),
        _ => node.kind_name().to_owned(),
    }
}

/// One table that is being read.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    table: &'static Table,
    node: &'a Node,
}

impl<'a> Fields<'a> {
    /// Where what is not written belongs.
    pub(super) fn span(&self) -> Span {
        self.node.span
    }

    fn get(&self, reader: &mut Reader<'_>, name: &str) -> Option<(&'static Key, &'a Node)> {
        let key = self.table.keys.iter().find(|key| key.name == name)?;
        let node = self.node.get(name);
        if node.is_none() && key.required {
            let message = format!("{} needs {name}", place(self.table));
            reader.refuse(self.node.span, message);
        }
        node.map(|node| (key, node))
    }

    /// A text.
    pub(super) fn text(&self, reader: &mut Reader<'_>, name: &str) -> Option<Sourced<String>> {
        let (_, node) = self.get(reader, name)?;
        reader.text(node)
    }

    /// A list of texts; a single one will do.
    pub(super) fn texts(&self, reader: &mut Reader<'_>, name: &str) -> Vec<Sourced<String>> {
        let Some((key, node)) = self.get(reader, name) else {
            return Vec::new();
        };
        let one = std::slice::from_ref(node);
        let items = if node.as_str().is_some() {
            one
        } else {
            node.items()
        };
        if items.is_empty() {
            reader.refuse(
                node.span,
                format!("expected a list of texts, and this is {}", empty_or(node)),
            );
        }
        let read = items.iter().filter_map(|item| match key.kind {
            Kind::SomeOf(words) => reader.word(item, words).map(|word| word.map(str::to_owned)),
            _ => reader.text(item),
        });
        read.collect()
    }

    /// One of the key's words.
    pub(super) fn word(
        &self,
        reader: &mut Reader<'_>,
        name: &str,
    ) -> Option<Sourced<&'static str>> {
        let (key, node) = self.get(reader, name)?;
        match key.kind {
            Kind::OneOf(words) => reader.word(node, words),
            _ => None,
        }
    }

    /// A duration in seconds, at least one.
    pub(super) fn duration(&self, reader: &mut Reader<'_>, name: &str) -> Option<Sourced<u64>> {
        let (_, node) = self.get(reader, name)?;
        let seconds = match node.as_str() {
            Some(text) => {
                let duration = read_duration(text);
                duration.and_then(|duration| u64::try_from(duration.as_secs()).ok())
            }
            None => node.as_u64(),
        };
        let seconds = seconds.filter(|seconds| *seconds > 0);
        if seconds.is_none() {
            let message = format!(
                "expected a duration such as \"30m\", \"2h\" or \"7d\", and this is {}",
                shown(node)
            );
            reader.refuse(node.span, message);
        }
        seconds.map(|seconds| Sourced::at(seconds, node.span))
    }

    /// A day.
    pub(super) fn date(&self, reader: &mut Reader<'_>, name: &str) -> Option<Sourced<Date>> {
        let (_, node) = self.get(reader, name)?;
        let date = node.as_str().and_then(|text| text.parse::<Date>().ok());
        if date.is_none() {
            let message = format!(
                "expected a day such as 2027-01-31, and this is {}",
                shown(node)
            );
            reader.refuse(node.span, message);
        }
        date.map(|date| Sourced::at(date, node.span))
    }
}

fn empty_or(node: &Node) -> &'static str {
    match node.kind {
        crate::syntax::NodeKind::Sequence(_) => "empty",
        _ => node.kind_name(),
    }
}
