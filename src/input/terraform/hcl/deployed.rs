//! The plan or state that lies beside a module: what the HCL leaves open is as it will be, or was
//! deployed last, at the HCL's own lines.

use super::settle::settle;
use crate::input::cloudfront::{Resource, ResourceKind};
use crate::input::documents::parse;
use crate::input::terraform::json::{Described, called, described, mask_others};
use crate::input::{Document, Files, folder_of};
use crate::source::{SourceMap, Sourced};
use crate::syntax::json;
use std::collections::{BTreeMap, BTreeSet};

/// A plan or state, and the folder it lies in.
#[derive(Debug)]
pub(super) struct Known {
    folder: String,
    name: String,
    /// Whether it says what will be: then it also says what the variables were.
    is_plan: bool,
    /// What is deployed at each address.
    resources: BTreeMap<String, Resource>,
    /// The calls of modules that it tells of.
    calls: BTreeSet<String>,
}

impl Known {
    /// Whether this tells what a folder's variables are.
    pub(super) fn is_plan_of(&self, folder: &str, alone: bool) -> bool {
        self.is_plan && (alone || self.folder == folder)
    }

    /// Whether this tells what the call of a folder makes; of a folder that is called itself, nobody
    /// knows which document has it.
    pub(super) fn tells(&self, folder: &str, call: &str, (alone, is_inner): (bool, bool)) -> bool {
        let is_its = self.folder == folder || self.is_plan_of(folder, alone);
        self.calls.contains(call) && (is_its || is_inner)
    }
}

/// The plans and states among the documents, everything that is not CloudFront's masked.
pub(super) fn known(files: &Files<'_>, sources: &mut SourceMap) -> Vec<Known> {
    let documents = files.documents();
    let may_tell = documents.filter(|(name, document)| may_tell(name, document));
    let read = may_tell.filter_map(|(name, document)| {
        let parsed = parse(name, &document.text, "JSON", json::parse, sources).ok()?;
        let Described { is_plan, resources } = described(&parsed.root)?;
        mask_others(&parsed.root, sources);
        let resources = resources.into_iter();
        Some(Known {
            folder: folder_of(name).to_owned(),
            name: name.to_owned(),
            is_plan,
            resources: resources.map(|one| (one.name.value.clone(), one)).collect(),
            calls: called(&parsed.root),
        })
    });
    read.collect()
}

/// Whether a document may be a plan or a state, before it is read.
fn may_tell(name: &str, document: &Document) -> bool {
    let signs = [
        "\"planned_values\"",
        "\"resource_changes\"",
        "\"root_module\"",
    ];
    let is_shown = || signs.iter().any(|sign| document.text.contains(sign));
    name.ends_with(".tfstate") || (name.ends_with(".json") && is_shown())
}

/// What a plan or state has besides what a module makes.
pub(super) struct Told {
    /// Its name.
    pub(super) name: String,
    /// Everything of it but the module's distributions; empty if there is no other one.
    pub(super) others: Vec<Resource>,
}

/// The plans and states of one folder, which tell what is deployed of its module.
pub(super) struct Deployed<'k>(Vec<&'k Known>);

impl<'k> Deployed<'k> {
    /// Those that lie in the folder; of a module that is `alone`, any plan is.
    pub(super) fn of(known: &'k [Known], folder: &str, alone: bool) -> Self {
        let is_its = |one: &&Known| one.folder == folder || one.is_plan_of(folder, alone);
        let mut here: Vec<&Known> = known.iter().filter(is_its).collect();
        here.sort_by_key(|one| !one.is_plan);
        Self(here)
    }

    /// Puts into a resource what is known of it, and gives it its real id and domain name. What a
    /// plan says is so; a state tells what is open.
    pub(super) fn settle(&self, resource: &mut Resource) {
        for known in &self.0 {
            let Some(found) = known.resources.get(&address_in(known, resource)) else {
                continue;
            };
            settle(&mut resource.node, &found.node, known.is_plan);
            resource.condition = None;
            let span = resource.name.span();
            let named = |name: &Option<Sourced<String>>| {
                let (name, span) = (name.as_ref()?, span?);
                Some(Sourced::at(name.value.clone(), span))
            };
            let (id, domain) = (named(&found.deployed), named(&found.domain));
            resource.deployed = resource.deployed.take().or(id);
            resource.domain = resource.domain.take().or(domain);
        }
    }

    /// The plans and states that say the same as these resources, or of which one distribution is
    /// among them.
    pub(super) fn told(&self, resources: &[Resource]) -> Vec<Told> {
        let told = self.0.iter().filter_map(|known| {
            let addresses = resources.iter().map(|one| address_in(known, one));
            let addresses: BTreeSet<String> = addresses.collect();
            let is_here = |one: &Resource| addresses.contains(&one.name.value);
            let is_distribution = |one: &Resource| one.kind == ResourceKind::Distribution;
            let mut all = known.resources.values();
            let shares = all.clone().any(|one| is_distribution(one) && is_here(one));
            let is_told = shares || all.all(is_here);
            let others = known.resources.values();
            let mut others = others.filter(|one| !(is_distribution(one) && is_here(one)));
            let has_more = others.clone().any(is_distribution);
            let others = others.by_ref().filter(|_| has_more).cloned();
            is_told.then(|| Told {
                name: known.name.clone(),
                others: others.collect(),
            })
        });
        told.collect()
    }
}

/// The address of a resource in a plan or state. What is made under an open condition is the first of
/// a number there.
fn address_in(known: &Known, resource: &Resource) -> String {
    let address = &resource.name.value;
    let first = format!("{address}[0]");
    let is_first = resource.condition.is_some() && !known.resources.contains_key(address);
    match is_first && known.resources.contains_key(&first) {
        true => first,
        false => address.clone(),
    }
}
