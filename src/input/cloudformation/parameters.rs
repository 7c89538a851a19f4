//! The values of parameters and pseudo-parameters: as given, else by default, else unknown.

use super::stacks::{World, unresolved};
use super::template::{Template, at};
use crate::model::partition_of_region;
use crate::source::Span;
use crate::syntax::{Node, NodeKind};

impl World<'_> {
    /// The value of a parameter; `None` if the stack has no such parameter. What the stack around it
    /// gives keeps its place there: a template serves every stack that nests it. All else stands where
    /// it is referred to.
    pub(super) fn parameter(&self, name: &str, stack: usize, span: Span) -> Option<Node> {
        let stack = self.stack(stack)?;
        let declared = stack.template.get("Parameters", name)?;
        let given = match stack.given.get(name) {
            Some(node) => Some(node.clone()),
            None if stack.parent.is_none() => self.variable(name, span),
            None => None,
        };
        // A value that another stack does not know has a name there, which says nothing here.
        let is_opaque = |node: &Node| {
            let opaque = |text: &str| text.starts_with('!') && !text.contains("${");
            node.unresolved().is_some_and(opaque)
        };
        let value = match given {
            Some(node) if !is_opaque(&node) => Some(of_type(declared, node)),
            Some(_) => None,
            None => default(declared).map(|node| of_type(declared, at(node.clone(), span))),
        };
        Some(value.unwrap_or_else(|| unresolved(format!("!Ref {name}"), span)))
    }

    /// Whether a name stands for something that keeps its place: what the stack around gives.
    pub(super) fn is_given(&self, name: &str, stack: usize) -> bool {
        let nested = self.stack(stack).filter(|stack| stack.parent.is_some());
        nested.is_some_and(|stack| stack.given.contains_key(name) && !name.starts_with("AWS::"))
    }

    fn variable(&self, name: &str, span: Span) -> Option<Node> {
        let value = self.options.variables.get(name)?;
        let kind = NodeKind::String(value.clone());
        Some(Node { span, kind })
    }

    /// The value of a pseudo-parameter but `AWS::NoValue`; `None` if there is none of this name.
    pub(super) fn pseudo(&self, name: &str, stack: usize, span: Span) -> Option<Node> {
        if !name.starts_with("AWS::") {
            return None;
        }
        let given = self.stack(stack).and_then(|stack| stack.given.get(name));
        let given = given.cloned().map(|node| at(node, span));
        let known = given
            .or_else(|| self.variable(name, span))
            .or_else(|| self.derived(name, stack, span));
        Some(known.unwrap_or_else(|| unresolved(format!("!Ref {name}"), span)))
    }

    /// What follows from the Region.
    fn derived(&self, name: &str, stack: usize, span: Span) -> Option<Node> {
        if !["AWS::Partition", "AWS::URLSuffix"].contains(&name) {
            return None;
        }
        let region = self.pseudo("AWS::Region", stack, span);
        let region = region.as_ref().and_then(Node::as_str);
        let partition = region.and_then(partition_of_region);
        let text = match name {
            "AWS::Partition" => partition?.id,
            // Nearly everybody is in a partition with this suffix, and hosts are made with it.
            _ => partition.map_or("amazonaws.com", |known| known.dns_suffix),
        };
        let kind = NodeKind::String(text.to_owned());
        Some(Node { span, kind })
    }
}

/// The default of a parameter. That of one that is kept in SSM is its name there.
fn default(declared: &Node) -> Option<&Node> {
    let kind = declared
        .get("Type")
        .and_then(Node::as_str)
        .unwrap_or_default();
    let default = declared.get("Default").filter(|node| !node.is_null());
    default.filter(|_| !kind.starts_with("AWS::SSM::"))
}

/// A value as the parameter's type has it: lists are written with commas.
fn of_type(declared: &Node, node: Node) -> Node {
    let kind = declared
        .get("Type")
        .and_then(Node::as_str)
        .unwrap_or_default();
    let is_list = kind == "CommaDelimitedList" || kind.contains("List<");
    match &node.kind {
        NodeKind::String(text) if is_list => {
            let items = text.split(',').map(|item| Node {
                span: node.span,
                kind: NodeKind::String(item.trim().to_owned()),
            });
            let kind = NodeKind::Sequence(items.collect());
            Node { kind, ..node }
        }
        NodeKind::Number(text) if kind == "String" => {
            let kind = NodeKind::String(text.clone());
            Node { kind, ..node }
        }
        _ => node,
    }
}

/// The value that a mapping has under two keys.
pub(super) fn mapped<'t>(template: &'t Template, keys: [&str; 3]) -> Option<&'t Node> {
    let [mapping, top, second] = keys;
    template.get("Mappings", mapping)?.get(top)?.get(second)
}
