//! What runs in other people's pipelines: the action's steps, and that the files agree with the crate.
#![cfg(unix)]
#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail"
)]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use support::{root, scratch};

/// A step of the action in `folder`, as the runner calls it, with these inputs.
fn step(name: &str, folder: &Path, inputs: &[(&str, &str)]) -> (i32, String) {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_siglint"));
    let usual = std::env::var("PATH").unwrap();
    let path = format!("{}:{usual}", program.parent().unwrap().display());
    let path = format!("{}:{path}", folder.join("bin").display());
    let output = Command::new("bash")
        .arg(root().join("ci/github").join(name))
        .current_dir(folder)
        .env_clear()
        .env("PATH", path)
        .env("GITHUB_OUTPUT", folder.join("output"))
        .env("GITHUB_PATH", folder.join("path"))
        .env("GITHUB_STEP_SUMMARY", folder.join("summary.md"))
        .env("SIGLINT_SARIF", "out file.sarif")
        .envs(inputs.iter().copied())
        .output()
        .expect("bash starts");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap_or(-1), text + &errors)
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// The URL of the story in which the Region is missing, and its configuration in a folder of a name
/// that a careless script would take for two.
fn broken(name: &str) -> (PathBuf, String) {
    let folder = scratch(name);
    let scenario = root().join("fixtures/scenarios/region-missing");
    std::fs::create_dir(folder.join("in fra")).unwrap();
    let from = scenario.join("config/distribution.json");
    std::fs::copy(from, folder.join("in fra/distribution.json")).unwrap();
    (folder, read(&scenario.join("url")))
}

#[test]
fn the_action_checks_reports_and_fails() {
    let (folder, url) = broken("ci-check");
    let arguments = format!("--now\n2026-11-23T10:10:00Z\n{url}\n");
    let inputs = [
        ("SIGLINT_CONFIG", "in fra\n"),
        ("SIGLINT_ARGUMENTS", &arguments),
    ];
    let (code, said) = step("check", &folder, &inputs);
    assert_eq!(code, 1, "{said}");
    assert!(
        said.starts_with("::error file=in fra/distribution.json,line=21,"),
        "{said}"
    );
    assert_eq!(
        read(&folder.join("output")),
        "exit-code=1\nsarif=out file.sarif\n"
    );
    let summary = read(&folder.join("summary.md"));
    assert!(summary.starts_with("## siglint: 1 error"), "{summary}");
    let log: serde_json::Value =
        serde_json::from_str(&read(&folder.join("out file.sarif"))).unwrap();
    assert_eq!(
        log["runs"][0]["results"][0]["ruleId"],
        "signed-host-mismatch"
    );

    let inputs = [inputs[0], inputs[1], ("SIGLINT_FAIL_ON", "never")];
    assert_eq!(step("check", &folder, &inputs).0, 0);
}

/// No input is a part of a script, and none becomes a second command.
#[test]
fn inputs_are_arguments_and_nothing_else() {
    let folder = scratch("ci-inputs");
    for input in [
        "$(touch evil)",
        "`touch evil`",
        "; touch evil",
        "\" && touch evil #",
    ] {
        let inputs = [("SIGLINT_CONFIG", input), ("SIGLINT_ARGUMENTS", input)];
        assert_eq!(step("check", &folder, &inputs).0, 2);
    }
    assert!(!folder.join("evil").exists());
    assert!(read(&folder.join("output")).starts_with("exit-code=2\n"));
}

#[test]
fn the_action_installs_once() {
    let folder = scratch("ci-install");
    std::fs::create_dir(folder.join("bin")).unwrap();
    let cargo = "#!/bin/sh\necho \"$@\" >>asked\nmkdir -p root/bin && cp \"$0\" root/bin/siglint\n";
    std::fs::write(folder.join("bin/cargo"), cargo).unwrap();
    Command::new("chmod")
        .args(["+x", "bin/cargo"])
        .current_dir(&folder)
        .status()
        .unwrap();
    let inputs = [("SIGLINT_ROOT", "root"), ("SIGLINT_VERSION", "1.2.3")];
    for _ in 0..2 {
        let (code, said) = step("install", &folder, &inputs);
        assert_eq!(code, 0, "{said}");
    }
    let asked = "install siglint --locked --root root --version 1.2.3\n";
    assert_eq!(read(&folder.join("asked")), asked);
    assert_eq!(read(&folder.join("path")), "root/bin\nroot/bin\n");
}

#[test]
fn pipelines_install_this_version_and_run_what_is_there() {
    let version = format!("'{}'", env!("CARGO_PKG_VERSION"));
    for (file, key) in [
        ("action.yml", "default: "),
        ("ci/gitlab.yml", "SIGLINT_VERSION: "),
    ] {
        let text = read(&root().join(file));
        assert!(
            text.contains(&format!("{key}{version}")),
            "{file}: {version}"
        );
    }
    let action = read(&root().join("action.yml"));
    for script in ["ci/github/install", "ci/github/check"] {
        assert!(action.contains(&format!("\"$GITHUB_ACTION_PATH/{script}\"")));
        use std::os::unix::fs::PermissionsExt;
        let mode = root().join(script).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o111, 0o111, "{script} can be run");
    }
    for line in action
        .lines()
        .filter(|line| line.trim().starts_with("run:"))
    {
        assert!(!line.contains("${{"), "an input in a script: {line}");
    }
}
