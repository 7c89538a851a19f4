//! What fuzzing calls: each takes any bytes, and fails where siglint breaks a promise. Plain tests
//! call the same functions on the seeds (`tests/fuzz.rs`).
#![allow(
    dead_code,
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "whoever calls it wants to know"
)]

use siglint::app::{Request, lint};
use siglint::config::read_settings;
use siglint::finding::Severity;
use siglint::input::response::read_response;
use siglint::input::text::decode;
use siglint::input::url::read_url;
use siglint::input::{Files, Options, load_documents};
use siglint::model::S3Host;
use siglint::report::human::Style;
use siglint::report::{Asked, FORMATS, Report};
use siglint::rules::RULES;
use siglint::s3::error::explain;
use siglint::source::{SourceMap, Span};
use std::path::PathBuf;

/// A signed URL: whatever is read of it lies in its text, and its secret is shown nowhere.
pub(crate) fn url(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let _ = S3Host::parse(text);
    let mut sources = SourceMap::default();
    let Ok(url) = read_url("the URL", text, &mut sources) else {
        return;
    };
    inside(&sources, url.host.span());
    inside(&sources, url.path.span());
    let debug = format!("{url:?}");
    let signature = text.split_once("X-Amz-Signature=").map(|(_, after)| after);
    let signature = signature.and_then(|after| after.get(..64));
    if let Some(signature) =
        signature.filter(|one| one.bytes().all(|byte| byte.is_ascii_hexdigit()))
    {
        assert!(!debug.contains(signature), "a signature is shown");
    }
}

/// A document, by a first byte that tells its syntax: every node lies in the text.
pub(crate) fn syntax(data: &[u8]) {
    let Some((kind, data)) = data.split_first() else {
        return;
    };
    let Ok(text) = decode(data) else {
        return;
    };
    let names = ["a.yaml", "a.json", "a.tf", "a.xml", "serverless.yml"];
    let name = names[usize::from(*kind) % names.len()];
    let mut files = Files::default();
    files.add(name, text, true);
    let mut sources = SourceMap::default();
    let loaded = load_documents(&files, &Options::default(), &mut sources);
    for problem in &loaded.problems {
        inside(&sources, problem.span);
    }
    for distribution in &loaded.configuration.distributions {
        inside(&sources, Some(distribution.span));
        for origin in &distribution.origins {
            inside(&sources, origin.domain.span());
        }
    }
}

/// An error body, a `curl -i` capture, or a HAR file: it is explained, whatever it is.
pub(crate) fn answer(data: &[u8]) {
    if let Ok(response) = read_response(data) {
        let explanation = explain(&response);
        assert!(!explanation.meaning.is_empty());
    }
}

/// A `siglint.toml`: every mistake has its place.
pub(crate) fn settings(data: &[u8]) {
    let Ok(text) = decode(data) else {
        return;
    };
    let mut sources = SourceMap::default();
    let rules: Vec<&'static str> = RULES.iter().map(|check| check.rule.id).collect();
    let (_, problems) = read_settings("siglint.toml", &text, &rules, &mut sources);
    for problem in problems {
        inside(&sources, problem.span);
    }
}

/// A URL in the first line and a configuration behind it, down to every report.
pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let (url, config) = text.split_once('\n').unwrap_or(("", text));
    let folder = std::env::temp_dir().join(format!("siglint-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join("config");
    std::fs::write(&path, config).expect("a file");
    let found = lint(&request(url, path));
    let report = Report {
        asked: Asked::Check,
        view: &found.view,
        problems: &found.problems,
        sources: &found.sources,
        rules: &[],
        fail_on: Some(Severity::Error),
        style: Style::Plain,
        verbose: true,
    };
    for format in FORMATS {
        let text = (format.draw)(&report).expect("every report can be written");
        let steers = |one: char| one.is_control() && one != '\n';
        assert!(!text.contains(steers), "{} steers", format.name);
    }
}

fn request(url: &str, config: PathBuf) -> Request {
    Request {
        urls: [url]
            .into_iter()
            .filter(|url| !url.is_empty())
            .map(str::to_owned)
            .collect(),
        config: vec![config],
        live: None,
        options: Options::default(),
        distributions: Vec::new(),
        s3_url: None,
        keys: None,
        method: None,
        round: None,
        now: "2026-11-23T10:10:00Z".parse().expect("a time"),
        settings: None,
        signer: None,
        baseline: None,
    }
}

fn inside(sources: &SourceMap, span: Option<Span>) {
    if let Some(span) = span {
        let text = sources.get(span.source).text();
        assert!(text.get(span.start..span.end).is_some(), "{span:?}");
        let _ = (sources.location(span), sources.pointer(span));
    }
}
