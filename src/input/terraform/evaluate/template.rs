//! Strings with something to evaluate in them.

use super::evaluator::{Binding, Evaluator, Fault, Outcome, Scope};
use super::value::{string, text, truth, unresolved};
use crate::input::terraform::hosts::hole;
use crate::source::Span;
use crate::syntax::Node;
use crate::syntax::hcl::Part;

/// A text that grows, and whether something in it is not known: then that stands in it as `${…}`.
#[derive(Default)]
pub(in crate::input::terraform) struct Composed {
    /// The text.
    pub(in crate::input::terraform) text: String,
    /// Whether something in it is not known.
    pub(in crate::input::terraform) open: bool,
}

impl Composed {
    /// Adds a scalar.
    pub(in crate::input::terraform) fn push(&mut self, value: &Node) -> Result<(), Fault> {
        match value.unresolved() {
            Some(expression) => {
                self.open = true;
                self.text.push_str(&hole(expression));
            }
            None => self.text.push_str(&text(value).ok_or(Fault::Refused)?),
        }
        Ok(())
    }

    /// The string, or what is known of it.
    pub(in crate::input::terraform) fn into_node(self, span: Span) -> Node {
        match self.open {
            true => unresolved(self.text, span),
            false => string(self.text, span),
        }
    }
}

impl<'a> Evaluator<'a> {
    pub(super) fn template(&self, scope: Scope<'_, 'a>, parts: &'a [Part], span: Span) -> Outcome {
        // One interpolation and nothing else is the value itself, whatever its type.
        if let [Part::Value(only)] = parts {
            let mut value = self.evaluate(scope, only)?;
            value.span = span;
            return Ok(value);
        }
        let mut composed = Composed::default();
        self.parts(scope, parts, span, &mut composed)?;
        Ok(composed.into_node(span))
    }

    fn parts(
        &self,
        scope: Scope<'_, 'a>,
        parts: &'a [Part],
        span: Span,
        composed: &mut Composed,
    ) -> Result<(), Fault> {
        for part in parts {
            match part {
                Part::Literal(text) => composed.text.push_str(text),
                Part::Value(expr) => composed.push(&self.evaluate(scope, expr)?)?,
                Part::If(condition, then, otherwise) => {
                    let condition = self.evaluate(scope, condition)?;
                    match truth(&condition) {
                        Some(true) => self.parts(scope, then, span, composed)?,
                        Some(false) => self.parts(scope, otherwise, span, composed)?,
                        None => composed.push(&unresolved("if …", span))?,
                    }
                }
                Part::For(..) => self.repeated(scope, part, span, composed)?,
            }
            self.spend(1, span)?;
            composed.text = self.bounded(std::mem::take(&mut composed.text), span)?;
        }
        Ok(())
    }

    /// The part of a `%{ for }`, as often as its collection says.
    fn repeated(
        &self,
        scope: Scope<'_, 'a>,
        part: &'a Part,
        span: Span,
        composed: &mut Composed,
    ) -> Result<(), Fault> {
        let Part::For(key, value, collection, body) = part else {
            return Ok(());
        };
        let collection = self.evaluate(scope, collection)?;
        let Some(items) = self.items(&collection) else {
            return composed.push(&unresolved("for …", span));
        };
        for (index, item) in items {
            let bound = Binding {
                name: value,
                value: &item,
                outer: scope.bindings,
            };
            let bound = Binding {
                name: key.as_deref().unwrap_or_default(),
                value: &index,
                outer: Some(&bound),
            };
            let scope = Scope {
                bindings: Some(&bound),
                ..scope
            };
            self.parts(scope, body, span, composed)?;
        }
        Ok(())
    }
}
