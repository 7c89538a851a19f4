//! What the installed SDKs sign: `tests/sign/up` says where they are.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder that they are in.
pub(crate) fn installed() -> PathBuf {
    let folder = std::env::var_os("SIGLINT_SDKS").expect("SIGLINT_SDKS names what up installed");
    PathBuf::from(folder)
}

/// The URLs that a script of theirs signs.
fn ask(program: &Path, script: &str, cases: &[Value]) -> Vec<String> {
    let folder = installed();
    let mut child = Command::new(program)
        .arg(folder.join(script))
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let asked = serde_json::to_vec(cases).unwrap();
    child.stdin.take().unwrap().write_all(&asked).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{script}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What boto3 signs.
pub(crate) fn boto3(cases: &[Value]) -> Vec<String> {
    let urls = ask(&installed().join("python/bin/python"), "signer.py", cases);
    assert_eq!(urls.len(), cases.len());
    urls
}

/// What the JavaScript SDK v3 signs.
pub(crate) fn javascript(cases: &[Value]) -> Vec<String> {
    let urls = ask(Path::new("node"), "signer.mjs", cases);
    assert_eq!(urls.len(), cases.len());
    urls
}
