//! Why a request was refused: from what S3 repeats, from what the answer names, and from what S3
//! says when it is asked directly.

use super::cause::Cause;
use super::confront::{disagree, main};
use super::{bucket, change, direct};
use crate::diagnosis::{Case, Culprit, Explained};
use crate::finding::{Confidence, Group, duration, list};
use crate::model::{
    ProbeKind, Response, S3Host, S3Signature, SIGV4_PARAMETERS, Stage, partition_of_region,
};
use crate::s3::error::{Clue, explain};
use crate::s3::{
    HostMatch, Told, has_token, html_escaped, is_temporary, lacks_token, malformed_parameters,
};
use crate::source::Span;

/// Every cause of a refusal, the surest first; there is always one.
pub(super) fn causes(case: &Case<'_>, response: &Response) -> Vec<Cause> {
    let explained = Explained::answer(response);
    let told = told(case, response);
    let mut causes = told
        .as_ref()
        .map_or_else(Vec::new, |told| change::causes(case, told));
    if causes.is_empty() {
        causes.push(unchanged(case, response, &explained, told.as_ref()));
    }
    if let Some(cause) = causes.first_mut() {
        let twice = disagree(case).then(|| DISAGREE.to_owned());
        if twice.is_some() {
            cause.confidence = cause.confidence.max(Confidence::Likely);
        }
        let notes = [
            twice,
            rewritten(case),
            direct::kept(case, response),
            clock(case, response),
        ];
        cause.notes.extend(notes.into_iter().flatten());
    }
    causes
}

const DISAGREE: &str = "it was asked for twice at once, and served once: edges or copies disagree, as \
    while a change is being deployed";

