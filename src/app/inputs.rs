//! Files, folders and standard input, read into a configuration; what cannot be read is a problem.

use super::search::{Roots, search};
use crate::input::{Absent, Files, Options, load_documents, may_be_ours, plain, text};
use crate::model::Configuration;
use crate::source::{Problem, SourceMap};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

/// No configuration is this large; what is, is something else. In bytes.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// How many distributions are looked at, and policies of each kind.
const MOST: usize = 10_000;

/// How much is kept of all files together, in bytes.
const LARGEST_INPUT: usize = 512 * 1024 * 1024;

/// A file that a template includes is no larger than this, in bytes.
const LARGEST_INCLUDE: u64 = 4 * 1024 * 1024;

const HOLDS: &str = "holds a CloudFront distribution or policy that siglint knows";

const EXPECTED: &str = "expected what `aws cloudfront get-distribution` or `aws s3api \
    get-bucket-policy` and their like print, a CloudFormation, SAM or CDK template, serverless.yml, \
    Terraform (HCL, plan or state as JSON), Pulumi (preview or state as JSON), or the REST API's XML";

/// Reads every path; the problems of one do not stop the others.
pub(super) fn read_configuration(
    paths: &[PathBuf],
    options: &Options,
    sources: &mut SourceMap,
    problems: &mut Vec<Problem>,
) -> Configuration {
    let roots = Roots::new(paths.iter().filter(|path| path.is_dir()));
    // Whoever names a file means what lies beside it, too, where the file includes it.
    let around: Vec<PathBuf> = paths
        .iter()
        .filter_map(|path| folder_around(path))
        .collect();
    let includes = Roots::new(around.iter());
    let instead = &options.instead;
    let more = |name: &str| match instead.get(name) {
        Some(text) => Ok(text.clone()),
        None => include(name, &includes),
    };
    let mut reading = Reading {
        instead,
        files: Files::new(&more),
        size: 0,
        problems,
    };
    let given = reading.all(paths, &roots);
    let mut loaded = load_documents(&reading.files, options, sources);
    problems.extend(loaded.problems);
    for (what, count) in loaded.configuration.keep(MOST) {
        let message = format!("there are {count} {what}, of which siglint looks at {MOST}");
        problems.push(Problem::new("-c", message));
    }
    for one in given {
        let recognised = one
            .names
            .iter()
            .any(|name| loaded.recognised.contains(name));
        let said =
            |problem: &Problem| problem.name == one.path || one.names.contains(&problem.name);
        if !recognised && !problems.iter().any(said) {
            problems.push(Problem::new(&one.path, one.nothing()));
        }
    }
    loaded.configuration
}

/// A path that a person gave, and the documents it led to.
struct Given {
    path: String,
    is_folder: bool,
    looked_at: usize,
    names: BTreeSet<String>,
}

impl Given {
    /// That nothing of ours was in it.
    fn nothing(&self) -> String {
        match self.is_folder {
            true => format!(
                "no file in this folder {HOLDS} ({} looked at); {EXPECTED}",
                self.looked_at
            ),
            false => format!("nothing in this file {HOLDS}; {EXPECTED}"),
        }
    }
}

/// The files that were read so far.
struct Reading<'a, 'p> {
    instead: &'a BTreeMap<String, String>,
    files: Files<'a>,
    size: usize,
    problems: &'p mut Vec<Problem>,
}

impl Reading<'_, '_> {
    /// Reads every path once, whatever it is called.
    fn all(&mut self, paths: &[PathBuf], roots: &Roots) -> Vec<Given> {
        let mut seen = BTreeSet::new();
        let mut is_new =
            |path: &&PathBuf| seen.insert(path.canonicalize().unwrap_or_else(|_| (*path).clone()));
        let new = paths.iter().filter(|path| is_new(path));
        new.map(|path| self.one(path, roots)).collect()
    }

    fn one(&mut self, path: &Path, roots: &Roots) -> Given {
        let is_folder = path.is_dir();
        let found = match is_folder {
            true => search(path, roots, self.problems),
            false => vec![path.to_path_buf()],
        };
        let names = found.iter().filter_map(|file| self.read(file, !is_folder));
        Given {
            path: shown(path),
            is_folder,
            names: names.collect(),
            looked_at: found.len(),
        }
    }

