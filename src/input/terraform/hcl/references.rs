//! What a name leads to: variables, local values, outputs of modules, resources and data sources.

use super::instance::{Children, Instance, Name, Slot};
use crate::input::terraform::evaluate::{Evaluator, Fault, Outcome, Scope, string, unresolved};
use crate::source::Span;
use crate::syntax::Node;
use crate::syntax::hcl::{Block, Expr, Step};
use std::rc::Rc;

impl<'a> Evaluator<'a> {
    /// The value of a name that is not bound, and of the steps from it.
    pub(in crate::input::terraform) fn named(
        &self,
        scope: Scope<'_, 'a>,
        name: &str,
        steps: &'a [Step],
        expr: &'a Expr,
    ) -> Outcome {
        let Some(Step::Attribute(first)) = steps.first() else {
            return Ok(unresolved(self.written(expr.span), expr.span));
        };
        let rest = steps.get(1..).unwrap_or_default();
        let Some(reached) = self.reached(scope, name, (first, rest), expr)? else {
            return Ok(unresolved(self.written(expr.span), expr.span));
        };
        let found = self.walk(scope, &reached.value, reached.steps, expr)?;
        // The code of a module stands for all that call it: what a person would edit is what this
        // caller gave.
        if name == "var" && scope.instance.caller.is_some() {
            return Ok(found);
        }
        let mut found = self.recognised(found, expr);
        found.span = expr.span;
        // What is bound keeps its place; of a resource a person would edit the reference in any case.
        Ok(match name {
            "var" | "local" | "path" | "module" => found,
            _ => found.placed(expr.span),
        })
    }

    /// What a name leads to, and the steps that are left from there; none if that is not known.
    fn reached(
        &self,
        scope: Scope<'_, 'a>,
        name: &str,
        (first, steps): (&'a str, &'a [Step]),
        expr: &'a Expr,
    ) -> Result<Option<Reached<'a>>, Fault> {
        let instance = scope.instance;
        let here = |value| Some(Reached { value, steps });
        Ok(match name {
            "var" => here(self.variable(instance, first, expr.span)?),
            "local" => here(self.local(instance, first, expr.span)?),
            "path" => {
                let folder = instance.folder();
                let path = if first == "cwd" || folder.is_empty() {
                    "."
                } else {
                    folder
                };
                here(Rc::new(string(path, expr.span)))
            }
            "module" => self.output(scope, first, steps, expr)?,
            "data" => {
                let (Some(Step::Attribute(name)), Some(rest)) = (steps.first(), steps.get(1..))
                else {
                    return Ok(None);
                };
                let block = instance.module.data_source(first, name, expr.span);
                block.map(|block| Reached {
                    value: self.resource(instance, block),
                    steps: rest,
                })
            }
            kind => {
                let block = instance.module.resource(kind, first, expr.span);
                block.and_then(|block| here(self.resource(instance, block)))
            }
        })
    }

    /// The value that a name has in a module, looked for once.
    pub(super) fn remembered(
        &self,
        instance: &Rc<Instance<'a>>,
        name: Name,
        asked: Span,
        find: impl FnOnce() -> Outcome,
    ) -> Result<Rc<Node>, Fault> {
        let known = instance.memory.borrow().get(&name).cloned();
        match known {
            Some(Slot::Known(value, by_default)) => {
                self.defaults
                    .set(self.defaults.get() + usize::from(by_default));
                return Ok(value);
            }
            Some(Slot::Open) => {
                return Err(self.limit(asked, "leads back to itself"));
            }
            None => {}
        }
        instance
            .memory
            .borrow_mut()
            .insert(name.clone(), Slot::Open);
        let before = self.defaults.get();
        let found = find();
        let mut memory = instance.memory.borrow_mut();
        match found {
            Ok(value) => {
                let value = Rc::new(value);
                let slot = Slot::Known(Rc::clone(&value), self.defaults.get() > before);
                memory.insert(name, slot);
                Ok(value)
            }
            Err(fault) => {
                memory.remove(&name);
                Err(fault)
            }
        }
    }

    fn local(
        &self,
        instance: &Rc<Instance<'a>>,
        name: &str,
        asked: Span,
    ) -> Result<Rc<Node>, Fault> {
        let Some(expr) = instance.module.local(name, asked) else {
            return Err(Fault::Refused);
        };
        self.remembered(instance, Name::Local(expr.span), asked, || {
            self.evaluate(Scope::of(instance), expr)
        })
    }

    /// A resource or data source, with all its instances and whatever is known of its attributes.
    fn resource(&self, instance: &Rc<Instance<'a>>, block: &'a Block) -> Rc<Node> {
        let found = self.remembered(
            instance,
            Name::Resource(block.span),
            block.kind_span,
            || Ok(self.resource_value(instance, block)),
        );
        found.unwrap_or_else(|_| Rc::new(unresolved(self.address(instance, block, ""), block.span)))
    }

    /// The output that `steps` name, and the steps from it; none if the module lies elsewhere.
    fn output(
        &self,
        scope: Scope<'_, 'a>,
        call: &str,
        steps: &'a [Step],
        expr: &'a Expr,
    ) -> Result<Option<Reached<'a>>, Fault> {
        let Some(block) = scope.instance.module.call(call, expr.span) else {
            return Ok(None);
        };
        let children = self.children(scope.instance, block);
        let one = matches!(children, Children::One(_));
        let after = usize::from(!one);
        let child = match steps.first() {
            Some(Step::Index(index)) if !one => {
                let index = self.evaluate(scope, index)?;
                children.at(&index)
            }
            _ => children.only(),
        };
        let steps = steps.get(after..).unwrap_or_default();
        let child = child.and_then(|child| self.instance(child));
        let (Some(Step::Attribute(name)), Some(child)) = (steps.first(), child) else {
            return Ok(None);
        };
        let output = child.module.outputs.get(name.as_str());
        let Some(value) = output.and_then(|block| block.body.attribute("value")) else {
            return Err(Fault::Refused);
        };
        let value = self.remembered(&child, Name::Output(name.clone()), expr.span, || {
            self.evaluate(Scope::of(&child), &value.value)
        })?;
        let steps = steps.get(1..).unwrap_or_default();
        Ok(Some(Reached { value, steps }))
    }

    /// The instance at this place.
    pub(super) fn instance(&self, id: usize) -> Option<Rc<Instance<'a>>> {
        self.instances.borrow().get(id).cloned()
    }
}

/// A value, and the steps that are to be gone from it.
struct Reached<'a> {
    value: Rc<Node>,
    steps: &'a [Step],
}
