//! Where variables come from: the service itself, options, files, stages.

use super::resolve::{Resolver, Value, scalar};
use crate::input::{parse_tree, resolve};
use crate::source::Span;
use crate::syntax::{Node, NodeKind};
use std::rc::Rc;

/// How many files a service may include.
const MOST_FILES: usize = 200;

/// The stage that is deployed where nothing names one.
const USUAL_STAGE: &str = "dev";

impl Resolver<'_> {
    /// The value at an address: `self:custom.bucket`, `file(x.yml):a.b`.
    pub(super) fn address(&mut self, address: &str, span: Span, level: usize) -> Value {
        if let Some(rest) = address.strip_prefix("file(") {
            return self.file(rest, level);
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
            _ => Value::Unknown,
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
            Value::Missing => Value::Unknown,
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
            Value::Missing | Value::Unknown => None,
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
        let mut at = node.clone();
        for step in path.split('.').filter(|step| !step.is_empty()) {
            if at.as_str().is_some() {
                at = self.node(&at, level + 1);
            }
            if at.unresolved().is_some() {
                return Value::Unknown;
            }
            let next = match &at.kind {
                NodeKind::Sequence(items) => {
                    step.parse().ok().and_then(|index: usize| items.get(index))
                }
                _ => at.get(step),
            };
            match next.cloned() {
                Some(next) => at = next,
                None => return Value::Missing,
            }
        }
        let value = self.node(&at, level + 1);
        match value.kind {
            NodeKind::Unresolved(_) => Value::Unknown,
            NodeKind::Null => Value::Missing,
            _ => Value::Found(value),
        }
    }

    /// A file of data, or a part of it, from `path):address`. A program is not run.
    fn file(&mut self, rest: &str, level: usize) -> Value {
        let Some((path, address)) = rest.split_once(')') else {
            return Value::Unknown;
        };
        let is_data = [".yml", ".yaml", ".json"]
            .iter()
            .any(|end| path.trim().ends_with(end));
        let Some(name) = resolve(&self.folder, path.trim()).filter(|_| is_data) else {
            return Value::Unknown;
        };
        match self.include(&name) {
            Some(root) => self.below(&root, address.trim_start_matches(':'), level),
            None => Value::Unknown,
        }
    }

    fn include(&mut self, name: &str) -> Option<Rc<Node>> {
        if let Some(known) = self.included.get(name) {
            return known.clone();
        }
        if self.included.len() >= MOST_FILES {
            return None;
        }
        let text = self.files.text(name);
        let roots = text.and_then(|text| parse_tree(name, &text, self.sources).ok());
        let root = roots
            .and_then(|roots| roots.into_iter().next())
            .map(Rc::new);
        self.included.insert(name.to_owned(), root.clone());
        root
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
        _ => return Value::Unknown,
    };
    let kind = NodeKind::Bool(value);
    Value::Found(Node { span, kind })
}
