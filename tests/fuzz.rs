//! What fuzzing calls, called on its seeds: no input breaks a promise.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

#[path = "../fuzz/entries.rs"]
mod entries;
mod support;

use std::path::{Path, PathBuf};

/// Every file below a folder of the fixtures whose path holds this.
fn fixtures(folder: &str, holds: &str) -> Vec<Vec<u8>> {
    let mut paths = Vec::new();
    collect(&support::root().join("fixtures").join(folder), &mut paths);
    paths.retain(|path| path.to_string_lossy().contains(holds));
    assert!(!paths.is_empty(), "{folder}: {holds}");
    paths
        .iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.path().is_dir() {
            true => collect(&entry.path(), paths),
            false => paths.push(entry.path()),
        }
    }
}

/// A seed whole, cut in the middle, and with a byte that is none of its own.
fn worn(seed: &[u8], run: impl Fn(&[u8])) {
    run(seed);
    run(&seed[..seed.len() / 2]);
    let mut other = seed.to_vec();
    other.insert(seed.len() / 3, 0xff);
    run(&other);
    other[seed.len() / 3] = b'{';
    run(&other);
}

#[test]
fn urls() {
    for seed in fixtures("scenarios", "/url") {
        worn(&seed, entries::url);
    }
}

#[test]
fn documents() {
    for seed in fixtures("scenarios", "/config/") {
        for kind in 0..5 {
            worn(&[&[kind], &seed[..]].concat(), entries::syntax);
        }
    }
}

#[test]
fn answers() {
    for seed in fixtures("answers", "/answer") {
        worn(&seed, entries::answer);
    }
}

#[test]
fn settings() {
    for seed in fixtures("scenarios", "siglint.toml") {
        worn(&seed, entries::settings);
    }
}

#[test]
fn runs() {
    for url in fixtures("scenarios", "region-missing/url") {
        for config in fixtures("scenarios", "/config/") {
            let url = url.trim_ascii();
            worn(&[url, b"\n", &config].concat(), entries::run);
        }
    }
}
