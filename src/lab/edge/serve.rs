//! One request to the edge, from its Host to its answer.

use super::copies::{Kept, after};
use super::finish::{Came, cut, finish};
use super::forward::forwarded;
use super::pages::{BAD_REQUEST, DISABLED, METHOD, TOO_LONG, UNKNOWN_HOST, page, refusal};
use super::{errors, key::key};
use crate::edge::{Freshness, Lifetime, Trace, ViewerCheck, ViewerRequest, select_behavior, trace};
use crate::lab::conditions::CONDITIONS;
use crate::lab::reply::Reply;
use crate::lab::request::Request;
use crate::lab::running::Lab;
use crate::lab::s3;
use crate::model::{Distribution, S3Host, SignedUrl};
use crate::s3::LONGEST_URL;

/// A distribution that a request is for.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) lab: &'a Lab,
    pub(super) index: usize,
    pub(super) distribution: &'a Distribution,
}

/// Answers a request as CloudFront would.
pub(in crate::lab) fn serve(lab: &Lab, request: &Request) -> Reply {
    let refused = |(status, reason): (u16, &str)| {
        finish(lab, request, page(status, reason, "lab"), Came::Error, None)
    };
    let Some((index, distribution)) = lab.distribution(&request.host()) else {
        return refused(UNKNOWN_HOST);
    };
    if distribution.enabled.value.value() == Some(&false) {
        return refused(DISABLED);
    }
    if request.length() > LONGEST_URL {
        return refused(TOO_LONG);
    }
    if request.method == "GET" && request.has_body {
        return refused(BAD_REQUEST);
    }
    let way = Way {
        lab,
        index,
        distribution,
    };
    let Some((url, trace)) = way.follow(request) else {
        return refused(BAD_REQUEST);
    };
    if let Some(reply) = not_taken(&trace) {
        return finish(lab, request, reply, Came::Error, None);
    }
    let (reply, came, age) = way.answer(request, &url, &trace);
    let reply = errors::replaced(&way, request, reply);
    finish(
        lab,
        request,
        cut(request, reply, lab.clock.now()),
        came,
        age,
    )
}

/// Why a behavior does not take a request.
fn not_taken(trace: &Trace<'_>) -> Option<Reply> {
    let methods = trace.behavior.allowed_methods.value.value();
    let takes = methods.is_none_or(|methods| methods.contains(&trace.viewer.method));
    if !takes {
        let (status, reason) = METHOD;
        return Some(page(status, reason, "lab"));
    }
    (trace.viewer_check == ViewerCheck::Missing).then(|| {
        let message = "Missing Key-Pair-Id query parameter or cookie value";
        refusal("MissingKey", message)
    })
}

impl<'a> Way<'a> {
    /// What the URL says, and its way through the distribution.
    fn follow(&self, request: &Request) -> Option<(SignedUrl, Trace<'a>)> {
        let mut url = request.url()?;
        let root = self.distribution.default_root_object.value.value();
        if let ("/", Some(root)) = (request.path.as_str(), root.filter(|root| !root.is_empty())) {
            url.path.value = format!("/{root}");
        }
        let selection = select_behavior(self.distribution, &url.path.value)?;
        let viewer = ViewerRequest {
            method: request.method.clone(),
            host: Some(request.host()),
            path: url.path.value.clone(),
            params: url.params.clone(),
            cloudfront_signed: url.viewer.is_some(),
        };
        let configuration = &self.lab.configuration;
        let trace = trace(configuration, self.distribution, selection.behavior, viewer)?;
        Some((url, trace))
    }

    /// Another request to the same distribution, as for an error's page: never more than one deep.
    pub(super) fn again(&self, request: &Request) -> Option<Reply> {
        let (url, trace) = self.follow(request)?;
        Some(self.answer(request, &url, &trace).0)
    }

