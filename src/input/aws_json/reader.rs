//! Reads values out of the tree by key and type; what has the wrong type becomes a problem there,
//! and the rest is read on.

use crate::model::Field;
use crate::source::{Known, Outline, Problem, Sourced, Span};
use crate::syntax::{Node, NodeKind};

/// How many problems of one file are worth telling one by one.
const MOST_PROBLEMS: usize = 50;

/// How many items of a list are read: no list of CloudFront's comes near, and what compares two
/// lists takes as long as one times the other.
const MOST_ITEMS: usize = 10_000;

/// How much of a wrong value is quoted, in characters.
const MOST_QUOTED: usize = 40;

/// Reads one document and collects what is wrong with it.
pub(super) struct Reader<'a> {
    name: &'a str,
    outline: &'a Outline,
    problems: Vec<Problem>,
    left_out: usize,
}

/// A value that was looked for.
#[derive(Debug)]
pub(super) enum Read<T> {
    /// It is there.
    Here(Sourced<T>),
    /// Its key is missing, or null.
    Missing {
        /// The object without the key.
        parent: Span,
    },
    /// Something else is there, and a problem says so.
    Wrong {
        /// Where.
        span: Span,
        /// As written.
        expression: String,
    },
}

/// A list, in the CLI's form or a bare one.
pub(super) struct List<'n> {
    /// The brackets where there are some, else the object that should have them.
    pub(super) span: Span,
    /// Its items.
    pub(super) items: &'n [Node],
}

impl<T> Read<T> {
    /// The value as a field, if its key is there at all.
    pub(super) fn field(self) -> Option<Field<T>> {
        match self {
            Self::Here(value) => Some(value.map(Known::Value)),
            Self::Missing { .. } => None,
            Self::Wrong { span, expression } => {
                Some(Sourced::at(Known::Unresolved { expression }, span))
            }
        }
    }

    /// The value as a field, or the service's default.
    pub(super) fn or_default(self, value: T, because: &'static str) -> Field<T> {
        match self {
            Self::Missing { parent } => {
                Sourced::default_of(Known::Value(value), because, Some(parent))
            }
            other => other.or_absent(value),
        }
    }

    /// The value as a field, or what stands for its absence.
    pub(super) fn or_absent(self, value: T) -> Field<T> {
        match self {
            Self::Here(value) => value.map(Known::Value),
            Self::Missing { parent } => Sourced::absent(Known::Value(value), Some(parent)),
            Self::Wrong { span, expression } => Sourced::at(Known::Unresolved { expression }, span),
        }
    }

    /// The value, if it is there and of its type.
    pub(super) fn here(self) -> Option<Sourced<T>> {
        match self {
            Self::Here(value) => Some(value),
            Self::Missing { .. } | Self::Wrong { .. } => None,
        }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(name: &'a str, outline: &'a Outline) -> Self {
        Self {
            name,
            outline,
            problems: Vec::new(),
            left_out: 0,
        }
    }

    /// Everything that was wrong, at most so much that a person would read it.
    pub(super) fn into_problems(mut self) -> Vec<Problem> {
        if self.left_out > 0 {
            let message = format!("{} more values could not be read", self.left_out);
            self.problems.push(Problem::new(self.name, message));
        }
        self.problems
    }

    /// A problem with what stands at `span`; the message goes on after its path.
    pub(super) fn problem(&mut self, span: Span, message: &str) {
        if self.problems.len() == MOST_PROBLEMS {
            self.left_out += 1;
            return;
        }
        let path = self.path(span);
        let message = format!("{path} {message}");
        self.problems
            .push(Problem::new(self.name, message).at(span));
    }

    /// A place in the words of the CLI's documentation: `Origins.Items[0].DomainName`.
    fn path(&self, span: Span) -> String {
        let pointer = self.outline.pointer(span);
        let steps = pointer.split('/').skip(1).map(|step| {
            match !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit()) {
                true => format!("[{step}]"),
                false => format!(".{}", step.replace("~1", "/").replace("~0", "~")),
            }
        });
        let path: String = steps.collect();
        match path.trim_start_matches('.') {
            "" => "the document".to_owned(),
            path => clipped(path, 200),
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
        if let Some(converted) = convert(value) {
            return Read::Here(Sourced::at(converted, value.span));
        }
        self.wrong_type(value, expected);
        Read::Wrong {
            span: value.span,
            expression: written(value),
        }
    }

    /// A string, perhaps an empty one.
    pub(super) fn string(&mut self, node: &Node, key: &str) -> Read<String> {
        self.scalar(node, key, "a string", text)
    }

    /// A string where the CLI writes an empty one for none.
    pub(super) fn filled(&mut self, node: &Node, key: &str) -> Read<String> {
        match self.string(node, key) {
            Read::Here(value) if value.value.is_empty() => Read::Missing { parent: node.span },
            read => read,
        }
    }

    /// A string that has to be there; where it is not, a problem says what `that` means.
    pub(super) fn required(&mut self, node: &Node, key: &str, that: &str) -> Field<String> {
        let read = self.filled(node, key);
        if let Read::Missing { parent } = read {
            self.problem(parent, &format!("has no {key}{that}"));
            let expression = "(missing)".to_owned();
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
    pub(super) fn word<T: Copy>(
        &mut self,
        node: &Node,
        key: &str,
        words: &[(&str, T)],
    ) -> Option<Sourced<T>> {
        let written = self.filled(node, key).here()?;
        let meaning = words.iter().find(|(word, _)| *word == written.value);
        if meaning.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let value = clipped(&written.value, MOST_QUOTED);
            let message = format!("should be one of {}, and is {value:?}", known.join(", "));
            self.problem(written.span()?, &message);
        }
        let meaning = meaning.map(|(_, meaning)| *meaning)?;
        Some(written.map(|_| meaning))
    }

    /// An object.
    pub(super) fn object<'n>(&mut self, node: &'n Node, key: &str) -> Option<&'n Node> {
        let value = present(node, key)?;
        if matches!(value.kind, NodeKind::Mapping(_)) {
            return Some(value);
        }
        self.wrong_type(value, "an object");
        None
    }

