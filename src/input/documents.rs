//! One way in for every file: each is recognised by its content, and goes to the loader of its format.

use super::bucket_names::assign;
use super::cloudformation::Templates;
use super::cloudfront::{mask_conditions, mask_in_text, mask_in_tree};
use super::refusal::refusal;
use super::{Document, Files, aws_json, pulumi, rest_xml, snapshot, terraform};
use crate::model::{Bucket, Configuration};
use crate::source::{Outline, Problem, SourceKind, SourceMap};
use crate::syntax::{Node, SyntaxError, json, suppressions, yaml};
use std::collections::{BTreeMap, BTreeSet};

/// What a person says about how files are to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Values of parameters and variables by their names.
    pub variables: BTreeMap<String, String>,
    /// The bucket that documents are about which do not say so.
    pub bucket: Option<String>,
    /// Texts that are read in place of files, by their plain names: a change that is tried before it is
    /// written.
    pub instead: BTreeMap<String, String>,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Loaded {
    /// Everything that could be read.
    pub configuration: Configuration,
    /// What could not, each at its place.
    pub problems: Vec<Problem>,
    /// The names of the files that are documents of ours. One that could not be parsed has a problem
    /// instead.
    pub recognised: BTreeSet<String>,
    /// What documents say of buckets that they may not name.
    pub(crate) facts: Vec<Bucket>,
}

impl Loaded {
    /// That a file could not be read.
    fn refused(problem: Problem) -> Self {
        Self {
            problems: vec![problem],
            ..Self::default()
        }
    }

    /// Takes in what another file held.
    pub fn merge(&mut self, other: Self) {
        self.configuration.merge(other.configuration);
        self.problems.extend(other.problems);
        self.recognised.extend(other.recognised);
        self.facts.extend(other.facts);
    }
}

/// A file that was parsed, and is known to `sources` with its outline and without its secrets.
#[derive(Debug)]
pub(crate) struct Parsed<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// Its tree.
    pub(crate) root: Node,
}

/// Words of which at least one is in every document of ours, in lower case. A file in a searched
/// folder that has none of them is not looked at, however broken it is.
const MARKS: [&str; 10] = [
    "aws::cloudfront",
    "aws_cloudfront",
    "aws:cloudfront",
    "aws-native:cloudfront",
    "cachebehavior",
    "cachepolicy",
    "originrequestpolicy",
    "originaccesscontrol",
    "distributionconfig",
    "distributionlist",
];

/// How the names of files end that are read whatever they hold: one file of a Terraform module gives
/// meaning to the others.
const PARTS: [&str; 5] = [".tf", ".tofu", ".tf.json", ".tfvars", ".tfvars.json"];

/// Whether a file in a searched folder may be of use: it mentions something of CloudFront's, or is a
/// part of what does.
#[must_use]
pub fn may_be_ours(name: &str, text: &str) -> bool {
    PARTS.iter().any(|ending| name.ends_with(ending)) || mentions_ours(text) || leads_on(text)
}

/// Whether a text is put together from other files, which may be ours.
fn leads_on(text: &str) -> bool {
    let exports = || text.contains("AWS::S3::Bucket") && text.contains("Export");
    names_files(text) || exports()
}

/// Whether a text may name other files, which are others for a copy of it in another folder.
fn names_files(text: &str) -> bool {
    let signs = ["TemplateURL", "AWS::Serverless::Application", "${file("];
    signs.iter().any(|sign| text.contains(sign))
}

fn mentions_ours(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    MARKS.iter().any(|mark| text.contains(mark))
}

/// Reads every document; the problems of one do not stop the others.
///
/// A file that a person did not name and that is not of its format is a problem only if it mentions
/// something of ours.
#[must_use]
pub fn load_documents(files: &Files<'_>, options: &Options, sources: &mut SourceMap) -> Loaded {
    // A folder of Terraform's is one thing, and no file of it says much by itself.
    let mut loaded = terraform::hcl::load(files, options, sources);
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    let mut copies = Vec::new();
    let mut templates = Templates::default();
    let others = files.documents();
    let is_other =
        |(name, document): &(&str, &Document)| !terraform::hcl::is_terraform(name, &document.text);
    for (name, document) in others.filter(is_other) {
        let is_ours = document.named || mentions_ours(&document.text);
        let is_read = loaded.recognised.contains(name);
        if is_read || (!is_ours && !may_be_ours(name, &document.text)) {
            continue;
        }
        // A copy says nothing new, and is as much ours as the first.
        if let Some(first) = seen.get(document.text.as_str()) {
            copies.push((name, *first));
            continue;
        }
        let mut one = load_document(name, document, &mut templates, sources);
        if one.problems.is_empty() && !names_files(&document.text) {
            seen.insert(&document.text, name);
        }
        if !is_ours {
            one.problems.clear();
        }
        loaded.merge(one);
    }
    loaded.merge(templates.load(files, options, sources));
    for (name, first) in copies {
        let is_ours = loaded.recognised.contains(first);
        loaded.recognised.extend(is_ours.then(|| name.to_owned()));
    }
    let facts = std::mem::take(&mut loaded.facts);
    assign(facts, options.bucket.as_deref(), &mut loaded, sources);
    loaded
}

