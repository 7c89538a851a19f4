//! The splitter itself, and what it refuses.

use super::trim::trimmed;
use std::ops::Range;

/// The longest text that is read as a URL, in bytes; CloudFront takes 8,192.
pub const MAX_URL_LENGTH: usize = 64 * 1024;

/// The parts of a URL as byte ranges into the text it was read from.
///
/// Written one after the other with their signs between them they are the text again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawUrl {
    /// The URL without what stood around it.
    pub whole: Range<usize>,
    /// `https`, in any case.
    pub scheme: Range<usize>,
    /// What stands before the `@`.
    pub userinfo: Option<Range<usize>>,
    /// The host; an IPv6 address with its brackets.
    pub host: Range<usize>,
    /// The digits after the host's colon; they may be none.
    pub port: Option<Range<usize>>,
    /// The path with its first `/`; empty if there is none.
    pub path: Range<usize>,
    /// What stands after the first `?`.
    pub query: Option<Range<usize>>,
    /// What stands after the first `#`.
    pub fragment: Option<Range<usize>>,
    /// The pieces of the query between its `&`, empty ones included.
    pub params: Vec<RawParam>,
}

/// One piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawParam {
    /// What stands before the first `=`.
    pub name: Range<usize>,
    /// What stands after it; none if there is no `=`.
    pub value: Option<Range<usize>>,
}

impl RawParam {
    /// The name, `=` and value.
    #[must_use]
    pub fn whole(&self) -> Range<usize> {
        let end = self.value.as_ref().unwrap_or(&self.name).end;
        self.name.start..end
    }

    /// The value; where there is none, the empty range in its place.
    #[must_use]
    pub fn value_or_empty(&self) -> Range<usize> {
        self.value.clone().unwrap_or(self.name.end..self.name.end)
    }
}

/// Why a text is not a URL that siglint reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct UrlError {
    /// Where in the text, in bytes.
    pub range: Range<usize>,
    /// What is wrong and what to do, as a sentence without its end. It quotes nothing secret.
    pub message: String,
}

impl UrlError {
    fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { range, message }
    }
}

impl RawUrl {
    /// Splits `text` without looking at whether the parts make sense; `None` if it has no `://`
    /// after its first word. Takes time in proportion to the text's length.
    #[must_use]
    pub fn split(text: &str) -> Option<Self> {
        let whole = trimmed(text);
        let inner = text.get(whole.clone())?;
        let scheme_end = whole.start + inner.find("://")?;
        let scheme = whole.start..scheme_end;
        let is_word = |name: &str| !name.contains(['/', '?', '#', '&', '=']);
        if !is_word(text.get(scheme.clone())?) {
            return None;
        }
        let rest = scheme_end + 3..whole.end;
        let (rest, fragment) = cut(text, rest, '#');
        let (rest, query) = cut(text, rest, '?');
        let path_start = find(text, &rest, '/').unwrap_or(rest.end);
        let (userinfo, host, port) = authority(text, rest.start..path_start);
        Some(Self {
            whole,
            scheme,
            userinfo,
            host,
            port,
            path: path_start..rest.end,
            params: query.clone().map_or_else(Vec::new, |q| params(text, q)),
            query,
            fragment,
        })
    }

    /// Splits `text` and refuses what no HTTP client could fetch.
    ///
    /// # Errors
    ///
    /// Longer than [`MAX_URL_LENGTH`]; white space or a control character inside; no scheme, or
    /// another than `http` and `https`; no host; a port that is none.
    pub fn parse(text: &str) -> Result<Self, UrlError> {
        if text.len() > MAX_URL_LENGTH {
            let message = format!(
                "it is {} bytes long, and siglint reads URLs up to {MAX_URL_LENGTH} (CloudFront takes 8192)",
                text.len()
            );
            return Err(UrlError::new(0..MAX_URL_LENGTH, message));
        }
        let whole = trimmed(text);
        refuse_blanks(text, &whole)?;
        let url = Self::split(text).ok_or_else(|| no_scheme(text, &whole))?;
        url.refuse_scheme(text)?;
        url.refuse_host(text)?;
        url.port_number(text)?;
        Ok(url)
    }

    /// The port, where one is written.
    ///
    /// # Errors
    ///
    /// What is written is no number up to 65535.
    pub fn port_number(&self, text: &str) -> Result<Option<u16>, UrlError> {
        let Some(range) = self.port.clone().filter(|range| !range.is_empty()) else {
            return Ok(None);
        };
        let digits = text.get(range.clone()).unwrap_or_default();
        let number = digits.bytes().all(|byte| byte.is_ascii_digit());
        let port = number.then(|| digits.parse().ok()).flatten();
        let refusal = || UrlError::new(range, "the port should be a number from 0 to 65535");
        port.map(Some).ok_or_else(refusal)
    }

