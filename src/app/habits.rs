//! Which SDK a repository signs with, as far as its manifests and programs tell.

use super::inputs;
use crate::config::Guess;
use std::path::{Path, PathBuf};

/// No more files than this are looked at.
const MOST_FILES: usize = 2_000;

/// Folders are looked into so deep.
const DEEPEST: usize = 4;

/// What a manifest is called, what in it names an SDK, and that SDK.
const SIGNS: [(&str, &str, &str); 12] = [
    ("package.json", "@aws-sdk/s3-request-presigner", "js-v3"),
    ("package.json", "@aws-sdk/client-s3", "js-v3"),
    ("package.json", "\"aws-sdk\"", "js-v2"),
    ("requirements.txt", "boto3", "boto3"),
    ("pyproject.toml", "boto3", "boto3"),
    ("Pipfile", "boto3", "boto3"),
    ("go.mod", "aws-sdk-go", "go"),
    ("Cargo.toml", "aws-sdk-s3", "rust"),
    ("composer.json", "aws/aws-sdk-php", "php"),
    ("Gemfile", "aws-sdk-s3", "ruby"),
    ("pom.xml", "software.amazon.awssdk", "java"),
    ("build.gradle", "software.amazon.awssdk", "java"),
];

/// What a repository's programs do when they sign.
#[derive(Debug)]
pub(super) struct Habits {
    /// Their SDK.
    pub(super) sdk: Guess,
    /// Whether a Python program asks for virtual addressing.
    pub(super) is_virtual: bool,
}

impl Habits {
    /// Looks at the manifests and Python programs below a folder. Nothing is run.
    pub(super) fn of(folder: &Path) -> Self {
        let mut files = Vec::new();
        list(folder, 0, &mut files);
        files.sort();
        let sdk = SIGNS.iter().find_map(|(name, sign, sdk)| {
            let mut named = files.iter().filter(|file| file.ends_with(name));
            let file = named.find(|file| holds(file, &[sign]))?;
            Some(Guess {
                value: (*sdk).to_owned(),
                why: Some(format!("{} names it", inputs::shown(file))),
            })
        });
        let sdk = sdk.unwrap_or_else(|| Guess {
            value: "js-v3".to_owned(),
            why: Some("no manifest here names an SDK".to_owned()),
        });
        let is_python = |file: &&PathBuf| file.extension().is_some_and(|ending| ending == "py");
        let mut programs = files.iter().filter(is_python);
        let is_virtual = sdk.value == "boto3"
            && programs.any(|file| holds(file, &["addressing_style", "virtual"]));
        Self { sdk, is_virtual }
    }
}

fn holds(file: &Path, words: &[&str]) -> bool {
    let text = inputs::read_text(file).unwrap_or_default();
    words.iter().all(|word| text.contains(word))
}

/// The manifests and programs below a folder. Links are not followed.
fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let kind = entry.file_type().ok();
        let is_searched = !name.starts_with('.')
            && !["node_modules", "target", "vendor"].contains(&name.as_ref());
        if kind.is_some_and(|kind| kind.is_dir()) && is_searched && depth < DEEPEST {
            list(&entry.path(), depth + 1, files);
        }
        let is_wanted =
            name.ends_with(".py") || SIGNS.iter().any(|(manifest, ..)| *manifest == name);
        if kind.is_some_and(|kind| kind.is_file()) && is_wanted && files.len() < MOST_FILES {
            files.push(entry.path());
        }
    }
}
