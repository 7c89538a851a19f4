//! Conditions: true, false, or open; an open one can be assumed either way.

use super::evaluate::{Scope, scalar_text};
use super::stacks::World;
use super::template::Call;
use crate::source::Span;
use crate::syntax::{Node, NodeKind};
use std::collections::BTreeMap;

/// How deep conditions name each other.
const MOST_LEVELS: usize = 64;

/// A comparison whose outcome is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leaf {
    /// The side that is not known, as an expression.
    pub(super) expression: String,
    /// The other one.
    other: String,
}

/// Whether a condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Truth {
    Known(bool),
    /// It depends on this.
    Open(Leaf),
}

/// What is taken to be so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Assumptions {
    /// For each unknown expression, what it is compared with, and whether it is taken to be equal.
    leaves: BTreeMap<String, BTreeMap<String, bool>>,
}

impl Assumptions {
    /// The same, and this besides.
    pub(super) fn with(&self, leaf: &Leaf, equal: bool) -> Self {
        let mut more = self.clone();
        let others = more.leaves.entry(leaf.expression.clone()).or_default();
        others.insert(leaf.other.clone(), equal);
        more
    }

    /// What follows for a comparison: a value that is equal to one thing is not to another.
    fn decide(&self, leaf: &Leaf) -> Option<bool> {
        let others = self.leaves.get(&leaf.expression)?;
        let decided = others.get(&leaf.other).copied();
        let is_another = || others.values().any(|equal| *equal).then_some(false);
        decided.or_else(is_another)
    }
}

impl World<'_> {
    /// Whether the condition with this name holds, and a note that it was asked for.
    pub(super) fn asks(&mut self, name: &str, scope: &Scope, span: Span) -> Truth {
        let truth = self.named(name, scope.stack, span);
        let prefix = self.stack(scope.stack).map(|stack| stack.prefix.as_str());
        let name = format!("{}{name}", prefix.unwrap_or_default());
        self.asked.insert(name, truth.clone());
        truth
    }

    /// What has to be so for a condition to hold, as far as that can be told.
    pub(super) fn taken_for_true(&mut self, name: &str, scope: &Scope, span: Span) -> Assumptions {
        let mut taken = Assumptions::default();
        for _ in 0..MOST_LEVELS {
            self.assumed = taken.clone();
            let Truth::Open(leaf) = self.named(name, scope.stack, span) else {
                break;
            };
            let either = [true, false].map(|equal| taken.with(&leaf, equal));
            let fails = |world: &mut Self, assumed: &Assumptions| {
                world.assumed = assumed.clone();
                world.named(name, scope.stack, span) == Truth::Known(false)
            };
            let possible = either.into_iter().find(|one| !fails(self, one));
            match possible {
                Some(one) => taken = one,
                None => break,
            }
        }
        self.assumed = Assumptions::default();
        taken
    }

    /// Whether the condition holds that is named at a place.
    fn named(&mut self, name: &str, stack: usize, span: Span) -> Truth {
        let template = self.template(stack);
        let open = |world: &Self| world.open(name.to_owned(), "a condition".to_owned());
        let Some(condition) = template
            .as_ref()
            .and_then(|template| template.get("Conditions", name))
        else {
            self.no_such("condition", name, stack, span);
            return open(self);
        };
        let one = (stack, name.to_owned());
        if self.telling.contains(&one) {
            if !self.is_quiet {
                let message = format!("asks for {name}, which asks for itself");
                self.problem(span, &message);
            }
            return open(self);
        }
        if self.telling.len() >= MOST_LEVELS {
            let message = format!(
                "conditions ask for each other more than {MOST_LEVELS} deep, so siglint stopped here"
            );
            self.stopped("depth of conditions", span, &message);
            return open(self);
        }
        self.telling.push(one);
        let truth = self.truth(condition, &Scope::of(stack));
        self.telling.pop();
        truth
    }

    fn open(&self, expression: String, other: String) -> Truth {
        let leaf = Leaf { expression, other };
        match self.assumed.decide(&leaf) {
            Some(value) => Truth::Known(value),
            None => Truth::Open(leaf),
        }
    }

    /// As deep as the tree and as conditions name each other, which both have limits.
    fn truth(&mut self, node: &Node, scope: &Scope) -> Truth {
        if !self.step(node.span) {
            return self.open("too much".to_owned(), String::new());
        }
        let Some(call) = condition_call(node) else {
            return self.plain(node, scope);
        };
        let arguments = call.argument.items();
        match (call.name.as_str(), arguments) {
            ("Condition", _) => match call.argument.as_str() {
                Some(name) => self.named(name, scope.stack, call.argument.span),
                None => self.plain(node, scope),
            },
            ("Fn::Not", [one]) => match self.truth(one, scope) {
                Truth::Known(value) => Truth::Known(!value),
                open => open,
            },
            ("Fn::And", all) => self.all(all, scope, false),
            ("Fn::Or", all) => self.all(all, scope, true),
            ("Fn::Equals", [one, other]) => self.equal(one, other, scope),
            _ => self.plain(node, scope),
        }
    }

    /// `And` and `Or`: one argument that is `decisive` decides, else an open one leaves it open.
    fn all(&mut self, all: &[Node], scope: &Scope, decisive: bool) -> Truth {
        let mut result = Truth::Known(!decisive);
        for one in all {
            match self.truth(one, scope) {
                Truth::Known(value) if value == decisive => return Truth::Known(decisive),
                Truth::Known(_) => {}
                open if matches!(result, Truth::Known(_)) => result = open,
                Truth::Open(_) => {}
            }
        }
        result
    }

    fn equal(&mut self, one: &Node, other: &Node, scope: &Scope) -> Truth {
        let mut side = |node| {
            self.value(node, scope)
                .map(|value| (scalar_text(&value), value))
        };
        let (Some((one, left)), Some((other, right))) = (side(one), side(other)) else {
            return Truth::Known(false);
        };
        match (one, other) {
            (Some(one), Some(other)) => Truth::Known(one == other),
            (None, None) if left.kind == right.kind => Truth::Known(true),
            (None, Some(known)) => self.open(expression(&left), known),
            (Some(known), None) => self.open(expression(&right), known),
            (None, None) => self.open(expression(&left), expression(&right)),
        }
    }

    /// A literal, or something that no condition is made of.
    fn plain(&mut self, node: &Node, scope: &Scope) -> Truth {
        let value = self.value(node, scope);
        let text = value.as_ref().and_then(scalar_text);
        match text.as_deref() {
            Some("true") => Truth::Known(true),
            Some("false") => Truth::Known(false),
            _ => self.open(
                value.as_ref().map_or_else(String::new, expression),
                "true".to_owned(),
            ),
        }
    }
}

/// `Condition` is a function only where conditions are made.
fn condition_call(node: &Node) -> Option<Call<'_>> {
    if let [entry] = node.entries()
        && entry.key == "Condition"
    {
        let argument = &entry.value;
        let name = "Condition".to_owned();
        return Some(Call { name, argument });
    }
    Call::of(node)
}

fn expression(node: &Node) -> String {
    match &node.kind {
        NodeKind::Unresolved(expression) => expression.clone(),
        _ => super::evaluate::written(node),
    }
}
