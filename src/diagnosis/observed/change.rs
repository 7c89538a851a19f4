//! What was changed between signer and S3, in words, with the setting that did it.

use super::cause::Cause;
use super::refused::is_live;
use crate::diagnosis::Case;
use crate::finding::{Confidence, list};
use crate::model::{RESPONSE_OVERRIDES_DROPPED, Stage};
use crate::s3::{Change, Evidence, Fate, HostMatch, Told, header_fates};
use crate::source::Span;

/// Every change as a cause, the surest first.
pub(super) fn causes(case: &Case<'_>, told: &Told) -> Vec<Cause> {
    // What arrived as it was sent was changed before that; with another host the path may differ.
    let evidence = case.promise.map(|promise| promise.host.evidence);
    let compared = told.as_sent && evidence == Some(Evidence::OriginalUrl);
    let (before, rest): (Vec<&Change>, Vec<&Change>) = told
        .changes
        .iter()
        .partition(|change| compared && is_of_url(change));
    let before = before.into_iter().map(changed_before);
    let rest = rest.into_iter().map(|change| cause(case, change, told));
    rest.chain(before).collect()
}

const fn is_of_url(change: &Change) -> bool {
    use Change::{Path, PathEncodedAgain, PathPrefixed, PathShortened};
    matches!(
        change,
        Path | PathEncodedAgain
            | PathPrefixed(_)
            | PathShortened(_)
            | Change::ParametersAdded(_)
            | Change::ParametersChanged(_)
            | Change::ParametersMissing(_)
    )
}

fn changed_before(change: &Change) -> Cause {
    let says = match change {
        Change::ParametersAdded(names) => {
            format!("{} was added to the URL after signing", list(names))
        }
        Change::ParametersChanged(names) => {
            format!("the value of {} was changed after signing", list(names))
        }
        Change::ParametersMissing(names) => {
            format!("{} was taken out of the URL after signing", list(names))
        }
        _ => "The path of the URL was changed after signing".to_owned(),
    };
    Cause::refusal(
        Stage::Signature,
        says,
        "use the URL as the SDK returned it, with the host alone replaced",
    )
    .rule(match change {
        Change::PathEncodedAgain => "double-encoded",
        Change::Path | Change::PathPrefixed(_) | Change::PathShortened(_) => "fragile-key",
        _ => ADDED,
    })
    .note("S3 received what was sent, and --s3-url has it otherwise")
    .beyond()
}

/// The rule about queries that are not the signed ones any more.
const ADDED: &str = "parameter-added-after-signing";

fn cause(case: &Case<'_>, change: &Change, told: &Told) -> Cause {
    match change {
        Change::Method(method) => self::method(case, method),
        Change::HostForwarded(host) => forwarded(case, host, told),
        Change::Host(host) => other_host(case, host, told),
        Change::PathPrefixed(prefix) => prefixed(case, prefix, told),
        Change::ParametersMissing(names) => missing(case, names),
        Change::HeadersAdded(names) => added_headers(case, names),
        Change::HeadersMissing(names) => missing_headers(case, names),
        other => elsewhere(case, other),
    }
}

fn method(case: &Case<'_>, method: &str) -> Cause {
    let signed = case.promise.map_or("GET", |promise| &promise.method);
    Cause::refusal(
        Stage::Signature,
        format!("The client sent {method}, and the URL was signed for {signed}"),
        format!(
            "use {signed}: to try a download without its body, send GET with `Range: bytes=0-0` \
             in place of HEAD"
        ),
    )
    .rule("method-is-signed")
    .beyond()
}

fn forwarded(case: &Case<'_>, host: &str, told: &Told) -> Cause {
    let bare = host.split(':').next().unwrap_or(host);
    let own = case
        .url
        .is_some_and(|url| url.host.value.eq_ignore_ascii_case(bare));
    let whose = if own { "the CDN's" } else { "none of S3's" };
    let says = format!("S3 received the Host {host}, which is {whose} and was not signed");
    Cause::refusal(
        Stage::Signature,
        says,
        "do not forward the viewer's Host: use the managed origin request policy \
         AllViewerExceptHostHeader, or none",
    )
    .rule("host-forwarded")
    .confidence(sure(told))
    .at(host_setting(case))
}

