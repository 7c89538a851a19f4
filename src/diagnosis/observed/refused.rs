//! Why a request was refused: from what S3 repeats, from what the answer names, and from what S3
//! says when it is asked directly.

use super::cause::Cause;
use super::change;
use super::confront::main;
use crate::diagnosis::{Case, Culprit, Explained};
use crate::finding::{Confidence, Group, duration};
use crate::model::{Observation, ProbeKind, Response, Stage};
use crate::s3::error::{Clue, explain};
use crate::s3::{HostMatch, Told};
use crate::source::Span;

/// Every cause of a refusal, the surest first; there is always one.
pub(super) fn causes(case: &Case<'_>, response: &Response) -> Vec<Cause> {
    let explained = Explained::answer(response);
    let told = told(case, response);
    let mut causes = told
        .as_ref()
        .map_or_else(Vec::new, |told| change::causes(case, told));
    if causes.is_empty() {
        causes.push(match &told {
            Some(told) => nothing_differs(case, told),
            None => named(case, &explained),
        });
    }
    if let Some(cause) = causes.first_mut() {
        let notes = [rewritten(case), kept(case, response), clock(case, response)];
        cause.notes.extend(notes.into_iter().flatten());
    }
    causes
}

/// A refusal out of a cache tells what was deployed when it was stored.
fn kept(case: &Case<'_>, response: &Response) -> Option<String> {
    let mend = "what is deployed now may be mended already: wait, or invalidate the path";
    if let Some(age) = response.age().filter(|age| *age > 0) {
        return Some(format!(
            "this refusal is a copy, {} old; {mend}",
            duration(age)
        ));
    }
    let id = response.header("x-amz-request-id")?;
    let again = case
        .observed
        .iter()
        .find(|one| one.probe == ProbeKind::Repeat)?;
    let same = again.answer()?.header("x-amz-request-id") == Some(id);
    same.then(|| format!("both answers have one request id, so one of them is a copy; {mend}"))
}

/// Clients resolve dot segments and escape some characters, and the path was signed as written.
fn rewritten(case: &Case<'_>) -> Option<String> {
    let (sent, url) = (&main(case)?.path, case.url?);
    (*sent != url.path.value).then(|| {
        format!(
            "browsers and other clients send the path {} as {sent}, and so did siglint",
            url.path.value
        )
    })
}

/// S3 has just said what time it is; where that decides, the clock here is told to be wrong.
fn clock(case: &Case<'_>, response: &Response) -> Option<String> {
    let live = main(case)?.probe == ProbeKind::AsIs;
    let clues = explain(response).clues;
    let (end, server) = clues.iter().find_map(|clue| match clue {
        Clue::Expired {
            expires, server, ..
        } => Some((*expires, *server)),
        _ => None,
    })?;
    (live && case.now < end).then(|| {
        let behind = server.duration_since(case.now).as_secs().unsigned_abs();
        format!(
            "by the clock here it is still valid: that clock is {} behind S3's",
            duration(behind)
        )
    })
}

/// What S3 repeats, if it is about this very URL.
pub(super) fn told(case: &Case<'_>, response: &Response) -> Option<Told> {
    let told = Told::new(case.url?, case.promise?, response)?;
    (!told.of_another_url).then_some(told)
}

/// All that S3 repeats is as it was signed, or may be: what is left is the host, or the secret.
fn nothing_differs(case: &Case<'_>, told: &Told) -> Cause {
    let refused = |says: String, mend: &str| Cause::refusal(Stage::Signature, says, mend);
    if told.host != Some(HostMatch::Open) || refused_everywhere(case) {
        return refused(
            "What S3 received is what the URL says: the secret key that signed is not this \
             key's, or the URL was changed after signing"
                .to_owned(),
            "sign with the secret that belongs to the access key id; `siglint check --verify` tries \
             a secret",
        )
        .note(
            "method, path, query, Host and signed headers in S3's CanonicalRequest were compared \
             with the URL",
        )
        .beyond();
    }
    let host = told.received_host().unwrap_or_default();
    refused(
        format!("S3 received the Host {host}; if the URL was signed for another, that is why"),
        "set the origin's domain name to the host that the SDK signs, or sign for the one that \
         arrives; if they are the same, the secret key is wrong",
    )
    .rule("signed-host-mismatch")
    .confidence(Confidence::Likely)
    .note(
        "everything else that S3 received is as the URL says; the URL as the SDK returned it \
         (--s3-url), or the secret (--verify), settles it",
    )
    .at(case
        .trace
        .and_then(|trace| trace.origin_request.host.span()))
}

/// Whether S3 was asked at the hosts that may have been signed, and refused the signature at each.
fn refused_everywhere(case: &Case<'_>) -> bool {
    let mut direct = directly(case).filter_map(Observation::answer).peekable();
    let refuses = |response: &Response| code(response) == Some("SignatureDoesNotMatch");
    direct.peek().is_some() && direct.all(refuses)
}

fn directly<'a>(case: &Case<'a>) -> impl Iterator<Item = &'a Observation> {
    let direct = |one: &&Observation| one.probe == ProbeKind::Direct;
    case.observed.iter().filter(direct)
}

