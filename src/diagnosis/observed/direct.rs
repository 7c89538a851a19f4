//! What S3 says when it is asked directly, and what that tells of the answer through the CDN.

use super::cause::Cause;
use crate::diagnosis::{Case, Explained};
use crate::finding::{Confidence, duration};
use crate::model::{Observation, ProbeKind, Response, Stage};
use crate::s3::Mechanism;

fn asked<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Observation> {
    let direct = |one: &&Observation| one.probe == ProbeKind::Direct;
    case.observed.iter().filter(direct)
}

/// The host of S3's that serves the same query.
pub(super) fn served<'a>(case: &Case<'a>) -> Option<&'a Observation> {
    asked(case).find(|one| one.is_served())
}

/// Whether S3 was asked at the hosts that may have been signed, and refused the signature at each.
pub(super) fn refuse_the_signature(case: &Case<'_>) -> bool {
    let mut answers = asked(case).filter_map(Observation::answer).peekable();
    let refuses = |response: &Response| code(response) == Some("SignatureDoesNotMatch");
    answers.peek().is_some() && answers.all(refuses)
}

fn code(response: &Response) -> Option<&str> {
    response.error()?.code.as_deref()
}

/// A refusal out of a cache tells what was deployed when it was stored. Of the two answers to the
/// URL, which was asked for twice at once, one may be a copy of the other; if both are copies, of
/// something older.
pub(super) fn kept(case: &Case<'_>, response: &Response) -> Option<String> {
    let own = |one: &&Observation| matches!(one.probe, ProbeKind::AsIs | ProbeKind::Repeat);
    let own = case.observed.iter().filter(own);
    let mut ages = own
        .map(|one| one.answer().and_then(Response::age))
        .peekable();
    let saved = ages.peek().is_none();
    let older = ages.all(|age| age.is_some());
    let age = response
        .age()
        .filter(|age| *age > 1 || older && (!saved || *age > 0))?;
    let old = match age {
        0 => String::new(),
        age => format!(", {} old", duration(age)),
    };
    Some(format!(
        "this refusal is a copy{old}; what is deployed now may be mended already: wait, or \
         invalidate the path"
    ))
}

/// S3 serves the very query that the CDN is refused.
pub(super) fn only_through_the_cdn(
    case: &Case<'_>,
    response: &Response,
    explained: &Explained,
    served: &Observation,
) -> Cause {
    let answer = explained.in_words();
    if kept(case, response).is_some() {
        let says = format!(
            "The CDN serves a refusal out of its cache; S3 serves the same query at {}",
            served.host
        );
        let mend = "invalidate the path, or wait; set ErrorCachingMinTTL of 403 and 404 to 0, so \
            that refusals are not kept";
        return Cause::refusal(Stage::Cache, says, mend).beyond();
    }
    let says = format!(
        "{answer}, and S3 serves the same query at {}: what the CDN sends is another request",
        served.host
    );
    let mend = "compare what the distribution sends with what was signed: Host, path, query and \
        headers (`siglint trace` with its configuration, -c)";
    Cause::refusal(Stage::Signature, says, mend)
        .confidence(Confidence::Likely)
        .note(explained.meaning)
        .vague()
}

/// A denial without a reason: asked directly, S3 tells a query that was dropped from a signer who
/// may not.
pub(super) fn denied(case: &Case<'_>, response: &Response, explained: &Explained) -> Cause {
    let arrives = case
        .comparison
        .is_some_and(|comparison| comparison.mechanism == Mechanism::Whole);
    if let Some(served) = served(case) {
        if arrives && kept(case, response).is_some() {
            return only_through_the_cdn(case, response, explained, served);
        }
        let says = format!(
            "S3 denies it to the CDN, and serves the same query at {}: the signature does not arrive",
            served.host
        );
        return dropped(case, says, Confidence::Likely).note(
            "a bucket policy that looks at the address of the client (aws:SourceIp, \
             aws:SourceVpce) refuses the CDN in the same words",
        );
    }
    let is_direct = case.url.is_some_and(|url| url.s3_host().is_some());
    let denied = |response: &Response| code(response) == Some("AccessDenied");
    if is_direct || asked(case).filter_map(Observation::answer).any(denied) {
        return Cause::refusal(
            Stage::Authorization,
            "S3 denies the access directly, too: the signer may not read this object",
            "give the signer s3:GetObject on the object, and look for a deny in the bucket's \
             policy; with s3:ListBucket a missing object would show as NoSuchKey",
        )
        .confidence(Confidence::Likely)
        .beyond()
        .vague();
    }
    dropped(case, explained.headline(), Confidence::Possible)
        .note(explained.meaning)
        .note("the URL as the SDK returned it (--s3-url) lets siglint ask S3 directly")
}

fn dropped(case: &Case<'_>, says: String, confidence: Confidence) -> Cause {
    let arrives = case
        .comparison
        .is_some_and(|comparison| comparison.mechanism == Mechanism::Whole);
    let function = case
        .trace
        .and_then(|trace| trace.behavior.functions.first());
    if let Some(function) = function.filter(|_| arrives) {
        let mend = "leave the query alone in the function that runs before S3 is asked";
        return Cause::refusal(Stage::Mechanism, says, mend)
            .confidence(Confidence::Likely)
            .at(function.event.span())
            .note("the policies forward the query: the behavior's function may rewrite it")
            .beyond();
    }
    Cause::refusal(
        Stage::Mechanism,
        says,
        "forward all query strings, in the cache policy, so that they are keyed too",
    )
    .rule("query-not-forwarded")
    .confidence(confidence)
    .at(case.trace.and_then(|trace| trace.settings.query_span()))
    .vague()
}
