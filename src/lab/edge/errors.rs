//! The pages that stand in for an origin's errors, and how long errors are kept.

use super::serve::Way;
use crate::lab::reply::Reply;
use crate::lab::request::Request;
use crate::model::CustomError;

/// How long CloudFront keeps an error where nothing is configured, in seconds. Source: its developer
/// guide, "How CloudFront caches HTTP 4xx and 5xx status codes".
const USUAL: u64 = 10;

/// The statuses that are kept without a word of the origin's (the same page). Of others, a 403 among
/// them, AWS's pages disagree; the lab does not keep them.
const KEPT: [u16; 7] = [404, 414, 500, 501, 502, 503, 504];

/// What is configured for a status.
pub(super) fn configured<'a>(way: &Way<'a>, status: u16) -> Option<&'a CustomError> {
    let mut errors = way.distribution.custom_errors.iter();
    errors.find(|error| error.code.value == status)
}

/// How long an error is kept, in seconds.
pub(super) fn lifetime(way: &Way<'_>, status: u16) -> u64 {
    let own = configured(way, status).and_then(|error| error.min_ttl.value.value().copied());
    match KEPT.contains(&status) {
        true => own.unwrap_or(USUAL),
        false => 0,
    }
}

/// The page in place of an error, where one is configured.
pub(super) fn replaced(way: &Way<'_>, request: &Request, reply: Reply) -> Reply {
    let Some(error) = configured(way, reply.status) else {
        return reply;
    };
    let page = error.page.as_ref().and_then(|page| page.value.value());
    let Some(page) = page.filter(|page| page.starts_with('/')) else {
        return reply;
    };
    let status = error.response_code.as_ref();
    let status = status.and_then(|code| code.value.value().copied());
    let asked = Request {
        method: "GET".to_owned(),
        path: page.clone(),
        headers: vec![("host".to_owned(), request.host())],
        ..Request::default()
    };
    let Some(mut found) = way.again(&asked) else {
        return reply;
    };
    if found.status != 200 {
        return reply;
    }
    found.status = status.unwrap_or(reply.status);
    found.code = reply.code;
    found
}
