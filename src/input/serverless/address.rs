//! Where variables come from: the service itself, options, files, stages.

use super::resolve::{Resolver, Value, scalar};
use super::why::{Reason, Why};
use crate::input::{parse_tree, resolve};
use crate::source::Span;
use crate::syntax::{Node, NodeKind};
use std::borrow::Cow;
use std::rc::Rc;

/// How many files a service may include.
const MOST_FILES: usize = 200;

/// How the names of files end that hold data.
const DATA: [&str; 3] = [".yml", ".yaml", ".json"];

/// How the names of programs end.
const PROGRAMS: [&str; 6] = [".js", ".cjs", ".mjs", ".ts", ".cts", ".mts"];

/// The stage that is deployed where nothing names one.
const USUAL_STAGE: &str = "dev";

impl Resolver<'_> {
    /// The value at an address: `self:custom.bucket`, `file(x.yml):a.b`.
    pub(super) fn address(&mut self, address: &str, span: Span, level: usize) -> Value {
        if let Some(rest) = address.strip_prefix("file(") {
            return self.file(rest, span, level);
        }
        if let Some(inner) = address.strip_prefix("strToBool(") {
            return boolean(inner.trim_end_matches(')'), span);
        }
        let Some((source, name)) = address.split_once(':') else {
            return Value::Missing;
        };
        let name = name.trim();
        match source.trim() {
            "self" => {
                let root = Rc::clone(&self.root);
                self.below(&root, name, level)
            }
            "opt" | "env" => self.given(name, span),
            "param" => self.parameter(name, span, level),
            "sls" if name == "stage" => self.stage(span, level),
            "aws" if name == "region" => match self.given("region", span) {
                Value::Missing => self.provided("region", level),
                given => given,
            },
            _ => Value::Unknown(None),
        }
    }

    fn given(&self, name: &str, span: Span) -> Value {
        match self.options.variables.get(name) {
            Some(value) => found(value, span),
            None => Value::Missing,
        }
    }

    fn provided(&mut self, name: &str, level: usize) -> Value {
        let root = Rc::clone(&self.root);
        match self.below(&root, &format!("provider.{name}"), level) {
            Value::Missing => Value::Unknown(None),
            value => value,
        }
    }

    /// The stage: as given, else the provider's, else the usual one.
    fn stage(&mut self, span: Span, level: usize) -> Value {
        if let Value::Found(given) = self.given("stage", span) {
            return Value::Found(given);
        }
        let root = Rc::clone(&self.root);
        match self.below(&root, "provider.stage", level) {
            Value::Missing => found(USUAL_STAGE, span),
            value => value,
        }
    }

    /// A parameter: as given, else that of the stage, else that of all stages.
    fn parameter(&mut self, name: &str, span: Span, level: usize) -> Value {
        if let Value::Found(given) = self.given(name, span) {
            return Value::Found(given);
        }
        let stage = match self.stage(span, level) {
            Value::Found(stage) => scalar(&stage),
            Value::Missing | Value::Unknown(_) => None,
        };
        let root = Rc::clone(&self.root);
        for stage in stage.iter().map(String::as_str).chain(["default"]) {
            match self.below(&root, &format!("params.{stage}.{name}"), level) {
                Value::Missing => {}
                value => return value,
            }
        }
        Value::Missing
    }

    /// What stands below a node, by names and numbers with dots between them. What is met on the way
    /// may be a variable itself.
    fn below(&mut self, node: &Node, path: &str, level: usize) -> Value {
        let mut at = Cow::Borrowed(node);
        for step in path.split('.').filter(|step| !step.is_empty()) {
            if at.as_str().is_some() {
                at = Cow::Owned(self.node(&at, level + 1));
            }
            if at.unresolved().is_some() {
                return self.unknown(at.span);
            }
            self.budget.pay_for_text(at.entries().len(), at.span);
            let next = match &at {
                Cow::Borrowed(node) => child(node, step).map(Cow::Borrowed),
                Cow::Owned(node) => child(node, step).cloned().map(Cow::Owned),
            };
            match next {
                Some(next) => at = next,
                None => return Value::Missing,
            }
        }
        let value = self.node(&at, level + 1);
        match value.kind {
            NodeKind::Unresolved(_) => self.unknown(value.span),
            NodeKind::Null => Value::Missing,
            _ => Value::Found(value),
        }
    }

    /// That the text at a place has no value, for the reason that is known.
    fn unknown(&self, at: Span) -> Value {
        Value::Unknown(self.whys.get(&at).cloned())
    }

    /// A file of data, or a part of it, from `path):address`. A program is not run.
    fn file(&mut self, rest: &str, span: Span, level: usize) -> Value {
        let Some((path, address)) = rest.split_once(')') else {
            return Value::Unknown(None);
        };
        let path = path.trim();
        let ends = |endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
        let included = match resolve(&self.folder, path) {
            _ if ends(&PROGRAMS) => Err(Reason::Program(path.to_owned())),
            _ if !ends(&DATA) => Err(Reason::OtherData(path.to_owned())),
            None => Err(Reason::Absolute(path.to_owned())),
            Some(name) => self.include(&name),
        };
        match included {
            Ok(root) => self.below(&root, address.trim_start_matches(':'), level),
            Err(reason) => Value::Unknown(Some(Why { at: span, reason })),
        }
    }

    fn include(&mut self, name: &str) -> Result<Rc<Node>, Reason> {
        if let Some(known) = self.included.get(name) {
            return known.clone();
        }
        if self.included.len() >= MOST_FILES {
            return Err(Reason::TooMany(name.to_owned()));
        }
        let read = self.read(name);
        self.included.insert(name.to_owned(), read.clone());
        read
    }

    fn read(&mut self, name: &str) -> Result<Rc<Node>, Reason> {
        let broken = || Reason::Broken(name.to_owned());
        let text = self.files.text(name);
        let text = text.map_err(|absent| Reason::Absent(name.to_owned(), absent))?;
        let roots = parse_tree(name, &text, self.sources).map_err(|problem| {
            self.problems.push(*problem);
            broken()
        })?;
        let root = roots.into_iter().next().ok_or_else(broken)?;
        self.budget.add(&root);
        Ok(Rc::new(root))
    }
}

fn child<'n>(node: &'n Node, step: &str) -> Option<&'n Node> {
    match &node.kind {
        NodeKind::Sequence(items) => step.parse().ok().and_then(|index: usize| items.get(index)),
        _ => node.get(step),
    }
}

fn found(text: &str, span: Span) -> Value {
    let kind = NodeKind::String(text.to_owned());
    Value::Found(Node { span, kind })
}

fn boolean(text: &str, span: Span) -> Value {
    let value = match text.trim().to_ascii_lowercase().as_str() {
        "true" | "1" => true,
        "false" | "0" => false,
        _ => return Value::Unknown(None),
    };
    let kind = NodeKind::Bool(value);
    Value::Found(Node { span, kind })
}
