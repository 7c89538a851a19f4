//! Reports of one run: where they go, and what stands in the way.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use std::path::Path;
use support::{Run, root, scratch, siglint};

/// `siglint check` of a broken delivery, in `folder`.
fn check(folder: &Path, arguments: &[&str]) -> Run {
    let scenario = root().join("fixtures/scenarios/region-missing");
    let url = std::fs::read_to_string(scenario.join("url")).unwrap();
    let config = scenario.join("config").display().to_string();
    let given = ["check", url.trim(), "-c", &config];
    let now = ["--now", "2026-11-23T10:10:00Z"];
    siglint(&[&given[..], &now, arguments].concat(), folder)
}

#[test]
fn one_run_writes_many_reports() {
    let folder = scratch("reports-many");
    let run = check(&folder, &["-o", "json=a=b.json", "-o", "human=out.txt"]);
    assert_eq!((run.code, run.stderr.as_str()), (1, ""));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!(read("out.txt"), run.stdout);
    assert_eq!(
        read("a=b.json"),
        check(&folder, &["--format", "json"]).stdout
    );
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);

    let quiet = check(&folder, &["-q", "-o", "json=quiet.json"]);
    assert_eq!((quiet.code, quiet.stdout.as_str()), (1, ""));
    assert_eq!(read("quiet.json"), read("a=b.json"));
    assert_eq!(check(&folder, &["-o", "json=-"]).stdout, read("a=b.json"));
}

#[test]
fn what_cannot_be_written_is_told_and_the_rest_goes_on() {
    let folder = scratch("reports-nowhere");
    std::fs::create_dir(folder.join("taken")).unwrap();
    let reports = ["json=no/a.json", "json=taken", "json=b.json"];
    let arguments: Vec<&str> = reports.iter().flat_map(|one| ["-o", one]).collect();
    let run = check(&folder, &arguments);
    assert_eq!(run.code, 2);
    assert!(run.stdout.contains("verdict: broken"), "{}", run.stdout);
    for said in [
        "no/a.json: cannot be written: there is no folder no",
        "taken: is a folder",
    ] {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    assert!(folder.join("b.json").is_file());
}

#[test]
fn two_reports_never_share_a_place() {
    let folder = scratch("reports-clash");
    for arguments in [
        &["-o", "json=x", "-o", "human=x"][..],
        &["--format", "json", "-o", "human=-"],
        &["-o", "json=-", "-o", "human=-"],
        &["-q", "-o", "human=-"],
        &["-q", "--format", "json"],
        &["-o", "nonsense=x"],
        &["-o", "json"],
        &["-o", "json="],
        &["--no-color", "--color", "always"],
    ] {
        let run = check(&folder, arguments);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(!run.stderr.is_empty());
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn colour_is_for_standard_output_and_can_be_refused() {
    let folder = scratch("reports-colour");
    let run = check(&folder, &["--color", "always", "-o", "human=out.txt"]);
    let file = std::fs::read_to_string(folder.join("out.txt")).unwrap();
    assert!(run.stdout.contains("\u{1b}[") && !file.contains('\u{1b}'));
    let plain = check(&folder, &["--no-color"]);
    assert_eq!(plain.stdout, file);
}

#[cfg(unix)]
#[test]
fn links_and_devices_stay_what_they_are() {
    let folder = scratch("reports-links");
    std::fs::write(folder.join("real.json"), "before").unwrap();
    std::os::unix::fs::symlink("real.json", folder.join("link.json")).unwrap();
    let reports = ["-o", "json=link.json", "-o", "human=/dev/null"];
    assert_eq!(check(&folder, &reports).code, 1);
    let link = folder.join("link.json");
    assert!(link.symlink_metadata().unwrap().is_symlink());
    let real = std::fs::read_to_string(folder.join("real.json")).unwrap();
    assert!(real.starts_with("{\n  \"version\": 1"));
    assert!(!Path::new("/dev/null").is_file());
}

const SIGNATURE: &str = "5ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2";

/// What each format takes for something else than text, and what a terminal does.
const HOSTILE: [&str; 10] = [
    "<script>alert(1)</script>",
    "]]><x/>--><!--",
    "| `` ` [a](https://evil.example) ![b](c) @all",
    "::error::x ##[error]y %0A::set-env name=a::b",
    "${{ secrets.X }} {0} \\",
    "\u{1b}[31mred\u{9b}2J\u{202e}desrever\u{2028}",
    "\n::warning::z\n# heading\r\n- item\n</details>",
    "\"onload=\"x' &amp; &#10;",
    "\u{fffe}\u{ffff}\u{0}\u{8}",
    "X-Amz-Signature=5ec2e75ec2e75ec2e75ec2e75ec2",
];

/// A delivery with a fault, in which everything that can be named is hostile.
fn hostile(folder: &Path, arguments: &[&str]) -> Run {
    let name = HOSTILE.concat() + &"x".repeat(10_000);
    let names = HOSTILE.map(|one| serde_json::json!({ "DomainName": one, "Id": one }));
    let mut origins = vec![serde_json::json!({
        "Id": name,
        "DomainName": "cf-files-example.s3.amazonaws.com",
        "OriginPath": format!("/{name}"),
        "S3OriginConfig": { "OriginAccessIdentity": "" },
    })];
    origins.extend(names);
    let distribution = serde_json::json!({ "DistributionConfig": {
        "Id": name, "Comment": name,
        "Origins": { "Items": origins },
        "DefaultCacheBehavior": { "TargetOriginId": name, "CachePolicyId": name },
        "CacheBehaviors": { "Items": [{ "PathPattern": name, "TargetOriginId": name }] },
    }});
    let file = "a <b>`|%0A::x,y:z.json";
    std::fs::write(folder.join(file), distribution.to_string()).unwrap();
    let broken = "{\"DistributionConfig\": \u{1b}[31m<b>`|";
    std::fs::write(folder.join("broken <i>`|.json"), broken).unwrap();
    let url = format!(
        "https://cf-files-example.s3.eu-central-1.amazonaws.com/<script>`|[a](b)@all::error::?\
         X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261123%2Feu-central-1%2Fs3%2Faws4_request&\
         X-Amz-Date=<b>`|&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature={SIGNATURE}"
    );
    let given = ["check", &url, "-c", ".", "--now", "2026-11-23T10:10:00Z"];
    siglint(&[&given[..], arguments].concat(), folder)
}

#[test]
fn hostile_text_does_nothing_in_any_format() {
    let folder = scratch("reports-hostile");
    for format in siglint::report::FORMATS {
        let run = hostile(&folder, &["--format", format.name]);
        assert_eq!(run.code, 2, "{}: {}", format.name, run.stderr);
        let text = run.stdout;
        assert!(
            text.contains("parameter-malformed"),
            "{}: {text}",
            format.name
        );
        assert!(!text.contains("5ec2e75e"), "{}", format.name);
        let steers =
            |c: &char| c.is_control() && *c != '\n' || matches!(c, '\u{202e}' | '\u{2028}');
        // JSON escapes what it must, and is no text for a terminal.
        if format.name != "json" {
            assert_eq!(text.chars().find(steers), None, "{}", format.name);
        }
        match format.name {
            "json" | "sarif" | "gitlab" => {
                serde_json::from_str::<serde_json::Value>(&text).expect(format.name);
            }
            "junit" => is_xml(&text),
            "github" => only_our_commands(&text),
            "markdown" => only_our_markup(&text),
            _ => {}
        }
    }
}

fn is_xml(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().expect("the report is well-formed") {
            quick_xml::events::Event::Eof => return,
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    attribute.expect("every attribute is well-formed");
                }
            }
            _ => {}
        }
    }
}

