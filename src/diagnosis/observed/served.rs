//! What is wrong although the object was served: someone who should not get it does, or a page came
//! in its place.

use super::cause::Cause;
use super::direct;
use crate::diagnosis::{Case, Explained};
use crate::finding::{Confidence, duration};
use crate::model::{Body, Observation, ProbeKind, Response, Stage};
use jiff::Timestamp;

/// The causes of what should not have been served, the surest first; none if all is well. `root` is
/// what the configuration alone would break it with.
pub(super) fn causes(case: &Case<'_>, response: &Response, root: Option<&str>) -> Vec<Cause> {
    // What stands in for the object is neither a leak of it nor a success.
    if let Some(masked) = masked(case, response) {
        return vec![masked];
    }
    let mut unsigned = case.observed.iter().filter(|one| is_unsigned(case, one));
    let unsigned = unsigned.find_map(|one| unsigned_served(case, one));
    let causes = [anonymous(root), unsigned, expired(case, response)];
    causes.into_iter().flatten().collect()
}

fn is_unsigned(case: &Case<'_>, one: &Observation) -> bool {
    let asked = matches!(
        one.probe,
        ProbeKind::WithoutQuery | ProbeKind::ChangedSignature
    );
    let object = |answer: &Response| answer.is_served() && stands_in(case, answer).is_none();
    asked && one.answer().is_some_and(object)
}

/// Served without the query, or with a signature that is none.
fn unsigned_served(case: &Case<'_>, one: &Observation) -> Option<Cause> {
    let how = match one.probe {
        ProbeKind::WithoutQuery => "without its query",
        _ => "with a changed signature",
    };
    let told = one.answer()?.is_copy();
    let keyed = case
        .trace
        .and_then(|trace| trace.cache_key.parameters.as_ref());
    let unkeyed = keyed.is_some_and(Vec::is_empty);
    Some(match told {
        Some(true) if unkeyed => {
            not_keyed(format!("The CDN serves the object {how}, out of its cache"))
        }
        Some(true) => not_keyed(format!("The CDN serves the object {how}, out of its cache"))
            .confidence(Confidence::Likely)
            .note(
                "the copy may also have been fetched without a signature: then the bucket's policy \
                 lets CloudFront or everybody read, and that must be closed, too",
            ),
        None if unkeyed => {
            not_keyed(format!("The CDN serves the object {how}")).confidence(Confidence::Likely)
        }
        Some(false) => not_needed(format!(
            "The object is served {how}, and S3 was asked: it needs no signature"
        )),
        None => not_needed(format!("The object is served {how}"))
            .note("nothing in the answer tells whether it came out of a cache or from S3"),
    })
}

/// S3 serves it, although the configuration lets no signature through.
fn anonymous(root: Option<&str>) -> Option<Cause> {
    (root == Some("query-not-forwarded")).then(|| {
        not_needed(
            "The configuration drops the query, and the object is served: it needs no signature"
                .to_owned(),
        )
        .confidence(Confidence::Likely)
        .note("unless another configuration is deployed than was given")
    })
}

fn not_keyed(says: String) -> Cause {
    Cause::leak(
        says,
        "put all query strings into the cache key (cache policy), so that each signature is \
         checked by S3",
    )
    .rule("query-not-in-cache-key")
}

fn not_needed(says: String) -> Cause {
    Cause::leak(
        says,
        "take from CloudFront and the public what the bucket's policy and ACLs grant: with \
         presigned URLs the signer's permission is enough",
    )
    .rule("signature-not-needed")
}

/// Served after its end: by the copy's age it was fetched before or after that end.
fn expired(case: &Case<'_>, response: &Response) -> Option<Cause> {
    let end = case.url?.s3_validity().1?;
    let late = case.now.duration_since(end).as_secs();
    let late = u64::try_from(late).ok().filter(|late| *late > 0)?;
    let says = format!(
        "The URL ended {} ago, and the object is still served",
        duration(late)
    );
    if response.is_copy() == Some(false) {
        return Some(match clock(response) {
            Some(clock) if clock < end => return None,
            _ => not_needed(format!("{says}, by S3 itself: it needs no signature")),
        });
    }
    let bound = "bound the cache's MaxTTL, and round the signing time: what is kept outlives the \
        URL by the TTL";
    let kept = Cause::leak(says.clone() + " from the cache", bound).rule("cache-outlives-url");
    match response.age() {
        // With some seconds for clocks that differ.
        Some(age) if age.saturating_add(60) < late => Some(
            not_keyed(format!(
                "{says}: the copy is {} old, fetched after that",
                duration(age)
            ))
            .confidence(Confidence::Likely)
            .note("somebody else's signature fetched it: signatures are not in the cache key"),
        ),
        Some(age) => Some(kept.note(format!("the copy is {} old", duration(age)))),
        None => Some(kept.confidence(Confidence::Likely)),
    }
}

/// The origin's clock, of an answer that is no copy.
fn clock(response: &Response) -> Option<Timestamp> {
    let date = jiff::fmt::rfc2822::parse(response.header("date")?).ok()?;
    Some(date.timestamp())
}

/// Something that stands in for the object: an error page with a status of success.
fn masked(case: &Case<'_>, response: &Response) -> Option<Cause> {
    let confidence = stands_in(case, response)?;
    let cause = Cause::refusal(
        Stage::Cache,
        "An HTML page with a status of success came in place of the file",
        "give signed URLs a behavior and distribution without custom error responses, or let \
         them keep the status",
    )
    .rule("error-masked")
    .confidence(confidence);
    let refused = |one: &Observation| {
        let answer = one.answer().filter(|answer| !answer.is_served())?;
        Explained::answer(answer).code
    };
    let mut direct = case.observed.iter();
    let code = direct.find_map(|one| refused(one).filter(|_| one.probe == ProbeKind::Direct));
    Some(match code {
        Some(code) if direct::served(case).is_none() => {
            cause.note(format!("asked directly, S3 answers {code}"))
        }
        _ => cause,
    })
}

/// Whether an answer with a status of success is not the object, and how sure that is.
fn stands_in(case: &Case<'_>, response: &Response) -> Option<Confidence> {
    let kind = |answer: &Response| {
        let html = answer.header("content-type").map(str::to_ascii_lowercase);
        html.is_some_and(|kind| kind.starts_with("text/html"))
    };
    let cache = response.header("x-cache").map(str::to_ascii_lowercase);
    // CloudFront says so of every answer that it made of an error, whatever status it put on it.
    if cache.is_some_and(|told| told.starts_with("error from")) {
        return Some(Confidence::Certain);
    }
    if !matches!(response.body, Body::Page(_)) && !kind(response) {
        return None;
    }
    match direct::served(case).and_then(Observation::answer) {
        Some(object) if kind(object) => None,
        Some(_) => Some(Confidence::Certain),
        None => is_file(case).then_some(Confidence::Likely),
    }
}

/// Whether the path ends like a file that is no page.
fn is_file(case: &Case<'_>) -> bool {
    let path = case.url.map_or("/", |url| url.path.value.as_str());
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name
        .rsplit_once('.')
        .map(|(_, end)| end.to_ascii_lowercase());
    extension.is_some_and(|end| !["html", "htm", "xhtml", "php"].contains(&end.as_str()))
}
