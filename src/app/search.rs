//! The files of a folder that may hold configuration.

use crate::source::Problem;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Folders deeper than this are not searched.
const DEEPEST_FOLDER: usize = 24;

/// More files and folders than this are not looked at.
const MOST_ENTRIES: usize = 200_000;

/// How the names of files end that may hold configuration, in lower case.
const ENDINGS: [&str; 9] = [
    ".json",
    ".yml",
    ".yaml",
    ".template",
    ".tf",
    ".tofu",
    ".tfvars",
    ".tfstate",
    ".xml",
];

/// Folders of other people's work, and of what tools made.
const PASSED_OVER: [&str; 4] = ["node_modules", "target", "site-packages", "__pycache__"];

/// The folder that the CDK writes to: of it only the templates are read.
const CDK_OUT: &str = "cdk.out";

/// The folders that a person gave, outside of which nothing is read.
#[derive(Debug)]
pub(super) struct Roots(Vec<PathBuf>);

impl Roots {
    /// The folders as they are on the disk. One that cannot be found holds nothing.
    pub(super) fn new<'p>(folders: impl Iterator<Item = &'p PathBuf>) -> Self {
        Self(
            folders
                .filter_map(|path| path.canonicalize().ok())
                .collect(),
        )
    }

    /// Whether a path leads below one of them, all links followed.
    pub(super) fn hold(&self, path: &Path) -> bool {
        let real = path.canonicalize();
        real.is_ok_and(|real| self.0.iter().any(|root| real.starts_with(root)))
    }

    /// The same of a path at which there may be nothing: then the last folder on the way that is there
    /// decides.
    pub(super) fn may_hold(&self, path: &Path) -> bool {
        let mut steps = path.ancestors();
        let there = steps.find_map(|step| match step.as_os_str().is_empty() {
            true => Path::new(".").canonicalize().ok(),
            false => step.canonicalize().ok(),
        });
        there.is_some_and(|there| self.0.iter().any(|root| there.starts_with(root)))
    }
}

/// The files below a folder that may hold configuration, in the order of their names.
pub(super) fn search(folder: &Path, roots: &Roots, problems: &mut Vec<Problem>) -> Vec<PathBuf> {
    let mut search = Search {
        roots,
        files: Vec::new(),
        links: Vec::new(),
        seen: BTreeSet::new(),
        entries: 0,
        problems,
    };
    let of_cdk = folder.canonicalize().is_ok_and(|real| is_cdk(&real));
    search.folder(folder, of_cdk, 0);
    search.finish(folder)
}

struct Search<'a> {
    roots: &'a Roots,
    files: Vec<PathBuf>,
    /// Files that are links: read only if what they lead to is not found anyway.
    links: Vec<PathBuf>,
    /// The folders searched: links can lead round in circles, and double the way with each.
    seen: BTreeSet<PathBuf>,
    entries: usize,
    problems: &'a mut Vec<Problem>,
}

impl Search<'_> {
    fn folder(&mut self, folder: &Path, of_cdk: bool, depth: usize) {
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
        for entry in entries.into_iter().flatten().flatten() {
            self.entries += 1;
            if self.entries > MOST_ENTRIES {
                return;
            }
            let path = entry.path();
            let is_link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
            if is_link && !self.roots.hold(&path) {
                continue;
            }
            if path.is_dir() {
                if depth < DEEPEST_FOLDER && is_searched(&path, of_cdk) {
                    self.folder(&path, of_cdk || is_cdk(&path), depth + 1);
                }
            } else if may_hold_configuration(&path, of_cdk) && path.is_file() {
                // Not a pipe or a device, which may never end.
                let list = if is_link {
                    &mut self.links
                } else {
                    &mut self.files
                };
                list.push(path);
            }
        }
    }

    fn finish(mut self, folder: &Path) -> Vec<PathBuf> {
        if self.entries > MOST_ENTRIES {
            let message = format!(
                "holds more than {MOST_ENTRIES} files, and not all were looked at; name the folders of the configuration"
            );
            self.problems
                .push(Problem::new(folder.display().to_string(), message));
        }
        let real = |path: &PathBuf| path.canonicalize().ok();
        if !self.links.is_empty() {
            let mut found: BTreeSet<PathBuf> = self.files.iter().filter_map(real).collect();
            let links = self.links.into_iter();
            let links = links.filter(|link| real(link).is_some_and(|real| found.insert(real)));
            self.files.extend(links);
        }
        self.files.sort();
        self.files
    }
}

fn is_cdk(folder: &Path) -> bool {
    folder.file_name().is_some_and(|name| name == CDK_OUT)
}

fn is_searched(folder: &Path, of_cdk: bool) -> bool {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let is_asset = of_cdk && name.starts_with("asset.");
    !(name.starts_with('.') || is_asset || PASSED_OVER.contains(&name.as_ref()))
}

fn may_hold_configuration(file: &Path, of_cdk: bool) -> bool {
    let name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_ascii_lowercase();
    match of_cdk {
        true => name.ends_with(".template.json"),
        false => ENDINGS.iter().any(|ending| name.ends_with(ending)),
    }
}