    /// The copy, or what the origin says; with how it came, and a copy's age in seconds.
    fn answer(
        &self,
        request: &Request,
        url: &SignedUrl,
        trace: &Trace<'_>,
    ) -> (Reply, Came, Option<i64>) {
        let keeps = trace.lifetime.is_some_and(|lifetime| !lifetime.is_zero());
        let key = key(trace, self.index, request);
        let key = key.filter(|_| keeps && trace.viewer.can_be_cached());
        let now = self.lab.clock.now();
        let kept = key.as_ref().and_then(|key| self.lab.copy(key));
        if let Some(kept) = kept.as_ref().filter(|kept| now < kept.until)
            && let Some(reply) = kept.reply()
        {
            let age = now.duration_since(kept.since).as_secs();
            return (reply, Came::Hit, Some(age));
        }
        // A HEAD is signed as such: it is asked as it is, and not kept.
        let whole = key.is_some() && request.method == "GET";
        let mut asked = forwarded(trace, request, url, whole, now);
        let known = kept.filter(|_| whole);
        let etag = known.as_ref().and_then(|kept| kept.header("etag"));
        if let Some(etag) = etag {
            asked
                .headers
                .push(("if-none-match".to_owned(), etag.to_owned()));
        }
        let reply = self.ask(&asked, trace);
        match (key.filter(|_| whole), known, reply.status) {
            (Some(key), Some(kept), 304) => self.refreshed(&key, kept, trace, asked),
            (Some(key), _, _) => (self.keep(key, reply, trace, &asked), Came::Miss, None),
            _ => (reply, Came::Miss, None),
        }
    }

    /// A copy that the origin says is still right; if it is gone meanwhile, it is asked for whole.
    fn refreshed(
        &self,
        key: &str,
        mut kept: Kept,
        trace: &Trace<'_>,
        asked: Request,
    ) -> (Reply, Came, Option<i64>) {
        let now = self.lab.clock.now();
        let fresh = freshness(kept.header("cache-control"), trace);
        let Some(reply) = kept.reply() else {
            return (
                self.ask(&asked.without(&CONDITIONS), trace),
                Came::Miss,
                None,
            );
        };
        kept.since = now;
        kept.until = after(now, usual(trace, fresh));
        self.lab.keep_copy(key.to_owned(), kept);
        (reply, Came::RefreshHit, None)
    }

    /// Keeps an answer as long as it may be.
    fn keep(&self, key: String, mut reply: Reply, trace: &Trace<'_>, asked: &Request) -> Reply {
        let seconds = match reply.status {
            200..=399 => usual(trace, freshness(reply.header("cache-control"), trace)),
            status => errors::lifetime(self, status),
        };
        self.lab.drop_copy(&key);
        if seconds > 0 && reply.status != 304 {
            let source = self.source(asked);
            let source = source.as_ref().map(|(store, key)| (*store, key.as_str()));
            let now = self.lab.clock.now();
            if let Some(kept) = Kept::of(&mut reply, source, now, seconds) {
                self.lab.keep_copy(key, kept);
            }
        }
        reply
    }

    /// Where an answer's bytes come from.
    fn source(&self, asked: &Request) -> Option<(&'a crate::lab::Store, String)> {
        let host = S3Host::parse(&asked.host())?;
        let bucket = host.bucket?;
        let bucket = self.lab.buckets.iter().find(|one| one.name == bucket)?;
        let key = asked.path.strip_prefix('/').unwrap_or(&asked.path);
        Some((&bucket.store, key.to_owned()))
    }

    /// What the origin says; one that is no bucket of S3's is not in the lab.
    fn ask(&self, asked: &Request, trace: &Trace<'_>) -> Reply {
        let domain = trace.origin.domain.value.value();
        let is_s3 = domain.is_some_and(|domain| S3Host::parse(domain).is_some());
        match is_s3 {
            true => s3::serve(self.lab, asked),
            false => page(
                502,
                "CloudFront wasn't able to connect to the origin. (The lab has buckets of S3's only.)",
                "lab",
            ),
        }
    }
}

/// What an answer says of its freshness; by `Expires` only where the URL asks for it.
fn freshness(cache_control: Option<&str>, trace: &Trace<'_>) -> Freshness {
    match cache_control {
        Some(value) => Freshness::from_cache_control(value),
        None => trace.viewer.freshness(),
    }
}

/// How long such an answer is kept, in seconds.
fn usual(trace: &Trace<'_>, freshness: Freshness) -> u64 {
    let lifetime = trace
        .settings
        .ttl()
        .and_then(|ttl| Lifetime::new(ttl, freshness));
    lifetime.map_or(0, |lifetime| lifetime.usual)
}