    /// Reads one file, and gives the name under which it is known. One that was not named and cannot
    /// be ours is passed over, readable or not.
    fn read(&mut self, path: &Path, named: bool) -> Option<String> {
        let name = shown(path);
        let bytes = match read_bytes(path) {
            Ok(bytes) => bytes,
            Err(message) => return self.refuse(name, message),
        };
        let is_ours = |text: &str| named || may_be_ours(&name, text);
        let decoded = || whole(&bytes).and_then(text::decode);
        match self.instead.get(&name).cloned().map_or_else(decoded, Ok) {
            Ok(text) if !is_ours(&text) => None,
            Ok(text) if self.size + text.len() > LARGEST_INPUT => {
                let message =
                    "is left out: more than 512 MiB were read, and no configuration is so large";
                self.refuse(name, message.to_owned())
            }
            Ok(text) => {
                self.size += text.len();
                self.files.add(&name, text, named);
                Some(name)
            }
            Err(message) if is_ours(&String::from_utf8_lossy(&bytes)) => self.refuse(name, message),
            Err(_) => None,
        }
    }

    fn refuse(&mut self, name: String, message: String) -> Option<String> {
        self.problems.push(Problem::new(name, message));
        None
    }
}

/// The name under which a path is shown and known.
pub(super) fn shown(path: &Path) -> String {
    match plain(&path.display().to_string()) {
        empty if empty.is_empty() => ".".to_owned(),
        name => name,
    }
}

/// The folder in which what a path leads to may include files: itself, or the one that it is in.
/// Standard input has none.
fn folder_around(path: &Path) -> Option<PathBuf> {
    if path.is_dir() {
        return Some(path.to_path_buf());
    }
    let folder = path.parent().filter(|_| path.is_file())?;
    Some(match folder.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => folder.to_path_buf(),
    })
}

/// A file that a document of a given folder refers to, unless it lies outside of all of them.
fn include(name: &str, roots: &Roots) -> Result<String, Absent> {
    let path = Path::new(name);
    if !roots.may_hold(path) {
        return Err(Absent::Outside);
    }
    // Not a pipe or a device, which may never end.
    if !path.is_file() {
        return Err(Absent::Missing);
    }
    let file = std::fs::File::open(path).map_err(|_| Absent::Missing)?;
    let bytes = start_of(file, LARGEST_INCLUDE + 1).map_err(|_| Absent::NotText)?;
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= LARGEST_INCLUDE => {
            text::decode(&bytes).map_err(|_| Absent::NotText)
        }
        _ => Err(Absent::TooLarge),
    }
}

fn whole(bytes: &[u8]) -> Result<&[u8], String> {
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= LARGEST_FILE => Ok(bytes),
        _ => Err("is larger than 64 MiB, and no configuration is".to_owned()),
    }
}

/// The bytes of a file, or of standard input, one more than there may be at most.
fn read_bytes(path: &Path) -> Result<Vec<u8>, String> {
    if path == Path::new("-") {
        return start_of(std::io::stdin().lock(), LARGEST_FILE + 1);
    }
    let file = std::fs::File::open(path).map_err(|error| format!("cannot be opened: {error}"))?;
    start_of(file, LARGEST_FILE + 1)
}

fn start_of(reader: impl Read, length: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = reader.take(length).read_to_end(&mut bytes);
    read.map_err(|error| format!("cannot be read: {error}"))?;
    Ok(bytes)
}

/// Reads a whole file that is no configuration.
pub(super) fn read_whole(path: &Path) -> Result<Vec<u8>, String> {
    let bytes = read_bytes(path)?;
    whole(&bytes).map(<[u8]>::to_vec)
}

/// Reads a saved answer: of what is too large the start, which is all that anybody looks at.
pub(super) fn read_start(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = read_bytes(path)?;
    bytes.truncate(usize::try_from(LARGEST_FILE).unwrap_or(usize::MAX));
    Ok(bytes)
}

/// Reads a text that a person wrote for siglint.
pub(super) fn read_text(path: &Path) -> Result<String, String> {
    let file = std::fs::File::open(path).map_err(|error| format!("cannot be opened: {error}"))?;
    let bytes = start_of(file, LARGEST_INCLUDE + 1)?;
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= LARGEST_INCLUDE => text::decode(&bytes),
        _ => Err("is larger than 4 MiB".to_owned()),
    }
}