fn only_our_commands(text: &str) {
    let (last, commands) = text
        .trim_end()
        .rsplit_once('\n')
        .map_or((text, ""), |(a, b)| (b, a));
    assert!(last.ends_with("problem"), "{last}");
    for line in commands.lines() {
        let ours = ["::error ", "::warning ", "::notice "];
        assert!(ours.iter().any(|start| line.starts_with(start)), "{line}");
        assert!(!line.contains("##["), "{line}");
        let properties = line.split("::").nth(1).unwrap();
        let is_known = |one: &str| {
            let names = ["file=", "line=", "endLine=", "col=", "endColumn=", "title="];
            names.iter().any(|name| one.starts_with(name))
        };
        let (_, properties) = properties.split_once(' ').unwrap();
        assert!(properties.split(',').all(is_known), "{line}");
    }
}

/// As a Markdown processor reads it: no link, no image, no heading and no HTML but ours.
fn only_our_markup(text: &str) {
    use pulldown_cmark::{Event, Options, Parser, Tag};
    let ours = [
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "<br>",
        "<!-- -->",
    ];
    let mut heading = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("a link in {text}"),
            Event::Html(html) | Event::InlineHtml(html) => {
                let left = ours
                    .iter()
                    .fold(html.to_string(), |html, tag| html.replace(tag, ""));
                assert!(!left.contains('<'), "{html}");
            }
            Event::Start(Tag::Heading { .. }) => heading = true,
            Event::Text(text) if heading => {
                heading = false;
                let starts = ["siglint: ", "error: ", "warning: ", "note: "];
                assert!(starts.iter().any(|start| text.starts_with(start)), "{text}");
            }
            _ => {}
        }
    }
}

/// Columns count characters, as the log says: an emoji before the place is one.
#[test]
fn sarif_points_at_the_characters_it_means() {
    let run = root().join("fixtures/reports/broken");
    let log = std::fs::read_to_string(run.join("report.sarif")).unwrap();
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    let file = place["artifactLocation"]["uri"].as_str().unwrap();
    let text = std::fs::read_to_string(run.join(file)).unwrap();
    let number = |name: &str| usize::try_from(place["region"][name].as_u64().unwrap()).unwrap();
    let line = text.lines().nth(number("startLine") - 1).unwrap();
    let (from, to) = (number("startColumn") - 1, number("endColumn") - 1);
    let marked: String = line.chars().skip(from).take(to - from).collect();
    assert_eq!(marked, "\"cf-files-example.s3.amazonaws.com\"");
}

/// However a folder was given, a service finds the file, and a fingerprint stays what it is.
#[test]
fn paths_are_told_from_the_working_directory_on() {
    let folder = root()
        .join("fixtures/reports/broken")
        .canonicalize()
        .unwrap();
    let absolute = folder.join("config").display().to_string();
    let url = std::fs::read_to_string(folder.join("url")).unwrap();
    let report = |path: &str| {
        let now = ["--now", "2026-11-23T10:10:00Z", "--format", "sarif"];
        let given = ["check", url.trim(), "-c", path];
        siglint(&[&given[..], &now].concat(), &folder).stdout
    };
    let expected = report("config");
    assert!(expected.contains("\"uri\": \"config/template.yml\""));
    for path in [absolute.as_str(), "./config", "config/"] {
        assert_eq!(report(path), expected, "{path}");
    }
}

#[test]
fn every_format_is_documented() {
    let page = std::fs::read_to_string(root().join("docs/formats.md")).unwrap();
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    for format in siglint::report::FORMATS {
        let name = format.name;
        assert!(page.contains(&format!("| `{name}` |")), "{name}");
        assert!(readme.contains(&format!("`{name}`")), "{name}");
    }
}
