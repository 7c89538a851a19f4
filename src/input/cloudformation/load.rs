//! Recognises templates, and hands over what they hold of CloudFront's.

use super::evaluate::Scope;
use super::nesting::location;
use super::stacks::{Export, Exports, World};
use super::template::Template;
use crate::input::cloudfront::{REPEATED, Reader, Resource, build};
use crate::input::leads::{Lead, gaps};
use crate::input::serverless::{Budget, Place, Service, is_service};
use crate::input::{Files, Loaded, Options, folder_of, resolve};
use crate::source::{Problem, SourceMap};
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
    leads: Vec<Lead>,
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
            let template = Template::part(name, around(root));
            self.found.push((Rc::new(template), BTreeMap::new()));
        } else {
            return false;
        }
        true
    }

    /// Takes the templates out of services. What a service includes is not read by itself, and what
    /// looks like a whole template beside one is often a part of it.
    fn open_services(&mut self, files: &Files<'_>, options: &Options, sources: &mut SourceMap) {
        let services = std::mem::take(&mut self.services);
        if !services.is_empty() {
            let found = self.found.iter_mut();
            let found = found.filter_map(|(one, _)| Rc::get_mut(one));
            found.for_each(Template::may_be_a_part);
        }
        let mut budget = Budget::default();
        for (name, root) in services {
            let place = Place {
                name: &name,
                files,
                options,
            };
            let Some(service) = Service::new(place, root, &mut budget, sources) else {
                continue;
            };
            self.problems.extend(service.problems);
            self.leads.extend(service.leads);
            if !is_template(&service.template) {
                continue;
            }
            self.found
                .retain(|(one, _)| !service.included.contains(&one.name));
            let template = Rc::new(Template::part(name, service.template));
            self.found.push((template, service.given));
        }
    }

    /// What they export to each other.
    fn exports(&self, files: &Files<'_>, options: &Options, sources: &mut SourceMap) -> Exports {
        let mut world = World::new(options, files, sources, Rc::default());
        world.is_quiet = true;
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
        let mut leads = std::mem::take(&mut self.leads);
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
            leads.append(&mut world.leads);
            loaded.problems.append(&mut world.problems);
            loaded.configuration.gaps.append(&mut world.gaps);
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
        told_once(&mut loaded, leads, sources);
        loaded
    }
}

/// What several stacks nest, or aliases repeat, is told once. What leads on is one of ours, whatever
/// it leads to.
fn told_once(loaded: &mut Loaded, leads: Vec<Lead>, sources: &SourceMap) {
    let name = |lead: &Lead| sources.get(lead.at.source).name.clone();
    loaded.recognised.extend(leads.iter().map(name));
    loaded.configuration.gaps.extend(gaps(leads));
    let mut told = BTreeSet::new();
    let key = |problem: &Problem| (problem.span, problem.message.clone());
    loaded.problems.retain(|problem| told.insert(key(problem)));
    let mut told = BTreeSet::new();
    let known = &mut loaded.configuration.gaps;
    known.retain(|gap| told.insert((gap.at, gap.reason.clone())));
}

/// What a template holds of CloudFront's, with what it nests, and the buckets and functions besides. Of
/// those, one alone makes no file one of ours.
fn everything(
    world: &mut World<'_>,
    template: &Rc<Template>,
    given: &BTreeMap<String, Node>,
) -> Vec<Resource> {
    let stack = world.add(Rc::clone(template), given.clone());
    let mut resources = world.resources(stack);
    world.tell_nowhere();
    if !resources.is_empty() {
        // What is wrong with buckets and functions is not for siglint to tell.
        world.is_quiet = true;
        for stack in 0..world.stack_count() {
            resources.extend(world.buckets(stack));
            resources.extend(world.functions(stack));
        }
    }
    resources
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
