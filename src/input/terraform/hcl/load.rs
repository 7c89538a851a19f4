//! From files to resources: which folders are modules, which of them are roots, and what they make.

use super::calls::{Modules, target};
use super::instance::{Given, Instance};
use super::module::{File, Module};
use super::secrets::Secrets;
use super::variables::given_by_person;
use crate::input::cloudfront::{Resource, build, mask_in_text};
use crate::input::terraform::evaluate::Evaluator;
use crate::input::terraform::shape::{KINDS, shaped};
use crate::input::{Document, Files, Loaded, Options, folder_of};
use crate::source::{Outline, Problem, SourceId, SourceKind, SourceMap, Sourced, Span};
use crate::syntax::hcl::{Body, Readable, from_json, parse_readable};
use crate::syntax::{SyntaxError, json};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How long chains of calls are.
const LONGEST_CHAIN: usize = 16;

/// Reads every folder that has to do with CloudFront, and gives what its modules make.
#[must_use]
pub fn load(files: &Files<'_>, options: &Options, sources: &mut SourceMap) -> Loaded {
    let mut reading = Reading::default();
    reading.read(files, sources);
    let modules = reading.modules();
    let interesting = interesting(&modules);
    let mut loaded = Loaded {
        problems: reading.problems(&interesting),
        ..Loaded::default()
    };
    for (folder, file) in reading.files.iter().chain(&reading.variables) {
        if interesting.contains(folder.as_str()) {
            loaded.recognised.insert(file.name.clone());
        }
    }
    let evaluator = Evaluator::new(sources, files, &modules);
    let loader = Loader {
        modules: &modules,
        variables: &reading.variables,
        options,
        evaluator: &evaluator,
    };
    let resources = loader.resources(&interesting);
    loaded.problems.extend(evaluator.into_problems());
    let built = build(&resources, sources);
    loaded.configuration = built.configuration;
    loaded.problems.extend(built.problems);
    loaded
}

/// Whether a file is one of Terraform's own, by its name.
#[must_use]
pub fn is_terraform(name: &str) -> bool {
    is_module_file(name) || is_variable_file(name)
}

