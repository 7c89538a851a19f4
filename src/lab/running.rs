//! The lab: what it holds, and that it runs.

use super::clock::Clock;
use super::edge::{Copies, Kept};
use super::listener::{self, Side};
use super::s3::is_loopback;
use super::store::Store;
use crate::edge::closeness;
use crate::model::{Configuration, Distribution, Secret};
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// A bucket of the lab.
#[derive(Debug, Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Its Region; where it is not known, any Region is taken for it.
    pub region: Option<String>,
    /// The folder behind it.
    pub store: Store,
}

/// A key that S3 knows.
#[derive(Debug, Clone)]
pub struct Credential {
    /// `AKIA…` or `ASIA…`.
    pub access_key_id: String,
    /// The secret access key.
    pub secret: Secret,
    /// The token, of a session's key.
    pub token: Option<Secret>,
}

/// One request that was answered, for whoever watches.
#[derive(Debug, Clone)]
pub struct Line {
    /// `edge` or `s3`.
    pub side: &'static str,
    /// The method.
    pub method: String,
    /// The path as sent; the query is a secret.
    pub path: String,
    /// The status.
    pub status: u16,
    /// The error's code.
    pub code: Option<String>,
    /// `X-Cache`.
    pub cache: Option<String>,
}

/// Who is told of every request.
pub type Watch = Box<dyn Fn(&Line) + Send + Sync>;

/// What the lab holds.
pub struct Lab {
    /// The distributions, and what they refer to.
    pub configuration: Configuration,
    /// Which distribution answers on an address instead of a name, by its place.
    pub usual: usize,
    /// The buckets.
    pub buckets: Vec<Bucket>,
    /// The keys that S3 knows.
    pub credentials: Vec<Credential>,
    /// The origins whose scripts may read, or `*`.
    pub cors: Vec<String>,
    /// The time.
    pub clock: Clock,
    /// Who is told of every request.
    pub watch: Watch,
    copies: Mutex<Copies>,
    requests: AtomicU64,
}

/// A lab that runs until the program ends.
pub struct Running {
    /// What it holds.
    pub lab: Arc<Lab>,
    /// Where the edge listens.
    pub edge: SocketAddr,
    /// Where S3 listens.
    pub s3: SocketAddr,
}

impl Lab {
    /// A lab with this configuration, these buckets and keys.
    #[must_use]
    pub fn new(
        configuration: Configuration,
        buckets: Vec<Bucket>,
        credentials: Vec<Credential>,
        clock: Clock,
        watch: Watch,
    ) -> Self {
        Self {
            configuration,
            usual: 0,
            buckets,
            credentials,
            cors: Vec::new(),
            clock,
            watch,
            copies: Mutex::default(),
            requests: AtomicU64::new(0),
        }
    }

    /// Starts it on two ports of an address; 0 is any port that is free.
    ///
    /// # Errors
    ///
    /// A port is taken, or the system gives no thread; in words.
    pub fn start(self, address: IpAddr, edge: u16, s3: u16) -> Result<Running, String> {
        let lab = Arc::new(self);
        let edge = listener::start(&lab, Side::Edge, SocketAddr::new(address, edge))?;
        let s3 = listener::start(&lab, Side::S3, SocketAddr::new(address, s3))?;
        Ok(Running { lab, edge, s3 })
    }

    /// Forgets every copy of the edge, as an invalidation does.
    pub fn invalidate(&self) {
        if let Ok(mut copies) = self.copies.lock() {
            copies.clear();
        }
    }

    /// The distribution that answers to a host, with its place; on an address of this machine, the
    /// usual one.
    pub(super) fn distribution(&self, host: &str) -> Option<(usize, &Distribution)> {
        let name = host.split(':').next().unwrap_or_default();
        let all = || self.configuration.distributions.iter().enumerate();
        if is_loopback(host) {
            return all().nth(self.usual);
        }
        let label = name.strip_suffix(".localhost");
        let own = all().find(|(_, one)| {
            let names = [&one.id, &one.logical_id];
            let mut names = names.into_iter().flatten();
            names.any(|name| label.is_some_and(|label| name.value.eq_ignore_ascii_case(label)))
        });
        let close = || {
            let fits = all().filter_map(|(at, one)| Some((closeness(one, name)?, at, one)));
            let best = fits.max_by_key(|(fit, at, _)| (*fit, std::cmp::Reverse(*at)));
            best.map(|(_, at, one)| (at, one))
        };
        // A template does not know the name that CloudFront will give.
        let nameless = || {
            all()
                .nth(self.usual)
                .filter(|(_, one)| one.domain.is_none() && name.ends_with(".cloudfront.net"))
        };
        own.or_else(close).or_else(nameless)
    }

    /// The ids of a request, as S3 gives them.
    pub(super) fn ids(&self) -> (String, String) {
        let count = self.requests.fetch_add(1, Ordering::Relaxed);
        (
            format!("LAB{count:013X}"),
            format!("siglint/lab/{count:032x}="),
        )
    }

    pub(super) fn copy(&self, key: &str) -> Option<Kept> {
        self.copies.lock().ok()?.get(key).cloned()
    }

    pub(super) fn keep_copy(&self, key: String, kept: Kept) {
        if let Ok(mut copies) = self.copies.lock() {
            copies.put(key, kept);
        }
    }

    pub(super) fn drop_copy(&self, key: &str) {
        if let Ok(mut copies) = self.copies.lock() {
            copies.remove(key);
        }
    }
}
