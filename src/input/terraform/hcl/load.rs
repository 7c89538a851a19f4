//! From folders to resources: which of them are modules, which modules are roots, and what they make.

use super::buckets::Buckets;
use super::calls::{Modules, target};
use super::deployed::{Deployed, State, states};
use super::instance::{Given, Instance};
use super::module::{File, Module};
use super::reading::Reading;
use super::variables::given_by_person;
use crate::input::cloudfront::{Resource, build};
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
    let states = states(files, sources);
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
        states: &states,
    };
    let roots = loader.roots(&interesting);
    loaded.problems.extend(evaluator.into_problems());
    for (resources, told) in roots {
        loaded.recognised.extend(told);
        let built = build(&resources, sources);
        loaded.configuration.merge(built.configuration);
        loaded.problems.extend(built.problems);
    }
    loaded
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
    states: &'l [State],
}

impl<'a> Loader<'_, 'a> {
    /// What each root makes with all that it calls, and the states that say nothing else; then what no
    /// call led to.
    fn roots(&self, interesting: &BTreeSet<&str>) -> Vec<(Vec<Resource>, Vec<String>)> {
        let modules = interesting
            .iter()
            .filter_map(|folder| self.modules.get(*folder));
        let called: BTreeSet<String> = modules
            .clone()
            .flat_map(|module| module.calls.iter().filter_map(|call| target(module, call)))
            .collect();
        let (inner, roots): (Vec<_>, Vec<_>) =
            modules.partition(|module| called.contains(&module.folder));
        let alone = roots.len() == 1;
        let mut seen = BTreeSet::new();
        let mut all = Vec::new();
        for module in roots.into_iter().chain(inner) {
            if seen.contains(module.folder.as_str()) {
                continue;
            }
            let mut made = Collected::default();
            let root = self.root(module, alone && seen.is_empty());
            self.collect(&root, &mut made);
            let deployed = Deployed::of(self.states, &module.folder);
            made.resources
                .iter_mut()
                .for_each(|one| deployed.settle(one));
            let addresses = made.resources.iter().map(|one| one.name.value.clone());
            let told = deployed.told(&addresses.collect());
            made.resources.extend(made.buckets.resources());
            seen.extend(made.folders);
            all.push((made.resources, told));
        }
        all
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
    /// by itself, one that is the only other one, and those that a person named.
    fn variable_files(&self, folder: &str) -> Vec<&'a File> {
        let here = self.variables.iter().filter(|(of, _)| of == folder);
        let here: Vec<&File> = here.map(|(_, file)| file).collect();
        let base = |file: &File| file.name.rsplit('/').next().unwrap_or_default().to_owned();
        let is_first = |file: &File| base(file).starts_with("terraform.tfvars");
        let is_auto = |file: &File| base(file).contains(".auto.tfvars");
        let is_other = |file: &File| !is_first(file) && !is_auto(file);
        let pick = |wanted: &dyn Fn(&File) -> bool| {
            let files = here.iter().copied();
            files.filter(|file| wanted(file)).collect::<Vec<&File>>()
        };
        let mut files = pick(&is_first);
        files.extend(pick(&is_auto));
        if let [only] = pick(&is_other).as_slice() {
            files.push(only);
        }
        let named = self.variables.iter().map(|(_, file)| file);
        files.extend(named.filter(|file| file.named));
        files
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
