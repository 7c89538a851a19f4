//! From a text to a `SignedUrl`, and the masking of what is secret in it.

use super::{foreign, s3, viewer};
use crate::model::{Param, SignedUrl};
use crate::source::{
    Problem, SourceId, SourceKind, SourceMap, Sourced, Span, UrlPart, is_secret_name,
    percent_decode,
};
use crate::syntax::url::{MAX_URL_LENGTH, RawParam, RawUrl, UrlError};
use std::ops::Range;

/// Reads a URL as given on a command line or in a file, and adds it to `sources` under `name`, its
/// secrets masked. Nothing is judged: a URL without a signature is read too.
///
/// # Errors
///
/// What is not a URL of HTTP: the problem has its place in the added source, or no place if the
/// text is longer than any URL.
pub fn read_url(name: &str, text: &str, sources: &mut SourceMap) -> Result<SignedUrl, Problem> {
    if text.len() > MAX_URL_LENGTH {
        return Err(RawUrl::parse(text).map_or_else(
            |error| Problem::new(name, error.message),
            |_| Problem::new(name, "it is too long for a URL"),
        ));
    }
    let source = sources.add(name, SourceKind::Url(Vec::new()), text);
    // Also what is then refused is shown to somebody, so it is masked first.
    if let Some(raw) = RawUrl::split(text) {
        mask_secrets(text, &raw, source, sources);
        let parts = parts(sources.get(source).text(), &raw);
        sources.set_url_parts(source, parts);
    }
    let problem = |error: UrlError| {
        let span = Span::new(source, error.range.start, error.range.end);
        Problem::new(name, error.message).at(span)
    };
    let raw = RawUrl::parse(text).map_err(problem)?;
    let port = raw.port_number(text).map_err(problem)?;
    Ok(signed_url(text, &raw, source, port))
}

fn signed_url(text: &str, raw: &RawUrl, source: SourceId, port: Option<u16>) -> SignedUrl {
    let params: Vec<Param> = raw
        .params
        .iter()
        .filter(|piece| !piece.whole().is_empty())
        .map(|piece| param(text, piece, source))
        .collect();
    let host = sourced(text, &raw.host, source);
    let path = match raw.path.is_empty() {
        false => sourced(text, &raw.path, source),
        true => Sourced::default_of(
            "/".to_owned(),
            "a URL without a path asks for /",
            host.span(),
        ),
    };
    let protocol = sourced(text, &raw.scheme, source).map(|scheme| scheme.to_ascii_lowercase());
    SignedUrl {
        port,
        ..assembled(source, protocol, host, path, params)
    }
}

/// The URL that has these parts, wherever they are written: what its parameters say is read off them.
#[must_use]
pub fn assembled(
    source: SourceId,
    protocol: Sourced<String>,
    host: Sourced<String>,
    path: Sourced<String>,
    params: Vec<Param>,
) -> SignedUrl {
    SignedUrl {
        source,
        protocol,
        port: None,
        path,
        s3: s3::signature(&params),
        viewer: viewer::signature(&params),
        foreign: foreign::vendor(&host.value, &params),
        host,
        params,
    }
}

fn part(text: &str, range: &Range<usize>) -> String {
    text.get(range.clone()).unwrap_or_default().to_owned()
}

fn sourced(text: &str, range: &Range<usize>, source: SourceId) -> Sourced<String> {
    Sourced::at(part(text, range), Span::new(source, range.start, range.end))
}

fn param(text: &str, piece: &RawParam, source: SourceId) -> Param {
    let (whole, value) = (piece.whole(), piece.value_or_empty());
    let (raw_name, raw_value) = (part(text, &piece.name), part(text, &value));
    Param {
        name: percent_decode(&raw_name),
        value: percent_decode(&raw_value),
        raw_name,
        raw_value,
        span: Span::new(source, whole.start, whole.end),
        value_span: Span::new(source, value.start, value.end),
    }
}

fn mask_secrets(text: &str, raw: &RawUrl, source: SourceId, sources: &mut SourceMap) {
    let values = raw.params.iter().filter_map(|piece| {
        let name = percent_decode(&part(text, &piece.name));
        piece.value.clone().filter(|_| is_secret_name(&name))
    });
    for range in values.chain(password(text, raw)) {
        sources.mask(Span::new(source, range.start, range.end));
    }
}

/// The password in the URL; a user name without one may be a token, and counts as one.
fn password(text: &str, raw: &RawUrl) -> Option<Range<usize>> {
    let userinfo = raw.userinfo.clone()?;
    let colon = text.get(userinfo.clone())?.find(':');
    Some(colon.map_or(userinfo.start, |at| userinfo.start + at + 1)..userinfo.end)
}

/// The parts with their names out of the masked text: a name can hold a secret behind an escaped `=`.
fn parts(text: &str, raw: &RawUrl) -> Vec<(Range<usize>, UrlPart)> {
    let host_end = raw.port.as_ref().map_or(raw.host.end, |port| port.end);
    let fixed = [
        (raw.host.start..host_end, UrlPart::Host),
        (raw.path.clone(), UrlPart::Path),
    ];
    let queries = raw.params.iter().map(|piece| {
        let name = part(text, &piece.name);
        (piece.whole(), UrlPart::Query(name))
    });
    let parts = fixed.into_iter().chain(queries);
    parts.filter(|(range, _)| !range.is_empty()).collect()
}
