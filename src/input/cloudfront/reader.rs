//! Reads values out of the tree by key and type; what has the wrong type becomes a problem there,
//! and the rest is read on.

pub(crate) use super::read::{List, Read};
use super::read::{MOST_QUOTED, any_text, clipped, present, status, text, whole, written};
use crate::model::Field;
use crate::source::{Known, Problem, SourceMap, Sourced, Span, Unresolved};
use crate::syntax::{Node, NodeKind};
use std::collections::HashSet;

/// What is wrong with a key that stands again further down.
pub(crate) const REPEATED: &str = "stands twice, and only the last one counts";

/// What stands for the value of a key that is not there and has to be.
const MISSING: &str = "(missing)";

/// How many problems of one file are worth telling one by one.
const MOST_PROBLEMS: usize = 50;

/// How many items of a list are read: no list of CloudFront's comes near, and what compares two
/// lists takes as long as one times the other.
const MOST_ITEMS: usize = 10_000;

/// Reads one document and collects what is wrong with it, and what is not resolved.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    sources: &'a SourceMap,
    /// Whether a number or a truth value stands for its text, as in a template.
    coerces: bool,
    /// What is read, for problems with the whole of it.
    subject: String,
    problems: Vec<Problem>,
    unresolved: Vec<Unresolved>,
    noted: HashSet<Span>,
    left_out: usize,
}

impl<'a> Reader<'a> {
    /// Reads nodes whose texts and outlines are in `sources`.
    pub(crate) fn new(sources: &'a SourceMap) -> Self {
        Self {
            sources,
            coerces: false,
            subject: "the document".to_owned(),
            problems: Vec::new(),
            unresolved: Vec::new(),
            noted: HashSet::new(),
            left_out: 0,
        }
    }

    /// The same, taking a number or a truth value for its text where a string is expected.
    pub(super) fn coercing(sources: &'a SourceMap) -> Self {
        Self {
            coerces: true,
            ..Self::new(sources)
        }
    }

    /// Goes on to another resource, which problems with the whole of it name.
    pub(super) fn turn_to(&mut self, subject: &str) {
        clipped(subject, 200).clone_into(&mut self.subject);
    }

    /// Everything that was wrong, at most so much that a person would read it.
    pub(crate) fn into_problems(mut self) -> Vec<Problem> {
        if self.left_out > 0 {
            let message = format!("{} more values could not be read", self.left_out);
            let name = self.problems.first().map(|one| one.name.clone());
            let name = name.unwrap_or_default();
            self.problems.push(Problem::new(name, message));
        }
        self.problems
    }

    /// What was not resolved since this was asked last, in the order of the text.
    pub(super) fn take_unresolved(&mut self) -> Vec<Unresolved> {
        let mut unresolved = std::mem::take(&mut self.unresolved);
        unresolved.sort_by_key(|one| one.span);
        unresolved
    }

    /// Notes an expression once, however many keys below it are asked for.
    fn note(&mut self, span: Span, key: &str, expression: &str) {
        if self.noted.insert(span) {
            self.unresolved.push(Unresolved {
                name: key.to_owned(),
                expression: expression.to_owned(),
                span,
            });
        }
    }

    /// A problem with what is not there and has to be.
    pub(super) fn missing(&mut self, span: Span, key: &str, that: &str) {
        self.problem(span, &format!("has no {key}{that}"));
        self.unresolved.push(Unresolved {
            name: key.to_owned(),
            expression: MISSING.to_owned(),
            span,
        });
    }

    /// Tells the keys that stand twice in one object: every reader takes the last, and it is seldom
    /// the one that was meant. As deep as the parser went, which has a limit.
    pub(crate) fn repeated_keys(&mut self, node: &Node) {
        for entry in node.overridden() {
            self.problem(entry.key_span, REPEATED);
        }
        for child in node.items() {
            self.repeated_keys(child);
        }
        for entry in node.entries() {
            self.repeated_keys(&entry.value);
        }
    }

