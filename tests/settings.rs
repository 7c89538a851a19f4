//! `siglint.toml` as it is documented, and as a repository uses it.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use serde_json::{Value, json};
use siglint::config::{Key, Kind, LEVELS, TABLES, Table, read_settings};
use siglint::rules::RULES;
use siglint::source::SourceMap;
use std::path::{Path, PathBuf};
use support::{Run, expect_file, root, scratch, siglint};

fn rules() -> Vec<&'static str> {
    RULES.iter().map(|check| check.rule.id).collect()
}

fn table(header: &str) -> &'static Table {
    TABLES.iter().find(|table| table.header == header).unwrap()
}

fn schema_of(key: &Key) -> Value {
    let text = json!({"type": "string", "minLength": 1});
    let mut value = match key.kind {
        Kind::Text => text,
        Kind::Texts => json!({"anyOf": [text, {"type": "array", "items": text, "minItems": 1}]}),
        Kind::Duration => json!({"type": ["string", "integer"], "minLength": 1, "minimum": 1}),
        // TOML's own dates have no type in JSON schemas.
        Kind::Date => json!({}),
        Kind::OneOf(words) => json!({"enum": words}),
        Kind::SomeOf(words) => {
            json!({"anyOf": [{"enum": words}, {"type": "array", "items": {"enum": words}, "minItems": 1}]})
        }
    };
    value["description"] = json!(key.about);
    value
}

fn schema_of_table(header: &str) -> Value {
    let table = table(header);
    let keys = table.keys.iter();
    let properties = keys.map(|key| (key.name.to_owned(), schema_of(key)));
    let required = table.keys.iter().filter(|key| key.required);
    json!({
        "type": "object",
        "description": table.about,
        "additionalProperties": false,
        "properties": Value::Object(properties.collect()),
        "required": required.map(|key| key.name).collect::<Vec<_>>(),
    })
}

/// The schema of the whole file, made of the table of keys that the reader uses.
fn schema() -> Value {
    let mut schema = schema_of_table("");
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("siglint.toml");
    let levels = rules()
        .into_iter()
        .map(|rule| (rule.to_owned(), json!({"enum": LEVELS})));
    let properties = &mut schema["properties"];
    properties["delivery"] = json!({"type": "array", "items": schema_of_table("[[delivery]]")});
    properties["ignore"] = json!({"type": "array", "items": schema_of_table("[[ignore]]")});
    properties["signer"] =
        json!({"type": "object", "additionalProperties": schema_of_table("[signer.NAME]")});
    properties["rules"] = json!({
        "type": "object",
        "description": table("[rules]").about,
        "additionalProperties": false,
        "properties": Value::Object(levels.collect()),
    });
    schema
}

#[test]
fn the_schema_is_the_one_in_the_repository() {
    let text = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    expect_file(&root().join("schemas/siglint-toml.json"), &text).unwrap();
}

#[test]
fn every_key_and_word_is_in_the_manual() {
    let page = std::fs::read_to_string(root().join("docs/siglint-toml.md")).unwrap();
    for table in TABLES.iter().filter(|table| !table.header.is_empty()) {
        assert!(
            page.contains(&format!("## `{}`", table.header)),
            "{}",
            table.header
        );
    }
    for key in TABLES.iter().flat_map(|table| table.keys) {
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| `{}` |", key.name)));
        let row = row.unwrap_or_else(|| panic!("{} is not in the manual", key.name));
        assert_eq!(row.contains("needed |"), key.required, "{}", key.name);
        if let Kind::OneOf(words) | Kind::SomeOf(words) = key.kind {
            for word in words {
                assert!(
                    row.contains(&format!("`\"{word}\"`")),
                    "{}: {word}",
                    key.name
                );
            }
        }
    }
}

#[test]
fn every_sample_of_the_manual_is_right() {
    let page = std::fs::read_to_string(root().join("docs/siglint-toml.md")).unwrap();
    let samples: Vec<&str> = page.split("```toml\n").skip(1).collect();
    assert!(samples.len() > 4);
    for sample in samples {
        let sample = sample.split("```").next().unwrap();
        let (_, problems) =
            read_settings("siglint.toml", sample, &rules(), &mut SourceMap::default());
        assert_eq!(problems, [], "{sample}");
    }
}

