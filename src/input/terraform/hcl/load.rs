//! From folders to resources: which of them are modules, which modules are roots, and what they make.

use super::buckets::Buckets;
use super::calls::{Modules, target};
use super::deployed::{Deployed, Known, known};
use super::elsewhere::{Elsewhere, elsewhere};
use super::instance::{Given, Instance};
use super::module::{File, Module};
use super::reading::Reading;
use super::variables::given_by_person;
use crate::input::cloudfront::{Resource, build};
use crate::input::leads::gaps;
use crate::input::terraform::evaluate::Evaluator;
use crate::input::terraform::shape::{KINDS, shaped};
use crate::input::{Files, Loaded, Options};
use crate::source::{SourceMap, Sourced};
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
    let known = match modules.is_empty() {
        true => Vec::new(),
        false => known(files, sources),
    };
    let interesting = interesting(&modules);
    let elsewhere = elsewhere(&modules, files);
    let mut loaded = Loaded {
        problems: reading.problems(&interesting),
        recognised: recognised(&reading, &interesting, &elsewhere, files),
        ..Loaded::default()
    };
    let evaluator = Evaluator::new(sources, files, &modules);
    let loader = Loader {
        modules: &modules,
        variables: &reading.variables,
        options,
        evaluator: &evaluator,
        known: &known,
    };
    let (roots, told) = loader.roots(&interesting);
    loaded.recognised.extend(told);
    let (problems, mut left) = evaluator.into_told();
    loaded.problems.extend(problems);
    let untold = untold(&modules, elsewhere, &known);
    left.extend(gaps(untold.into_iter().map(|call| call.lead).collect()));
    loaded.configuration.gaps = left;
    for resources in roots {
        let built = build(&resources, sources);
        loaded.configuration.merge(built.configuration);
        loaded.problems.extend(built.problems);
    }
    loaded
}

/// The files of the folders that have something of ours, or lead to what may be.
fn recognised(
    reading: &Reading,
    interesting: &BTreeSet<&str>,
    elsewhere: &[Elsewhere<'_>],
    files: &Files<'_>,
) -> BTreeSet<String> {
    let leads_on: BTreeSet<&str> = elsewhere.iter().map(|call| call.folder).collect();
    let is_ours = |folder: &str| interesting.contains(folder) || leads_on.contains(folder);
    let modules = reading.files.iter().filter(|(folder, _)| is_ours(folder));
    // A file of variables that a person names is for the modules wherever it lies.
    let counts = |file: &File| files.is_named(&file.name) && !interesting.is_empty();
    let variables = reading.variables.iter();
    let variables = variables.filter(|(folder, file)| is_ours(folder) || counts(file));
    let all = modules.chain(variables);
    all.map(|(_, file)| file.name.clone()).collect()
}

/// The calls of which no plan or state tells what they make.
fn untold<'m>(
    modules: &Modules<'_>,
    mut elsewhere: Vec<Elsewhere<'m>>,
    known: &[Known],
) -> Vec<Elsewhere<'m>> {
    let called = called(modules.values());
    let alone = modules.len() == called.len() + 1;
    elsewhere.retain(|call| {
        let known_as = (alone, called.contains(call.folder));
        let mut known = known.iter();
        !known.any(|one| one.tells(call.folder, call.name, known_as))
    });
    elsewhere
}

/// The folders that these modules call.
fn called<'m, 'a: 'm>(modules: impl Iterator<Item = &'m Module<'a>>) -> BTreeSet<String> {
    let calls = modules.flat_map(|module| {
        let calls = module.calls.iter();
        calls.filter_map(|call| target(module, call))
    });
    calls.collect()
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

/// What a root has made so far.
#[derive(Default)]
struct Collected<'a> {
    resources: Vec<Resource>,
    buckets: Buckets,
    /// The folders of the modules that made it.
    folders: BTreeSet<&'a str>,
}

struct Loader<'l, 'a> {
    modules: &'a Modules<'a>,
    variables: &'a [(String, File)],
    options: &'l Options,
    evaluator: &'l Evaluator<'a>,
    known: &'l [Known],
}

