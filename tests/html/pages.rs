//! The pages that are looked at: those of the stories, and those of inputs that mean it ill.

use crate::support::{folders, root, scratch, siglint, words};
use std::path::Path;
use std::sync::OnceLock;

/// A page and its name.
type Named = (String, String);

/// Texts that would do something in a page that does not escape them.
const ILL: [&str; 9] = [
    "<script>window.hostile1=1</script>",
    "\"onload=\"window.hostile2=1",
    "'onmouseover='window.hostile3=1",
    "</style><script>window.hostile4=1</script>",
    "]]><img src=x onerror=window.hostile5=1>",
    "--><svg onload=window.hostile6=1>",
    "</title></pre></code><h1>owned</h1>",
    "\u{202e}gnp.exe\u{2066}\u{200b}",
    "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m",
];

const QUERY: &str = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261123%2F\
    eu-central-1%2Fs3%2Faws4_request&X-Amz-Date=20261123T100000Z&X-Amz-Expires=3600\
    &X-Amz-SignedHeaders=host&X-Amz-Signature=\
    c1785d0a041cb93a153db00e7ea942e1e923a90eee2173eddb5170c60a682097";

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

fn read(folder: &Path, file: &str) -> String {
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    text.trim().to_owned()
}

fn page(arguments: &[&str], folder: &Path) -> String {
    let run = siglint(&[arguments, &["--format", "html"]].concat(), folder);
    assert!(run.stdout.starts_with("<!DOCTYPE html>"), "{run:?}");
    assert!(
        !run.stdout.contains("c1785d0a041cb93a"),
        "the signature is shown"
    );
    run.stdout
}

/// What `check` says of a story: of its URL, or of what it declares.
pub(crate) fn scenario(folder: &Path) -> Named {
    let mut arguments = words(&read(folder, "arguments"));
    let start = match folder.join("siglint.toml").is_file() {
        true => vec!["check".to_owned()],
        false => ["check", &read(folder, "url"), "-c", "config"]
            .map(str::to_owned)
            .into(),
    };
    arguments.splice(0..0, start);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    (name(folder), page(&arguments, folder))
}

/// Every story, and one configuration without a URL.
pub(crate) fn scenarios() -> Vec<Named> {
    let all = folders("fixtures/scenarios");
    let mut pages: Vec<Named> = all.iter().map(|folder| scenario(folder)).collect();
    let correct = root().join("fixtures/scenarios/correct");
    pages.push((
        "without-a-url".to_owned(),
        page(&["check", "-c", "config"], &correct),
    ));
    pages
}

/// Every saved answer.
pub(crate) fn diagnoses() -> Vec<Named> {
    let diagnosis = |folder: &std::path::PathBuf| {
        let (url, more) = (read(folder, "url"), words(&read(folder, "arguments")));
        let mut arguments = vec!["diagnose", &url, "--response", "answer"];
        arguments.extend(more.iter().map(String::as_str));
        (format!("answer-{}", name(folder)), page(&arguments, folder))
    };
    folders("fixtures/diagnoses")
        .iter()
        .map(diagnosis)
        .collect()
}

/// Two URLs in one run.
pub(crate) fn many() -> Named {
    let story = |name: &str| root().join("fixtures/scenarios").join(name);
    let (broken, works) = (
        read(&story("boto3-global"), "url"),
        read(&story("boto3-virtual"), "url"),
    );
    let now = "2026-11-23T10:10:00Z";
    let arguments = ["check", &broken, &works, "-c", "config", "--now", now];
    ("many".to_owned(), page(&arguments, &story("correct")))
}

/// Hostile texts in every place that a page shows: the URL, the configuration and the names of its
/// files, and the answer. They are made once: the inputs are files that every test would make anew.
pub(crate) fn hostile() -> Vec<Named> {
    static PAGES: OnceLock<Vec<Named>> = OnceLock::new();
    PAGES.get_or_init(make_hostile).clone()
}

/// A configuration whose name and every name in it is hostile.
const ODD: &str = "<img src=x onerror=hostile7()>\"onload=\"x.json";

/// Writes `distribution.json`, its hostile kin, and a hostile `answer`.
fn write_hostile(folder: &Path) {
    let ill = ILL.concat();
    let long = "x".repeat(10_000);
    let template = root().join("fixtures/scenarios/region-missing/config/distribution.json");
    let template = std::fs::read_to_string(template).unwrap();
    let quoted = serde_json::to_string(&ill).unwrap();
    let quoted = quoted.trim_matches('"');
    let odd = template
        .replace("E2EXAMPLE1SIGNED", quoted)
        .replace("\"files\"", &format!("\"{quoted}{long}\""))
        .replace("cf-files-example.s3", &format!("{quoted}.s3"));
    std::fs::write(folder.join(ODD), odd).unwrap();
    std::fs::write(folder.join("distribution.json"), template).unwrap();
    let escaped = ill.replace('&', "&amp;").replace('<', "&lt;");
    let escaped = escaped.replace(['\u{1b}', '\u{7}', '\u{9b}'], "?");
    let body = format!(
        "<Error><Code>{escaped}</Code><Message>{escaped}{long}</Message>\
         <Resource>{escaped}</Resource></Error>"
    );
    std::fs::write(folder.join("answer"), body).unwrap();
}

fn make_hostile() -> Vec<Named> {
    let folder = scratch("hostile-inputs");
    write_hostile(&folder);
    let (ill, long) = (ILL.concat(), "x".repeat(10_000));
    let at = "https://d111111abcdef8.cloudfront.net";
    let plain = format!("{at}/a.pdf?{QUERY}");
    let url = format!("{at}/{ill}/{long}?{QUERY}&{ill}={ill}&long={long}");
    let config = "distribution.json";
    let answer = ["-c", config, "--response", "answer"];
    let runs: [(&str, Vec<&str>); 6] = [
        ("url", vec!["check", &url, "-c", config]),
        ("url-alone", vec!["check", &url]),
        ("config", vec!["check", &plain, "-c", ODD]),
        ("config-alone", vec!["check", "-c", ODD]),
        ("answer", [&["diagnose", &plain], &answer[..]].concat()),
        (
            "file",
            vec!["check", &plain, "-c", "<script>x()</script>.json"],
        ),
    ];
    let now = ["--now", "2026-11-23T10:10:00Z"];
    let run = |(name, arguments): (&str, Vec<&str>)| {
        let arguments = [&arguments[..], &now].concat();
        (format!("hostile-{name}"), page(&arguments, &folder))
    };
    runs.into_iter().map(run).collect()
}