/// A repository with the article's mistake in `infra/`, and this `siglint.toml`.
fn repository(name: &str, settings: &str) -> PathBuf {
    let folder = scratch(&format!("settings-{name}"));
    std::fs::create_dir_all(folder.join("infra")).unwrap();
    std::fs::create_dir_all(folder.join(".git")).unwrap();
    let from = root().join("fixtures/scenarios/region-missing/config");
    for file in std::fs::read_dir(from).unwrap().flatten() {
        std::fs::copy(file.path(), folder.join("infra").join(file.file_name())).unwrap();
    }
    std::fs::write(folder.join("siglint.toml"), settings).unwrap();
    folder
}

const DECLARED: &str = "config = [\"infra/\"]\n\n[[delivery]]\npath = \"*\"\n\n[signer.web]\n\
    sdk = \"js-v3\"\nregion = \"eu-central-1\"\nexpires = \"1h\"\nround = \"30m\"\n";

fn check(folder: &Path, arguments: &[&str]) -> Run {
    let now = ["check", "--now", "2026-11-23T10:10:00Z"];
    siglint(&[now.as_slice(), arguments].concat(), folder)
}

fn report(folder: &Path, arguments: &[&str]) -> Value {
    let run = check(folder, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr))
}

#[test]
fn every_mistake_is_told_at_its_place_and_the_rest_counts() {
    let mistakes = "conifg = 1\nfail-on = \"errors\"\n[[delivery]]\npath = 7\n[[delivery]]\npath = \"/b\"\n\
        signer = \"wbe\"\n[signer.old]\nsdk = \"boto\"\nregion = \"mars-1\"\nexpires = \"soon\"\n\
        [rules]\nsigned-host-missmatch = \"off\"\ncache-disabled = \"loud\"\n[[ignore]]\nrule = \"cache-disabled\"\n\
        until = \"tomorrow\"\n";
    let folder = repository(
        "mistakes",
        &DECLARED.replace("path = \"*\"", "path = \"*\"\nsigner = \"web\""),
    );
    let path = folder.join("siglint.toml");
    let text = std::fs::read_to_string(&path).unwrap() + mistakes;
    // Keys before any header have to stand first.
    let text = format!(
        "conifg = 1\nfail-on = \"errors\"\n{}",
        text.replace("conifg = 1\nfail-on = \"errors\"\n", "")
    );
    std::fs::write(&path, text).unwrap();
    let run = check(&folder, &[]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(
        run.stdout.contains("error[signed-host-mismatch]"),
        "{}",
        run.stdout
    );
    let said = run.stderr.replace("\n  ", " ");
    for expected in [
        "siglint.toml:1:1: siglint.toml has no key conifg; did you mean config?",
        "siglint.toml:2:11: expected one of error, warning, note, never, and this is \"errors\"; did you mean error?",
        "expected a text in quotes, and this is a number",
        "there is no [signer.wbe]; did you mean web?",
        "and this is \"boto\"; did you mean boto3?",
        "mars-1 is no Region",
        "expected a duration such as \"30m\", \"2h\" or \"7d\", and this is \"soon\"",
        "there is no rule signed-host-missmatch; did you mean signed-host-mismatch?",
        "expected one of off, note, warning, error, and this is \"loud\"",
        "[[ignore]] needs reason",
        "expected a day such as 2027-01-31, and this is \"tomorrow\"",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn a_broken_line_is_a_problem_with_its_place() {
    let folder = repository("broken", &format!("{DECLARED}oops = \n"));
    let run = check(&folder, &[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("siglint.toml:11:"), "{}", run.stderr);
    assert!(
        run.stdout.contains("signed-host-mismatch"),
        "{}",
        run.stdout
    );
}

#[test]
fn settings_are_found_above_up_to_the_repository_and_not_further() {
    let folder = repository("above", DECLARED);
    let found = check(&folder.join("infra"), &[]);
    assert_eq!(found.code, 1, "{}", found.stderr);
    assert!(
        found.stdout.contains("../infra/distribution.json"),
        "{}",
        found.stdout
    );
    assert_eq!(check(&folder, &["--no-settings"]).code, 2);
    let inner = folder.join("inner");
    std::fs::create_dir_all(inner.join(".git")).unwrap();
    assert_eq!(check(&inner, &[]).code, 2, "another repository's settings");
    let named = check(&inner, &["--settings", "../siglint.toml"]);
    assert_eq!(named.code, 1, "{}", named.stderr);
}

#[test]
fn a_named_signer_tells_the_signed_host() {
    let folder = repository("signer", &DECLARED.replace("js-v3", "boto3"));
    let url = "https://d111111abcdef8.cloudfront.net/reports/2026.pdf?X-Amz-Algorithm=AWS4-HMAC-SHA256&\
        X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261123%2Feu-central-1%2Fs3%2Faws4_request&\
        X-Amz-Date=20261123T100000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=\
        c1785d0a041cb93a153db00e7ea942e1e923a90eee2173eddb5170c60a682097";
    let verdict = |arguments: &[&str]| {
        let report = report(&folder, &[&[url][..], arguments].concat());
        format!(
            "{} {}",
            report["targets"][0]["verdict"], report["targets"][0]["confidence"]
        )
    };
    assert_eq!(verdict(&[]), "\"unknown\" \"possible\"");
    assert_eq!(verdict(&["--signer", "web"]), "\"works\" \"certain\"");
    let unknown = check(&folder, &[url, "--signer", "wbe"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown
            .stderr
            .contains("there is no signer wbe: siglint.toml has web"),
        "{}",
        unknown.stderr
    );
}

#[test]
fn ignored_findings_do_not_count_until_their_day() {
    let ignore = "\n[[ignore]]\nrule = \"signed-host-mismatch\"\nfile = \"infra/*.json\"\n\
        distribution = \"E2EXAMPLE1SIGNED\"\nbehavior = \"*\"\nreason = \"mended soon\"\nuntil = 2026-11-23\n\
        [[ignore]]\nrule = \"cache-disabled\"\nreason = \"nothing\"\n";
    let folder = repository("ignore", &format!("{DECLARED}{ignore}"));
    let report = report(&folder, &[]);
    let found = &report["findings"][0];
    assert_eq!(found["suppressed"]["reason"], "mended soon");
    assert_eq!(found["suppressed"]["by"], "ignore");
    assert_eq!(
        report["targets"][0]["verdict"], "broken",
        "the verdict stays true"
    );
    assert_eq!(report["summary"]["errors"], 0);
    assert_eq!(report["summary"]["suppressed"], 1);
    let notices = report["notices"].as_array().unwrap();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert!(
        notices[0]["message"]
            .as_str()
            .unwrap()
            .contains("means no finding")
    );
    assert_eq!(check(&folder, &[]).code, 0);
    let over = siglint(&["check", "--now", "2026-11-24T00:00:00Z"], &folder);
    assert_eq!(over.code, 1, "{}", over.stdout);
    assert!(
        over.stdout.contains("ended on\n  2026-11-23"),
        "{}",
        over.stdout
    );
}

#[test]
fn levels_decide_what_fails_and_not_what_is_true() {
    let levels = "[rules]\nsigned-host-mismatch = \"off\"\norigin-region-missing = \"error\"\n";
    let folder = repository("levels", &format!("{DECLARED}{levels}"));
    let report = report(&folder, &[]);
    assert_eq!(report["targets"][0]["verdict"], "broken");
    let severity = |rule: &str| {
        let findings = report["findings"].as_array().unwrap();
        let one = findings.iter().find(|one| one["rule"] == rule).unwrap();
        (one["severity"].clone(), one["suppressed"]["by"].clone())
    };
    assert_eq!(
        severity("origin-region-missing"),
        (json!("error"), Value::Null)
    );
    assert_eq!(
        severity("signed-host-mismatch"),
        (json!("error"), json!("rules"))
    );
    let quiet = repository("never", &format!("fail-on = \"never\"\n{DECLARED}"));
    assert_eq!(check(&quiet, &[]).code, 0);
    assert_eq!(check(&quiet, &["--fail-on", "error"]).code, 1);
}

#[test]
fn a_baseline_keeps_new_faults_out_wherever_one_stands() {
    let folder = repository("baseline", DECLARED);
    let write = check(
        &folder.join("infra"),
        &["--write-baseline", "../known.json"],
    );
    assert_eq!(write.code, 0, "{}", write.stderr);
    let known = std::fs::read_to_string(folder.join("known.json")).unwrap();
    let again = siglint(
        &[
            "check",
            "--now",
            "2027-01-01T00:00:00Z",
            "--write-baseline",
            "again.json",
        ],
        &folder,
    );
    assert_eq!(again.code, 0);
    assert_eq!(
        std::fs::read_to_string(folder.join("again.json")).unwrap(),
        known,
        "no day, no place of the reader"
    );
    let run = check(&folder, &["--baseline", "known.json"]);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(
        run.stdout.contains("2 findings do not count: 2 known"),
        "{}",
        run.stdout
    );
}

#[test]
fn what_a_baseline_knows_and_is_no_more_is_told() {
    let folder = repository("ended", DECLARED);
    assert_eq!(check(&folder, &["--write-baseline", "known.json"]).code, 0);
    let mended = DECLARED.replace("js-v3", "boto3");
    std::fs::write(
        folder.join("siglint.toml"),
        format!("baseline = \"known.json\"\n{mended}"),
    )
    .unwrap();
    let run = check(&folder, &["--fail-on", "warning"]);
    assert!(
        run.stdout
            .contains("known findings that are no more: signed-host-mismatch"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.contains("global-endpoint-signed"),
        "a new one counts: {}",
        run.stdout
    );
    assert_eq!(run.code, 1);
    std::fs::write(
        folder.join("known.json"),
        "{\"version\": 9, \"findings\": []}",
    )
    .unwrap();
    let run = check(&folder, &[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("version 9"), "{}", run.stderr);
}

#[test]
fn init_writes_what_check_reads() {
    let folder = repository("init", "");
    std::fs::remove_file(folder.join("siglint.toml")).unwrap();
    let correct = root().join("fixtures/scenarios/correct/config");
    for file in std::fs::read_dir(correct).unwrap().flatten() {
        std::fs::copy(file.path(), folder.join("infra").join(file.file_name())).unwrap();
    }
    std::fs::write(
        folder.join("package.json"),
        "{\"dependencies\": {\"@aws-sdk/client-s3\": \"3\"}}",
    )
    .unwrap();
    let run = siglint(&["init"], &folder);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let written = std::fs::read_to_string(folder.join("siglint.toml")).unwrap();
    assert!(
        written.contains("sdk = \"js-v3\"            # guess: package.json names it"),
        "{written}"
    );
    let run = check(&folder, &[]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(
        run.stdout.contains("verdict: works, certain") && run.stdout.contains("nothing found"),
        "{}",
        run.stdout
    );
    let empty = scratch("settings-init-empty");
    assert_eq!(siglint(&["init"], &empty).code, 2);
    assert!(!empty.join("siglint.toml").exists());
}

#[test]
fn init_overwrites_nothing_and_adds_a_workflow() {
    let folder = repository("workflow", DECLARED);
    let run = siglint(&["init"], &folder);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("never overwritten"), "{}", run.stderr);
    let run = siglint(&["init", "--workflow"], &folder);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        std::fs::read_to_string(folder.join("siglint.toml")).unwrap(),
        DECLARED
    );
    let workflow = std::fs::read_to_string(folder.join(".github/workflows/siglint.yml")).unwrap();
    assert!(
        workflow.contains("siglint check --format github"),
        "{workflow}"
    );
}