impl<'a> Loader<'_, 'a> {
    /// What each root makes with all that it calls, then what no call led to; and the names of the
    /// plans and states that say nothing else.
    fn roots(&self, interesting: &BTreeSet<&str>) -> (Vec<Vec<Resource>>, Vec<String>) {
        let modules = interesting
            .iter()
            .filter_map(|folder| self.modules.get(*folder));
        let called = called(modules.clone());
        let (inner, roots): (Vec<_>, Vec<_>) =
            modules.partition(|module| called.contains(&module.folder));
        let alone = roots.len() == 1;
        let (mut all, mut told) = (Vec::new(), Vec::new());
        let mut seen = BTreeSet::new();
        for module in roots.into_iter().chain(inner) {
            if seen.contains(module.folder.as_str()) {
                continue;
            }
            let alone = alone && seen.is_empty();
            let mut made = Collected::default();
            let root = self.root(module, alone);
            self.collect(&root, &mut made);
            let deployed = Deployed::of(self.known, &module.folder, alone);
            let more = deployed.told(&made.resources);
            made.resources
                .iter_mut()
                .for_each(|one| deployed.settle(one));
            made.resources.extend(made.buckets.resources());
            seen.extend(made.folders);
            all.push(made.resources);
            for known in more {
                told.push(known.name);
                all.push(known.others);
            }
        }
        (all, told)
    }

    /// A module as it is run by itself.
    fn root(&self, module: &'a Module<'a>, alone: bool) -> Rc<Instance<'a>> {
        let (read, unread) = self.variable_files(&module.folder);
        let mut given = BTreeMap::new();
        let attributes = |file: &'a File| file.body.attributes.iter();
        for attribute in read.into_iter().flat_map(attributes) {
            given.insert(attribute.name.as_str(), Given::File(&attribute.value));
        }
        for (name, value) in &self.options.variables {
            if let Some((name, block)) = module.variables.get_key_value(name.as_str()) {
                let value = given_by_person(value, block.kind_span);
                given.insert(name, Given::Person(value));
            }
        }
        // A plan tells what the variables are.
        let mut known = self.known.iter();
        let is_planned = known.any(|known| known.is_plan_of(&module.folder, alone));
        for file in unread.into_iter().filter(|_| !is_planned) {
            for attribute in attributes(file) {
                let other = given.entry(&attribute.name);
                if let Given::Unread(files) = other.or_insert(Given::Unread(Vec::new())) {
                    files.push(&file.name);
                }
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
    /// by itself, then those that a person named, in that order. And those of the folder that do not.
    fn variable_files(&self, folder: &str) -> (Vec<&'a File>, Vec<&'a File>) {
        let here = self.variables.iter().filter(|(of, _)| of == folder);
        let base = |file: &File| file.name.rsplit('/').next().unwrap_or_default().to_owned();
        let is_first = |file: &File| {
            ["terraform.tfvars", "terraform.tfvars.json"].contains(&base(file).as_str())
        };
        let is_auto = |file: &File| {
            let base = base(file);
            base.ends_with(".auto.tfvars") || base.ends_with(".auto.tfvars.json")
        };
        let files = self.evaluator.files;
        let (mut read, others): (Vec<&File>, Vec<&File>) = here
            .map(|(_, file)| file)
            .partition(|file| is_first(file) || is_auto(file));
        // Of each kind in the order of their names, as they are.
        read.sort_by_key(|file| is_auto(file));
        let named = files.named().filter_map(|name| {
            let mut all = self.variables.iter().map(|(_, file)| file);
            all.find(|file| file.name == name)
        });
        read.extend(named);
        let is_unread = |file: &&File| !files.is_named(&file.name);
        (read, others.into_iter().filter(is_unread).collect())
    }

    /// Takes what an instance makes, and what the modules make that it calls.
    fn collect(&self, instance: &Rc<Instance<'a>>, made: &mut Collected<'a>) {
        made.folders.insert(&instance.module.folder);
        for block in instance.module.resources.iter().copied() {
            made.buckets.take(self.evaluator, instance, block);
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
