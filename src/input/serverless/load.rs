//! Recognises a service, and takes the template out of it.

use super::budget::Budget;
use super::resolve::Resolver;
use crate::input::leads::{Lead, hints};
use crate::input::{Files, Options, folder_of};
use crate::source::{Problem, SourceMap, Span};
use crate::syntax::{Entry, Node, NodeKind};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// Whether a tree is a serverless.yml: a service with a provider or resources of its own.
pub(crate) fn is_service(root: &Node) -> bool {
    let has = |key| root.get(key).is_some();
    has("service") && (has("provider") || has("resources"))
}

/// Where a service is, and what it may ask for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// The name of its file.
    pub(crate) name: &'a str,
    /// The files of the run.
    pub(crate) files: &'a Files<'a>,
    /// The given variables.
    pub(crate) options: &'a Options,
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
    /// What was asked for and is not at hand, where it may matter.
    pub(crate) leads: Vec<Lead>,
    /// What is wrong with its variables, and with the files that it includes.
    pub(crate) problems: Vec<Problem>,
}

impl Service {
    /// Reads a service; `None` if it has no resources of its own.
    pub(crate) fn new(
        place: Place<'_>,
        root: Node,
        budget: &mut Budget,
        sources: &mut SourceMap,
    ) -> Option<Self> {
        let resources = root.get("resources")?.clone();
        let region = root.path(&["provider", "region"]).cloned();
        budget.add(&root);
        let mut resolver = Resolver {
            root: Rc::new(root),
            folder: folder_of(place.name).to_owned(),
            files: place.files,
            options: place.options,
            sources,
            budget,
            included: BTreeMap::new(),
            kept: BTreeMap::new(),
            resolving: BTreeSet::new(),
            cuts: 0,
            whys: BTreeMap::new(),
            problems: Vec::new(),
        };
        let resources = resolver.node(&resources, 0);
        let region = region.map(|region| resolver.node(&region, 0));
        let region = region.filter(|region| region.as_str().is_some());
        let given = region.map(|region| ("AWS::Region".to_owned(), region));
        let leads = resolver.leads(&resources);
        let Resolver {
            included, problems, ..
        } = resolver;
        let read = included.into_iter().filter(|(_, root)| root.is_ok());
        Some(Self {
            template: merged(resources),
            given: given.into_iter().collect(),
            included: read.map(|(name, _)| name).collect(),
            leads,
            problems,
        })
    }
}

impl Resolver<'_> {
    /// What is not at hand of what may hold a distribution or stands in one; mistakes become problems.
    fn leads(&mut self, resources: &Node) -> Vec<Lead> {
        let mut open = Vec::new();
        open_in_service(resources, &mut open);
        let mut leads = Vec::new();
        for (at, is_inside) in open {
            let Some(why) = self.whys.get(&at).cloned() else {
                continue;
            };
            if let Some(message) = why.reason.mistake() {
                self.problem(why.at, message);
            }
            let file = why.reason.file();
            leads.extend(why.reason.gap().map(|(reason, needs)| Lead {
                kind: "included files",
                name: file.to_owned(),
                at: why.at,
                is_likely: is_inside || hints(file),
                reason,
                needs,
            }));
        }
        if let Some((at, message)) = self.budget.take_spent() {
            self.problem(at, message);
        }
        leads
    }

    fn problem(&mut self, at: Span, message: String) {
        let name = self.sources.get(at.source).name.clone();
        self.problems.push(Problem::new(name, message).at(at));
    }
}

/// The places in a service's resources that are open and matter, and whether each is inside of something
/// of CloudFront's: whole parts and resources, of which nobody knows what they are, and what stands in
/// a distribution or a bucket.
fn open_in_service(resources: &Node, open: &mut Vec<(Span, bool)>) {
    let parts = match &resources.kind {
        NodeKind::Sequence(parts) => parts.as_slice(),
        _ => std::slice::from_ref(resources),
    };
    for part in parts {
        let all = part.get("Resources");
        let entries = all.map_or(&[][..], Node::entries).iter();
        let whole = [Some(part), all].into_iter().flatten();
        let whole = whole.chain(entries.clone().map(|entry| &entry.value));
        let unresolved = whole.filter(|node| node.unresolved().is_some());
        open.extend(unresolved.map(|node| (node.span, false)));
        for entry in entries {
            let kind = entry.value.get("Type").and_then(Node::as_str);
            let is_ours =
                |kind: &str| kind.starts_with("AWS::CloudFront::") || kind == "AWS::S3::Bucket";
            if kind.is_some_and(is_ours) {
                open_below(&entry.value, open);
            }
        }
    }
}

/// As deep as the tree, which has a limit.
fn open_below(node: &Node, open: &mut Vec<(Span, bool)>) {
    if node.unresolved().is_some() {
        open.push((node.span, true));
    }
    let values = node.entries().iter().map(|entry| &entry.value);
    for inner in node.items().iter().chain(values) {
        open_below(inner, open);
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
