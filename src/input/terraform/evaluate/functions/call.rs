//! Calls: arguments, functions that do not take values, and those that read a file.

use super::patterns;
use super::table::{FUNCTIONS, Needs};
use crate::input::terraform::evaluate::evaluator::{Evaluator, Fault, LONGEST, Outcome, Scope};
use crate::input::terraform::evaluate::value::{
    has_unresolved, node, size, string, text, unresolved,
};
use crate::input::terraform::hosts::is_partial;
use crate::input::{folder_of, plain, resolve};
use crate::syntax::hcl::{Call, Expr};
use crate::syntax::{Node, NodeKind};

impl<'a> Evaluator<'a> {
    pub(in crate::input::terraform::evaluate) fn call(
        &self,
        scope: Scope<'_, 'a>,
        call: &'a Call,
        expr: &'a Expr,
    ) -> Outcome {
        let name = call.name.strip_prefix("core::").unwrap_or(&call.name);
        match name {
            "try" => return self.first_that_works(scope, call, expr),
            "can" => return self.works(scope, call, expr),
            _ => {}
        }
        let arguments = self.arguments(scope, call, expr)?;
        let Some(arguments) = arguments else {
            return Ok(unresolved(self.written(expr.span), expr.span));
        };
        match name {
            "file" => return self.file(scope, &arguments, expr),
            "fileexists" => {
                let found = self.file(scope, &arguments, expr)?.as_str().is_some();
                // What was not given to siglint may still be there.
                return Ok(match found {
                    true => node(NodeKind::Bool(true), expr.span),
                    false => unresolved(self.written(expr.span), expr.span),
                });
            }
            _ => {}
        }
        self.apply(name, &arguments, expr)
    }

    /// What a function makes of its arguments.
    fn apply(&self, name: &str, arguments: &[Node], expr: &'a Expr) -> Outcome {
        let known = FUNCTIONS.iter().find(|(known, ..)| *known == name);
        let open = |needs: &Needs| match needs {
            Needs::Nothing => false,
            Needs::Shape => arguments.iter().any(|one| one.unresolved().is_some()),
            Needs::Values => arguments.iter().any(has_unresolved),
        };
        let Some((_, _, function)) = known.filter(|(_, needs, _)| !open(needs)) else {
            return Ok(unresolved(self.written(expr.span), expr.span));
        };
        let cost = match name {
            "regex" | "regexall" | "replace" => patterns::cost(arguments),
            _ => arguments.iter().map(size).sum(),
        };
        self.spend(cost, expr.span)?;
        let value = function(arguments, expr.span).ok_or(Fault::Refused)?;
        self.spend(size(&value), expr.span)?;
        if let NodeKind::String(text) = &value.kind {
            self.bounded(text.clone(), expr.span)?;
        }
        Ok(match value.unresolved() {
            // Only what the function could not do is called as it is written.
            Some(text) if text == name => unresolved(self.written(expr.span), expr.span),
            _ => value,
        })
    }

    /// The values of the arguments; none if their number is not known.
    fn arguments(
        &self,
        scope: Scope<'_, 'a>,
        call: &'a Call,
        expr: &'a Expr,
    ) -> Result<Option<Vec<Node>>, Fault> {
        let arguments = call.arguments.iter();
        let arguments = arguments.map(|argument| self.evaluate(scope, argument));
        let mut arguments = arguments.collect::<Result<Vec<Node>, _>>()?;
        if call.expands {
            let last = arguments.pop().ok_or(Fault::Refused)?;
            self.spend(size(&last), expr.span)?;
            match last.kind {
                NodeKind::Sequence(items) => arguments.extend(items),
                NodeKind::Unresolved(_) => return Ok(None),
                _ => return Err(Fault::Refused),
            }
        }
        Ok(Some(arguments))
    }

    /// `try`: the first argument that Terraform would not refuse.
    fn first_that_works(&self, scope: Scope<'_, 'a>, call: &'a Call, expr: &'a Expr) -> Outcome {
        for argument in &call.arguments {
            match self.evaluate(scope, argument) {
                Err(Fault::Refused) => {}
                // What it is in a deployment may be refused, and then it is the next one.
                Ok(value) if value.unresolved().is_some_and(|text| !is_partial(text)) => {
                    return Ok(unresolved(self.written(expr.span), expr.span));
                }
                other => return other,
            }
        }
        Err(Fault::Refused)
    }

    /// `can`: whether Terraform would take the argument.
    fn works(&self, scope: Scope<'_, 'a>, call: &'a Call, expr: &'a Expr) -> Outcome {
        let argument = call.arguments.first().ok_or(Fault::Refused)?;
        match self.evaluate(scope, argument) {
            Ok(value) if value.unresolved().is_some() => {
                Ok(unresolved(self.written(expr.span), expr.span))
            }
            Ok(_) => Ok(node(NodeKind::Bool(true), expr.span)),
            Err(Fault::Refused) => Ok(node(NodeKind::Bool(false), expr.span)),
            Err(Fault::Limit) => Err(Fault::Limit),
        }
    }

    /// `file`: a text below the given folders, and nothing else.
    fn file(&self, scope: Scope<'_, 'a>, arguments: &[Node], expr: &'a Expr) -> Outcome {
        let open = || Ok(unresolved(self.written(expr.span), expr.span));
        let path = arguments.first().ok_or(Fault::Refused)?;
        if path.unresolved().is_some() {
            return open();
        }
        let path = text(path).ok_or(Fault::Refused)?;
        let folder = scope.instance.folder();
        // `path.module` makes a path that starts where siglint runs, every other one starts in the
        // root module's folder; most modules are their own root.
        let below = |name: &String| folder.is_empty() || folder_of(name).starts_with(folder);
        let direct = Some(plain(&path))
            .filter(|_| !path.starts_with(['/', '~']))
            .filter(below);
        let found = direct.or_else(|| resolve(folder, &path));
        match found.and_then(|name| self.files.text(&name).ok()) {
            // What is larger is no setting, and nothing that a person has to hear of.
            Some(content) if content.len() <= LONGEST => {
                Ok(string(self.bounded(content, expr.span)?, expr.span))
            }
            _ => open(),
        }
    }
}
