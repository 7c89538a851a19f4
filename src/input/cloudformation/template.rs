//! One template as it is written: its sections, and what a function call in it looks like.

use super::macros::makes_names;
use crate::source::Span;
use crate::syntax::{Entry, Node, NodeKind};
use std::collections::HashMap;

/// Where the names come from that a template may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// From itself: it is whole.
    Whole,
    /// From itself, unless it is a part of another one, which it does not say.
    Part,
    /// Also from elsewhere: a macro, a service, the template that includes it.
    Made,
}

/// A template: a file, or a part of one.
#[derive(Debug)]
pub(crate) struct Template {
    /// The plain name of its file.
    pub(crate) name: String,
    /// Its tree.
    pub(super) root: Node,
    /// Where its names come from.
    pub(super) names: Names,
    /// Where the entries of its sections stand: sections can be long, and are asked often.
    places: HashMap<&'static str, HashMap<String, usize>>,
}

/// The sections that are looked into by name.
const SECTIONS: [&str; 5] = [
    "Parameters",
    "Mappings",
    "Conditions",
    "Resources",
    "Outputs",
];

impl Template {
    /// A template of a file.
    pub(super) fn new(name: String, root: Node) -> Self {
        let names = names(&root);
        Self::with(name, root, names)
    }

    /// A template of which others may have a part.
    pub(super) fn part(name: String, root: Node) -> Self {
        Self::with(name, root, Names::Made)
    }

    /// Takes note that it may be a part of another one, if it does not say that it is whole.
    pub(super) fn may_be_a_part(&mut self) {
        if self.names == Names::Part {
            self.names = Names::Made;
        }
    }

    fn with(name: String, root: Node, names: Names) -> Self {
        let places = SECTIONS.into_iter().map(|section| {
            let entries = root.get(section).map_or(&[][..], Node::entries);
            // Of a key that stands twice the last one counts.
            let entries = entries.iter().enumerate();
            let places = entries.map(|(place, entry)| (entry.key.clone(), place));
            (section, places.collect())
        });
        let places = places.collect();
        Self {
            name,
            root,
            names,
            places,
        }
    }

    /// The entries of a section, in their order.
    pub(super) fn section(&self, name: &str) -> &[Entry] {
        self.root.get(name).map_or(&[], Node::entries)
    }

    /// What a section has under a name.
    pub(super) fn get(&self, section: &str, name: &str) -> Option<&Node> {
        let place = *self.places.get(section)?.get(name)?;
        let entry = self.section(section).get(place)?;
        Some(&entry.value)
    }

    /// The type of a resource.
    pub(super) fn kind(&self, logical_id: &str) -> Option<&str> {
        self.get("Resources", logical_id)?.get("Type")?.as_str()
    }

    /// A property of a resource.
    pub(super) fn property(&self, logical_id: &str, name: &str) -> Option<&Node> {
        let resource = self.get("Resources", logical_id)?;
        resource.path(&["Properties", name])
    }
}

/// Where the names of a file's template come from. What the CDK makes has no version, and is whole.
fn names(root: &Node) -> Names {
    let resources = root.get("Resources").map_or(&[][..], Node::entries);
    let has_loop = resources
        .iter()
        .any(|entry| entry.key.starts_with("Fn::ForEach::"));
    let is_whole = root.get("AWSTemplateFormatVersion").is_some()
        || root.path(&["Parameters", "BootstrapVersion"]).is_some();
    match makes_names(root) || has_loop {
        true => Names::Made,
        false if is_whole => Names::Whole,
        false => Names::Part,
    }
}

/// A function call: its long name, and its argument.
pub(super) struct Call<'n> {
    /// `Ref`, `Fn::Sub`; a tag that is no function's keeps its name behind `Fn::`.
    pub(super) name: String,
    /// What it is called with.
    pub(super) argument: &'n Node,
}

impl<'n> Call<'n> {
    /// The call that a node is, in the long form or as a tag.
    pub(super) fn of(node: &'n Node) -> Option<Self> {
        let [entry] = node.entries() else {
            return None;
        };
        let name = match entry.key.strip_prefix('!') {
            Some(tag @ ("Ref" | "Condition")) => tag.to_owned(),
            Some(tag) => format!("Fn::{tag}"),
            None if entry.key == "Ref" || is_function(&entry.key) => entry.key.clone(),
            None => return None,
        };
        let argument = &entry.value;
        Some(Self { name, argument })
    }
}

/// Loops are no calls: they stand for entries of the mapping around them.
fn is_function(key: &str) -> bool {
    key.starts_with("Fn::") && !key.starts_with("Fn::ForEach::")
}

/// The resource and the attribute that `Fn::GetAtt` names, where both are literals.
pub(super) fn attribute(argument: &Node) -> Option<(&str, String)> {
    match &argument.kind {
        NodeKind::String(text) => {
            let (resource, attribute) = text.split_once('.')?;
            Some((resource, attribute.to_owned()))
        }
        NodeKind::Sequence(items) => {
            let (resource, rest) = items.split_first()?;
            let names: Option<Vec<&str>> = rest.iter().map(Node::as_str).collect();
            Some((
                resource.as_str()?,
                names.filter(|names| !names.is_empty())?.join("."),
            ))
        }
        _ => None,
    }
}

/// The same node and all in it at another place: what a reference gives stands where it does.
pub(super) fn at(mut node: Node, span: Span) -> Node {
    move_to(&mut node, span);
    node
}

/// As deep as the tree, which has a limit.
fn move_to(node: &mut Node, span: Span) {
    node.span = span;
    match &mut node.kind {
        NodeKind::Sequence(items) => items.iter_mut().for_each(|item| move_to(item, span)),
        NodeKind::Mapping(entries) => {
            for entry in entries {
                entry.key_span = span;
                move_to(&mut entry.value, span);
            }
        }
        _ => {}
    }
}
