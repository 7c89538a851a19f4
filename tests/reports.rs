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