fn is_module_file(name: &str) -> bool {
    [".tf", ".tofu", ".tf.json"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

fn is_variable_file(name: &str) -> bool {
    name.ends_with(".tfvars") || name.ends_with(".tfvars.json")
}

/// The files that were read, each with its folder.
#[derive(Default)]
struct Reading {
    files: Vec<(String, File)>,
    variables: Vec<(String, File)>,
    /// What is no HCL, with its folder, and whether a person named it.
    broken: Vec<(String, Problem, bool)>,
}

impl Reading {
    fn read(&mut self, files: &Files<'_>, sources: &mut SourceMap) {
        let all = files.documents().filter(|(name, _)| is_terraform(name));
        let mut folders: BTreeMap<&str, Vec<(&str, &Document)>> = BTreeMap::new();
        for (name, document) in all {
            folders
                .entry(folder_of(name))
                .or_default()
                .push((name, document));
        }
        let mut secrets = Secrets::default();
        for (folder, documents) in folders {
            let useful = |(_, document): &(&str, &Document)| may_matter(document);
            if !documents.iter().any(useful) {
                continue;
            }
            for (name, document) in documents {
                self.one(folder, name, document, sources);
            }
        }
        for (_, file) in &self.files {
            secrets.mask(&file.body, sources);
        }
        for (_, file) in self.files.iter().chain(&self.variables) {
            secrets.mask_values(&file.body, sources);
        }
    }

    fn one(&mut self, folder: &str, name: &str, document: &Document, sources: &mut SourceMap) {
        let source = sources.add(name, SourceKind::File, &document.text);
        let (format, read) = match name.ends_with(".json") {
            true => ("Terraform's JSON", parse_json(&document.text, source)),
            false => ("HCL", parse_readable(&document.text, source)),
        };
        for SyntaxError { span, message } in &read.errors {
            let message = format!("this is not {format}: {message}");
            let problem = Problem::new(name, message).at(*span);
            self.broken
                .push((folder.to_owned(), problem, document.named));
        }
        if !read.errors.is_empty() {
            // Nobody knows where the secrets of what is broken stand.
            mask_in_text(&document.text, source, sources);
        }
        sources.set_outline(source, read.outline);
        let file = File {
            name: name.to_owned(),
            body: read.body,
        };
        let list = match is_variable_file(name) {
            true => &mut self.variables,
            false => &mut self.files,
        };
        list.push((folder.to_owned(), file));
    }

    fn modules(&self) -> BTreeMap<String, Module<'_>> {
        let mut folders: BTreeMap<&str, Vec<&File>> = BTreeMap::new();
        for (folder, file) in &self.files {
            folders.entry(folder).or_default().push(file);
        }
        let modules = folders.into_iter();
        modules
            .map(|(folder, files)| (folder.to_owned(), Module::of(folder, files.into_iter())))
            .collect()
    }

    /// The files that are broken and might have told something.
    fn problems(&self, interesting: &BTreeSet<&str>) -> Vec<Problem> {
        let matter = |folder: &str, problem: &Problem| {
            let ours = |(_, file): &(String, File)| file.name == problem.name;
            let nothing_read = |file: &File| file.body.blocks.is_empty();
            let mut files = self.files.iter().filter(|file| ours(file));
            interesting.contains(folder) || files.any(|(_, file)| nothing_read(file))
        };
        let broken = self.broken.iter();
        let broken = broken.filter(|(folder, problem, named)| *named || matter(folder, problem));
        broken.map(|(_, problem, _)| problem.clone()).collect()
    }
}

/// A document in Terraform's JSON, whole or not at all.
fn parse_json(text: &str, source: SourceId) -> Readable {
    let empty = || Body {
        attributes: Vec::new(),
        blocks: Vec::new(),
        span: Span::new(source, 0, text.len()),
    };
    let parsed = json::parse(text, source);
    let (body, outline, error) = match parsed {
        Ok((root, outline)) => match from_json(&root) {
            Ok(body) => (body, outline, None),
            Err(error) => (empty(), outline, Some(error)),
        },
        Err(error) => (empty(), Outline::default(), Some(error)),
    };
    Readable {
        body,
        outline,
        errors: error.into_iter().collect(),
    }
}

/// Whether a file may make a folder worth reading: it mentions CloudFront, or calls another folder.
fn may_matter(document: &Document) -> bool {
    let signs = ["aws_cloudfront", "\"./", "\"../"];
    document.named || signs.iter().any(|sign| document.text.contains(sign))
}

/// The folders of modules that have a resource of CloudFront's, or call one that has.
fn interesting<'m>(modules: &'m BTreeMap<String, Module<'_>>) -> BTreeSet<&'m str> {
    let own = |module: &Module<'_>| {
        let mut blocks = module.resources.iter().chain(&module.data);
        blocks.any(|block| {
            block
                .label(0)
                .is_some_and(|kind| kind.starts_with("aws_cloudfront_"))
        })
    };
    let mut found: BTreeSet<&str> = BTreeSet::new();
    found.extend(
        modules
            .iter()
            .filter(|(_, module)| own(module))
            .map(|(folder, _)| folder.as_str()),
    );
    // No chain of calls is longer than there are modules, and few are longer than this.
    for _ in 0..LONGEST_CHAIN {
        let before = found.len();
        for (folder, module) in modules {
            let mut targets = module.calls.iter().filter_map(|call| target(module, call));
            if targets.any(|target| found.contains(target.as_str())) {
                found.insert(folder);
            }
        }
        if found.len() == before {
            break;
        }
    }
    found
}

/// What was made so far.
#[derive(Default)]
struct Collected<'a> {
    resources: Vec<Resource>,
    /// The folders of the modules that made it.
    folders: BTreeSet<&'a str>,
}

struct Loader<'l, 'a> {
    modules: &'a Modules<'a>,
    variables: &'a [(String, File)],
    options: &'l Options,
    evaluator: &'l Evaluator<'a>,
}

