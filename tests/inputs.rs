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