    /// A problem with what stands at `span`; the message goes on after its path.
    pub(crate) fn problem(&mut self, span: Span, message: &str) {
        if self.problems.len() == MOST_PROBLEMS {
            self.left_out += 1;
            return;
        }
        let path = self.path(span);
        let message = format!("{path} {message}");
        let name = self.sources.get(span.source).name.clone();
        self.problems.push(Problem::new(name, message).at(span));
    }

    /// A place in the words of the CLI's documentation: `Origins.Items[0].DomainName`.
    fn path(&self, span: Span) -> String {
        match self.sources.keys(span) {
            path if path.is_empty() => self.subject.clone(),
            path => path,
        }
    }

    fn wrong_type(&mut self, node: &Node, expected: &str) {
        let found = match &node.kind {
            NodeKind::Number(number) if expected.contains("number") => clipped(number, MOST_QUOTED),
            _ => node.kind_name().to_owned(),
        };
        self.problem(node.span, &format!("should be {expected}, and is {found}"));
    }

    fn scalar<T>(
        &mut self,
        node: &Node,
        key: &str,
        expected: &str,
        convert: impl Fn(&Node) -> Option<T>,
    ) -> Read<T> {
        let Some(value) = present(node, key) else {
            return Read::Missing { parent: node.span };
        };
        if let Some(expression) = value.unresolved() {
            self.note(value.span, key, expression);
            return Read::Unresolved {
                span: value.span,
                expression: expression.to_owned(),
            };
        }
        if let Some(converted) = convert(value) {
            return Read::Here(Sourced::at(converted, value.span));
        }
        self.wrong_type(value, expected);
        let expression = written(value);
        self.note(value.span, key, &expression);
        Read::Unresolved {
            span: value.span,
            expression,
        }
    }

    /// A string, perhaps an empty one.
    pub(super) fn string(&mut self, node: &Node, key: &str) -> Read<String> {
        let convert = if self.coerces { any_text } else { text };
        self.scalar(node, key, "a string", convert)
    }

    /// A string where the CLI writes an empty one for none.
    pub(crate) fn filled(&mut self, node: &Node, key: &str) -> Read<String> {
        match self.string(node, key) {
            Read::Here(value) if value.value.is_empty() => Read::Missing { parent: node.span },
            read => read,
        }
    }

    /// A string that has to be there; where it is not, a problem says what `that` means.
    pub(super) fn required(&mut self, node: &Node, key: &str, that: &str) -> Field<String> {
        let read = self.filled(node, key);
        if let Read::Missing { parent } = read {
            self.missing(parent, key, that);
            let expression = MISSING.to_owned();
            return Sourced::absent(Known::Unresolved { expression }, Some(parent));
        }
        read.or_absent(String::new())
    }

    /// A boolean, also as the string that other tools make of it.
    pub(super) fn boolean(&mut self, node: &Node, key: &str) -> Read<bool> {
        self.scalar(node, key, "true or false", |value| match value.as_str() {
            Some(word) if word.eq_ignore_ascii_case("true") => Some(true),
            Some(word) if word.eq_ignore_ascii_case("false") => Some(false),
            _ => value.as_bool(),
        })
    }

    /// A whole number from 0, also as the string that other tools make of it.
    pub(super) fn number(&mut self, node: &Node, key: &str) -> Read<u64> {
        self.scalar(node, key, "a whole number from 0", whole)
    }

    /// An HTTP status. Some are strings in the API; an empty one is none.
    pub(super) fn status(&mut self, node: &Node, key: &str) -> Read<u16> {
        if node.get(key).and_then(Node::as_str) == Some("") {
            return Read::Missing { parent: node.span };
        }
        self.scalar(node, key, "the number of an HTTP status", status)
    }

    /// One of the words that a setting takes.
    pub(super) fn word<T: Copy>(&mut self, node: &Node, key: &str, words: &[(&str, T)]) -> Read<T> {
        let written = match self.filled(node, key) {
            Read::Here(written) => written,
            Read::Missing { parent } => return Read::Missing { parent },
            Read::Unresolved { span, expression } => return Read::Unresolved { span, expression },
        };
        let meaning = words.iter().find(|(word, _)| *word == written.value);
        if let Some((_, meaning)) = meaning {
            return Read::Here(written.map(|_| *meaning));
        }
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let expression = format!("{:?}", clipped(&written.value, MOST_QUOTED));
        let message = format!("should be one of {}, and is {expression}", known.join(", "));
        let span = written.span().unwrap_or(node.span);
        self.problem(span, &message);
        self.note(span, key, &expression);
        Read::Unresolved { span, expression }
    }

