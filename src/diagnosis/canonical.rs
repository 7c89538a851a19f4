//! The canonical request as signed beside as received, line by line.

use super::view::Case;
use crate::edge::{SentHost, Trace};
use crate::s3::{CanonicalRequest, Comparison, Promise};
use crate::source::{Span, redact};

/// One line of the canonical request on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffRow {
    /// What was signed; empty where nothing was.
    pub signed: String,
    /// What arrives; empty where nothing does.
    pub received: String,
    /// Whether the two differ. Where one side is not known, they do not.
    pub differs: bool,
    /// The setting that makes the difference, in words.
    pub cause: Option<String>,
    /// Where that setting is.
    pub at: Option<Span>,
}

/// The lines of a case's canonical request; empty without a distribution.
pub(super) fn diff(case: &Case<'_>) -> Vec<DiffRow> {
    let (Some(promise), Some(trace), Some(comparison)) =
        (case.promise, case.trace, case.comparison)
    else {
        return Vec::new();
    };
    let signed = promise.canonical();
    let received = &comparison.received;
    let mut rows = vec![
        row(&signed.method, &received.method),
        path(promise, trace, comparison),
    ];
    rows.extend(query(&signed, received, trace));
    rows.extend(headers(&signed, received, trace, comparison));
    rows.push(row(&signed.signed_headers(), &received.signed_headers()));
    rows.push(row(&signed.payload, &received.payload));
    rows
}

/// One line, without the secrets that it holds on either side.
pub(super) fn row(signed: &str, received: &str) -> DiffRow {
    DiffRow {
        signed: redact(signed),
        received: redact(received),
        differs: signed != received,
        cause: None,
        at: None,
    }
}

pub(super) fn caused(row: DiffRow, cause: impl Into<String>, at: Option<Span>) -> DiffRow {
    match row.differs {
        true => DiffRow {
            cause: Some(redact(&cause.into())),
            at,
            ..row
        },
        false => row,
    }
}

fn path(promise: &Promise, trace: &Trace<'_>, comparison: &Comparison) -> DiffRow {
    let Some(signed) = &promise.path else {
        return DiffRow {
            differs: false,
            ..row("(path not known)", &comparison.received.path)
        };
    };
    let signed = crate::s3::reencode(signed, true);
    let cause = format!(
        "the origin path {} is put before it",
        trace
            .origin_request
            .path_prefix
            .as_deref()
            .unwrap_or_default()
    );
    caused(
        row(&signed, &comparison.received.path),
        cause,
        trace.origin_request.path_prefix_at,
    )
}

/// Both queries merged in their sorted order.
fn query(
    signed: &CanonicalRequest,
    received: &CanonicalRequest,
    trace: &Trace<'_>,
) -> Vec<DiffRow> {
    let mut pairs: Vec<&(String, String)> = signed.query.iter().chain(&received.query).collect();
    pairs.sort();
    pairs.dedup();
    let shown = |request: &CanonicalRequest, pair: &(String, String)| match request
        .query
        .binary_search(pair)
        .is_ok()
    {
        true => format!("{}={}", pair.0, pair.1),
        false => String::new(),
    };
    pairs
        .into_iter()
        .map(|pair| {
            let cause = trace.settings.describe_query();
            caused(
                row(&shown(signed, pair), &shown(received, pair)),
                cause,
                trace.settings.query_span(),
            )
        })
        .collect()
}

fn headers(
    signed: &CanonicalRequest,
    received: &CanonicalRequest,
    trace: &Trace<'_>,
    comparison: &Comparison,
) -> Vec<DiffRow> {
    let line = |(name, value): &(String, Option<String>)| {
        format!("{name}:{}", value.as_deref().unwrap_or("(not known)"))
    };
    let cause = match &trace.origin_request.host {
        SentHost::OriginDomain(..) => "the origin's domain name is sent as Host",
        SentHost::Viewer { .. } => "the viewer's Host is forwarded",
    };
    signed
        .headers
        .iter()
        .zip(&received.headers)
        .map(|(signed, received)| {
            let known = signed.1.is_some() && received.1.is_some();
            let differs = signed.0 == "host"
                && (comparison.host.difference.differs() || known && signed != received);
            let row = DiffRow {
                differs,
                ..row(&line(signed), &line(received))
            };
            caused(row, cause, trace.origin_request.host.span())
        })
        .collect()
}
