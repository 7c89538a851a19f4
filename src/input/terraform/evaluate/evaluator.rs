//! What evaluation costs at most, what goes wrong in it, and what is told of that.

use super::value::{size, unresolved};
use crate::input::Files;
use crate::input::terraform::hcl::{Instance, Modules};
use crate::input::terraform::hosts::is_partial;
use crate::model::Gap;
use crate::source::{Problem, SourceMap, Span};
use crate::syntax::Node;
use crate::syntax::hcl::Expr;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How much is evaluated for the modules of one run, in nodes made.
const MOST_WORK: usize = 4_000_000;

/// How deep references and expressions may lead into each other.
const DEEPEST: usize = 120;

/// The longest string that is made, in bytes.
pub(super) const LONGEST: usize = 256 * 1024;

/// How much of an expression is shown, in characters.
const MOST_SHOWN: usize = 100;

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input::terraform) enum Fault {
    /// Terraform would refuse the expression: an attribute that is not there, a wrong type.
    Refused,
    /// A limit was met, and a problem says so.
    Limit,
}

/// A value, or why there is none.
pub(in crate::input::terraform) type Outcome = Result<Node, Fault>;

/// Evaluates the expressions of all modules of a run.
pub(in crate::input::terraform) struct Evaluator<'a> {
    /// The texts, without their secrets.
    pub(in crate::input::terraform) sources: &'a SourceMap,
    /// Files that expressions read.
    pub(in crate::input::terraform) files: &'a Files<'a>,
    /// The modules by their folders.
    pub(in crate::input::terraform) modules: &'a Modules<'a>,
    /// Each module as often as it is called; a module knows the one that calls it by its place.
    pub(in crate::input::terraform) instances: RefCell<Vec<Rc<Instance<'a>>>>,
    /// How often the default of a root module's variable was read: what depends on one may be
    /// otherwise in a deployment.
    pub(in crate::input::terraform) defaults: Cell<usize>,
    problems: RefCell<Vec<Problem>>,
    gaps: RefCell<Vec<Gap>>,
    work: Cell<usize>,
    depth: Cell<usize>,
}

/// The names that an expression may use besides those of its module.
#[derive(Clone, Copy)]
pub(in crate::input::terraform) struct Scope<'s, 'a> {
    /// The module.
    pub(in crate::input::terraform) instance: &'s Rc<Instance<'a>>,
    /// `each`, `count`, and what `for` and `dynamic` name.
    pub(in crate::input::terraform) bindings: Option<&'s Binding<'s>>,
}

/// A name and its value, and those around it.
pub(in crate::input::terraform) struct Binding<'s> {
    /// The name.
    pub(in crate::input::terraform) name: &'s str,
    /// Its value.
    pub(in crate::input::terraform) value: &'s Node,
    /// What is bound around it.
    pub(in crate::input::terraform) outer: Option<&'s Self>,
}

impl<'s, 'a> Scope<'s, 'a> {
    /// The scope of a module's own expressions.
    pub(in crate::input::terraform) fn of(instance: &'s Rc<Instance<'a>>) -> Self {
        Self {
            instance,
            bindings: None,
        }
    }

    /// The value of a bound name.
    pub(super) fn bound(&self, name: &str) -> Option<&'s Node> {
        let mut bindings = std::iter::successors(self.bindings, |binding| binding.outer);
        let binding = bindings.find(|binding| binding.name == name)?;
        Some(binding.value)
    }
}

impl<'a> Evaluator<'a> {
    pub(in crate::input::terraform) fn new(
        sources: &'a SourceMap,
        files: &'a Files<'a>,
        modules: &'a Modules<'a>,
    ) -> Self {
        Self {
            sources,
            files,
            modules,
            instances: RefCell::default(),
            defaults: Cell::new(0),
            problems: RefCell::default(),
            gaps: RefCell::default(),
            work: Cell::new(MOST_WORK),
            depth: Cell::new(0),
        }
    }