impl<'a> Loader<'_, 'a> {
    /// What all modules make: first the roots with what they call, then what no call led to.
    fn resources(&self, interesting: &BTreeSet<&str>) -> Vec<Resource> {
        let modules = interesting
            .iter()
            .filter_map(|folder| self.modules.get(*folder));
        let called: BTreeSet<String> = modules
            .clone()
            .flat_map(|module| module.calls.iter().filter_map(|call| target(module, call)))
            .collect();
        let (inner, roots): (Vec<_>, Vec<_>) =
            modules.partition(|module| called.contains(&module.folder));
        let mut made = Collected::default();
        let alone = roots.len() == 1;
        for module in roots.into_iter().chain(inner) {
            if !made.folders.contains(module.folder.as_str()) {
                let root = self.root(module, alone && made.folders.is_empty());
                self.collect(&root, &mut made);
            }
        }
        made.resources
    }

    /// A module as it is run by itself.
    fn root(&self, module: &'a Module<'a>, alone: bool) -> Rc<Instance<'a>> {
        let mut given = BTreeMap::new();
        for file in self.variable_files(&module.folder) {
            for attribute in &file.body.attributes {
                given.insert(attribute.name.as_str(), Given::File(&attribute.value));
            }
        }
        for (name, value) in &self.options.variables {
            if let Some((name, block)) = module.variables.get_key_value(name.as_str()) {
                let value = given_by_person(value, block.kind_span);
                given.insert(name, Given::Person(value));
            }
        }
        // One root needs no name: what it makes is told apart by its address.
        let root = match alone {
            true => String::new(),
            false => format!("{}/", module.folder),
        };
        self.evaluator
            .add(module, None, given, (root, String::new()))
    }

    /// The files of variables that count for a folder, the last one most: those that Terraform reads
    /// by itself, one that is the only other one, and those outside that a person named.
    fn variable_files(&self, folder: &str) -> Vec<&'a File> {
        let here = || {
            self.variables
                .iter()
                .filter(|(of, _)| of == folder)
                .map(|(_, file)| file)
        };
        let base = |file: &&File| file.name.rsplit('/').next().unwrap_or_default().to_owned();
        let is_first = |file: &&'a File| base(file).starts_with("terraform.tfvars");
        let is_auto = |file: &&'a File| base(file).contains(".auto.tfvars");
        let others: Vec<&File> = here()
            .filter(|file| !is_first(file) && !is_auto(file))
            .collect();
        let mut files: Vec<&File> = here().filter(is_first).collect();
        files.extend(here().filter(is_auto));
        if let [only] = others.as_slice() {
            files.push(only);
        }
        let elsewhere = self
            .variables
            .iter()
            .filter(|(of, _)| !self.modules.contains_key(of));
        files.extend(elsewhere.map(|(_, file)| file));
        files
    }

    /// Takes what an instance makes, and what the modules make that it calls.
    fn collect(&self, instance: &Rc<Instance<'a>>, made: &mut Collected<'a>) {
        made.folders.insert(&instance.module.folder);
        for block in instance.module.resources.iter().copied() {
            let kind = block.label(0).unwrap_or_default();
            let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == kind) else {
                continue;
            };
            for which in self.evaluator.looked_at(instance, block) {
                let node = self.evaluator.within(instance, &which, |scope| {
                    self.evaluator.body(scope, &block.body, block.span, true)
                });
                let address = self.evaluator.address(instance, block, &which.suffix);
                let place = block
                    .labels
                    .last()
                    .map_or(block.kind_span, |label| label.span);
                let mut resource =
                    Resource::new(*kind, Sourced::at(address, place), shaped(*kind, &node));
                resource.id = format!("{}{}", instance.root, resource.id);
                let outer = instance
                    .caller
                    .as_ref()
                    .and_then(|caller| caller.condition.clone());
                resource.condition = which.condition.or(outer);
                made.resources.push(resource);
            }
        }
        for call in instance.module.calls.iter().copied() {
            let children = self.evaluator.children(instance, call).all().into_iter();
            for child in children.filter_map(|child| self.evaluator.instance(child)) {
                self.collect(&child, made);
            }
        }
    }
}
