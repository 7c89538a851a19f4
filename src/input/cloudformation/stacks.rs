//! Everything that evaluation may look at: the stacks, which nest, and what is assumed of conditions.

use super::conditions::{Assumptions, Leaf, Truth};
use super::nesting::Found;
use super::template::Template;
use crate::input::leads::Lead;
use crate::input::{Files, Options};
use crate::model::Gap;
use crate::source::{Problem, SourceMap, Span};
use crate::syntax::{Node, NodeKind};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The type of a bucket.
pub(super) const BUCKET: &str = "AWS::S3::Bucket";

/// How many stacks there are before something is wrong.
pub(super) const MOST_STACKS: usize = 100;

/// How many evaluations a file may take: real templates take thousands.
const MOST_STEPS: usize = 300_000;

/// A template with its parameters.
#[derive(Debug, Clone)]
pub(super) struct Stack {
    /// What is deployed.
    pub(super) template: Rc<Template>,
    /// What it is given, already evaluated; of the outermost stack the variables.
    pub(super) given: BTreeMap<String, Node>,
    /// What stands before its logical ids: empty, or `Cdn.` for what the resource `Cdn` nests.
    pub(super) prefix: String,
    /// The stack that it is nested in.
    pub(super) parent: Option<usize>,
    /// The stacks that its resources nest, as far as they were asked for.
    pub(super) children: BTreeMap<String, Option<usize>>,
}

/// What templates of the input export, by name; nothing where several export the same.
pub(super) type Exports = BTreeMap<String, Option<Export>>;

/// An output that other templates may import.
#[derive(Debug, Clone)]
pub(super) struct Export {
    pub(super) template: Rc<Template>,
    pub(super) given: BTreeMap<String, Node>,
    pub(super) value: Node,
}

/// All stacks of one file, and the state of evaluation.
pub(crate) struct World<'a> {
    pub(super) options: &'a Options,
    pub(super) files: &'a Files<'a>,
    pub(super) sources: &'a mut SourceMap,
    pub(super) stacks: Vec<Stack>,
    pub(super) exports: Rc<Exports>,
    /// The stacks of templates that were imported from, by the names of their files.
    imported: BTreeMap<String, usize>,
    /// The templates of the input by their names.
    pub(super) known: Rc<BTreeMap<String, Rc<Template>>>,
    /// Those that were read besides.
    pub(super) read: BTreeMap<String, Found>,
    /// What is taken for true or false, to look at both branches of an unknown condition.
    pub(super) assumed: Assumptions,
    /// Conditions that were asked for by name and are not known, with what is assumed of them.
    pub(super) asked: BTreeMap<String, Truth>,
    /// The first question that was met and is open.
    pub(super) open: Option<Leaf>,
    /// What would have to be known to close every question that was met.
    pub(super) wanted: BTreeSet<String>,
    /// Whether an open condition takes the items of both branches.
    pub(super) takes_both: bool,
    /// The conditions whose truth is being told, the outermost first.
    pub(super) telling: Vec<(usize, String)>,
    /// Keys whose values decide about nothing here, and so make no variants.
    pub(super) idle: &'static [&'static str],
    /// Whether what is evaluated is none of CloudFront's, and its faults somebody else's.
    pub(super) is_quiet: bool,
    /// What the templates lead to and is not at hand.
    pub(super) leads: Vec<Lead>,
    /// The names in each file that lead nowhere, with their places.
    pub(super) nowhere: BTreeMap<String, Vec<(String, Span)>>,
    /// What else could not be looked at.
    pub(super) gaps: Vec<Gap>,
    steps: usize,
    /// The limits that were met: each is told once.
    met: BTreeSet<&'static str>,
    pub(super) problems: Vec<Problem>,
}

