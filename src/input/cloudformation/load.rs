//! Recognises templates, and hands over what they hold of CloudFront's.

use super::evaluate::Scope;
use super::stacks::{Export, Exports, World, location};
use super::template::Template;
use crate::input::cloudfront::{REPEATED, Reader, Resource, build};
use crate::input::serverless::{Service, is_service};
use crate::input::{Files, Loaded, Options, folder_of, resolve};
use crate::source::{Problem, SourceMap, Span};
use crate::syntax::{Entry, Node, NodeKind};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Whether a tree is a template: it has resources with types of AWS's.
pub(crate) fn is_template(root: &Node) -> bool {
    let resources = root.get("Resources").map_or(&[][..], Node::entries);
    let is_typed = |node: &Node| {
        let kind = node.get("Type").and_then(Node::as_str);
        kind.is_some_and(|kind| kind.contains("::"))
    };
    resources
        .iter()
        .any(|entry| is_typed(&entry.value) || entry.key.starts_with("Fn::ForEach::"))
}

/// Whether a tree is the inside of `Resources`, as files have it that others include.
fn is_part(root: &Node) -> bool {
    let is_ours = |node: &Node| {
        let kind = node.get("Type").and_then(Node::as_str);
        kind.is_some_and(|kind| kind.starts_with("AWS::CloudFront::"))
    };
    root.entries().iter().any(|entry| is_ours(&entry.value))
}

/// The template around what is inside of `Resources`.
fn around(resources: Node) -> Node {
    let span = resources.span;
    let entry = Entry {
        key: "Resources".to_owned(),
        key_span: span,
        value: resources,
    };
    let kind = NodeKind::Mapping(vec![entry]);
    Node { span, kind }
}

/// A template, and what is known of its parameters.
type Found = (Rc<Template>, BTreeMap<String, Node>);

/// Templates that were found, in the order in which they are to be read.
#[derive(Debug, Default)]
pub(crate) struct Templates {
    found: Vec<Found>,
    services: Vec<(String, Node)>,
    problems: Vec<Problem>,
}

impl Templates {
    /// Takes in a document, and says whether it is a template or has one in it.
    pub(crate) fn take(&mut self, name: &str, root: Node) -> bool {
        let name = name.to_owned();
        if is_template(&root) {
            let template = Template::new(name, root);
            self.found.push((Rc::new(template), BTreeMap::new()));
        } else if is_service(&root) {
            self.services.push((name, root));
        } else if is_part(&root) {
            let template = Template::new(name, around(root));
            self.found.push((Rc::new(template), BTreeMap::new()));
        } else {
            return false;
        }
        true
    }

    /// Takes the templates out of services. What a service includes is not read by itself.
    fn open_services(&mut self, files: &Files<'_>, options: &Options, sources: &mut SourceMap) {
        for (name, root) in std::mem::take(&mut self.services) {
            let span = root.span;
            let Some(service) = Service::new(&name, root, files, options, sources) else {
                continue;
            };
            if !is_template(&service.template) {
                let missing = service.missing.into_iter();
                let missing = missing.filter(|_| files.is_named(&name));
                let missing = missing.map(|file| out_of_reach(&name, (span, file)));
                self.problems.extend(missing);
                continue;
            }
            let included = |one: &Template| service.included.contains(&one.name);
            self.found.retain(|(one, _)| !included(one));
            let root = service.template;
            let template = Rc::new(Template::new(name, root));
            self.found.push((template, service.given));
        }
    }

    /// What they export to each other.
    fn exports(&self, files: &Files<'_>, options: &Options, sources: &mut SourceMap) -> Exports {
        let mut world = World::new(options, files, sources, Rc::default());
        let mut exports = Exports::new();
        for (template, given) in &self.found {
            let outputs = template.section("Outputs").iter();
            let outputs = outputs.filter_map(|entry| {
                let name = entry.value.path(&["Export", "Name"])?;
                Some((name, entry.value.get("Value")?))
            });
            let mut outputs = outputs.peekable();
            if outputs.peek().is_none() {
                continue;
            }
            let stack = world.add(Rc::clone(template), given.clone());
            for (name, value) in outputs {
                let name = world.value(name, &Scope::of(stack));
                let Some(name) = name.as_ref().and_then(Node::as_str) else {
                    continue;
                };
                let export = Export {
                    template: Rc::clone(template),
                    given: given.clone(),
                    value: value.clone(),
                };
                let known = exports.entry(name.to_owned());
                known
                    .and_modify(|other| *other = None)
                    .or_insert(Some(export));
            }
        }
        exports
    }

