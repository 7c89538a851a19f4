//! What is wrong although the object was served: someone who should not get it does, or a page came
//! in its place.

use super::cause::Cause;
use crate::diagnosis::{Case, Explained};
use crate::finding::{Confidence, duration};
use crate::model::{Body, Observation, ProbeKind, Response, Stage};
use jiff::Timestamp;

/// The causes of what should not have been served, the surest first; none if all is well.
pub(super) fn causes(case: &Case<'_>, response: &Response) -> Vec<Cause> {
    let unsigned = case.observed.iter().filter(|one| is_unsigned(one));
    let mut causes: Vec<Cause> = unsigned
        .filter_map(|one| unsigned_served(case, one))
        .collect();
    causes.truncate(1);
    causes.extend(expired(case, response));
    causes.extend(masked(case, response));
    causes
}

fn is_unsigned(one: &Observation) -> bool {
    matches!(
        one.probe,
        ProbeKind::WithoutQuery | ProbeKind::ChangedSignature
    ) && one.is_served()
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
        Some(true) => not_keyed(format!("The CDN serves the object {how}, out of its cache")),
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

/// An HTML page in place of a file that is none.
fn masked(case: &Case<'_>, response: &Response) -> Option<Cause> {
    if !matches!(response.body, Body::Page(_)) || response.status != Some(200) {
        return None;
    }
    let refused = case.observed.iter().find(|one| {
        one.probe == ProbeKind::Direct && one.answer().is_some_and(|answer| !answer.is_served())
    });
    let path = &case.url?.path.value;
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    let is_file =
        extension.is_some_and(|one| !["html", "htm", "xhtml", "php"].contains(&one.as_str()));
    let page = |says: &str, confidence| {
        Cause::refusal(
            Stage::Cache,
            says,
            "give signed URLs a behavior and distribution without custom error responses, or let \
             them keep the status",
        )
        .rule("error-masked")
        .confidence(confidence)
    };
    match refused {
        Some(one) => {
            let code = one
                .answer()
                .and_then(|answer| Explained::answer(answer).code);
            let says = "An HTML page with status 200 hides the refusal that S3 gives directly";
            let note = format!("directly S3 answers {}", code.unwrap_or_default());
            Some(page(says, Confidence::Certain).note(note))
        }
        None if is_file => Some(page(
            "An HTML page with status 200 came in place of the file",
            Confidence::Likely,
        )),
        None => None,
    }
}
