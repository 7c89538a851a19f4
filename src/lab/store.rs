//! A folder as a bucket: a key is a path below it, and nothing else is ever opened. What is uploaded lies
//! before it, in memory.

use super::digest;
use super::uploads::{Upload, Uploads};
use crate::source::percent_decode;
use jiff::Timestamp;
use std::fs::{File, Metadata};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Larger objects have an ETag that is no checksum, as those have that were uploaded in parts.
const LARGEST_HASHED: u64 = 16 * 1024 * 1024;

/// The folder behind a bucket.
#[derive(Debug, Clone)]
pub struct Store {
    /// Without links in it.
    root: PathBuf,
    uploads: Uploads,
}

/// Where an object's bytes are.
#[derive(Debug)]
pub(super) enum Content {
    /// In an open file.
    File(File),
    /// In memory.
    Bytes(Arc<[u8]>),
}

/// An object that was found.
#[derive(Debug)]
pub(super) struct Object {
    /// Its bytes.
    pub(super) content: Content,
    /// Its length in bytes.
    pub(super) size: u64,
    /// Its `ETag`, in quotes.
    pub(super) etag: String,
    /// When it was changed, to the second.
    pub(super) modified: Timestamp,
    /// Its type, as it was uploaded with, or told by the key's ending.
    pub(super) content_type: String,
}

impl Store {
    /// The bucket of a folder.
    ///
    /// # Errors
    ///
    /// It is no folder, or cannot be read; in words.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let root = folder
            .canonicalize()
            .map_err(|error| format!("cannot be opened: {error}"))?;
        match root.is_dir() {
            true => Ok(Self {
                root,
                uploads: Uploads::default(),
            }),
            false => Err("is no folder".to_owned()),
        }
    }

    /// The object with this key, as it stands encoded in a path.
    pub(super) fn object(&self, raw_key: &str) -> Option<Object> {
        let key = percent_decode(raw_key);
        if let Some(upload) = self.uploads.get(&key) {
            return upload.and_then(|upload| uploaded(&key, upload));
        }
        let path = self.path(&key)?;
        // What leads elsewhere is never opened, and a pipe would keep whoever opens it waiting.
        let is_itself = || path.canonicalize().is_ok_and(|real| real == path);
        let is_file = path.symlink_metadata().is_ok_and(|found| found.is_file());
        let mut file = (is_file && is_itself())
            .then(|| File::open(&path).ok())
            .flatten()?;
        let found = file.metadata().ok().filter(Metadata::is_file)?;
        // Somebody may have put a link there meanwhile.
        if !is_itself() {
            return None;
        }
        let modified = Timestamp::try_from(found.modified().ok()?).ok()?;
        let modified = Timestamp::from_second(modified.as_second()).ok()?;
        Some(Object {
            size: found.len(),
            etag: etag(&mut file, found.len(), modified)?,
            modified,
            content_type: content_type(&key).to_owned(),
            content: Content::File(file),
        })
    }

    /// Keeps an upload in memory; false if there is no room for it.
    pub(super) fn put(&self, raw_key: &str, upload: Upload) -> bool {
        self.uploads.put(&percent_decode(raw_key), upload)
    }

    /// Deletes an object for as long as the lab runs.
    pub(super) fn delete(&self, raw_key: &str) {
        self.uploads.delete(&percent_decode(raw_key));
    }

    /// Where an object would be; none for a key that is no plain path.
    fn path(&self, key: &str) -> Option<PathBuf> {
        let plain = |name: &str| {
            let special = ["", ".", ".."].contains(&name);
            let elsewhere = cfg!(windows) && name.contains(['\\', ':']);
            !special && !elsewhere && !name.contains(['\0', '\u{fffd}'])
        };
        let mut names = key.split('/');
        names
            .clone()
            .all(plain)
            .then(|| names.try_fold(self.root.clone(), |path, name| Some(path.join(name))))?
    }
}

fn uploaded(key: &str, upload: Upload) -> Option<Object> {
    let usual = || content_type(key).to_owned();
    Some(Object {
        size: u64::try_from(upload.bytes.len()).ok()?,
        etag: digest::etag(&upload.bytes),
        modified: Timestamp::from_second(upload.at.as_second()).ok()?,
        content_type: upload.content_type.unwrap_or_else(usual),
        content: Content::Bytes(upload.bytes),
    })
}

fn etag(file: &mut File, size: u64, modified: Timestamp) -> Option<String> {
    if size > LARGEST_HASHED {
        return Some(format!("\"{:016x}{size:016x}-1\"", modified.as_second()));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_HASHED).read_to_end(&mut bytes).ok()?;
    Some(digest::etag(&bytes))
}

/// What people serve most, and S3's own word for the rest.
fn content_type(key: &str) -> &'static str {
    const TYPES: [(&str, &str); 20] = [
        ("css", "text/css"),
        ("csv", "text/csv"),
        ("gif", "image/gif"),
        ("htm", "text/html"),
        ("html", "text/html"),
        ("jpeg", "image/jpeg"),
        ("jpg", "image/jpeg"),
        ("js", "text/javascript"),
        ("json", "application/json"),
        ("m3u8", "application/vnd.apple.mpegurl"),
        ("mp3", "audio/mpeg"),
        ("mp4", "video/mp4"),
        ("pdf", "application/pdf"),
        ("png", "image/png"),
        ("svg", "image/svg+xml"),
        ("ts", "video/mp2t"),
        ("txt", "text/plain"),
        ("webp", "image/webp"),
        ("xml", "application/xml"),
        ("zip", "application/zip"),
    ];
    let ending = key.rsplit_once('.').map_or("", |(_, ending)| ending);
    let known = TYPES
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(ending));
    known.map_or("binary/octet-stream", |(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_leads_out_of_the_folder() {
        let store = Store {
            root: PathBuf::from("/srv"),
            uploads: Uploads::default(),
        };
        for (key, path) in [
            ("a/b.txt", Some("/srv/a/b.txt")),
            ("a b", Some("/srv/a b")),
            ("../b", None),
            ("a/../../b", None),
            ("/etc/passwd", None),
            ("a//b", None),
            ("a/", None),
            ("", None),
        ] {
            assert_eq!(store.path(key), path.map(PathBuf::from), "{key}");
        }
    }
}
