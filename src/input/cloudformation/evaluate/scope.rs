//! Where an expression stands: in which stack, inside which loops, and how deep.

use super::text::scalar_text;
use crate::syntax::Node;
use std::rc::Rc;

/// How deep evaluation goes, references included; a template that goes deeper runs in a circle.
pub(super) const MOST_LEVELS: usize = 200;

/// Where an expression stands.
#[derive(Debug, Clone)]
pub(in crate::input::cloudformation) struct Scope {
    /// The stack, by its number.
    pub(in crate::input::cloudformation) stack: usize,
    /// The variables of the loops around it, the innermost last.
    pub(super) locals: Rc<Vec<(String, Node)>>,
    /// How many evaluations it stands in.
    pub(super) level: usize,
}

impl Scope {
    /// The outermost place of a stack.
    pub(in crate::input::cloudformation) fn of(stack: usize) -> Self {
        Self {
            stack,
            locals: Rc::default(),
            level: 0,
        }
    }

    /// One level further in.
    pub(super) fn inside(&self) -> Self {
        Self {
            level: self.level + 1,
            ..self.clone()
        }
    }

    /// The outermost place of a stack, as deep as here.
    pub(super) fn outside(&self, stack: usize) -> Self {
        Self {
            level: self.level + 1,
            ..Self::of(stack)
        }
    }

    /// Inside a loop.
    pub(super) fn with(&self, name: &str, value: Node) -> Self {
        let mut locals = (*self.locals).clone();
        locals.push((name.to_owned(), value));
        Self {
            locals: Rc::new(locals),
            ..self.inside()
        }
    }

    /// A key with the loops' variables put in: `${X}` as it is, `&{X}` in letters and digits only.
    pub(super) fn filled(&self, key: &str) -> String {
        let mut filled = key.to_owned();
        for (variable, value) in self.locals.iter().filter(|_| key.contains('{')) {
            let value = scalar_text(value).unwrap_or_default();
            let plain: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
            filled = filled.replace(&format!("${{{variable}}}"), &value);
            filled = filled.replace(&format!("&{{{variable}}}"), &plain);
        }
        filled
    }

    /// The value of a loop's variable.
    pub(super) fn local(&self, name: &str) -> Option<&Node> {
        let mut locals = self.locals.iter().rev();
        locals.find_map(|(own, value)| (own == name).then_some(value))
    }
}