    /// An object, or an expression in its place, below which nothing is resolved.
    pub(crate) fn object<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let value = present(node, key)?;
        if let Some(expression) = value.unresolved() {
            self.note(value.span, key, expression);
            return Some(value);
        }
        if matches!(value.kind, NodeKind::Mapping(_)) {
            return Some(value);
        }
        self.wrong_type(value, "an object");
        None
    }

    /// A list: `{"Quantity": 1, "Items": […]}` as the CLI has it, or `[…]`. The quantity is not
    /// looked at: CloudFront would refuse a wrong one, and the items tell what was meant. An
    /// expression in place of the list is its one item.
    pub(super) fn list<'n>(&mut self, node: &'n Node, key: &str) -> Option<List<'n>> {
        let block = present(node, key)?;
        let list = match block.kind {
            NodeKind::Mapping(_) => present(block, "Items"),
            _ => Some(block),
        };
        let is_unresolved = list.is_some_and(|list| list.unresolved().is_some());
        let (list, items) = match list.map(|list| (list, &list.kind)) {
            Some((list, NodeKind::Sequence(items))) => (list, items.as_slice()),
            Some((list, NodeKind::Unresolved(expression))) => {
                self.note(list.span, key, expression);
                (list, std::slice::from_ref(list))
            }
            Some((other, _)) => {
                self.wrong_type(other, "a list");
                return None;
            }
            None => (block, &[][..]),
        };
        if items.len() > MOST_ITEMS {
            let message = format!(
                "has {} items, of which siglint reads {MOST_ITEMS}",
                items.len()
            );
            self.problem(list.span, &message);
        }
        let items = items.get(..MOST_ITEMS).unwrap_or(items);
        for item in items {
            if let Some(expression) = item.unresolved() {
                self.note(item.span, key, expression);
            }
        }
        let span = list.span;
        Some(List {
            span,
            items,
            is_unresolved,
        })
    }

    /// The objects of a list; none if there is no list.
    pub(crate) fn objects<'n>(&mut self, node: &'n Node, key: &str) -> Vec<&'n Node> {
        let items = self.list(node, key).map_or(&[][..], |list| list.items);
        let is_object = |item: &&Node| {
            let object = matches!(item.kind, NodeKind::Mapping(_) | NodeKind::Unresolved(_));
            if !object {
                self.wrong_type(item, "an object");
            }
            object
        };
        items.iter().filter(is_object).collect()
    }

    /// The strings of a list, as far as they are known.
    pub(super) fn strings(&mut self, list: &List<'_>) -> Vec<Sourced<String>> {
        let convert = if self.coerces { any_text } else { text };
        self.each(list, "a string", convert)
    }

    /// The strings of a list, if all of them are known.
    pub(super) fn known_strings(&mut self, list: &List<'_>) -> Known<Vec<Sourced<String>>> {
        let strings = self.strings(list);
        match list.unresolved() {
            Some(expression) => Known::Unresolved {
                expression: expression.to_owned(),
            },
            None => Known::Value(strings),
        }
    }

    /// The HTTP statuses of a list, as far as they are known.
    pub(super) fn statuses(&mut self, list: &List<'_>) -> Vec<Sourced<u16>> {
        self.each(list, "the number of an HTTP status", status)
    }

    fn each<T>(
        &mut self,
        list: &List<'_>,
        expected: &str,
        convert: impl Fn(&Node) -> Option<T>,
    ) -> Vec<Sourced<T>> {
        let known = list.items.iter();
        let items = known.filter(|item| item.unresolved().is_none());
        let items = items.filter_map(|item| {
            let converted = convert(item);
            if converted.is_none() {
                self.wrong_type(item, expected);
            }
            Some(Sourced::at(converted?, item.span))
        });
        items.collect()
    }
}