fn load_document(
    name: &str,
    document: &Document,
    templates: &mut Templates,
    sources: &mut SourceMap,
) -> Loaded {
    if document.text.trim().is_empty() {
        return Loaded::refused(Problem::new(name, "this file is empty"));
    }
    match Format::of(name, &document.text) {
        Format::Json => load_json(name, document, templates, sources),
        Format::Yaml => load_yaml(name, document, templates, sources),
        Format::Xml => match parse(name, &document.text, "XML", rest_xml::parse, sources) {
            Ok(parsed) => rest_xml::read(&parsed, sources).unwrap_or_default(),
            Err(loaded) => *loaded,
        },
        // It was read with its folder.
        Format::Hcl => Loaded::default(),
    }
}

fn load_yaml(
    name: &str,
    document: &Document,
    templates: &mut Templates,
    sources: &mut SourceMap,
) -> Loaded {
    let mut loaded = Loaded::default();
    match parse_tree(name, &document.text, sources) {
        Ok(roots) if roots.is_empty() => {
            let message = "there is nothing in this file but comments";
            loaded.problems.push(Problem::new(name, message));
        }
        Ok(roots) => {
            for root in roots {
                let parsed = Parsed { name, root };
                match aws_json::read(&parsed, sources) {
                    Some(read) => loaded.merge(read),
                    None => {
                        templates.take(name, parsed.root);
                    }
                }
            }
        }
        Err(problem) => loaded.problems.push(*problem),
    }
    loaded
}

/// The documents of a YAML or JSON file, known to `sources` with their outline and without secrets.
pub(crate) fn parse_tree(
    name: &str,
    text: &str,
    sources: &mut SourceMap,
) -> Result<Vec<Node>, Box<Problem>> {
    let source = sources.add(name, SourceKind::File, text);
    mask_conditions(text, source, sources);
    let format = Format::of(name, text);
    let parsed = match format {
        Format::Json => json::parse(text, source).map(|(root, outline)| (vec![root], outline)),
        _ => yaml::parse(text, source),
    };
    match parsed {
        Ok((roots, outline)) => {
            roots.iter().for_each(|root| mask_in_tree(root, sources));
            sources.set_outline(source, outline);
            sources.set_suppressions(source, roots.iter().flat_map(suppressions).collect());
            Ok(roots)
        }
        Err(error) => {
            mask_in_text(text, source, sources);
            let format = if format == Format::Json {
                "JSON"
            } else {
                "YAML"
            };
            Err(Box::new(refusal(name, text, format, &error)))
        }
    }
}

fn load_json(
    name: &str,
    document: &Document,
    templates: &mut Templates,
    sources: &mut SourceMap,
) -> Loaded {
    let parsed = match parse(name, &document.text, "JSON", json::parse, sources) {
        Ok(parsed) => parsed,
        Err(loaded) => return *loaded,
    };
    // Each loader of a format that is written as JSON has its line here, and gives `None` for a
    // document that is not its own.
    let read = terraform::json::read(&parsed, sources);
    let read = read.or_else(|| pulumi::read(&parsed, sources));
    let read = read.or_else(|| snapshot::read(&parsed, sources));
    if let Some(loaded) = read.or_else(|| aws_json::read(&parsed, sources)) {
        return loaded;
    }
    templates.take(name, parsed.root);
    Loaded::default()
}

/// What a text is written in, told by its name only where its first character could be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
    Hcl,
    Yaml,
}

impl Format {
    pub(super) fn of(name: &str, text: &str) -> Self {
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        match text.trim_start().chars().next() {
            _ if ends(&[".tf", ".tofu", ".tfvars"]) => Self::Hcl,
            Some('<') => Self::Xml,
            Some('{' | '[') | None => Self::Json,
            _ if ends(&[".json", ".tfstate"]) => Self::Json,
            _ => Self::Yaml,
        }
    }
}

/// A parser of `syntax`.
type Parse = fn(&str, crate::source::SourceId) -> Result<(Node, Outline), SyntaxError>;

/// Parses a text, keeps its outline and masks its secrets; what is not of its format is a problem.
pub(crate) fn parse<'a>(
    name: &'a str,
    text: &str,
    format: &str,
    parse: Parse,
    sources: &mut SourceMap,
) -> Result<Parsed<'a>, Box<Loaded>> {
    let source = sources.add(name, SourceKind::File, text);
    mask_conditions(text, source, sources);
    match parse(text, source) {
        Ok((root, outline)) => {
            mask_in_tree(&root, sources);
            sources.set_outline(source, outline);
            sources.set_suppressions(source, suppressions(&root));
            Ok(Parsed { name, root })
        }
        Err(error) => {
            mask_in_text(text, source, sources);
            Err(Box::new(Loaded::refused(refusal(
                name, text, format, &error,
            ))))
        }
    }
}