    /// What went wrong, and what was not at hand.
    pub(in crate::input::terraform) fn into_told(self) -> (Vec<Problem>, Vec<Gap>) {
        (self.problems.into_inner(), self.gaps.into_inner())
    }

    /// Takes note once of something that was not at hand.
    pub(in crate::input::terraform) fn leave(&self, gap: Gap) {
        let mut gaps = self.gaps.borrow_mut();
        if !gaps.contains(&gap) {
            gaps.push(gap);
        }
    }

    /// The value of an expression; what has none is not resolved.
    pub(in crate::input::terraform) fn value(&self, scope: Scope<'_, 'a>, expr: &'a Expr) -> Node {
        let outcome = self.evaluate(scope, expr);
        outcome.unwrap_or_else(|_| unresolved(self.written(expr.span), expr.span))
    }

    /// The value of an expression that stands inside another one.
    pub(in crate::input::terraform) fn evaluate(
        &self,
        scope: Scope<'_, 'a>,
        expr: &'a Expr,
    ) -> Outcome {
        let depth = self.depth.get();
        if depth >= DEEPEST {
            let message = format!(
                "leads through more than {DEEPEST} expressions, which siglint does not follow"
            );
            return Err(self.limit(expr.span, &message));
        }
        self.depth.set(depth + 1);
        let outcome = self
            .spend(1, expr.span)
            .and_then(|()| self.expression(scope, expr));
        self.depth.set(depth);
        outcome
    }

    /// A copy of a value, which costs as much as the value is large.
    pub(super) fn copy(&self, node: &Node, span: Span) -> Outcome {
        self.spend(size(node), span)?;
        Ok(node.clone())
    }

    /// Takes from what may be evaluated.
    pub(in crate::input::terraform) fn spend(&self, cost: usize, span: Span) -> Result<(), Fault> {
        match self.work.get().checked_sub(cost) {
            Some(left) => {
                self.work.set(left);
                Ok(())
            }
            None => {
                self.work.set(0);
                let message = "is where siglint stops: these modules take too long to evaluate";
                Err(self.limit(span, message))
            }
        }
    }

    /// A string, if it is not too long.
    pub(super) fn bounded(&self, text: String, span: Span) -> Result<String, Fault> {
        self.spend(text.len() / 64, span)?;
        if text.len() > LONGEST {
            return Err(self.limit(span, "makes a string that is longer than 256 KiB"));
        }
        Ok(text)
    }

    /// Tells once that a limit was met: one is followed by many.
    pub(in crate::input::terraform) fn limit(&self, span: Span, message: &str) -> Fault {
        let told = |problem: &Problem| problem.message.ends_with(message);
        if !self.problems.borrow().iter().any(told) {
            self.problem(span, &format!("this expression {message}"));
        }
        Fault::Limit
    }

    /// A problem with what stands at `span`.
    pub(in crate::input::terraform) fn problem(&self, span: Span, message: &str) {
        let name = self.sources.get(span.source).name.clone();
        let problem = Problem::new(name, message).at(span);
        let mut problems = self.problems.borrow_mut();
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }

    /// An expression as it is written, on one line. What could be taken for a text that is known in
    /// part loses its `$`.
    pub(in crate::input::terraform) fn written(&self, span: Span) -> String {
        let text = self.sources.get(span.source).text();
        let text = text.get(span.start..span.end).unwrap_or_default();
        // Only as much as is shown: many expressions may be long.
        let words = text.split_whitespace().take(MOST_SHOWN);
        let line = words.collect::<Vec<_>>().join(" ");
        let only = line.strip_prefix("\"${");
        let only = only.and_then(|line| line.strip_suffix("}\""));
        let line = only.filter(|line| !line.contains("${")).unwrap_or(&line);
        let line = match is_partial(line) {
            true => line.replace("${", "{"),
            false => line.to_owned(),
        };
        match line.char_indices().nth(MOST_SHOWN) {
            Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
            None => line,
        }
    }
}
