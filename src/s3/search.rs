//! The requests that a signature may have been made for, in the order in which they are likely, and
//! how many of them are tried.

use super::address::{behind_bucket, hosts_in, usual_paths};
use super::encoding::reencode;
use super::variants::{Queries, elsewhere, odd_paths};
use super::{Address, Clues};
use crate::model::{Object, Param, S3Host, Scope, SignedUrl};
use std::collections::BTreeSet;

/// How many requests are tried at most for one URL: every host, method, path and query by itself,
/// and the pairs of them that are met. Real URLs need a tenth of it; it bounds what a hostile one
/// can cost.
pub const MOST_TRIES: usize = 10_000;

/// The methods that are presigned, as often as they are.
const METHODS: [&str; 5] = ["GET", "PUT", "HEAD", "DELETE", "POST"];

/// A request that may have been signed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attempt<'a> {
    pub(super) method: &'a str,
    pub(super) address: &'a Address,
    pub(super) query: &'a Query,
}

/// A query that may have been signed, and what it says.
#[derive(Debug, Clone)]
pub(super) struct Query {
    pub(super) params: Vec<Param>,
    /// What stands for the body, where that is not what the query says.
    pub(super) payload: Option<&'static str>,
    /// The credential scope and the signing time, where they are not the URL's own.
    pub(super) scope: Option<Scope>,
    pub(super) date: Option<String>,
}

impl Query {
    /// The one that a URL has.
    pub(super) fn written(url: &SignedUrl) -> Self {
        Self::of(url.params.clone())
    }

    pub(super) fn of(params: Vec<Param>) -> Self {
        Self {
            params,
            payload: None,
            scope: None,
            date: None,
        }
    }
}

/// Some queries, addresses and methods, each to be tried with each.
type Product<'g> = (&'g [Query], &'g [Address], &'g [&'g str]);

/// All that may have been signed, by its parts.
pub(super) struct Given<'a> {
    /// The one that it should be for, and the others.
    methods: Vec<&'a str>,
    /// The URL's own address, and those that SDKs sign for the buckets that it may be for.
    usual: Vec<Address>,
    /// The same with paths that something changed.
    odd: Vec<Address>,
    written: Query,
    queries: Queries,
    /// Queries that name other Regions, and the addresses there.
    elsewhere: Vec<(Query, Vec<Address>)>,
}

impl<'a> Given<'a> {
    pub(super) fn new(url: &SignedUrl, clues: &Clues<'a>) -> Self {
        let others = METHODS.into_iter().filter(|one| *one != clues.method);
        let region = url.signed_region().unwrap_or_default();
        let usual = usual(url, clues, region);
        let regions =
            elsewhere(url).map(|(region, query)| (query, self::usual(url, clues, region)));
        Self {
            methods: std::iter::once(clues.method).chain(others).collect(),
            odd: odd(&usual),
            usual,
            written: Query::written(url),
            queries: Queries::new(url, clues.token),
            elsewhere: regions.collect(),
        }
    }

    /// The first request that is accepted; `prepare` is asked once for some requests with one query.
    pub(super) fn find<P>(
        &self,
        prepare: impl Fn(&Query) -> Option<P>,
        accepts: impl Fn(&mut P, &Attempt<'_>) -> bool,
    ) -> Option<Attempt<'_>> {
        let mut left = MOST_TRIES;
        for (queries, addresses, methods) in self.plan() {
            for query in queries {
                let Some(mut prepared) = prepare(query) else {
                    continue;
                };
                for address in addresses {
                    for method in methods {
                        left = left.checked_sub(1)?;
                        let attempt = Attempt {
                            method,
                            address,
                            query,
                        };
                        if accepts(&mut prepared, &attempt) {
                            return Some(attempt);
                        }
                    }
                }
            }
        }
        None
    }

    /// What is tried with what: one change at a time, the usual first, then pairs.
    fn plan(&self) -> impl Iterator<Item = Product<'_>> {
        let written = std::slice::from_ref(&self.written);
        let (own, others) = self.methods.split_at(1);
        let (usual, odd) = (self.usual.as_slice(), self.odd.as_slice());
        let Queries { often, rare } = &self.queries;
        let first = [
            (written, usual, own),
            (written, usual, others),
            (written, odd, own),
            (often.as_slice(), usual, own),
            (rare.as_slice(), usual, own),
        ];
        let elsewhere = self.elsewhere.iter();
        let elsewhere = elsewhere
            .map(move |(query, places)| (std::slice::from_ref(query), places.as_slice(), own));
        let last = [
            (written, odd, others),
            (often.as_slice(), usual, others),
            (often.as_slice(), odd, own),
        ];
        first.into_iter().chain(elsewhere).chain(last)
    }
}

/// The URL's own address, the origin's, and those of every host that an SDK signs for the buckets.
fn usual(url: &SignedUrl, clues: &Clues<'_>, region: &str) -> Vec<Address> {
    let prefix = clues.origin.and_then(|origin| origin.path.value.value());
    let paths = usual_paths(url, prefix.map_or("", String::as_str));
    let mut all = vec![Address::written(url)];
    let domain = clues.origin.and_then(|one| one.domain.value.value());
    let named = [Some(url.host_header()), domain.cloned()];
    for host in named.into_iter().flatten() {
        let at = |path: &String| Address {
            host: host.clone(),
            path: path.clone(),
        };
        all.extend(paths.iter().map(at));
    }
    for bucket in buckets(url, clues) {
        for (host, addressing) in hosts_in(url, &bucket, region) {
            let paths = paths
                .iter()
                .flat_map(|path| behind_bucket(path, &bucket, addressing));
            all.extend(paths.map(|path| Address {
                host: host.clone(),
                path,
            }));
        }
    }
    let mut seen = BTreeSet::new();
    all.retain(|one| seen.insert(canonical(one)));
    all
}

/// The buckets that it may be for: as given, the origin's, the one it names, else the first part of
/// its path.
fn buckets(url: &SignedUrl, clues: &Clues<'_>) -> Vec<String> {
    let origin = clues.origin.and_then(|one| one.domain.value.value());
    let origin = origin.and_then(|domain| S3Host::parse(domain)?.bucket);
    let known = [
        clues.bucket.map(str::to_owned),
        origin,
        Object::of(url).bucket,
    ];
    let mut buckets: Vec<String> = known.into_iter().flatten().collect();
    if buckets.is_empty() {
        let first = url.path.value.split('/').nth(1);
        buckets.extend(first.filter(|part| !part.is_empty()).map(str::to_owned));
    }
    buckets.dedup();
    buckets
}

/// The same hosts with paths that something changed.
fn odd(usual: &[Address]) -> Vec<Address> {
    let mut seen: BTreeSet<_> = usual.iter().map(canonical).collect();
    let each = usual.iter().flat_map(|address| {
        let paths = odd_paths(&address.path).into_iter();
        paths.map(|path| Address {
            host: address.host.clone(),
            path,
        })
    });
    each.filter(|one| seen.insert(canonical(one))).collect()
}

/// What of an address is signed.
fn canonical(address: &Address) -> (String, String) {
    (address.host.clone(), reencode(&address.path, true))
}
