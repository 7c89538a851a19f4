//! Which `siglint.toml` counts, and its text.

use super::inputs;
use crate::cli::SettingsArgs;
use crate::config::{Settings, read_settings};
use crate::rules::RULES;
use crate::source::{Problem, SourceMap, Sourced, printable};
use std::path::{Path, PathBuf};

/// The name of the file.
const NAME: &str = "siglint.toml";

/// More folders than this are not looked through, upwards.
const HIGHEST: usize = 64;

/// A file of settings as it was found.
#[derive(Debug, Clone)]
pub struct SettingsFile {
    /// Its path, from the working directory on.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

impl SettingsFile {
    /// A path that it names, from the working directory on.
    pub(super) fn path_of(&self, path: &Sourced<String>) -> PathBuf {
        let folder = self.path.parent().unwrap_or(Path::new(""));
        folder.join(&path.value)
    }

    /// The files and folders of configuration that it names.
    pub(super) fn paths(&self, settings: &Settings) -> Vec<PathBuf> {
        let paths = settings.config.iter();
        paths.map(|path| self.path_of(path)).collect()
    }

    /// Where the working directory is, from its folder on; empty if they are the same, or if it is
    /// not below that.
    fn below(&self) -> Option<String> {
        let folder = self.path.canonicalize().ok()?;
        let here = std::env::current_dir().ok()?.canonicalize().ok()?;
        let below = here.strip_prefix(folder.parent()?).ok()?;
        Some(below.display().to_string())
    }

    /// What it says; what is wrong in it is a problem.
    pub(super) fn read(&self, sources: &mut SourceMap, problems: &mut Vec<Problem>) -> Settings {
        let rules = rule_ids();
        let name = inputs::shown(&self.path);
        sources.set_below(self.below().unwrap_or_default());
        let (settings, wrong) = read_settings(&name, &self.text, &rules, sources);
        problems.extend(wrong);
        settings
    }
}

/// The file that was named, or the one of the closest folder; none if there is none, or none is
/// wanted.
///
/// # Errors
///
/// The named file, or the one that was found, cannot be read; in words for a person.
pub(super) fn find(args: &SettingsArgs) -> Result<Option<SettingsFile>, String> {
    let path = match &args.settings {
        _ if args.no_settings => None,
        Some(path) => Some(path.clone()),
        None => closest(),
    };
    let Some(path) = path else {
        return Ok(None);
    };
    let problem = |message| format!("problem: {}: {message}\n", printable(&inputs::shown(&path)));
    let text = inputs::read_text(&path).map_err(problem)?;
    Ok(Some(SettingsFile { path, text }))
}

/// The `siglint.toml` of the working directory, or of the closest folder above it. Nothing above the
/// repository, or above the home directory, is one's own to follow.
fn closest() -> Option<PathBuf> {
    let mut real = std::env::current_dir().ok()?;
    let mut folder = PathBuf::new();
    let home = home();
    for _ in 0..HIGHEST {
        let file = folder.join(NAME);
        if file.is_file() {
            return Some(file);
        }
        let is_top = folder.join(".git").exists() || home.as_ref() == Some(&real);
        if is_top || !real.pop() {
            return None;
        }
        folder.push("..");
    }
    None
}

#[expect(
    clippy::disallowed_methods,
    reason = "the environment says where the home directory is"
)]
fn home() -> Option<PathBuf> {
    let home = std::env::var("HOME").ok().filter(|home| !home.is_empty())?;
    PathBuf::from(home).canonicalize().ok()
}

/// The ids of all rules, which settings and comments may name.
pub(super) fn rule_ids() -> Vec<&'static str> {
    RULES.iter().map(|check| check.rule.id).collect()
}