impl<'a> World<'a> {
    pub(crate) fn new(
        options: &'a Options,
        files: &'a Files<'a>,
        sources: &'a mut SourceMap,
        known: Rc<BTreeMap<String, Rc<Template>>>,
    ) -> Self {
        Self {
            options,
            files,
            sources,
            stacks: Vec::new(),
            exports: Rc::default(),
            imported: BTreeMap::new(),
            known,
            read: BTreeMap::new(),
            assumed: Assumptions::default(),
            asked: BTreeMap::new(),
            open: None,
            wanted: BTreeSet::new(),
            takes_both: false,
            telling: Vec::new(),
            idle: &[],
            is_quiet: false,
            leads: Vec::new(),
            nowhere: BTreeMap::new(),
            gaps: Vec::new(),
            steps: 0,
            met: BTreeSet::new(),
            problems: Vec::new(),
        }
    }

    /// Adds an outermost stack, with values for some of its parameters.
    pub(crate) fn add(&mut self, template: Rc<Template>, given: BTreeMap<String, Node>) -> usize {
        self.stacks.push(Stack {
            template,
            given,
            prefix: String::new(),
            parent: None,
            children: BTreeMap::new(),
        });
        self.stacks.len() - 1
    }

    pub(super) fn stack(&self, number: usize) -> Option<&Stack> {
        self.stacks.get(number)
    }

    pub(super) fn template(&self, number: usize) -> Option<Rc<Template>> {
        self.stacks
            .get(number)
            .map(|stack| Rc::clone(&stack.template))
    }

    /// Counts work that is more than one evaluation's.
    pub(super) fn spend(&mut self, steps: usize) {
        self.steps = self.steps.saturating_add(steps);
    }

    /// Counts an evaluation; `false` once there were too many.
    pub(super) fn step(&mut self, at: Span) -> bool {
        self.spend(1);
        if self.steps >= MOST_STEPS {
            let message = format!(
                "evaluating this template takes more than {MOST_STEPS} steps, so siglint stopped here"
            );
            self.stopped("steps", at, &message);
        }
        self.steps < MOST_STEPS
    }

    /// Tells once that a limit was met.
    pub(super) fn stopped(&mut self, limit: &'static str, at: Span, message: &str) {
        if self.met.insert(limit) {
            self.problem(at, message);
        }
    }

    /// A problem with what stands at a place.
    pub(super) fn problem(&mut self, at: Span, message: &str) {
        let name = self.sources.get(at.source).name.clone();
        self.problems.push(Problem::new(name, message).at(at));
    }

    /// What a template of the input exports under a name, and the stack in which that is to be read.
    pub(super) fn exported(&mut self, name: &str) -> Option<(usize, Node)> {
        let exports = Rc::clone(&self.exports);
        let export = exports.get(name)?.as_ref()?;
        let file = &export.template.name;
        if let Some(stack) = self.imported.get(file) {
            return Some((*stack, export.value.clone()));
        }
        if self.stacks.len() >= MOST_STACKS {
            return None;
        }
        let stack = self.add(Rc::clone(&export.template), export.given.clone());
        // Ids of another template are none of this one's.
        if let Some(stack) = self.stacks.get_mut(stack) {
            stack.prefix = format!("{file}:");
        }
        self.imported.insert(file.clone(), stack);
        Some((stack, export.value.clone()))
    }

    /// How many stacks there are by now.
    pub(super) fn stack_count(&self) -> usize {
        self.stacks.len()
    }

    /// The names of the files that were followed from the first one.
    pub(super) fn followed(&self) -> BTreeSet<String> {
        let nested = self.stacks.iter().filter(|stack| stack.parent.is_some());
        nested.map(|stack| stack.template.name.clone()).collect()
    }
}

/// The value of an output, as an attribute of the nested stack that has it.
pub(super) fn output<'n>(template: &'n Template, name: &str) -> Option<&'n Node> {
    template.get("Outputs", name)?.get("Value")
}

/// What a `Fn::GetAtt` of a nested stack asks for.
pub(super) fn output_name(attribute: &str) -> Option<&str> {
    attribute.strip_prefix("Outputs.")
}

/// An expression that is not resolved, in its own place.
pub(super) fn unresolved(expression: String, span: Span) -> Node {
    let kind = NodeKind::Unresolved(expression);
    Node { span, kind }
}
