//! The state that lies beside a module: what the HCL leaves open is as it was deployed last, at the
//! HCL's own lines.

use crate::input::cloudfront::Resource;
use crate::input::terraform::json;
use crate::input::{Document, Files, folder_of};
use crate::source::{SourceKind, SourceMap, Sourced, Span};
use crate::syntax::{Entry, Node, NodeKind};
use std::collections::{BTreeMap, BTreeSet};

/// A state and the folder it lies in.
#[derive(Debug)]
pub(super) struct State {
    folder: String,
    name: String,
    /// What is deployed at each address.
    resources: BTreeMap<String, Resource>,
}

/// The states among the documents. Nothing of them is shown: what is taken stands at the HCL's lines.
pub(super) fn states(files: &Files<'_>, sources: &mut SourceMap) -> Vec<State> {
    let documents = files.documents();
    let states = documents.filter(|(name, document)| may_be_state(name, document));
    let states: Vec<(&str, &Document)> = states.collect();
    let read = states.into_iter().filter_map(|(name, document)| {
        let source = sources.add(name, SourceKind::File, &document.text);
        let (root, _) = crate::syntax::json::parse(&document.text, source).ok()?;
        let resources = json::state(&root)?.into_iter();
        Some(State {
            folder: folder_of(name).to_owned(),
            name: name.to_owned(),
            resources: resources.map(|one| (one.name.value.clone(), one)).collect(),
        })
    });
    read.collect()
}

fn may_be_state(name: &str, document: &Document) -> bool {
    name.ends_with(".tfstate") && document.text.contains("aws_cloudfront_")
}

/// The states of one folder, which tell what is deployed of its module.
pub(super) struct Deployed<'s>(Vec<&'s State>);

impl<'s> Deployed<'s> {
    pub(super) fn of(states: &'s [State], folder: &str) -> Self {
        let here = states.iter().filter(|state| state.folder == folder);
        Self(here.collect())
    }

    /// Puts into a resource what is not known of it, and gives it its real id and domain name.
    pub(super) fn settle(&self, resource: &mut Resource) {
        let address = &resource.name.value;
        let known = self.0.iter().find_map(|state| state.resources.get(address));
        let (Some(known), Some(span)) = (known, resource.name.span()) else {
            return;
        };
        settle(&mut resource.node, &known.node);
        let named = |name: &Option<Sourced<String>>| {
            name.as_ref()
                .map(|name| Sourced::at(name.value.clone(), span))
        };
        resource.deployed = named(&known.deployed);
        resource.domain = named(&known.domain);
    }

    /// The names of the states of which every resource is among these addresses.
    pub(super) fn told(&self, addresses: &BTreeSet<String>) -> Vec<String> {
        let told = |state: &&&State| {
            state
                .resources
                .keys()
                .all(|address| addresses.contains(address))
        };
        let told = self.0.iter().filter(told);
        told.map(|state| state.name.clone()).collect()
    }
}

/// As deep as blocks nest, which the parser bounds.
fn settle(node: &mut Node, known: &Node) {
    let span = node.span;
    match (&mut node.kind, &known.kind) {
        (_, NodeKind::Null) => {}
        (NodeKind::Unresolved(_), _) => *node = placed(known, span),
        (NodeKind::Mapping(entries), NodeKind::Mapping(_)) => {
            for entry in entries {
                if let Some(known) = known.get(&entry.key) {
                    settle(&mut entry.value, known);
                }
            }
        }
        (NodeKind::Sequence(items), NodeKind::Sequence(known)) => list(items, known),
        _ => {}
    }
}

/// Items by their ids, since sets have no order; else by their number, if there are as many.
fn list(items: &mut Vec<Node>, known: &[Node]) {
    let open = items
        .iter()
        .find(|item| item.unresolved().is_some())
        .map(|item| item.span);
    if let Some(span) = open {
        *items = known.iter().map(|item| placed(item, span)).collect();
        return;
    }
    let same_length = items.len() == known.len();
    let is_set = known.iter().any(|item| item.get("Id").is_some()) && known.len() > 1;
    for (index, item) in items.iter_mut().enumerate() {
        let id = item.get("Id").and_then(Node::as_str);
        let mut all = known.iter();
        let by_id =
            id.and_then(|id| all.find(|one| one.get("Id").and_then(Node::as_str) == Some(id)));
        let by_number = known.get(index).filter(|_| same_length && !is_set);
        if let Some(known) = by_id.or(by_number) {
            settle(item, known);
        }
    }
}

/// A value of the state at a place of the HCL.
fn placed(known: &Node, span: Span) -> Node {
    let kind = match &known.kind {
        NodeKind::Sequence(items) => {
            NodeKind::Sequence(items.iter().map(|item| placed(item, span)).collect())
        }
        NodeKind::Mapping(entries) => {
            let entries = entries.iter().map(|entry| Entry {
                key: entry.key.clone(),
                key_span: span,
                value: placed(&entry.value, span),
            });
            NodeKind::Mapping(entries.collect())
        }
        other => other.clone(),
    };
    Node { span, kind }
}
