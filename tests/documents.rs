//! No document is too broken: every fixture, cut and shuffled, is read to the end, and every place
//! that is named lies in its text.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use siglint::input::{Files, Options, load_documents};
use siglint::source::{SourceMap, Span};
use std::path::{Path, PathBuf};

/// What stands where something else stood.
const PIECES: [&str; 16] = [
    "", "{", "}", "[", "]", "\"", "'", "\n", "  ", ":", "<", "${", "!Ref ", "*a", "é😀", "\0",
];

/// Every document of the scenarios with its name.
fn documents() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    collect(&support::root().join("fixtures/scenarios"), &mut paths);
    let configs = paths
        .iter()
        .filter(|path| path.components().any(|part| part.as_os_str() == "config"));
    let read = configs.map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).unwrap())
    });
    let mut documents: Vec<(String, String)> = read.collect();
    documents.sort();
    documents.dedup();
    documents
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|entry| entry.path())
    {
        match path.is_dir() {
            true => collect(&path, paths),
            false => paths.push(path),
        }
    }
}

/// The text with the bytes between two places replaced, as near as characters allow.
fn damaged(text: &str, from: usize, to: usize, piece: &str) -> String {
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (from, to) = (floor(from), floor(to.min(text.len())));
    format!("{}{piece}{}", &text[..from], &text[to..])
}

fn load(name: &str, text: &str) {
    let mut files = Files::default();
    let mut sources = SourceMap::default();
    files.add(name, text.to_owned(), true);
    let loaded = load_documents(&files, &Options::default(), &mut sources);
    let inside = |span: Span| {
        let text = sources.get(span.source).text();
        assert!(text.get(span.start..span.end).is_some(), "{span:?}");
        let _ = (sources.location(span), sources.pointer(span));
    };
    loaded
        .problems
        .iter()
        .filter_map(|one| one.span)
        .for_each(inside);
    for distribution in &loaded.configuration.distributions {
        inside(distribution.span);
        let origins = distribution.origins.iter();
        origins.filter_map(|one| one.domain.span()).for_each(inside);
        distribution
            .unresolved
            .iter()
            .for_each(|one| inside(one.span));
    }
}

#[test]
fn damaged_documents_are_read_to_the_end() {
    let documents = documents();
    assert!(documents.len() >= 6, "{documents:?}");
    for (name, text) in &documents {
        load(name, text);
        let damage = (
            any::<usize>(),
            0..400_usize,
            prop::sample::select(&PIECES[..]),
        );
        let mut runner = TestRunner::new(Config::with_cases(256));
        let run = runner.run(&damage, |(at, length, piece)| {
            let from = at % (text.len() + 1);
            load(name, &damaged(text, from, from + length, piece));
            Ok(())
        });
        run.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