    /// A list: `{"Quantity": 1, "Items": […]}` as the CLI has it, or `[…]`. The quantity is not
    /// looked at: CloudFront would refuse a wrong one, and the items tell what was meant.
    pub(super) fn list<'n>(&mut self, node: &'n Node, key: &str) -> Option<List<'n>> {
        let block = present(node, key)?;
        let list = match block.kind {
            NodeKind::Mapping(_) => present(block, "Items"),
            _ => Some(block),
        };
        let list = match list.map(|list| (list, &list.kind)) {
            Some((list, NodeKind::Sequence(_))) => list,
            Some((other, _)) => {
                self.wrong_type(other, "a list");
                return None;
            }
            None => block,
        };
        let items = list.items();
        if items.len() > MOST_ITEMS {
            let message = format!(
                "has {} items, of which siglint reads {MOST_ITEMS}",
                items.len()
            );
            self.problem(list.span, &message);
        }
        Some(List {
            span: list.span,
            items: items.get(..MOST_ITEMS).unwrap_or(items),
        })
    }

    /// The objects of a list; none if there is no list.
    pub(super) fn objects<'n>(&mut self, node: &'n Node, key: &str) -> Vec<&'n Node> {
        let items = self.list(node, key).map_or(&[][..], |list| list.items);
        let is_object = |item: &&Node| {
            let object = matches!(item.kind, NodeKind::Mapping(_));
            if !object {
                self.wrong_type(item, "an object");
            }
            object
        };
        items.iter().filter(is_object).collect()
    }

    /// The strings of a list.
    pub(super) fn strings(&mut self, list: &List<'_>) -> Vec<Sourced<String>> {
        self.each(list, "a string", text)
    }

    /// The HTTP statuses of a list.
    pub(super) fn statuses(&mut self, list: &List<'_>) -> Vec<Sourced<u16>> {
        self.each(list, "the number of an HTTP status", status)
    }

    fn each<T>(
        &mut self,
        list: &List<'_>,
        expected: &str,
        convert: impl Fn(&Node) -> Option<T>,
    ) -> Vec<Sourced<T>> {
        let items = list.items.iter().filter_map(|item| {
            let converted = convert(item);
            if converted.is_none() {
                self.wrong_type(item, expected);
            }
            Some(Sourced::at(converted?, item.span))
        });
        items.collect()
    }
}

/// The value of a key; null, which the CLI's skeletons hold, is none.
fn present<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    node.get(key).filter(|value| !value.is_null())
}

fn text(node: &Node) -> Option<String> {
    node.as_str().map(str::to_owned)
}

fn whole(node: &Node) -> Option<u64> {
    let quoted = |text: &str| {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    node.as_u64().or_else(|| node.as_str().and_then(quoted))
}

fn status(node: &Node) -> Option<u16> {
    whole(node).and_then(|number| u16::try_from(number).ok())
}

fn written(node: &Node) -> String {
    match &node.kind {
        NodeKind::Null => "null".to_owned(),
        NodeKind::Bool(value) => value.to_string(),
        NodeKind::Number(number) => clipped(number, MOST_QUOTED),
        NodeKind::String(text) => format!("{:?}", clipped(text, MOST_QUOTED)),
        NodeKind::Sequence(_) => "[…]".to_owned(),
        NodeKind::Mapping(_) => "{…}".to_owned(),
    }
}

fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
