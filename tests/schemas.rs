//! What other programs read is what its schema says.
//!
//! The schemas of others (SARIF's, by OASIS) are not ours to ship: `tests/schemas/fetch FOLDER` gets
//! them, and `SIGLINT_SCHEMAS=FOLDER cargo test --test schemas -- --ignored` uses them.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use support::{folders, root, siglint, words};

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

fn assert_valid(schema: &jsonschema::Validator, document: &Value, name: &str) {
    let errors = schema.iter_errors(document);
    let errors: Vec<String> = errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}: {}", errors.join("\n"));
}

/// What `siglint COMMAND` says about every scenario, and the scenario's name.
fn told(command: &str, format: &str) -> Vec<(String, Value)> {
    let tell = |folder: PathBuf| {
        let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        let url = read("url");
        let mut arguments = vec![command.to_owned()];
        arguments.extend(Some(url.trim().to_owned()).filter(|url| !url.is_empty()));
        arguments.extend(["-c", "config", "--format", format].map(str::to_owned));
        arguments.extend(words(&read("arguments")));
        let run = siglint(&arguments, &folder);
        let document = serde_json::from_str(&run.stdout);
        let document =
            document.unwrap_or_else(|error| panic!("{folder:?}: {error}: {}", run.stderr));
        (folder.display().to_string(), document)
    };
    let all = ["fixtures/scenarios", "fixtures/reports"]
        .into_iter()
        .flat_map(folders);
    let has_url = |folder: &PathBuf| command == "check" || folder.join("url").is_file();
    all.filter(has_url).map(tell).collect()
}

#[test]
fn every_report_is_as_the_schema_says() {
    let schema = json(&root().join("schemas/siglint-report-v1.json"));
    let schema = jsonschema::draft202012::new(&schema).expect("ours is a schema");
    for command in ["check", "trace"] {
        for (name, document) in told(command, "json") {
            assert_valid(&schema, &document, &name);
        }
    }
    for folder in folders("fixtures/diagnoses") {
        let path = folder.join("diagnosis.json");
        assert_valid(&schema, &json(&path), &path.display().to_string());
    }
    let wrong = serde_json::json!({ "version": 2 });
    assert!(!schema.is_valid(&wrong), "a schema must be able to refuse");
}

#[test]
#[ignore = "needs the schema that tests/schemas/fetch gets"]
fn sarif_is_as_oasis_says() {
    let folder = std::env::var_os("SIGLINT_SCHEMAS").expect("SIGLINT_SCHEMAS names a folder");
    let schema = std::fs::read_to_string(Path::new(&folder).join("sarif-2.1.0.json")).unwrap();
    // A bracket that JavaScript takes for itself, and stricter readers for a mistake.
    let schema: Value = serde_json::from_str(&schema.replace("{2}]?$", "{2}\\\\]?$")).unwrap();
    let schema = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema);
    let schema = schema.expect("SARIF's is a schema");
    for (name, log) in told("check", "sarif") {
        assert_valid(&schema, &log, &name);
    }
    assert!(!schema.is_valid(&serde_json::json!({ "version": "2.1.0" })));
}

/// The elements and attributes that Jenkins' `junit-10.xsd` knows.
const JUNIT: [(&str, &[&str]); 7] = [
    (
        "testsuites",
        &["name", "time", "tests", "failures", "errors"],
    ),
    (
        "testsuite",
        &[
            "name",
            "tests",
            "failures",
            "errors",
            "skipped",
            "time",
            "timestamp",
            "id",
        ],
    ),
    ("testcase", &["name", "time", "classname", "group"]),
    ("failure", &["type", "message"]),
    ("error", &["type", "message"]),
    ("skipped", &["type", "message"]),
    ("system-out", &[]),
];

#[test]
fn junit_has_only_what_jenkins_knows() {
    use quick_xml::events::Event;
    let text = std::fs::read_to_string(root().join("fixtures/reports/broken/report.junit"));
    let text = text.unwrap();
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut seen = 0;
    loop {
        let tag = match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => tag,
            _ => continue,
        };
        let name = tag.name().as_ref().to_owned();
        let known = JUNIT.iter().find(|(known, _)| *known == name);
        let (_, known) = known.unwrap_or_else(|| panic!("<{name}>"));
        for attribute in tag.attributes() {
            let key = attribute.unwrap().key.as_ref().to_owned();
            assert!(known.contains(&key.as_str()), "{name} {key}");
        }
        seen += 1;
    }
    assert!(seen > 10);
}
