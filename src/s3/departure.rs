//! What a proof shows of a URL: in which parts it is not the request that was signed.

use super::Address;
use super::proof::Proof;
use super::sigv2::sigv2_covers;
use crate::model::{Object, Param, S3Signature, SignedUrl};

/// A part of a URL, or of its use, that is not as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Departure {
    /// The method.
    Method,
    /// The host; with SigV2, the bucket that it names.
    Host,
    /// The path.
    Path,
    /// These parameters were not signed.
    Added(Vec<String>),
    /// These parameters were signed, and are not there.
    Removed(Vec<String>),
    /// These parameters were signed with another value, or spelled otherwise.
    Changed(Vec<String>),
    /// A hash was signed for the body, where S3 takes `UNSIGNED-PAYLOAD`.
    Body,
}

impl Proof {
    /// Where a URL that is used with `method` departs from what was signed; empty if it does not.
    #[must_use]
    pub fn departures(&self, url: &SignedUrl, method: &str) -> Vec<Departure> {
        let (host, path) = self.address.differences(url);
        let flags = [
            (self.method != method, Departure::Method),
            (host, Departure::Host),
            (path, Departure::Path),
            (self.payload.is_some(), Departure::Body),
        ];
        let flags = flags.into_iter().filter(|(is, _)| *is);
        let mut all: Vec<Departure> = flags.map(|(_, departure)| departure).collect();
        let covered = |param: &&Param| match url.s3 {
            S3Signature::V2(_) => sigv2_covers(&param.name),
            _ => true,
        };
        let names = |params: &[Param], other: &[Param], same: bool| -> Vec<String> {
            let missing = params.iter().filter(covered).filter(|param| {
                let twin = other.iter().find(|one| one.name == param.name);
                match same {
                    true => twin.is_some_and(|twin| twin.value != param.value),
                    false => twin.is_none(),
                }
            });
            missing.map(Param::shown_name).collect()
        };
        let lists = [
            (
                names(&url.params, &self.params, false),
                Departure::Added as fn(_) -> _,
            ),
            (names(&self.params, &url.params, false), Departure::Removed),
            (names(&self.params, &url.params, true), Departure::Changed),
        ];
        let lists = lists.into_iter().filter(|(names, _)| !names.is_empty());
        all.extend(lists.map(|(names, departure)| departure(names)));
        if all.is_empty() && self.params.len() != url.params.len() {
            let twice = super::repeated(url).into_iter().map(str::to_owned);
            all.push(Departure::Added(twice.collect()));
        }
        all
    }
}

impl Address {
    /// Whether it is signed otherwise than what a URL is written with.
    pub(super) fn is_another(&self, url: &SignedUrl) -> bool {
        let (host, path) = self.differences(url);
        host || path
    }

    /// Whether host and path are others. SigV2 covers a bucket, which the CDN's name hides.
    fn differences(&self, url: &SignedUrl) -> (bool, bool) {
        let encode = |path: &str| super::reencode(path, true);
        match url.s3 {
            S3Signature::V2(_) => {
                let signed = Object::new(&self.host, &self.path);
                let written = Object::of(url);
                let bucket = written.bucket.is_some() && written.bucket != signed.bucket;
                (bucket, written.path != signed.path)
            }
            _ => (
                self.host != url.host_header(),
                encode(&self.path) != encode(&url.path.value),
            ),
        }
    }
}
