//! A command that runs beside the lab, and knows where it is.

use crate::lab::Running;
use std::process::{Command, ExitStatus};

/// Runs a command to its end, and gives its exit code.
pub(super) fn run(command: &str, running: &Running) -> std::io::Result<u8> {
    let mut child = shell(command);
    child.env("SIGLINT_LAB_EDGE", format!("http://{}", running.edge));
    child.env("SIGLINT_LAB_S3", format!("http://{}", running.s3));
    if let Some(key) = running.lab.credentials.first() {
        child.env("AWS_ACCESS_KEY_ID", &key.access_key_id);
        child.env("AWS_SECRET_ACCESS_KEY", &key.secret.0);
        match &key.token {
            Some(token) => child.env("AWS_SESSION_TOKEN", &token.0),
            None => child.env_remove("AWS_SESSION_TOKEN"),
        };
    }
    let mut regions = running.lab.buckets.iter();
    if let Some(region) = regions.find_map(|bucket| bucket.region.as_ref()) {
        child.env("AWS_REGION", region);
        child.env("AWS_DEFAULT_REGION", region);
    }
    Ok(code(child.status()?))
}

fn shell(command: &str) -> Command {
    let (program, flag) = match cfg!(windows) {
        true => ("cmd", "/C"),
        false => ("sh", "-c"),
    };
    let mut child = Command::new(program);
    child.arg(flag).arg(command);
    child
}

/// What a shell would give: of a command that a signal ended, 128 and more.
fn code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal: Option<i32> = None;
    let code = status.code().or(signal.map(|signal| 128 + signal));
    u8::try_from(code.unwrap_or(1) & 0xFF).unwrap_or(1)
}
