//! What the files of one folder hold together, by name.

use crate::source::Span;
use crate::syntax::hcl::{Attribute, Block, Body, Expr};
use std::collections::{BTreeMap, HashMap};

/// One file of a module.
#[derive(Debug)]
pub(super) struct File {
    /// Its name.
    pub(super) name: String,
    /// What stands in it.
    pub(super) body: Body,
}

/// A folder as Terraform sees it.
#[derive(Debug, Default)]
pub(in crate::input::terraform) struct Module<'a> {
    /// The folder's plain name.
    pub(super) folder: String,
    /// Every `resource`, in the order of files and lines.
    pub(super) resources: Vec<&'a Block>,
    /// Every `data`.
    pub(super) data: Vec<&'a Block>,
    /// The calls of other modules.
    pub(super) calls: Vec<&'a Block>,
    /// The variables.
    pub(super) variables: BTreeMap<&'a str, &'a Block>,
    /// The outputs.
    pub(super) outputs: BTreeMap<&'a str, &'a Block>,
    /// The local values.
    locals: HashMap<&'a str, Vec<&'a Attribute>>,
    /// The providers.
    pub(super) providers: Vec<&'a Block>,
    by_address: HashMap<(&'a str, &'a str), Vec<usize>>,
}

impl<'a> Module<'a> {
    /// The module of these files.
    pub(super) fn of(folder: &str, files: impl Iterator<Item = &'a File>) -> Self {
        let mut module = Self {
            folder: folder.to_owned(),
            ..Self::default()
        };
        for block in files.flat_map(|file| &file.body.blocks) {
            module.add(block);
        }
        module
    }

    fn add(&mut self, block: &'a Block) {
        let name = block.label(0);
        match (block.kind.as_str(), name, block.label(1)) {
            ("resource", Some(kind), Some(name)) => {
                let places = self.by_address.entry((kind, name)).or_default();
                places.push(self.resources.len());
                self.resources.push(block);
            }
            ("data", Some(_), Some(_)) => self.data.push(block),
            ("module", Some(_), None) => self.calls.push(block),
            ("provider", Some(_), None) => self.providers.push(block),
            ("variable", Some(name), None) => {
                self.variables.entry(name).or_insert(block);
            }
            ("output", Some(name), None) => {
                self.outputs.entry(name).or_insert(block);
            }
            ("locals", None, None) => {
                for local in &block.body.attributes {
                    self.locals.entry(&local.name).or_default().push(local);
                }
            }
            _ => {}
        }
    }

    /// The resource of this address. Of several, which Terraform refuses, the one in the file that
    /// asks.
    pub(super) fn resource(&self, kind: &str, name: &str, asked: Span) -> Option<&'a Block> {
        let places = self.by_address.get(&(kind, name))?;
        let all = places
            .iter()
            .filter_map(|place| self.resources.get(*place).copied());
        nearest(all, asked, |block| block.span)
    }

    /// The data source of this address.
    pub(super) fn data_source(&self, kind: &str, name: &str, asked: Span) -> Option<&'a Block> {
        let all = self.data.iter().copied();
        let all = all.filter(|block| block.label(0) == Some(kind) && block.label(1) == Some(name));
        nearest(all, asked, |block| block.span)
    }

    /// The call of this name.
    pub(super) fn call(&self, name: &str, asked: Span) -> Option<&'a Block> {
        let all = self
            .calls
            .iter()
            .copied()
            .filter(|block| block.label(0) == Some(name));
        nearest(all, asked, |block| block.span)
    }

    /// The local value of this name.
    pub(super) fn local(&self, name: &str, asked: Span) -> Option<&'a Expr> {
        let all = self.locals.get(name)?.iter().copied();
        nearest(all, asked, |local| local.name_span).map(|local| &local.value)
    }
}

fn nearest<'b, T>(
    mut all: impl Iterator<Item = &'b T>,
    asked: Span,
    place: impl Fn(&T) -> Span,
) -> Option<&'b T> {
    let first = all.next()?;
    if place(first).source == asked.source {
        return Some(first);
    }
    let same_file = all.find(|one| place(one).source == asked.source);
    same_file.or(Some(first))
}
