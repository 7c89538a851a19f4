//! The copies that the edge keeps.

use crate::lab::reply::{Body, Reply};
use crate::lab::store::Store;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

/// Larger objects are read from their folder again, in bytes; if they changed, the copy is gone, as
/// CloudFront may drop one at any time.
const LARGEST_IN_MEMORY: u64 = 4 * 1024 * 1024;

/// How many copies are kept, and how much of them in memory, in bytes.
const MOST: usize = 10_000;
const MOST_IN_MEMORY: usize = 256 * 1024 * 1024;

/// Every copy under its key.
#[derive(Debug, Default)]
pub(in crate::lab) struct Copies {
    kept: BTreeMap<String, Kept>,
    in_memory: usize,
}

/// One copy.
#[derive(Debug, Clone)]
pub(in crate::lab) struct Kept {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) code: Option<String>,
    content: Content,
    /// When it came, or was found to be still right.
    pub(super) since: Timestamp,
    /// Until when it is served without asking.
    pub(super) until: Timestamp,
}

#[derive(Debug, Clone)]
enum Content {
    Bytes(Arc<[u8]>),
    Stored {
        store: Store,
        raw_key: String,
        etag: String,
    },
}

impl Kept {
    /// What is kept of an answer with its whole content for some seconds; none if it cannot be.
    pub(super) fn of(
        reply: &mut Reply,
        source: Option<(&Store, &str)>,
        now: Timestamp,
        seconds: u64,
    ) -> Option<Self> {
        let etag = reply.header("etag").unwrap_or_default().to_owned();
        if let Body::File {
            file,
            start,
            length,
        } = &mut reply.body
            && *length <= LARGEST_IN_MEMORY
        {
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(*start)).ok()?;
            file.take(*length).read_to_end(&mut bytes).ok()?;
            reply.body = Body::Bytes(Arc::from(bytes));
        }
        let content = match (&reply.body, source) {
            (Body::Bytes(bytes), _) => Content::Bytes(Arc::clone(bytes)),
            (Body::File { .. }, Some((store, raw_key))) => Content::Stored {
                store: store.clone(),
                raw_key: raw_key.to_owned(),
                etag,
            },
            _ => return None,
        };
        Some(Self {
            status: reply.status,
            headers: reply.headers.clone(),
            code: reply.code.clone(),
            content,
            since: now,
            until: after(now, seconds),
        })
    }

    /// The first header with this name, which is given in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(one, _)| one == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The whole copy as an answer; none if it is gone.
    pub(super) fn reply(&self) -> Option<Reply> {
        let body = match &self.content {
            Content::Bytes(bytes) => Body::Bytes(Arc::clone(bytes)),
            Content::Stored {
                store,
                raw_key,
                etag,
            } => {
                let object = store.object(raw_key).filter(|one| one.etag == *etag)?;
                Body::part(object.content, 0, object.size)
            }
        };
        Some(Reply {
            status: self.status,
            headers: self.headers.clone(),
            body,
            code: self.code.clone(),
        })
    }

    fn size(&self) -> usize {
        match &self.content {
            Content::Bytes(bytes) => bytes.len(),
            Content::Stored { .. } => 0,
        }
    }
}

/// A time some seconds later.
pub(super) fn after(now: Timestamp, seconds: u64) -> Timestamp {
    let seconds = SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX));
    now.checked_add(seconds).unwrap_or(Timestamp::MAX)
}

impl Copies {
    /// The copy under a key.
    pub(in crate::lab) fn get(&self, key: &str) -> Option<&Kept> {
        self.kept.get(key)
    }

    /// Keeps a copy; those that came first make room for it.
    pub(in crate::lab) fn put(&mut self, key: String, kept: Kept) {
        self.remove(&key);
        self.in_memory += kept.size();
        self.kept.insert(key, kept);
        while self.kept.len() > MOST || self.in_memory > MOST_IN_MEMORY {
            let oldest = self.kept.iter().min_by_key(|(_, one)| one.since);
            let Some(oldest) = oldest.map(|(key, _)| key.clone()) else {
                return;
            };
            self.remove(&oldest);
        }
    }

    /// Forgets a copy.
    pub(in crate::lab) fn remove(&mut self, key: &str) {
        if let Some(gone) = self.kept.remove(key) {
            self.in_memory = self.in_memory.saturating_sub(gone.size());
        }
    }

    /// Forgets them all, as an invalidation of `/*` does.
    pub(in crate::lab) fn clear(&mut self) {
        *self = Self::default();
    }
}
