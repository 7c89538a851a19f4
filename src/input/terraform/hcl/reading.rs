//! The files of Terraform's, read and without their secrets.

use super::module::{File, Module};
use super::overrides::merge;
use super::secrets::Secrets;
use crate::input::cloudfront::mask_conditions;
use crate::input::cloudfront::mask_in_text;
use crate::input::{Document, Files, folder_of};
use crate::source::{Outline, Problem, SourceId, SourceKind, SourceMap, Span};
use crate::syntax::hcl::{Body, Readable, from_json, parse_readable};
use crate::syntax::{SyntaxError, json};
use std::collections::{BTreeMap, BTreeSet};

/// Whether a file is one of Terraform's own: by its name, and on standard input by its first words.
#[must_use]
pub fn is_terraform(name: &str, text: &str) -> bool {
    let is_head = |line: &str| line.starts_with("resource \"") && line.trim_end().ends_with('{');
    is_module_file(name) || is_variable_file(name) || (name == "-" && text.lines().any(is_head))
}

pub(super) fn is_module_file(name: &str) -> bool {
    [".tf", ".tofu", ".tf.json"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

fn is_variable_file(name: &str) -> bool {
    name.ends_with(".tfvars") || name.ends_with(".tfvars.json")
}

/// The files that were read, each with its folder.
#[derive(Default)]
pub(super) struct Reading {
    /// The files of modules, each with its folder.
    pub(super) files: Vec<(String, File)>,
    /// The files of variables, likewise.
    pub(super) variables: Vec<(String, File)>,
    /// What is no HCL, with its folder, and whether it is told whatever else the folder holds.
    broken: Vec<(String, Problem, bool)>,
}

impl Reading {
    /// Reads every file that has to do with what is looked for, and masks its secrets.
    pub(super) fn read(&mut self, files: &Files<'_>, sources: &mut SourceMap) {
        let all = files.documents();
        let all = all.filter(|(name, document)| is_terraform(name, &document.text));
        let mut folders: BTreeMap<&str, Vec<(&str, &Document)>> = BTreeMap::new();
        for (name, document) in all {
            folders
                .entry(folder_of(name))
                .or_default()
                .push((name, document));
        }
        let mut secrets = Secrets::default();
        for (folder, documents) in folders {
            let is_useful = documents.iter().any(|(_, document)| may_matter(document));
            if !is_useful && !documents.iter().any(|(_, document)| may_call(document)) {
                continue;
            }
            for (name, document) in documents {
                self.one(folder, (name, document), is_useful, sources);
            }
        }
        for (_, file) in &self.files {
            secrets.mask(&file.body, sources);
        }
        for (_, file) in self.files.iter().chain(&self.variables) {
            secrets.mask_values(&file.body, sources);
        }
        merge(&mut self.files);
    }

    fn one(
        &mut self,
        folder: &str,
        (name, document): (&str, &Document),
        is_useful: bool,
        sources: &mut SourceMap,
    ) {
        let source = sources.add(name, SourceKind::File, &document.text);
        mask_conditions(&document.text, source, sources);
        let (format, read) = match name.ends_with(".json") {
            true => ("Terraform's JSON", parse_json(&document.text, source)),
            false => ("HCL", parse_readable(&document.text, source)),
        };
        // What is lost of such a file may be the very block that matters.
        let told = document.named || document.text.contains("aws_cloudfront");
        for SyntaxError { span, message } in read.errors.iter().filter(|_| is_useful || told) {
            let message = format!("this is not {format}: {message}");
            let problem = Problem::new(name, message).at(*span);
            self.broken.push((folder.to_owned(), problem, told));
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

    /// The folders as modules.
    pub(super) fn modules(&self) -> BTreeMap<String, Module<'_>> {
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
    pub(super) fn problems(&self, interesting: &BTreeSet<&str>) -> Vec<Problem> {
        let matter = |folder: &str, problem: &Problem| {
            let ours = |(_, file): &(String, File)| file.name == problem.name;
            let nothing_read = |file: &File| file.body.blocks.is_empty();
            let mut files = self.files.iter().filter(|file| ours(file));
            interesting.contains(folder) || files.any(|(_, file)| nothing_read(file))
        };
        let broken = self.broken.iter();
        let broken = broken.filter(|(folder, problem, told)| *told || matter(folder, problem));
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

/// Whether a file may call a module that lies elsewhere.
fn may_call(document: &Document) -> bool {
    let calls = ["module \"", "\"module\""];
    calls.iter().any(|call| document.text.contains(call))
}

/// Whether a file may make a folder worth reading: it mentions CloudFront, or calls another folder.
fn may_matter(document: &Document) -> bool {
    let signs = ["aws_cloudfront", "\"./", "\"../"];
    document.named || signs.iter().any(|sign| document.text.contains(sign))
}