    /// Those that no other nests, and then the others, of which most were read by then.
    fn outer_first(&self) -> impl Iterator<Item = &Found> {
        let nested = self.found.iter().flat_map(|(one, _)| children(one));
        let nested: BTreeSet<String> = nested.collect();
        let is_nested = |(one, _): &&Found| nested.contains(&one.name);
        let (inner, outer): (Vec<_>, Vec<_>) = self.found.iter().partition(is_nested);
        outer.into_iter().chain(inner)
    }

    /// Reads all of them. One that another nests is read there, with the values it has there, and
    /// not by itself.
    pub(crate) fn load(
        mut self,
        files: &Files<'_>,
        options: &Options,
        sources: &mut SourceMap,
    ) -> Loaded {
        self.open_services(files, options, sources);
        let mut loaded = Loaded {
            problems: std::mem::take(&mut self.problems),
            ..Loaded::default()
        };
        let known = self.found.iter();
        let known = known.map(|(one, _)| (one.name.clone(), Rc::clone(one)));
        let known: Rc<BTreeMap<_, _>> = Rc::new(known.collect());
        let exports = Rc::new(self.exports(files, options, sources));
        let mut followed = BTreeSet::new();
        for (template, given) in self.outer_first() {
            if followed.contains(&template.name) {
                continue;
            }
            let mut world = World::new(options, files, sources, Rc::clone(&known));
            world.exports = Rc::clone(&exports);
            let resources = everything(&mut world, template, given);
            followed.extend(world.followed());
            loaded.problems.append(&mut world.problems);
            if resources.is_empty() {
                continue;
            }
            loaded.recognised.insert(template.name.clone());
            let built = build(&resources, sources);
            loaded.configuration.merge(built.configuration);
            loaded.problems.extend(built.problems);
            loaded.problems.extend(repeated_keys(template, sources));
        }
        loaded.recognised.extend(followed);
        // What several stacks nest, or aliases repeat, is told once.
        let mut told = BTreeSet::new();
        let key = |problem: &Problem| (problem.span, problem.message.clone());
        loaded.problems.retain(|problem| told.insert(key(problem)));
        loaded
    }
}

/// What a template holds of CloudFront's, with what it nests, and the buckets besides. A bucket alone
/// makes no file one of ours.
fn everything(
    world: &mut World<'_>,
    template: &Rc<Template>,
    given: &BTreeMap<String, Node>,
) -> Vec<Resource> {
    let stack = world.add(Rc::clone(template), given.clone());
    let mut resources = world.resources(stack);
    if !resources.is_empty() {
        let stacks = 0..world.stack_count();
        resources.extend(stacks.flat_map(|stack| world.buckets(stack)));
    } else if world.files.is_named(&template.name) {
        let missing = std::mem::take(&mut world.missing).into_iter();
        let missing = missing.map(|missing| out_of_reach(&template.name, missing));
        world.problems.extend(missing);
    }
    resources
}

fn out_of_reach(name: &str, (at, path): (Span, String)) -> Problem {
    let message = format!(
        "leads to {path}, which is not below a given folder, so what it holds is not known; give the \
         folder that has both"
    );
    Problem::new(name, message).at(at)
}

/// Keys that stand twice in what matters here: the template itself, and resources of CloudFront's.
fn repeated_keys(template: &Template, sources: &SourceMap) -> Vec<Problem> {
    let mut reader = Reader::new(sources);
    let resources = template.root.get("Resources");
    let around = [Some(&template.root), resources].into_iter().flatten();
    for entry in around.flat_map(Node::overridden) {
        reader.problem(entry.key_span, REPEATED);
    }
    for entry in resources.map_or(&[][..], Node::entries) {
        let kind = entry.value.get("Type").and_then(Node::as_str);
        if kind.is_some_and(|kind| kind.starts_with("AWS::CloudFront::")) {
            reader.repeated_keys(&entry.value);
        }
    }
    reader.into_problems()
}

/// The files of the stacks that a template nests.
fn children(template: &Template) -> Vec<String> {
    let resources = template.section("Resources").iter();
    let paths = resources.filter_map(|entry| location(template, &entry.key));
    let folder = folder_of(&template.name);
    paths.filter_map(|path| resolve(folder, path)).collect()
}
