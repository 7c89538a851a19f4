//! The values of variables: what a caller gives, a person, a file of variables, or the default.

use super::instance::{Given, Instance, Name};
use super::types::with_defaults;
use crate::input::terraform::evaluate::{
    Binding, Evaluator, Fault, Outcome, Scope, string, truth, unresolved,
};
use crate::model::Gap;
use crate::source::Span;
use crate::syntax::hcl::{Block, Expr, parse_expression};
use crate::syntax::{Node, NodeKind};
use std::rc::Rc;

/// How many files are named that have a value.
const MOST_SHOWN: usize = 3;

impl<'a> Evaluator<'a> {
    /// The value of a variable.
    pub(super) fn variable(
        &self,
        instance: &Rc<Instance<'a>>,
        name: &str,
        asked: Span,
    ) -> Result<Rc<Node>, Fault> {
        let Some(block) = instance.module.variables.get(name).copied() else {
            let value = instance.given.get(name).cloned();
            let value = match value {
                Some(given) => self.given(instance, given)?,
                None => None,
            };
            let open = || unresolved(format!("var.{name}"), asked);
            return Ok(Rc::new(value.unwrap_or_else(open)));
        };
        self.remembered(instance, Name::Variable(name.to_owned()), asked, || {
            let value = self.input(instance, name, block, asked)?;
            Ok(match block.body.attribute("type") {
                Some(declared) => {
                    let constant = |expr| self.evaluate(Scope::of(instance), expr).ok();
                    with_defaults(value, &declared.value, &constant)
                }
                None => value,
            })
        })
    }

    fn input(
        &self,
        instance: &Rc<Instance<'a>>,
        name: &str,
        block: &'a Block,
        asked: Span,
    ) -> Outcome {
        let default = block.body.attribute("default");
        let from_caller = match &instance.caller {
            Some(caller) => match caller.block.body.attribute(name) {
                Some(argument) => Some(self.argument(instance, &argument.value)?),
                None => None,
            },
            None => match instance.given.get(name).cloned() {
                Some(given) => self.given(instance, given)?,
                None => None,
            },
        };
        let refuses_null = block.body.attribute("nullable").is_some_and(|nullable| {
            let value = self.value(Scope::of(instance), &nullable.value);
            truth(&value) == Some(false)
        });
        let used = from_caller.filter(|value| !(refuses_null && value.is_null()));
        match (used, default) {
            (Some(value), _) => Ok(value),
            (None, Some(default)) => {
                let root = usize::from(instance.caller.is_none());
                self.defaults.set(self.defaults.get() + root);
                self.evaluate(Scope::of(instance), &default.value)
            }
            (None, None) => {
                if let Some(Given::Unread(files)) = instance.given.get(name) {
                    self.leave(unread(name, block, files));
                }
                Ok(unresolved(format!("var.{name}"), asked))
            }
        }
    }

    /// What the caller writes for an input, in the caller's names.
    fn argument(&self, instance: &Rc<Instance<'a>>, expr: &'a Expr) -> Outcome {
        let caller = instance.caller.as_ref().ok_or(Fault::Refused)?;
        let outside = self.instance(caller.instance).ok_or(Fault::Refused)?;
        let [first, second] = [caller.bound.first(), caller.bound.get(1)].map(|bound| bound);
        let first = first.map(|(name, value)| Binding {
            name,
            value,
            outer: None,
        });
        let second = second.map(|(name, value)| Binding {
            name,
            value,
            outer: first.as_ref(),
        });
        let scope = Scope {
            instance: &outside,
            bindings: second.as_ref().or(first.as_ref()),
        };
        Ok(self.value(scope, expr))
    }

    fn given(&self, instance: &Rc<Instance<'a>>, given: Given<'a>) -> Result<Option<Node>, Fault> {
        Ok(match given {
            Given::File(expr) => Some(self.evaluate(Scope::of(instance), expr)?),
            Given::Person(value) => Some(value),
            Given::Unread(_) => None,
        })
    }
}

/// That a variable has values, and nobody said which counts.
fn unread(name: &str, block: &Block, files: &[&str]) -> Gap {
    let shown = files.get(..MOST_SHOWN).unwrap_or(files);
    let more = files.len() - shown.len();
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let (has, one) = if files.len() == 1 {
        ("has", "that file")
    } else {
        ("have", "one of them")
    };
    Gap {
        at: block.labels.first().map(|label| label.span),
        reason: format!(
            "the variable {name} has no value; {}{more} {has} one, and Terraform reads such a file only if it is named",
            shown.join(", ")
        ),
        needs: format!(
            "{one} as a further -c (-c {})",
            files.first().unwrap_or(&"")
        ),
    }
}

/// The value of a variable that a person gives: a list or an object as it would be written, all
/// else as text, which Terraform converts where it has to.
pub(super) fn given_by_person(text: &str, place: Span) -> Node {
    let literal = text.trim_start().starts_with(['[', '{']);
    let parsed = literal
        .then(|| parse_expression(text, place).ok())
        .flatten();
    let value = parsed.and_then(|expr| constant(&expr));
    value.unwrap_or_else(|| string(text, place))
}

/// The value of an expression that names nothing.
fn constant(expr: &Expr) -> Option<Node> {
    use crate::syntax::hcl::ExprKind;
    let kind = match &expr.kind {
        ExprKind::Null => NodeKind::Null,
        ExprKind::Bool(value) => NodeKind::Bool(*value),
        ExprKind::Number(number) => NodeKind::Number(number.clone()),
        ExprKind::String(text) => NodeKind::String(text.clone()),
        ExprKind::List(items) => {
            NodeKind::Sequence(items.iter().map(constant).collect::<Option<_>>()?)
        }
        ExprKind::Object(pairs) => {
            let entries = pairs.iter().map(|pair| {
                let key = constant(&pair.key)?.as_str()?.to_owned();
                Some(crate::input::terraform::evaluate::entry(
                    key,
                    constant(&pair.value)?,
                ))
            });
            NodeKind::Mapping(entries.collect::<Option<_>>()?)
        }
        _ => return None,
    };
    Some(Node {
        span: expr.span,
        kind,
    })
}
