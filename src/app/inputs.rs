//! Files, folders and standard input, read into a configuration; what cannot be read is a problem.

use crate::input::{Files, Options, load_documents, plain, text};
use crate::model::Configuration;
use crate::source::{Problem, SourceMap};
use std::collections::BTreeSet;
use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

/// No configuration is this large; what is, is something else. In bytes.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// Folders deeper than this are not searched.
const DEEPEST_FOLDER: usize = 16;

/// Reads every path; the problems of one do not stop the others.
pub(super) fn read_configuration(
    paths: &[PathBuf],
    options: &Options,
    sources: &mut SourceMap,
    problems: &mut Vec<Problem>,
) -> Configuration {
    let more = |_: &str| None;
    let mut files = Files::new(&more);
    let mut seen = BTreeSet::new();
    // A file that is named twice is read once.
    let mut is_new =
        |path: &PathBuf| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone()));
    let mut given = Vec::new();
    for path in paths.iter().filter(|path| is_new(path)) {
        let found = match path.is_dir() {
            true => read_folder(path, &mut files, problems),
            false => read_one(path, true, &mut files, problems)
                .into_iter()
                .collect(),
        };
        given.push((path, found));
    }
    let loaded = load_documents(&files, options, sources);
    problems.extend(loaded.problems);
    for (path, found) in given {
        let recognised = found.iter().any(|name| loaded.recognised.contains(name));
        let own = plain(&path.display().to_string());
        let unreadable = problems
            .iter()
            .any(|problem| problem.name == own || found.contains(&problem.name));
        if !recognised && !unreadable {
            let message = match path.is_dir() {
                true => format!(
                    "no JSON file in this folder {HOLDS} ({} looked at); {EXPECTED}",
                    found.len()
                ),
                false => format!("nothing in this file {HOLDS}; {EXPECTED}"),
            };
            problems.push(Problem::new(path.display().to_string(), message));
        }
    }
    loaded.configuration
}

const HOLDS: &str = "holds a CloudFront distribution or policy that siglint knows";

const EXPECTED: &str = "expected what `aws cloudfront get-distribution`, `list-distributions`, \
    `get-cache-policy` and their like print as JSON";

/// Reads one file, and gives the name under which it is known.
fn read_one(
    path: &Path,
    named: bool,
    files: &mut Files<'_>,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    let name = plain(&path.display().to_string());
    match read_bytes(path).and_then(|bytes| text::decode(&bytes)) {
        Ok(content) => {
            files.add(&name, content, named);
            Some(name)
        }
        Err(message) => {
            problems.push(Problem::new(name, message));
            None
        }
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, String> {
    if path == Path::new("-") {
        return read_limited(std::io::stdin().lock());
    }
    let file = std::fs::File::open(path).map_err(|error| format!("cannot be opened: {error}"))?;
    read_limited(file)
}

fn read_limited(reader: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = reader.take(LARGEST_FILE + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("cannot be read: {error}"))?;
    match u64::try_from(bytes.len()) {
        Ok(length) if length <= LARGEST_FILE => Ok(bytes),
        _ => Err("is larger than 64 MiB, and no configuration is".to_owned()),
    }
}

/// Reads a saved answer: of what is too large the start, which is all that anybody looks at.
pub(super) fn read_start(path: &Path) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = match path == Path::new("-") {
        true => std::io::stdin()
            .lock()
            .take(LARGEST_FILE)
            .read_to_end(&mut bytes),
        false => std::fs::File::open(path)
            .map_err(|error| format!("cannot be opened: {error}"))?
            .take(LARGEST_FILE)
            .read_to_end(&mut bytes),
    };
    read.map_err(|error| format!("cannot be read: {error}"))?;
    Ok(bytes)
}

/// Reads the JSON files of a folder, and gives their names.
fn read_folder(folder: &Path, files: &mut Files<'_>, problems: &mut Vec<Problem>) -> Vec<String> {
    let mut search = Search {
        files: Vec::new(),
        seen: HashSet::new(),
        problems,
    };
    search.collect(folder, 0);
    let mut found = search.files;
    found.sort();
    let read = found
        .iter()
        .filter_map(|file| read_one(file, false, files, problems));
    read.collect()
}

/// A folder's JSON files, looked for once in each folder below it.
struct Search<'a> {
    files: Vec<PathBuf>,
    /// Links can lead round in circles, and double the way with each.
    seen: HashSet<PathBuf>,
    problems: &'a mut Vec<Problem>,
}

impl Search<'_> {
    fn collect(&mut self, folder: &Path, depth: usize) {
        let entries = folder.canonicalize().and_then(|real| {
            let is_new = self.seen.insert(real);
            is_new.then(|| std::fs::read_dir(folder)).transpose()
        });
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                let message = format!("cannot be searched: {error}");
                let name = folder.display().to_string();
                self.problems.push(Problem::new(name, message));
                return;
            }
        };
        let paths = entries.into_iter().flatten().flatten();
        for path in paths.map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let passed_over = name.starts_with('.') || name == "node_modules" || name == "target";
            if path.is_dir() {
                if !passed_over && depth < DEEPEST_FOLDER {
                    self.collect(&path, depth + 1);
                }
            } else if path.extension() == Some("json".as_ref()) && path.is_file() {
                // Not a pipe or a device, which may never end.
                self.files.push(path);
            }
        }
    }
}
