//! The values of variables, as far as the service's files and the given variables tell.

use super::budget::{Budget, measure};
use super::variables::{Part, alternatives, has_variables, parts, quoted};
use super::why::{Reason, Why};
use crate::input::{Files, Options};
use crate::source::{Problem, SourceMap, Span};
use crate::syntax::{Entry, MAX_DEPTH, Node, NodeKind};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How deep variables lead to each other, with the levels of what they stand in: what comes out is no
/// deeper than a document may be.
pub(super) const MOST_LEVELS: usize = MAX_DEPTH;

/// How long a text may get, in bytes.
const LONGEST: usize = 64 * 1024;

/// What became of a variable.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Found(Node),
    /// There is none, and a default counts.
    Missing,
    /// It may be there, and is not known here; perhaps for a reason that a person can do something about.
    Unknown(Option<Why>),
}

/// A text whose variables were resolved.
pub(super) struct Kept {
    value: Node,
    size: usize,
    depth: usize,
}

/// One service, and what it refers to.
pub(super) struct Resolver<'a> {
    pub(super) root: Rc<Node>,
    /// The folder of the service.
    pub(super) folder: String,
    pub(super) files: &'a Files<'a>,
    pub(super) options: &'a Options,
    pub(super) sources: &'a mut SourceMap,
    pub(super) budget: &'a mut Budget,
    /// The files that were asked for, by their names.
    pub(super) included: BTreeMap<String, Result<Rc<Node>, Reason>>,
    /// Every text that was resolved, by its place.
    pub(super) kept: BTreeMap<Span, Kept>,
    /// The texts that are being resolved.
    pub(super) resolving: BTreeSet<Span>,
    /// How often a value was cut short where it was asked for, and may be more elsewhere.
    pub(super) cuts: usize,
    /// Why texts have no value, by their places.
    pub(super) whys: BTreeMap<Span, Why>,
    pub(super) problems: Vec<Problem>,
}

impl Resolver<'_> {
    /// A node with its variables resolved. What cannot be stays as an expression.
    pub(super) fn node(&mut self, node: &Node, level: usize) -> Node {
        if let Some(why) = self.too_much(node.span, level) {
            return self.cut(node, why);
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

    /// Why to go no further, if there is a reason; else one step is paid.
    fn too_much(&mut self, at: Span, level: usize) -> Option<Why> {
        let reason = if level > MOST_LEVELS {
            Reason::TooDeep
        } else if !self.budget.pay(1, at) {
            Reason::Spent
        } else {
            return None;
        };
        Some(Why { at, reason })
    }

    /// What stands for a value that is not looked at any further.
    fn cut(&mut self, node: &Node, why: Why) -> Node {
        self.cuts += 1;
        self.whys.insert(node.span, why);
        let text = node.as_str().unwrap_or("…").to_owned();
        Node {
            span: node.span,
            kind: NodeKind::Unresolved(text),
        }
    }

    /// The value of a text, found once. Who asks for it in order to tell it runs in a circle.
    fn text(&mut self, text: &str, node: &Node, level: usize) -> Node {
        let at = node.span;
        if let Some(kept) = self.kept.get(&at) {
            let (size, depth) = (kept.size, kept.depth);
            let reason = match self.budget.pay(size, at) {
                true if level + depth > MOST_LEVELS => Reason::TooDeep,
                true => return kept.value.clone(),
                false => Reason::Spent,
            };
            return self.cut(node, Why { at, reason });
        }
        if !self.resolving.insert(at) {
            let reason = Reason::Circle;
            return self.cut(node, Why { at, reason });
        }
        let cuts = self.cuts;
        let value = match self.budget.pay_for_text(text.len(), at) {
            true => self.resolved(text, at, level),
            false => node.clone(),
        };
        self.resolving.remove(&at);
        if cuts == self.cuts {
            let (size, depth) = measure(&value);
            let value = value.clone();
            self.kept.insert(at, Kept { value, size, depth });
        }
        value
    }

    /// A text with variables: the value itself where it is one variable, else text.
    fn resolved(&mut self, text: &str, at: Span, level: usize) -> Node {
        let parts = parts(text);
        let (text, why) = match parts.as_slice() {
            [Part::Variable(variable)] => match self.variable(variable, at, level) {
                Value::Found(value) => return placed(value, at),
                Value::Missing => (text.to_owned(), Some(None)),
                Value::Unknown(why) => (text.to_owned(), Some(why)),
            },
            parts => self.joined(parts, at, level),
        };
        let kind = match why {
            None => NodeKind::String(text),
            Some(why) => {
                self.whys.extend(why.map(|why| (at, why)));
                NodeKind::Unresolved(text)
            }
        };
        Node { span: at, kind }
    }

    /// The parts as one text, and why it is not known, if it is not.
    #[expect(
        clippy::option_option,
        reason = "the outer one says whether something is not known, the inner one why"
    )]
    fn joined(
        &mut self,
        parts: &[Part<'_>],
        at: Span,
        level: usize,
    ) -> (String, Option<Option<Why>>) {
        let (mut text, mut unknown) = (String::new(), None);
        for part in parts {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Variable(variable) => {
                    let (value, why) = match self.variable(variable, at, level) {
                        Value::Found(value) => (scalar(&value), None),
                        Value::Missing => (None, None),
                        Value::Unknown(why) => (None, why),
                    };
                    if value.is_none() {
                        let first = unknown.take().flatten();
                        unknown = Some(first.or(why));
                    }
                    text.push_str(&value.unwrap_or_else(|| format!("${{{variable}}}")));
                }
            }
            if text.len() > LONGEST {
                let end = text.floor_char_boundary(LONGEST);
                text.truncate(end);
                return (text, Some(unknown.flatten()));
            }
        }
        (text, unknown)
    }

    /// The value of the first alternative that there is.
    fn variable(&mut self, variable: &str, at: Span, level: usize) -> Value {
        if !self.budget.pay_for_text(variable.len(), at) {
            let reason = Reason::Spent;
            return Value::Unknown(Some(Why { at, reason }));
        }
        for alternative in alternatives(variable) {
            match self.alternative(alternative, at, level + 1) {
                Value::Missing => {}
                value => return value,
            }
        }
        Value::Missing
    }

    fn alternative(&mut self, written: &str, span: Span, level: usize) -> Value {
        if let Some(why) = self.too_much(span, level) {
            self.cuts += 1;
            return Value::Unknown(Some(why));
        }
        if let Some(text) = quoted(written) {
            let kind = NodeKind::String(text.to_owned());
            return Value::Found(Node { span, kind });
        }
        if !has_variables(written) {
            return self.plain(written, span, level);
        }
        let parts = parts(written);
        if let [Part::Variable(variable)] = parts.as_slice() {
            return self.variable(variable, span, level);
        }
        match self.joined(&parts, span, level) {
            (text, None) => self.plain(&text, span, level),
            (_, Some(why)) => Value::Unknown(why),
        }
    }

    /// What is no variable any more: a literal, or an address.
    fn plain(&mut self, address: &str, span: Span, level: usize) -> Value {
        match address {
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
