//! The canonical request as it was signed beside the one that S3 says it received.

use super::confront::counted;
use super::refused::told;
use crate::diagnosis::canonical::{caused, row};
use crate::diagnosis::{Case, DiffRow};
use crate::edge::Trace;
use crate::model::shown_header;
use crate::s3::{CanonicalRequest, Change, HostMatch, Promise, Told, reencode};
use crate::source::Span;
use std::collections::BTreeSet;

/// How many parameters are shown.
const MOST_PARAMETERS: usize = 64;

/// The lines; empty where the answer repeats none.
pub(in crate::diagnosis) fn repeated(case: &Case<'_>) -> Vec<DiffRow> {
    let told = counted(case).and_then(|response| told(case, response));
    let (Some(promise), Some(told)) = (case.promise, told) else {
        return Vec::new();
    };
    let Some(received) = &told.request else {
        return Vec::new();
    };
    let signed = promise.canonical();
    let viewer = case.url.map_or("/", |url| url.path.value.as_str());
    let path = reencode(promise.path.as_deref().unwrap_or(viewer), true);
    let trace = case.trace;
    let mut rows = vec![
        caused(
            row(&signed.method, &received.method),
            "the client's method",
            None,
        ),
        caused(
            row(&path, &received.path),
            path_cause(&told),
            trace.and_then(prefix),
        ),
    ];
    rows.extend(query(&signed, &received.query, trace));
    rows.push(host(promise, &told, trace));
    let others = received.headers.iter().filter(|(name, _)| name != "host");
    for (name, value) in others.take(MOST_PARAMETERS) {
        let line = format!("{name}:{}", shown_header(name, value));
        rows.push(row(&line, &line));
    }
    rows.push(row(
        &signed.signed_headers(),
        &received.signed_headers.join(";"),
    ));
    if !received.payload.is_empty() {
        rows.push(row(&signed.payload, &received.payload));
    }
    rows.into_iter().map(clipped).collect()
}

/// A line of S3's is never so long.
fn clipped(row: DiffRow) -> DiffRow {
    const LONGEST: usize = 4_096;
    let clip = |text: String| match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    };
    DiffRow {
        signed: clip(row.signed),
        received: clip(row.received),
        ..row
    }
}

fn prefix(trace: &Trace<'_>) -> Option<Span> {
    trace.origin_request.path_prefix_at
}

fn path_cause(told: &Told) -> String {
    let change = told.changes.iter().find_map(|change| match change {
        Change::PathPrefixed(prefix) => Some(format!("{prefix} was put before it: an origin path")),
        Change::PathShortened(prefix) => Some(format!("{prefix} was taken from it")),
        Change::PathEncodedAgain => Some("it was percent-encoded again on the way".to_owned()),
        _ => None,
    });
    change.unwrap_or_else(|| "it was rewritten on the way".to_owned())
}

fn query(
    signed: &CanonicalRequest,
    received: &[(String, String)],
    trace: Option<&Trace<'_>>,
) -> Vec<DiffRow> {
    let pairs = signed.query.iter().chain(received);
    let pairs: BTreeSet<&(String, String)> = pairs
        .filter(|(name, _)| name != "X-Amz-Signature")
        .collect();
    let side = |has: bool, pair: &(String, String)| match has {
        true => format!("{}={}", pair.0, pair.1),
        false => String::new(),
    };
    let cause = |left: bool, right: bool| match (left, right, trace) {
        (true, false, Some(trace)) => trace.settings.describe_query(),
        (true, false, None) => "it did not arrive".to_owned(),
        _ => "it was not signed".to_owned(),
    };
    let at = trace.and_then(|trace| trace.settings.query_span());
    // No request of S3's has so many; an answer that pretends so is cut.
    let rows = pairs.into_iter().take(MOST_PARAMETERS).map(|pair| {
        let (left, right) = (signed.query.contains(pair), received.contains(pair));
        caused(
            row(&side(left, pair), &side(right, pair)),
            cause(left, right),
            at,
        )
    });
    rows.collect()
}

/// The Host; where the signed one is not known, a question and no difference.
fn host(promise: &Promise, told: &Told, trace: Option<&Trace<'_>>) -> DiffRow {
    let received = told.received_host().unwrap_or_default();
    let signed = promise.host.host.as_deref().unwrap_or("(not known)");
    let differs = matches!(told.host, Some(HostMatch::Other | HostMatch::LikelyOther));
    let row = row(&format!("host:{signed}"), &format!("host:{received}"));
    let cause = match told
        .changes
        .iter()
        .any(|one| matches!(one, Change::HostForwarded(_)))
    {
        true => "the viewer's Host is forwarded",
        false => "the origin's domain name is sent as Host",
    };
    let at = trace.and_then(|trace| trace.origin_request.host.span());
    caused(DiffRow { differs, ..row }, cause, at)
}
