//! The values of variables, as far as the service's files and the given variables tell.

use super::variables::{Part, alternatives, has_variables, parts, quoted};
use crate::input::{Files, Options};
use crate::source::{SourceMap, Span};
use crate::syntax::{Entry, Node, NodeKind};
use std::collections::BTreeMap;
use std::rc::Rc;

/// How deep variables lead to each other.
const MOST_LEVELS: usize = 100;

/// How many values one service may take: real ones take thousands.
const MOST_STEPS: usize = 200_000;

/// How long a text may get, in bytes.
const LONGEST: usize = 64 * 1024;

/// What became of a variable.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Found(Node),
    /// There is none, and a default counts.
    Missing,
    /// It may be there, and is not known here.
    Unknown,
}

/// One service, and what it refers to.
pub(super) struct Resolver<'a> {
    pub(super) root: Rc<Node>,
    /// The folder of the service.
    pub(super) folder: String,
    pub(super) files: &'a Files<'a>,
    pub(super) options: &'a Options,
    pub(super) sources: &'a mut SourceMap,
    /// The files that were asked for, by their names.
    pub(super) included: BTreeMap<String, Option<Rc<Node>>>,
    pub(super) steps: usize,
}

impl Resolver<'_> {
    /// A node with its variables resolved. What cannot be stays as an expression.
    pub(super) fn node(&mut self, node: &Node, level: usize) -> Node {
        self.steps += 1;
        if level > MOST_LEVELS || self.steps > MOST_STEPS {
            return node.clone();
        }
        let kind = match &node.kind {
            NodeKind::String(text) if has_variables(text) => return self.text(text, node, level),
            NodeKind::Sequence(items) => {
                let items = items.iter().map(|item| self.node(item, level + 1));
                NodeKind::Sequence(items.collect())
            }
            NodeKind::Mapping(entries) => {
                let entries = entries.iter().map(|entry| Entry {
                    key: entry.key.clone(),
                    key_span: entry.key_span,
                    value: self.node(&entry.value, level + 1),
                });
                NodeKind::Mapping(entries.collect())
            }
            other => other.clone(),
        };
        Node {
            span: node.span,
            kind,
        }
    }

    /// A text with variables: the value itself where it is one variable, else text.
    fn text(&mut self, text: &str, node: &Node, level: usize) -> Node {
        let parts = parts(text);
        if let [Part::Variable(variable)] = parts.as_slice()
            && let Value::Found(value) = self.variable(variable, node.span, level)
        {
            return placed(value, node.span);
        }
        let (text, known) = self.joined(&parts, node.span, level);
        let kind = match known {
            true => NodeKind::String(text),
            false => NodeKind::Unresolved(text),
        };
        let span = node.span;
        Node { span, kind }
    }

    /// The parts as one text, and whether all of them are known.
    fn joined(&mut self, parts: &[Part<'_>], span: Span, level: usize) -> (String, bool) {
        let (mut text, mut known) = (String::new(), true);
        for part in parts {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Variable(variable) => {
                    let value = match self.variable(variable, span, level) {
                        Value::Found(value) => scalar(&value),
                        Value::Missing | Value::Unknown => None,
                    };
                    known &= value.is_some();
                    text.push_str(&value.unwrap_or_else(|| format!("${{{variable}}}")));
                }
            }
            if text.len() > LONGEST {
                let end = text.floor_char_boundary(LONGEST);
                text.truncate(end);
                return (text, false);
            }
        }
        (text, known)
    }

    /// The value of the first alternative that there is.
    fn variable(&mut self, variable: &str, span: Span, level: usize) -> Value {
        self.steps += 1;
        if level > MOST_LEVELS || self.steps > MOST_STEPS {
            return Value::Unknown;
        }
        for alternative in alternatives(variable) {
            match self.alternative(alternative, span, level + 1) {
                Value::Missing => {}
                value => return value,
            }
        }
        Value::Missing
    }

    fn alternative(&mut self, written: &str, span: Span, level: usize) -> Value {
        let string = |text: &str| Node {
            span,
            kind: NodeKind::String(text.to_owned()),
        };
        if let Some(text) = quoted(written) {
            return Value::Found(string(text));
        }
        let address = match has_variables(written) {
            false => written.to_owned(),
            true => {
                let parts = parts(written);
                if let [Part::Variable(variable)] = parts.as_slice() {
                    return self.variable(variable, span, level);
                }
                match self.joined(&parts, span, level) {
                    (text, true) => text,
                    _ => return Value::Unknown,
                }
            }
        };
        match address.as_str() {
            "true" | "false" => {
                let kind = NodeKind::Bool(address == "true");
                Value::Found(Node { span, kind })
            }
            "" | "null" => Value::Missing,
            number if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                let kind = NodeKind::Number(number.to_owned());
                Value::Found(Node { span, kind })
            }
            address => self.address(address, span, level),
        }
    }
}

/// A value where it is referred to; what is more than a scalar keeps the places of its parts.
fn placed(mut value: Node, span: Span) -> Node {
    if !matches!(value.kind, NodeKind::Sequence(_) | NodeKind::Mapping(_)) {
        value.span = span;
    }
    value
}

/// A scalar as it stands in another text.
pub(super) fn scalar(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::String(text) | NodeKind::Number(text) => Some(text.clone()),
        NodeKind::Bool(value) => Some(value.to_string()),
        NodeKind::Null => Some(String::new()),
        _ => None,
    }
}
