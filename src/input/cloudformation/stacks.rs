//! Everything that evaluation may look at: the stacks, which nest, and what is assumed of conditions.

use super::conditions::{Assumptions, Leaf, Truth};
use super::evaluate::Scope;
use super::template::Template;
use crate::input::{Files, Options, folder_of, parse_tree, resolve};
use crate::source::{Problem, SourceMap, Span};
use crate::syntax::{Node, NodeKind};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The type of a bucket.
pub(super) const BUCKET: &str = "AWS::S3::Bucket";

/// How deep stacks nest, and how many there are, before something is wrong.
const DEEPEST_STACK: usize = 8;
const MOST_STACKS: usize = 100;

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
    /// How many stacks it is nested in.
    pub(super) depth: usize,
    children: BTreeMap<String, Option<usize>>,
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
    stacks: Vec<Stack>,
    pub(super) exports: Rc<Exports>,
    /// The stacks of templates that were imported from, by the names of their files.
    imported: BTreeMap<String, usize>,
    /// The templates of the input by their names.
    known: Rc<BTreeMap<String, Rc<Template>>>,
    /// Those that were read besides.
    read: BTreeMap<String, Option<Rc<Template>>>,
    /// What is taken for true or false, to look at both branches of an unknown condition.
    pub(super) assumed: Assumptions,
    /// Conditions that were asked for by name and are not known, with what is assumed of them.
    pub(super) asked: BTreeMap<String, Truth>,
    /// The first question that was met and is open.
    pub(super) open: Option<Leaf>,
    /// Whether an open condition takes the items of both branches.
    pub(super) takes_both: bool,
    /// The places of nested stacks whose templates are not at hand.
    pub(super) missing: Vec<(Span, String)>,
    steps: usize,
    is_spent: bool,
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
            takes_both: false,
            missing: Vec::new(),
            steps: 0,
            is_spent: false,
            problems: Vec::new(),
        }
    }

    /// Adds an outermost stack, with values for some of its parameters.
    pub(crate) fn add(&mut self, template: Rc<Template>, given: BTreeMap<String, Node>) -> usize {
        self.stacks.push(Stack {
            template,
            given,
            prefix: String::new(),
            depth: 0,
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
        if self.steps >= MOST_STEPS && !self.is_spent {
            self.is_spent = true;
            let name = self.sources.get(at.source).name.clone();
            let message = format!(
                "evaluating this template takes more than {MOST_STEPS} steps, so siglint stopped here"
            );
            self.problems.push(Problem::new(name, message).at(at));
        }
        self.steps < MOST_STEPS
    }

    /// The stack that a resource nests, where its template is at hand.
    pub(super) fn child(
        &mut self,
        parent: usize,
        logical_id: &str,
        scope: &Scope,
    ) -> Option<usize> {
        let stack = self.stacks.get(parent)?;
        if let Some(known) = stack.children.get(logical_id) {
            return *known;
        }
        // Whoever asks for it while it is made runs in a circle.
        let stack = self.stacks.get_mut(parent)?;
        stack.children.insert(logical_id.to_owned(), None);
        let child = self.nest(parent, logical_id, scope);
        let stack = self.stacks.get_mut(parent)?;
        stack.children.insert(logical_id.to_owned(), child);
        child
    }

    fn nest(&mut self, parent: usize, logical_id: &str, scope: &Scope) -> Option<usize> {
        let stack = self.stacks.get(parent)?.clone();
        let path = location(&stack.template, logical_id)?;
        let name = resolve(folder_of(&stack.template.name), path)?;
        if stack.depth >= DEEPEST_STACK || self.stacks.len() >= MOST_STACKS {
            return None;
        }
        let Some(template) = self.load(&name) else {
            let at = stack.template.get("Resources", logical_id)?.span;
            self.missing.push((at, name));
            return None;
        };
        let parameters = stack.template.property(logical_id, "Parameters");
        let mut given = BTreeMap::new();
        for entry in parameters.map_or(&[][..], Node::entries) {
            if let Some(value) = self.value(&entry.value, scope) {
                given.insert(entry.key.clone(), value);
            }
        }
        // What is known of the place is the same for all.
        for (name, value) in stack
            .given
            .iter()
            .filter(|(name, _)| name.starts_with("AWS::"))
        {
            given.entry(name.clone()).or_insert_with(|| value.clone());
        }
        self.stacks.push(Stack {
            template,
            given,
            prefix: format!("{}{logical_id}.", stack.prefix),
            depth: stack.depth + 1,
            children: BTreeMap::new(),
        });
        Some(self.stacks.len() - 1)
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

    /// A template of another file, read once.
    fn load(&mut self, name: &str) -> Option<Rc<Template>> {
        if let Some(known) = self.known.get(name) {
            return Some(Rc::clone(known));
        }
        if let Some(read) = self.read.get(name) {
            return read.clone();
        }
        let text = self.files.text(name);
        let root = text.and_then(|text| match parse_tree(name, &text, self.sources) {
            Ok(roots) => roots.into_iter().find(super::is_template),
            Err(problem) => {
                self.problems.push(*problem);
                None
            }
        });
        let name = name.to_owned();
        let template = root.map(|root| Rc::new(Template::new(name.clone(), root)));
        self.read.insert(name, template.clone());
        template
    }

    /// How many stacks there are by now.
    pub(super) fn stack_count(&self) -> usize {
        self.stacks.len()
    }

    /// The names of the files that were followed from the first one.
    pub(super) fn followed(&self) -> BTreeSet<String> {
        let nested = self.stacks.iter().filter(|stack| stack.depth > 0);
        nested.map(|stack| stack.template.name.clone()).collect()
    }
}

/// The file that a nested stack is written in, where that is a local one.
pub(super) fn location<'t>(template: &'t Template, logical_id: &str) -> Option<&'t str> {
    let key = match template.kind(logical_id)? {
        "AWS::CloudFormation::Stack" => "TemplateURL",
        "AWS::Serverless::Application" => "Location",
        _ => return None,
    };
    let written = template.property(logical_id, key).and_then(Node::as_str);
    // CDK uploads the file, and keeps its local name beside it.
    let asset = template.get("Resources", logical_id)?;
    let asset = asset
        .path(&["Metadata", "aws:asset:path"])
        .and_then(Node::as_str);
    asset.or(written).filter(|path| !path.contains("://"))
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
