//! Recognises a service, and takes the template out of it.

use super::resolve::Resolver;
use crate::input::{Files, Options, folder_of};
use crate::source::SourceMap;
use crate::syntax::{Entry, Node, NodeKind};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// Whether a tree is a serverless.yml: a service with a provider or resources of its own.
pub(crate) fn is_service(root: &Node) -> bool {
    let has = |key| root.get(key).is_some();
    has("service") && (has("provider") || has("resources"))
}

/// The template of a service, its variables resolved.
#[derive(Debug)]
pub(crate) struct Service {
    /// The sections that all its resource files have together.
    pub(crate) template: Node,
    /// What is known of the place: `AWS::Region`.
    pub(crate) given: BTreeMap<String, Node>,
    /// The files that were included.
    pub(crate) included: BTreeSet<String>,
    /// Those that were to be, and are not at hand.
    pub(crate) missing: Vec<String>,
}

impl Service {
    /// Reads a service; `None` if it has no resources of its own.
    pub(crate) fn new(
        name: &str,
        root: Node,
        files: &Files<'_>,
        options: &Options,
        sources: &mut SourceMap,
    ) -> Option<Self> {
        let resources = root.get("resources")?.clone();
        let region = root.path(&["provider", "region"]).cloned();
        let mut resolver = Resolver {
            root: Rc::new(root),
            folder: folder_of(name).to_owned(),
            files,
            options,
            sources,
            included: BTreeMap::new(),
            steps: 0,
        };
        let resources = resolver.node(&resources, 0);
        let region = region.map(|region| resolver.node(&region, 0));
        let region = region.filter(|region| region.as_str().is_some());
        let given = region.map(|region| ("AWS::Region".to_owned(), region));
        let (read, missing): (Vec<_>, Vec<_>) = resolver
            .included
            .into_iter()
            .partition(|(_, root)| root.is_some());
        let names = |files: Vec<(String, _)>| files.into_iter().map(|(name, _)| name);
        Some(Self {
            template: merged(resources),
            given: given.into_iter().collect(),
            included: names(read).collect(),
            missing: names(missing).collect(),
        })
    }
}

/// Resources come as one template or as a list of parts, of which each may have any section.
fn merged(resources: Node) -> Node {
    let span = resources.span;
    let NodeKind::Sequence(parts) = resources.kind else {
        return resources;
    };
    let mut sections: Vec<Entry> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for part in parts {
        let NodeKind::Mapping(entries) = part.kind else {
            continue;
        };
        for entry in entries {
            let place = *places.entry(entry.key.clone()).or_insert(sections.len());
            let section = sections.get_mut(place);
            match section.map(|section| &mut section.value.kind) {
                Some(NodeKind::Mapping(all)) => {
                    if let NodeKind::Mapping(more) = entry.value.kind {
                        all.extend(more);
                    }
                }
                Some(_) => {}
                None => sections.push(entry),
            }
        }
    }
    let kind = NodeKind::Mapping(sections);
    Node { span, kind }
}
