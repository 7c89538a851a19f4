//! What was uploaded or deleted while the lab runs: it is in memory, and no folder is ever written to.

use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// How much is kept of all uploads together, in bytes.
const MOST: usize = 256 * 1024 * 1024;

/// An object that was uploaded.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    pub(super) bytes: Arc<[u8]>,
    pub(super) content_type: Option<String>,
    pub(super) at: Timestamp,
}

/// The uploads to one bucket by their keys; `None` for what was deleted.
#[derive(Debug, Clone, Default)]
pub(super) struct Uploads(Arc<Mutex<BTreeMap<String, Option<Upload>>>>);

impl Uploads {
    /// What happened to a key: nothing, a deletion, or an upload.
    pub(super) fn get(&self, key: &str) -> Option<Option<Upload>> {
        self.0.lock().ok()?.get(key).cloned()
    }

    /// Keeps an upload; false if there is no room for it.
    pub(super) fn put(&self, key: &str, upload: Upload) -> bool {
        let Ok(mut kept) = self.0.lock() else {
            return false;
        };
        let others = kept.iter().filter(|(name, _)| *name != key);
        let size = |one: &Option<Upload>| one.as_ref().map_or(0, |one| one.bytes.len());
        let used: usize = others.map(|(name, one)| name.len() + size(one)).sum();
        let fits = used + key.len() + upload.bytes.len() <= MOST;
        if fits {
            kept.insert(key.to_owned(), Some(upload));
        }
        fits
    }

    /// Deletes a key, whether there is such an object or not.
    pub(super) fn delete(&self, key: &str) {
        if let Ok(mut kept) = self.0.lock() {
            kept.insert(key.to_owned(), None);
        }
    }
}
