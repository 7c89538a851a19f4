//! What comes of looking for a value, and how values are converted.

use crate::model::Field;
use crate::source::{Known, Sourced, Span};
use crate::syntax::{Node, NodeKind};

/// How much of a wrong value is quoted, in characters.
pub(super) const MOST_QUOTED: usize = 40;

/// A value that was looked for.
#[derive(Debug)]
pub(crate) enum Read<T> {
    /// It is there.
    Here(Sourced<T>),
    /// Its key is missing, or null.
    Missing {
        /// The object without the key.
        parent: Span,
    },
    /// An expression is there that the input does not resolve, or something else, of which a problem
    /// tells.
    Unresolved {
        /// Where.
        span: Span,
        /// As written.
        expression: String,
    },
}

/// A list, in the CLI's form or a bare one.
pub(crate) struct List<'n> {
    /// The brackets where there are some, else the object that should have them.
    pub(super) span: Span,
    /// Its items; one that is not resolved stands for any number of them.
    pub(super) items: &'n [Node],
    /// Whether the whole list is one expression, so that it may be empty.
    pub(super) is_unresolved: bool,
}

impl List<'_> {
    /// The first expression in it that is not resolved: there may be more items than are known.
    pub(super) fn unresolved(&self) -> Option<&str> {
        self.items.iter().find_map(Node::unresolved)
    }
}

impl<T> Read<T> {
    /// The value as a field, if its key is there at all.
    pub(super) fn field(self) -> Option<Field<T>> {
        match self {
            Self::Here(value) => Some(value.map(Known::Value)),
            Self::Missing { .. } => None,
            Self::Unresolved { span, expression } => {
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
            Self::Unresolved { span, expression } => {
                Sourced::at(Known::Unresolved { expression }, span)
            }
        }
    }

    /// The value, if it is there and of its type.
    pub(crate) fn here(self) -> Option<Sourced<T>> {
        match self {
            Self::Here(value) => Some(value),
            Self::Missing { .. } | Self::Unresolved { .. } => None,
        }
    }
}

/// The value of a key; null, which the CLI's skeletons hold, is none. What stands below an
/// expression is that expression.
pub(super) fn present<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    if node.unresolved().is_some() {
        return Some(node);
    }
    node.get(key).filter(|value| !value.is_null())
}

pub(super) fn text(node: &Node) -> Option<String> {
    node.as_str().map(str::to_owned)
}

pub(super) fn any_text(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Bool(value) => Some(value.to_string()),
        NodeKind::Number(number) => Some(number.clone()),
        _ => text(node),
    }
}

pub(super) fn whole(node: &Node) -> Option<u64> {
    let quoted = |text: &str| {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().ok()).flatten()
    };
    node.as_u64().or_else(|| node.as_str().and_then(quoted))
}

pub(super) fn status(node: &Node) -> Option<u16> {
    whole(node).and_then(|number| u16::try_from(number).ok())
}

pub(super) fn written(node: &Node) -> String {
    match &node.kind {
        NodeKind::Null => "null".to_owned(),
        NodeKind::Bool(value) => value.to_string(),
        NodeKind::Number(number) => clipped(number, MOST_QUOTED),
        NodeKind::String(text) => format!("{:?}", clipped(text, MOST_QUOTED)),
        NodeKind::Sequence(_) => "[…]".to_owned(),
        NodeKind::Mapping(_) => "{…}".to_owned(),
        NodeKind::Unresolved(expression) => expression.clone(),
    }
}

pub(super) fn clipped(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