    fn refuse_scheme(&self, text: &str) -> Result<(), UrlError> {
        let scheme = text.get(self.scheme.clone()).unwrap_or_default();
        let known = ["http", "https"];
        if known.iter().any(|one| scheme.eq_ignore_ascii_case(one)) {
            return Ok(());
        }
        let message = match scheme.to_ascii_lowercase().as_str() {
            "" => "the scheme is missing: write https:// before the host",
            "s3" => {
                "an s3:// address carries no signature: give the presigned https:// URL of the object"
            }
            _ => "siglint reads http and https URLs only",
        };
        Err(UrlError::new(self.scheme.clone(), message))
    }

    fn refuse_host(&self, text: &str) -> Result<(), UrlError> {
        let host = text.get(self.host.clone()).unwrap_or_default();
        if host.is_empty() {
            let message = "a host should follow the `//`";
            return Err(UrlError::new(self.host.clone(), message));
        }
        if host.starts_with('[') && !host.ends_with(']') {
            let message =
                "the host opens with `[` and should be an IPv6 address that ends with `]`";
            return Err(UrlError::new(self.host.clone(), message));
        }
        Ok(())
    }
}

fn no_scheme(text: &str, whole: &Range<usize>) -> UrlError {
    let message = match text.get(whole.clone()) {
        None | Some("") => "there is no URL in it",
        Some(_) => "it has no scheme: write https:// before the host",
    };
    // A name to underline, and not the whole of what may be long.
    let end = text
        .get(whole.clone())
        .and_then(|inner| inner.find(['/', '?', '#']))
        .map_or(whole.end, |at| whole.start + at);
    UrlError::new(whole.start..end, message)
}

fn refuse_blanks(text: &str, whole: &Range<usize>) -> Result<(), UrlError> {
    let inner = text.get(whole.clone()).unwrap_or_default();
    let blank = |c: &char| c.is_whitespace() || c.is_control() || *c == '\u{feff}';
    let Some((at, found)) = inner.char_indices().find(|(_, c)| blank(c)) else {
        return Ok(());
    };
    let message = match found {
        '\n' | '\r' => "a line break stands inside it: join the lines that were wrapped".to_owned(),
        ' ' => "a space stands inside it: in a URL it is written %20".to_owned(),
        '\t' => "a tab stands inside it: in a URL it is written %09".to_owned(),
        other => format!(
            "the character U+{:04X} stands inside it, which no URL holds",
            u32::from(other)
        ),
    };
    let start = whole.start + at;
    Err(UrlError::new(start..start + found.len_utf8(), message))
}

/// The offset of the first `sign` in a range of `text`.
fn find(text: &str, range: &Range<usize>, sign: char) -> Option<usize> {
    let at = text.get(range.clone())?.find(sign)?;
    Some(range.start + at)
}

/// What stands before the first `sign` in a range, and what after it.
fn cut(text: &str, range: Range<usize>, sign: char) -> (Range<usize>, Option<Range<usize>>) {
    match find(text, &range, sign) {
        Some(at) => (range.start..at, Some(at + sign.len_utf8()..range.end)),
        None => (range, None),
    }
}

type Authority = (Option<Range<usize>>, Range<usize>, Option<Range<usize>>);

fn authority(text: &str, range: Range<usize>) -> Authority {
    let inner = text.get(range.clone()).unwrap_or_default();
    let (userinfo, host) = match inner.rfind('@') {
        Some(at) => {
            let at = range.start + at;
            (Some(range.start..at), at + 1..range.end)
        }
        None => (None, range),
    };
    let bracket = find(text, &host, ']').filter(|_| find(text, &host, '[') == Some(host.start));
    let after_bracket = bracket.unwrap_or(host.start)..host.end;
    match find(text, &after_bracket, ':') {
        Some(colon) => (userinfo, host.start..colon, Some(colon + 1..host.end)),
        None => (userinfo, host, None),
    }
}

fn params(text: &str, query: Range<usize>) -> Vec<RawParam> {
    let inner = text.get(query.clone()).unwrap_or_default();
    let mut start = query.start;
    let pieces = inner.split('&').filter(|_| !query.is_empty());
    let params = pieces.map(|piece| {
        let (name, value) = cut(text, start..start + piece.len(), '=');
        start += piece.len() + 1;
        RawParam { name, value }
    });
    params.collect()
}
