//! Files that are there whole, or not at all.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Writes a file: to a temporary one beside it, which then takes its name, so that whoever reads it
/// meanwhile, or a run that is stopped, finds the old one or the new one. What is no regular file (a
/// pipe, a device) is written to as it is, and behind a link the file it leads to is replaced.
///
/// # Errors
///
/// In words for a person: what went wrong, and what to do.
pub(super) fn write_file(path: &Path, text: &str) -> Result<(), String> {
    let written = match fs::canonicalize(path) {
        Ok(real) if real.is_file() => replace(&real, text),
        Ok(real) if real.is_dir() => return Err("is a folder; give the name of a file".to_owned()),
        Ok(real) => File::options()
            .write(true)
            .open(real)
            .and_then(|file| fill(file, text)),
        Err(_) => replace(path, text),
    };
    written.map_err(|error| match path.parent() {
        Some(folder) if error.kind() == std::io::ErrorKind::NotFound => {
            format!("cannot be written: there is no folder {}", folder.display())
        }
        _ => format!("cannot be written: {error}"),
    })
}

/// Adds to the end of a file that others write to, too.
pub(super) fn append(path: &Path, text: &str) -> std::io::Result<()> {
    fill(File::options().append(true).create(true).open(path)?, text)
}

fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let temporary = beside(path);
    let file = File::create_new(&temporary)?;
    let written = fill(file, text)
        .and_then(|()| keep_permissions(path, &temporary))
        .and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn fill(mut file: File, text: &str) -> std::io::Result<()> {
    file.write_all(text.as_bytes())?;
    file.flush()
}

/// A file that others may read stays one.
fn keep_permissions(path: &Path, temporary: &Path) -> std::io::Result<()> {
    match fs::metadata(path) {
        Ok(before) => fs::set_permissions(temporary, before.permissions()),
        Err(_) => Ok(()),
    }
}

/// A name in the same folder that no other run takes.
fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.tmp", std::process::id()));
    path.with_file_name(name)
}
