//! Which of the three a saved answer is, and what is said of what is none.

use super::{body, capture, har, verbose};
use crate::input::text;
use crate::model::{Asked, Body, Element, Response};

/// How much of a body is looked at, in bytes: an error takes a few thousand.
pub const LARGEST_BODY: usize = 64 * 1024;

/// Reads a saved answer. Bytes that are no UTF-8 or UTF-16 are taken for ISO-8859-1, which CloudFront
/// and old saved pages write.
///
/// # Errors
///
/// A text that is no answer at all, as a sentence that says what was read and what was expected.
pub fn read_response(bytes: &[u8]) -> Result<Response, String> {
    read_response_of(bytes, None)
}

/// The same for one URL of many: of a HAR file the answer to this path, where it has one.
///
/// # Errors
///
/// As [`read_response`].
pub fn read_response_of(bytes: &[u8], path: Option<&str>) -> Result<Response, String> {
    let text = text::decode(bytes).unwrap_or_else(|_| latin1(bytes));
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if let Some(response) = capture::read(start).or_else(|| verbose::read(start)) {
        return Ok(response);
    }
    if start.starts_with('{') {
        return har::read(start, path);
    }
    let body = body::read(start);
    match &body {
        Body::Empty => Err(format!("it is empty, {EMPTY}")),
        Body::Other(kind) => Err(format!(
            "it is {kind}, and no answer that siglint knows; {EXPECTED}"
        )),
        _ => Ok(Response {
            status: None,
            headers: Vec::new(),
            body,
            asked: None,
        }),
    }
}

/// An answer that was fetched with GET from this path: its parts as they came.
#[must_use]
pub fn fetched(path: &str, status: u16, headers: Vec<Element>, body: &[u8]) -> Response {
    let text = text::decode(body).unwrap_or_else(|_| latin1(body));
    Response {
        status: Some(status),
        body: body::read_with(&headers, &text),
        headers,
        asked: Some(Asked {
            method: "GET".to_owned(),
            path: path.to_owned(),
        }),
    }
}

const EMPTY: &str = "as the body of an answer to HEAD is: save the headers too, with \
    `curl -s -D - URL`";

const EXPECTED: &str = "expected an error body (XML or HTML), what `curl -i` or `curl -v` \
    prints, or a HAR file";

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ERROR: &str = "<Error><Code>AccessDenied</Code><Message>caf\u{e9}</Message></Error>";

    fn code(bytes: &[u8]) -> Option<String> {
        read_response(bytes).unwrap().error()?.code.clone()
    }

    #[test]
    fn every_encoding_is_read() {
        let utf16: Vec<u8> = ERROR.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let latin1: Vec<u8> = ERROR.chars().map(|c| c as u8).collect();
        let marked = ["\u{feff}\n".as_bytes(), ERROR.as_bytes()].concat();
        for bytes in [ERROR.as_bytes().to_vec(), utf16, latin1, marked] {
            let response = read_response(&bytes).unwrap();
            assert_eq!(
                response.error().unwrap().message.as_deref(),
                Some("caf\u{e9}")
            );
        }
    }

    #[test]
    fn what_is_no_answer_is_refused_in_words() {
        for (text, words) in [
            ("", "it is empty, as the body of an answer to HEAD"),
            ("just a note", "it is text"),
            ("{\"a\": 1}", "no HAR file"),
            ("{\"a\": ", "JSON that cannot be read"),
            (
                "<ListBucketResult><Name>b</Name></ListBucketResult>",
                "XML without an error",
            ),
            ("\u{1}\0\u{2}", "it is binary"),
        ] {
            let said = read_response(text.as_bytes()).unwrap_err();
            assert!(said.contains(words), "{text}: {said}");
        }
    }

    #[test]
    fn only_the_start_of_a_body_is_looked_at() {
        let late = format!(
            "<Error><Code>AccessDenied</Code><Pad>{}</Pad><Late>x</Late></Error>",
            "é".repeat(LARGEST_BODY)
        );
        let response = read_response(late.as_bytes()).unwrap();
        let error = response.error().unwrap();
        assert!(error.cut_off && !error.has("Late"));
        assert_eq!(code(late.as_bytes()).as_deref(), Some("AccessDenied"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = read_response(&bytes);
        }

        #[test]
        fn broken_captures_are_read_or_refused(text in "(HTTP/1\\.1 403|HTTP/2 |\r?\n|: \
            |Server|<Error>|<html>|[{}\"\\[\\]a-cé]|\"log\":|\"response\":){0,30}") {
            let _ = read_response(text.as_bytes());
        }
    }
}