fn other_host(case: &Case<'_>, host: &str, told: &Told) -> Cause {
    let signed = case.promise.and_then(|promise| promise.host.host.clone());
    let but = signed.as_ref().map_or_else(
        || "which no SDK signs for this bucket and Region".to_owned(),
        |signed| format!("and the URL was signed for {signed}"),
    );
    let mend = signed.map_or_else(
        || "set the origin's domain name to the host that the SDK signs".to_owned(),
        |signed| format!("set the origin's domain name to {signed}, or sign for {host}"),
    );
    let says = format!("S3 received the Host {host}, {but}");
    Cause::refusal(Stage::Signature, says, mend)
        .rule("signed-host-mismatch")
        .confidence(sure(told))
        .at(host_setting(case))
}

/// As sure as the signed host is.
fn sure(told: &Told) -> Confidence {
    match told.host {
        Some(HostMatch::Other) => Confidence::Certain,
        _ => Confidence::Likely,
    }
}

fn host_setting(case: &Case<'_>) -> Option<Span> {
    case.trace?.origin_request.host.span()
}

fn prefixed(case: &Case<'_>, prefix: &str, told: &Told) -> Cause {
    let own = case
        .trace
        .and_then(|trace| trace.origin_request.path_prefix.as_deref());
    let at = case
        .trace
        .and_then(|trace| trace.origin_request.path_prefix_at);
    let (confidence, signed) = match told.path_is_known {
        true => (Confidence::Certain, "it was signed without"),
        false => (Confidence::Likely, "the URL has it without"),
    };
    let says = format!("S3 received the path behind {prefix}, and {signed}");
    let mend = format!(
        "take {prefix} out of the origin's path; or sign with it, and leave it out of the \
         viewer's URL"
    );
    let cause = Cause::refusal(Stage::Signature, says, mend).confidence(confidence);
    let function = case
        .trace
        .and_then(|trace| trace.behavior.functions.first());
    match (own, function) {
        (Some(own), _) if own == prefix => cause.rule("origin-path-prefixed").at(at),
        (_, Some(function)) => cause
            .at(function.event.span())
            .note("a function of the behavior runs before S3 is asked: it may put it there")
            .beyond(),
        _ => cause.rule("origin-path-prefixed").note(format!(
            "the origin's path is {prefix}, or a function puts it before the path"
        )),
    }
}

fn missing(case: &Case<'_>, names: &[String]) -> Cause {
    let overrides = |name: &String| RESPONSE_OVERRIDES_DROPPED.contains(&name.as_str());
    let [rule, also] = match names.iter().all(overrides) {
        true => ["response-overrides-dropped", "query-partly-forwarded"],
        false => ["query-partly-forwarded", "response-overrides-dropped"],
    };
    let says = match names {
        [_] => format!("{} was signed and did not reach S3", list(names)),
        _ => format!("{} were signed and did not reach S3", list(names)),
    };
    let cause = |mend: &str| Cause::refusal(Stage::Signature, says.clone(), mend);
    let function = case
        .trace
        .and_then(|trace| trace.behavior.functions.first());
    if let Some(function) = function.filter(|_| is_forwarded(case, names)) {
        return cause("leave the query alone in the function that runs before S3 is asked")
            .at(function.event.span())
            .note("the policies forward it: the behavior's function may rewrite the query")
            .beyond();
    }
    cause("forward all query strings, in the cache policy: not a list of names")
        .rule(rule)
        .also(also)
        .at(case.trace.and_then(|trace| trace.settings.query_span()))
}