/// The cause where nothing in the request is seen to have been changed.
fn unchanged(
    case: &Case<'_>,
    response: &Response,
    explained: &Explained,
    told: Option<&Told>,
) -> Cause {
    let accused = explained.culprits.iter().any(|one| one.kind.is_some());
    let cause = match told {
        Some(told) => nothing_differs(case, told, explained),
        None => named(case, response, explained),
    };
    let moved = response
        .status
        .is_some_and(|status| (300..400).contains(&status));
    // What S3 serves directly is refused on the way, or by an answer that is not fresh.
    match direct::served(case) {
        Some(served) if is_refuted(case, &cause) && (told.is_some() || !accused) && !moved => {
            direct::only_through_the_cdn(case, response, explained, served)
        }
        _ => cause,
    }
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
    let live = is_live(case);
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

/// Whether a cause is one of the URL's or the signer's, which S3 refutes by serving the same query.
fn is_refuted(case: &Case<'_>, cause: &Cause) -> bool {
    let rule = cause.rule.and_then(|id| case.rule(id));
    cause.rule.is_none() || rule.is_some_and(|rule| rule.group == Group::Url)
}

/// Whether siglint itself asked, and so knows what it sent.
pub(super) fn is_live(case: &Case<'_>) -> bool {
    main(case).is_some_and(|one| one.probe != ProbeKind::Saved)
}

/// All that S3 repeats is as it was signed, or may be: what is left is the host, or the secret.
fn nothing_differs(case: &Case<'_>, told: &Told, explained: &Explained) -> Cause {
    let open = told.host == Some(HostMatch::Open) && !direct::refuse_the_signature(case);
    let host = told.received_host().unwrap_or_default();
    let usual = S3Host::parse(host).is_some_and(|host| host.is_plain_regional());
    let extra = explained
        .culprits
        .iter()
        .find(|one| one.kind == Some("parameter"));
    if let Some(extra) = extra.filter(|_| !told.path_is_known) {
        let cause = Cause::refusal(Stage::Signature, extra.sentence(), explained.mend.clone());
        return cause.confidence(Confidence::Likely).beyond();
    }
    if open && !usual {
        return other_host(case, host);
    }
    let cause =
        wrong_secret(case, "What S3 received is what the URL says").note(match told.request {
            Some(_) => {
                "method, path, query, Host and signed headers in S3's CanonicalRequest were \
            compared with the URL"
            }
            None => "S3's StringToSign was compared with the URL",
        });
    match open {
        true => cause.confidence(Confidence::Likely).note(format!(
            "provided that it was signed for {host}, as most SDKs do: the URL as the SDK returned it \
             (--s3-url) tells"
        )),
        false => cause,
    }
}

/// The request arrived as it was signed.
fn wrong_secret(case: &Case<'_>, because: &str) -> Cause {
    let known = case
        .promise
        .is_some_and(|promise| promise.host.evidence.is_certain());
    let host = if known { "" } else { " or host" };
    let cause = Cause::refusal(
        Stage::Signature,
        format!(
            "{because}: it was signed with another secret than this key's, for another \
             method{host}, or changed after signing"
        ),
        "sign with the secret that belongs to the access key id, for GET; `siglint check --verify` \
         tries a secret",
    )
    .beyond();
    let headers = case
        .promise
        .map(|promise| promise.signed_headers.as_slice());
    let others: Vec<&String> = headers
        .unwrap_or_default()
        .iter()
        .filter(|name| *name != "host")
        .collect();
    match others.is_empty() {
        true => cause,
        false => cause.confidence(Confidence::Likely).note(format!(
            "or another value of {} was signed than arrives: the URL does not tell which",
            list(&others)
        )),
    }
}

fn other_host(case: &Case<'_>, host: &str) -> Cause {
    let trace = case.trace;
    Cause::refusal(
        Stage::Signature,
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
    .at(trace.and_then(|trace| trace.origin_request.host.span()))
}

/// What the answer names: the element or message that the catalogue knows.
fn named(case: &Case<'_>, response: &Response, explained: &Explained) -> Cause {
    let culprit = explained.culprits.iter().find(|one| one.kind.is_some());
    let code = explained.code.as_deref();
    if explained.rules == ["query-not-forwarded"] && culprit.is_none() {
        return direct::denied(case, response, explained);
    }
    if code == Some("SignatureDoesNotMatch") && direct::refuse_the_signature(case) {
        return wrong_secret(case, "S3 refuses the signature directly, too");
    }
    if let Some(cause) = bucket::missing(case, response, explained) {
        return cause;
    }
    let says = culprit.map_or_else(|| explained.headline(), |one| accused(case, one));
    let cause = Cause::refusal(stage(explained), says, explained.mend.clone());
    let cause = cause.note(explained.meaning);
    let cause = match rules(case, explained).as_slice() {
        [] => cause.beyond(),
        // In which Region a bucket is no configuration of CloudFront's tells.
        [rule @ "scope-region-mismatch"] => cause.rule(rule).beyond(),
        [rule] => cause.rule(rule).at(setting(case, rule)),
        [_, ..] => cause.confidence(Confidence::Likely),
    };
    let cause = match explained.confirmed {
        true => cause,
        false => cause.confidence(Confidence::Likely),
    };
    match culprit {
        Some(_) => cause,
        None => cause.vague(),
    }
}

/// What the answer accuses. What siglint did not send itself, the way to S3 has added.
fn accused(case: &Case<'_>, culprit: &Culprit) -> String {
    let added = match culprit.kind {
        Some("authorization") if culprit.value != "query" => {
            format!("An Authorization header ({})", culprit.value)
        }
        Some("header") if !culprit.value.contains("x-amz-cf-id") && culprit.value != "host" => {
            culprit.value.clone()
        }
        _ => return culprit.sentence(),
    };
    match is_live(case) {
        true => format!(
            "{added} reached S3, and siglint sent none: origin access, a custom header of the \
             origin, or a function adds it"
        ),
        false => culprit.sentence(),
    }
}

/// The rules that an answer may confirm, as far as this URL allows them.
fn rules(case: &Case<'_>, explained: &Explained) -> Vec<&'static str> {
    const MISSING: &str = "parameter-missing";
    let mut rules = explained.rules.clone();
    let escaped = case
        .url
        .is_some_and(|url| html_escaped(url).next().is_some());
    // What S3 misses and the URL has was lost on the way.
    if rules.contains(&MISSING) {
        rules = vec![match (has_all_parameters(case), escaped) {
            (true, _) => "query-partly-forwarded",
            (false, true) => "html-escaped-query",
            (false, false) => MISSING,
        }];
    }
    rules.retain(|id| can_be(case, explained, id));
    // S3 itself was asked: nothing of a distribution can be the cause.
    let is_direct = case.url.is_some_and(|url| url.s3_host().is_some());
    let of_url = |id: &str| case.rule(id).is_some_and(|rule| rule.group == Group::Url);
    let of_region = |id: &str| id == "scope-region-mismatch";
    rules.retain(|id| !is_direct || of_url(id) || of_region(id));
    rules
}

/// Whether this URL can have the fault that a rule is about.
fn can_be(case: &Case<'_>, explained: &Explained, rule: &str) -> bool {
    let Some(url) = case.url else {
        return true;
    };
    let malformed = |name: &str, is: bool| {
        let v4 = url.sigv4();
        v4.is_some_and(|v4| malformed_parameters(v4).any(|one| (one.name == name) == is))
    };
    // A key that needs a token, in a URL that has none.
    let unknown_key = explained.code.as_deref() == Some("InvalidAccessKeyId");
    match rule {
        // What S3 cannot read and the URL has well-formed was changed on the way.
        "parameter-malformed" => malformed("X-Amz-Expires", false),
        "expiry-out-of-range" => malformed("X-Amz-Expires", true),
        "query-partly-forwarded" => !unknown_key || has_token(url),
        "session-token-missing" => lacks_token(url),
        "expiry-outlives-credentials" => is_temporary(url),
        "signature-v2" => matches!(url.s3, S3Signature::V2(_)),
        "cloudfront-signature-on-s3-host" => url.viewer.is_some() && url.s3_host().is_some(),
        "empty-body-checksum" => {
            let mut names = url.params.iter().map(|param| &param.name);
            names.any(|name| name.starts_with("x-amz-checksum-"))
        }
        "partition-mismatch" => other_partition(case),
        "scope-region-mismatch" => !other_partition(case),
        _ => true,
    }
}

/// Whether the host that S3 is asked at is of another partition than the signature.
fn other_partition(case: &Case<'_>) -> bool {
    let origin = case
        .trace
        .and_then(|trace| trace.origin.domain.value.value())
        .and_then(|domain| S3Host::parse(domain));
    let host = origin.or_else(|| case.url?.s3_host());
    let scope = case.url.and_then(|url| url.sigv4()?.scope.as_ref());
    let signed = scope.and_then(|scope| partition_of_region(scope.region.as_deref()?));
    host.zip(signed)
        .is_some_and(|(host, signed)| host.own_partition().id != signed.id)
}

fn has_all_parameters(case: &Case<'_>) -> bool {
    const V2: [&str; 3] = ["AWSAccessKeyId", "Signature", "Expires"];
    let Some(url) = case.url else {
        return false;
    };
    let names: &[&str] = match url.s3 {
        S3Signature::V2(_) => &V2,
        _ => &SIGV4_PARAMETERS,
    };
    names.iter().all(|name| url.param(name).is_some())
}

/// The setting that a rule is about, where the request's way tells it.
fn setting(case: &Case<'_>, rule: &str) -> Option<Span> {
    let trace = case.trace?;
    match rule {
        "s3-as-custom-origin" => trace.origin.kind.span(),
        "host-forwarded" | "website-endpoint-origin" | "origin-region-missing" => {
            trace.origin_request.host.span()
        }
        "method-not-allowed" => trace.behavior.allowed_methods.span(),
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
