//! Files, folders and standard input, read into a configuration; what cannot be read is a problem.

use crate::input::{aws_json, text};
use crate::model::Configuration;
use crate::source::{Problem, SourceMap};
use std::io::Read;
use std::path::{Path, PathBuf};

/// No configuration is this large; what is, is something else. In bytes.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// Folders deeper than this are not searched: a loop of links ends here.
const DEEPEST_FOLDER: usize = 16;

/// Reads every path; the problems of one do not stop the others.
pub(super) fn read_configuration(
    paths: &[PathBuf],
    sources: &mut SourceMap,
    problems: &mut Vec<Problem>,
) -> Configuration {
    let mut configuration = Configuration::default();
    for path in paths {
        if path.is_dir() {
            read_folder(path, &mut configuration, sources, problems);
        } else if !read_one(path, &mut configuration, sources, problems) {
            let message = format!("nothing in this file {HOLDS}; {EXPECTED}");
            problems.push(Problem::new(path.display().to_string(), message));
        }
    }
    configuration
}

const HOLDS: &str = "holds a CloudFront distribution or policy that siglint knows";

const EXPECTED: &str = "expected what `aws cloudfront get-distribution`, `list-distributions`, \
    `get-cache-policy` and their like print as JSON";

/// Reads one file; `false` if it was read and holds nothing of ours.
fn read_one(
    path: &Path,
    configuration: &mut Configuration,
    sources: &mut SourceMap,
    problems: &mut Vec<Problem>,
) -> bool {
    let name = path.display().to_string();
    let content = read_bytes(path).and_then(|bytes| text::decode(&bytes));
    match content {
        Ok(content) => {
            let loaded = aws_json::load(&name, &content, sources);
            let said = !loaded.problems.is_empty();
            configuration.merge(loaded.configuration);
            problems.extend(loaded.problems);
            loaded.recognised || said
        }
        Err(message) => {
            problems.push(Problem::new(name, message));
            true
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

/// Reads the JSON files of a folder. A file that holds nothing of ours is passed over; a folder
/// without any that does is a problem.
fn read_folder(
    folder: &Path,
    configuration: &mut Configuration,
    sources: &mut SourceMap,
    problems: &mut Vec<Problem>,
) {
    let mut files = Vec::new();
    collect(folder, 0, &mut files, problems);
    files.sort();
    let mut recognised = 0;
    for file in &files {
        recognised += usize::from(read_one(file, configuration, sources, problems));
    }
    if recognised == 0 {
        let message = format!(
            "no JSON file in this folder {HOLDS} ({} looked at); {EXPECTED}",
            files.len()
        );
        problems.push(Problem::new(folder.display().to_string(), message));
    }
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>, problems: &mut Vec<Problem>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("cannot be searched: {error}");
            problems.push(Problem::new(folder.display().to_string(), message));
            return;
        }
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let passed_over = name.starts_with('.') || name == "node_modules" || name == "target";
        if path.is_dir() && !passed_over && depth < DEEPEST_FOLDER {
            collect(&path, depth + 1, files, problems);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "json")
        {
            files.push(path);
        }
    }
}