fn code(response: &Response) -> Option<&str> {
    response.error()?.code.as_deref()
}

/// What the answer names: the element or message that the catalogue knows.
fn named(case: &Case<'_>, explained: &Explained) -> Cause {
    if explained.rules == ["query-not-forwarded"] && explained.culprits.is_empty() {
        return denied(case, explained);
    }
    // S3 itself was asked: nothing of a distribution can be the cause.
    let is_direct = case.url.is_some_and(|url| url.s3_host().is_some());
    let of_url = |id: &str| case.rule(id).is_some_and(|rule| rule.group == Group::Url);
    let rules = explained.rules.iter().copied();
    let rules: Vec<&str> = rules.filter(|id| !is_direct || of_url(id)).collect();
    let culprit = explained.culprits.iter().find(|one| one.kind.is_some());
    let says = culprit.map_or_else(|| headline(explained), Culprit::sentence);
    let cause = Cause::refusal(stage(explained), says, explained.mend.clone());
    let cause = cause.note(explained.meaning);
    match rules.as_slice() {
        [] => cause.beyond(),
        [rule] => cause.rule(rule).at(setting(case, rule)),
        [_, ..] => cause.confidence(Confidence::Likely),
    }
}

/// A denial without a reason: asked directly, S3 tells a query that was dropped from a signer who
/// may not.
fn denied(case: &Case<'_>, explained: &Explained) -> Cause {
    let served = directly(case).find(|one| one.is_served());
    let dropped = |says: String, confidence| {
        Cause::refusal(
            Stage::Mechanism,
            says,
            "forward all query strings, in the cache policy, so that they are keyed too",
        )
        .rule("query-not-forwarded")
        .confidence(confidence)
        .at(case.trace.and_then(|trace| trace.settings.query_span()))
    };
    if let Some(served) = served {
        let says = format!(
            "S3 denies it to the CDN, and serves the same query at {}: the signature does not arrive",
            served.host
        );
        return dropped(says, Confidence::Likely).note(
            "a bucket policy that looks at the address of the client (aws:SourceIp, \
             aws:SourceVpce) refuses the CDN in the same words",
        );
    }
    let is_direct = case.url.is_some_and(|url| url.s3_host().is_some());
    let mut signed = directly(case).filter_map(Observation::answer);
    if is_direct || signed.any(|one| code(one) == Some("AccessDenied")) {
        return Cause::refusal(
            Stage::Authorization,
            "S3 accepts the signature and denies the access, directly too: the signer may not \
             read this object",
            "give the signer s3:GetObject on the object, and look for a deny in the bucket's \
             policy; with s3:ListBucket a missing object would show as NoSuchKey",
        )
        .beyond();
    }
    dropped(headline(explained), Confidence::Possible)
        .note(explained.meaning)
        .note("the URL as the SDK returned it (--s3-url) lets siglint ask S3 directly")
}

/// The setting that a rule is about, where the request's way tells it.
fn setting(case: &Case<'_>, rule: &str) -> Option<Span> {
    let trace = case.trace?;
    match rule {
        "s3-as-custom-origin" => trace.origin.kind.span(),
        "host-forwarded" | "website-endpoint-origin" | "origin-region-missing" => {
            trace.origin_request.host.span()
        }
        "origin-access-signs-again" => trace.origin_request.auth.as_ref()?.span(),
        "query-not-forwarded" | "query-partly-forwarded" => trace.settings.query_span(),
        _ => None,
    }
}

/// Where in the order of checks a refusal stands, as far as its code tells.
fn stage(explained: &Explained) -> Stage {
    let code = explained.code.as_deref().unwrap_or_default();
    let says = |words: &str| {
        explained
            .message
            .as_ref()
            .is_some_and(|m| m.contains(words))
    };
    match code {
        _ if explained.by == "cloudfront" && code.is_empty() => Stage::Viewer,
        _ if explained.by == "cloudfront" => Stage::ViewerSignature,
        "TemporaryRedirect"
        | "PermanentRedirect"
        | "NoSuchBucket"
        | "InvalidBucketName"
        | "IllegalLocationConstraintException" => Stage::Routing,
        "InvalidArgument" => Stage::Mechanism,
        "AuthorizationQueryParametersError" => Stage::Parameters,
        "InvalidAccessKeyId" | "InvalidToken" | "ExpiredToken" => Stage::Credentials,
        "AccessDenied" if says("expired") || says("not yet valid") => Stage::Time,
        "AccessDenied" if says("not signed") => Stage::UnsignedHeaders,
        "SignatureDoesNotMatch" => Stage::Signature,
        "NoSuchKey" | "NoSuchVersion" | "InvalidObjectState" | "MethodNotAllowed" => Stage::Object,
        _ => Stage::Authorization,
    }
}

/// The answer itself, with the start of what it says.
fn headline(explained: &Explained) -> String {
    const LONGEST: usize = 120;
    let message = explained.message.as_deref().unwrap_or_default();
    let mut start: String = message.chars().take(LONGEST).collect();
    if start.len() < message.len() {
        start.push('…');
    }
    let start = start.trim_end_matches('.');
    let answer = explained.in_words();
    match start.is_empty() {
        true => answer,
        false => format!("{answer}: {start}"),
    }
}