/// Whether the configuration forwards all of these.
fn is_forwarded(case: &Case<'_>, names: &[String]) -> bool {
    let Some(trace) = case.trace else {
        return false;
    };
    let sent = trace.origin_request.params.iter();
    let sent = sent.filter_map(|sent| trace.viewer.params.get(sent.index));
    let sent: Vec<&str> = sent.map(|param| param.name.as_str()).collect();
    names.iter().all(|name| sent.contains(&name.as_str()))
}

fn added_headers(case: &Case<'_>, names: &[String]) -> Cause {
    let from_edge = names.iter().any(|name| name == "x-amz-cf-id");
    let cause = |says: &str, mend: &str| Cause::refusal(Stage::Signature, says, mend);
    match from_edge {
        true => cause(
            "x-amz-cf-id is in the string that S3 signed: CloudFront adds it for custom origins",
            "make it an S3 origin: S3OriginConfig with an empty OriginAccessIdentity in place of \
             CustomOriginConfig",
        )
        .rule("s3-as-custom-origin")
        .at(case.trace.and_then(|trace| trace.origin.kind.span())),
        false => cause(
            &format!("{} reached S3, and the signature lacks it", list(names)),
            "keep the named header from reaching S3, or sign it",
        )
        .beyond(),
    }
}

/// Who keeps a signed header from S3: CloudFront, where its settings do not take it, or the client.
fn missing_headers(case: &Case<'_>, names: &[String]) -> Cause {
    let says = format!(
        "The signature covers {}, which did not reach S3",
        list(names)
    );
    let mend = "send it with the very value that was signed, and forward it; or sign Host only";
    let cause = Cause::refusal(Stage::Signature, says, mend);
    let of = |fate: Fate| {
        let promise = case.promise.zip(case.trace);
        promise.is_some_and(|(promise, _)| {
            let mut fates = header_fates(promise, case.trace);
            fates.any(|(name, one)| one == fate && names.iter().any(|missing| missing == name))
        })
    };
    if of(Fate::Dropped) {
        cause.rule("signed-header-not-forwarded")
    } else if of(Fate::Rewritten) {
        cause.rule("header-signed-but-rewritten")
    } else {
        cause
            .rule("header-must-be-sent")
            .also("signed-header-not-forwarded")
            .beyond()
    }
}

/// What no setting of CloudFront's does by itself: functions, proxies, clients, signers.
fn elsewhere(case: &Case<'_>, change: &Change) -> Cause {
    let (says, mend) = words(change);
    let function = case
        .trace
        .and_then(|trace| trace.behavior.functions.first());
    let cause = Cause::refusal(Stage::Signature, says, mend)
        .beyond()
        .on_the_way(function.is_none() && is_live(case));
    let cause = match change {
        Change::ParametersAdded(_) | Change::ParametersChanged(_) if function.is_none() => {
            cause.rule(ADDED)
        }
        Change::PathEncodedAgain if function.is_none() => cause.rule("double-encoded"),
        _ => cause,
    };
    match function {
        Some(function) => cause
            .at(function.event.span())
            .note("the behavior runs a function before S3 is asked: it may rewrite path and query"),
        None => cause,
    }
}

fn words(change: &Change) -> (String, &'static str) {
    match change {
        Change::PathShortened(prefix) => (
            format!("S3 received the path without {prefix}, and it was signed with"),
            "sign the path as S3 receives it, or find the function or proxy that cuts it",
        ),
        Change::PathEncodedAgain => (
            "The path was percent-encoded a second time on the way to S3".to_owned(),
            "pass the URL on unchanged: a proxy, function or client encodes it again",
        ),
        Change::ParametersAdded(names) => (
            format!("{} reached S3 and was not signed", list(names)),
            "take it out of the URL, or sign with it: trackers, cache busters and functions add \
             such parameters",
        ),
        Change::ParametersChanged(names) => (
            format!(
                "{} reached S3 with another value than in the URL",
                list(names)
            ),
            "find what rewrites the query: a function, a proxy, or a client that decodes it",
        ),
        _ => (
            "S3 received another path than the URL has".to_owned(),
            "compare both paths: a function, a proxy or a client rewrites it",
        ),
    }
}
