//! What is read of the files and folders that are given, and how `siglint distributions` lists it.
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use serde_json::Value;
use std::path::Path;
use support::{scratch, siglint};

fn distribution(id: &str) -> String {
    format!(
        r#"{{"Id": "{id}", "DomainName": "d1.cloudfront.net", "DistributionConfig": {{
  "Aliases": {{"Quantity": 1, "Items": ["files.example.com"]}},
  "Origins": {{"Quantity": 1, "Items": [{{"Id": "files", "DomainName": "b.s3.amazonaws.com", "S3OriginConfig": {{}}}}]}},
  "DefaultCacheBehavior": {{"TargetOriginId": "files", "CachePolicyId": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"}}}}}}"#
    )
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// The ids of what is found in `folder`, the problems, and the exit code.
fn listed(folder: &Path, arguments: &[&str]) -> (Vec<String>, Vec<String>, i32) {
    let fixed = ["distributions", "--format", "json"];
    let arguments: Vec<&str> = fixed.into_iter().chain(arguments.iter().copied()).collect();
    let run = siglint(&arguments, folder);
    let report: Value = serde_json::from_str(&run.stdout).expect(&run.stderr);
    let texts = |list: &Value, key: &str| {
        let list = list.as_array().unwrap().iter();
        list.map(|one| one[key].as_str().unwrap().to_owned())
            .collect()
    };
    let problems = texts(&report["problems"], "file");
    (texts(&report["distributions"], "id"), problems, run.code)
}

#[test]
fn folders_are_searched_but_not_the_work_of_others() {
    let folder = scratch("searched");
    for name in [
        "a/deep/er/one.json",
        ".git/hidden.json",
        ".terraform/hidden.json",
        "node_modules/x/theirs.json",
        "a/cdk.out/tree.json",
        "a/cdk.out/asset.1234/theirs.template.json",
    ] {
        write(&folder, name, &distribution(&name.replace(['/', '.'], "-")));
    }
    write(
        &folder,
        "a/cdk.out/stack.template.json",
        &distribution("cdk"),
    );
    let (ids, problems, code) = listed(&folder, &["-c", "."]);
    assert_eq!(ids, ["cdk", "a-deep-er-one-json"]);
    assert_eq!((problems.len(), code), (0, 0));
}

#[test]
fn a_broken_file_is_a_problem_only_where_it_is_ours() {
    let folder = scratch("broken");
    write(&folder, "ours.json", &distribution("E1"));
    write(
        &folder,
        "theirs.json",
        "{\"see\": \"https://d1.cloudfront.net\",,}",
    );
    write(&folder, "theirs.yaml", "{{ a: [");
    std::fs::write(folder.join("binary.json"), b"\0\xff\xfe\xfd").unwrap();
    assert_eq!(
        listed(&folder, &["-c", "."]),
        (vec!["E1".to_owned()], vec![], 0)
    );
    write(&folder, "half.json", &distribution("E2")[..200]);
    let (ids, problems, code) = listed(&folder, &["-c", "."]);
    assert_eq!(
        (ids.len(), problems, code),
        (1, vec!["half.json".to_owned()], 2)
    );
    let named = listed(
        &folder,
        &["-c", "ours.json", "-c", "theirs.json", "-c", "none.json"],
    );
    assert_eq!(named.1, ["none.json", "theirs.json"]);
}

#[test]
fn copies_are_listed_once_and_nothing_is_asked_twice() {
    let folder = scratch("copies");
    write(&folder, "a/one.json", &distribution("E1"));
    write(&folder, "b/copy.json", &distribution("E1"));
    for arguments in [
        &["-c", "."][..],
        &["-c", "a", "-c", "b"],
        &["-c", "a", "-c", "a/one.json", "-c", "./a/../a"],
    ] {
        let (ids, problems, code) = listed(&folder, arguments);
        assert_eq!(
            (ids.len(), problems.len(), code),
            (1, 0, 0),
            "{arguments:?}"
        );
    }
}

#[test]
fn a_copy_that_leads_to_other_files_is_no_copy() {
    let folder = scratch("copies-that-lead");
    let parent = "Resources:\n  Edge: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: ./child.yaml}}\n";
    for name in ["a", "b"] {
        write(&folder, &format!("{name}/parent.yaml"), parent);
        write(
            &folder,
            &format!("{name}/child.yaml"),
            &format!("# {name}\n{OPEN}"),
        );
    }
    let (ids, problems, code) = listed(&folder, &["-c", "."]);
    assert_eq!(
        (ids, problems.len(), code),
        (vec!["Edge.Cdn".to_owned(); 2], 0, 0)
    );
}

#[test]
fn a_named_file_includes_what_lies_beside_it_and_nothing_else() {
    let folder = scratch("beside");
    let outside = scratch("beside-outside");
    let service = "service: x\nprovider: {name: aws}\nresources:\n";
    write(
        &folder,
        "serverless.yml",
        &format!("{service}- ${{file(./cdn.yml)}}\n- ${{file(../beside-outside/cdn.yml)}}\n"),
    );
    for place in [&folder, &outside] {
        write(place, "cdn.yml", OPEN);
    }
    write(
        &folder,
        "parent.yaml",
        "Resources:\n  Edge: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: cdn.yml}}\n",
    );
    assert_eq!(listed(&folder, &["-c", "parent.yaml"]).0, ["Edge.Cdn"]);
    let run = siglint(&["distributions", "-c", "serverless.yml"], &folder);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let told = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Cdn cdn.yml:"), "{told}");
    let gap = "not checked: serverless.yml:5:3: ../beside-outside/cdn.yml lies outside of the folder that was given";
    assert!(
        told.contains(gap) && told.contains("1 distribution,"),
        "{told}"
    );
}

#[test]
fn a_file_that_is_none_yet_is_told_what_it_is() {
    let folder = scratch("none-yet");
    let text = "Resources:\n  Cdn:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n";
    for (name, text, words) in [
        ("empty.yml", "\n", "this file is empty"),
        (
            "comments.yml",
            "# later\n",
            "there is nothing in this file but comments",
        ),
        (
            "jinja.yml",
            &format!("{{% set x = 1 %}}\n{text}"),
            "a template of another tool ({% … %})",
        ),
        (
            "helm.yaml",
            &format!("{text}      {{{{ toYaml .Values.x | nindent 4 }}}}\n"),
            "a template of another tool ({{ … }})",
        ),
        (
            "erb.json",
            "{\"Resources\": {<% for %> }}",
            "a template of another tool (<% … %>)",
        ),
    ] {
        write(&folder, name, text);
        let run = siglint(&["distributions", "-c", name], &folder);
        let told = run.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(words), "{told}");
        assert_eq!(
            (run.stdout.as_str(), run.code),
            ("no distributions, no policies\n", 2)
        );
    }
}

#[test]
fn what_could_not_be_read_is_not_resolved() {
    let folder = scratch("not-read");
    let broken = OPEN.replace("DomainName: !Ref Host", "DomainName: [a]");
    let broken = broken.replace("TargetOriginId: files", "MinimumTTL: 1");
    write(&folder, "template.yaml", &broken);
    let run = siglint(&["distributions", "-c", "template.yaml"], &folder);
    assert_eq!(run.code, 2);
    for line in [
        "DomainName is […] (template.yaml:20)",
        "TargetOriginId is (missing) (template.yaml:",
    ] {
        assert!(run.stdout.contains(line), "{}", run.stdout);
    }
}

#[cfg(unix)]
#[test]
fn links_neither_lead_out_nor_in_circles() {
    use std::os::unix::fs::symlink;
    let folder = scratch("links");
    let outside = scratch("links-outside");
    write(&outside, "secret.json", &distribution("outside"));
    write(&folder, "a/one.json", &distribution("inside"));
    symlink(&outside, folder.join("out")).unwrap();
    symlink(outside.join("secret.json"), folder.join("out.json")).unwrap();
    symlink(&folder, folder.join("a/circle")).unwrap();
    symlink(folder.join("a/one.json"), folder.join("again.json")).unwrap();
    let (ids, problems, code) = listed(&folder, &["-c", "."]);
    assert_eq!(
        (ids, problems.len(), code),
        (vec!["inside".to_owned()], 0, 0)
    );
}

#[test]
fn a_folder_without_anything_of_ours_is_a_problem() {
    let folder = scratch("nothing");
    write(&folder, "package.json", "{}");
    let (ids, problems, code) = listed(&folder, &["-c", "."]);
    assert_eq!((ids.len(), problems, code), (0, vec![".".to_owned()], 2));
}

#[test]
fn the_list_fits_a_terminal() {
    let folder = scratch("drawn");
    write(
        &folder,
        "config/one.json",
        &distribution("E2EXAMPLE1SIGNED"),
    );
    let run = siglint(&["distributions", "-c", "config"], &folder);
    let expected = "\
E2EXAMPLE1SIGNED  config/one.json:1
  domain      d1.cloudfront.net
  aliases     files.example.com
  origins     files: b.s3.amazonaws.com
  behaviors   * (default) to files, cached by CachingDisabled

1 distribution, no policies, every value resolved
";
    assert_eq!(
        (run.stdout.as_str(), run.code),
        (expected, 0),
        "{}",
        run.stderr
    );
    let colored = siglint(
        &["distributions", "-c", "config", "--color", "always"],
        &folder,
    );
    assert!(
        colored
            .stdout
            .contains("\u{1b}[1mE2EXAMPLE1SIGNED\u{1b}[0m")
    );
    let nothing = siglint(&["distributions"], &folder);
    assert_eq!(nothing.code, 2);
}

const OPEN: &str = "\
Parameters:
  Path: {Type: String}
  Identity: {Type: String}
  Host: {Type: String}
Resources:
  Files:
    Type: AWS::S3::Bucket
    Properties: {BucketName: b}
  Cdn:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        Origins:
          - Id: files
            DomainName: !GetAtt Files.RegionalDomainName
            OriginPath: !Ref Path
            S3OriginConfig: {OriginAccessIdentity: !Ref Identity}
          - Id: !Ref Host
            DomainName: !Ref Host
            CustomOriginConfig: {OriginProtocolPolicy: https-only}
        DefaultCacheBehavior:
          TargetOriginId: files
          ViewerProtocolPolicy: https-only
          ForwardedValues: {QueryString: true}
          MinTTL: 0
          DefaultTTL: 600
          MaxTTL: 600
";

const URL: &str = "https://b.s3.eu-central-1.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256\
    &X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261123%2Feu-central-1%2Fs3%2Faws4_request\
    &X-Amz-Date=20261123T100000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Signature=\
    c1785d0a041cb93a153db00e7ea942e1e923a90eee2173eddb5170c60a682097";

/// The verdict, and the rules that could not check everything.
fn checked(folder: &Path, more: &[&str]) -> (String, Vec<String>) {
    let fixed = ["check", URL, "-c", ".", "--format", "json", "--now"];
    let now = ["2026-11-23T10:10:00Z"];
    let arguments: Vec<&str> = fixed.iter().chain(&now).chain(more).copied().collect();
    let run = siglint(&arguments, folder);
    let report: Value = serde_json::from_str(&run.stdout).expect(&run.stderr);
    let rules = report["not_checked"].as_array().unwrap().iter();
    let rules = rules.map(|one| one["rule"].as_str().unwrap().to_owned());
    let target = &report["targets"][0];
    assert_eq!(target["distribution"], "Cdn", "{}", run.stdout);
    (
        target["verdict"].as_str().unwrap().to_owned(),
        rules.collect(),
    )
}

#[test]
fn what_is_not_resolved_is_not_checked_until_its_value_is_given() {
    let folder = scratch("open");
    write(&folder, "template.yaml", OPEN);
    let (verdict, rules) = checked(&folder, &[]);
    assert_eq!(verdict, "unknown");
    assert_eq!(rules, ["origin-path-prefixed", "origin-access-signs-again"]);
    let (verdict, rules) = checked(&folder, &["--var", "Path=", "--var", "Identity="]);
    assert_eq!((verdict.as_str(), rules.len()), ("works", 0));
    let (verdict, _) = checked(&folder, &["--var", "Path=/p", "--var", "Identity="]);
    assert_eq!(verdict, "broken");
    let named = checked(&folder, &["--distribution", "Cdn"]);
    assert_eq!(named.0, "unknown");
}

#[test]
fn unresolved_values_are_listed_with_their_lines() {
    let folder = scratch("open-list");
    write(&folder, "template.yaml", OPEN);
    let run = siglint(&["distributions", "-c", ".", "--var", "Path=/p"], &folder);
    assert_eq!(run.code, 0);
    let told = [
        "${AWS::Region}",
        "OriginAccessIdentity is !Ref Identity (template.yaml:18)",
        "Id is !Ref Host (template.yaml:19)",
        "DomainName is !Ref Host (template.yaml:20)",
    ];
    for line in told {
        assert!(run.stdout.contains(line), "{}", run.stdout);
    }
    assert!(!run.stdout.contains("OriginPath"), "{}", run.stdout);
    assert!(run.stdout.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn what_is_written_down_twice_is_looked_at_once() {
    let folder = scratch("twice");
    let targets = || {
        let run = siglint(&["check", URL, "-c", ".", "--format", "json"], &folder);
        let report: Value = serde_json::from_str(&run.stdout).expect(&run.stderr);
        let count = |key: &str| report[key].as_array().unwrap().len();
        (count("distributions"), count("targets"))
    };
    write(&folder, "a/template.yaml", OPEN);
    write(&folder, "b/template.yaml", &format!("# copied\n{OPEN}"));
    assert_eq!(targets(), (2, 1));
    let other = OPEN.replace("MaxTTL: 600", "MaxTTL: 601");
    write(&folder, "c/template.yaml", &other);
    assert_eq!(targets(), (3, 2));
}

#[test]
fn there_is_a_bound_to_how_much_is_looked_at() {
    let folder = scratch("many");
    let many = format!("[{}]", vec![distribution("E1"); 10_001].join(","));
    write(&folder, "many.json", &many);
    let (ids, problems, code) = listed(&folder, &["-c", "many.json"]);
    assert_eq!(
        (ids.len(), problems, code),
        (10_000, vec!["-c".to_owned()], 2)
    );
}

#[test]
fn a_template_comes_through_a_pipe_as_well() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_siglint"))
        .args(["distributions", "-c", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(OPEN.as_bytes()).unwrap();
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let first = &report["distributions"][0];
    assert_eq!((&first["id"], &first["file"]), (&"Cdn".into(), &"-".into()));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn findings_say_under_which_condition() {
    let folder = scratch("condition");
    let branches = "!If [IsProd, !GetAtt Files.RegionalDomainName, !GetAtt Files.DomainName]";
    let text = OPEN.replace("!GetAtt Files.RegionalDomainName", branches);
    let condition = "Conditions:\n  IsProd: !Equals [!Ref Host, prod]\nResources:";
    write(
        &folder,
        "template.yaml",
        &text.replace("Resources:", condition),
    );
    let fixed = [
        "check",
        URL,
        "-c",
        ".",
        "--var",
        "Path=",
        "--var",
        "Identity=",
    ];
    let now = ["--now", "2026-11-23T10:10:00Z"];
    let arguments: Vec<&str> = fixed.iter().chain(&now).copied().collect();
    let told = siglint(&arguments, &folder).stdout;
    let words: Vec<&str> = told
        .split_whitespace()
        .filter(|word| *word != "│")
        .collect();
    let told = words.join(" ");
    for words in [
        "Cdn, behavior *, under IsProd",
        "behavior *, under not IsProd",
    ] {
        assert!(told.contains(words), "{told}");
    }
    assert_eq!(
        told.matches("error[signed-host-mismatch]").count(),
        1,
        "{told}"
    );
    let note = "so it is under this condition of the template: not IsProd";
    assert!(told.contains(note), "{told}");
}
