//! What `curl -i` and `curl -D -` print: status line, headers, an empty line, the body.

use super::body;
use crate::model::{Element, Response};

/// Headers beyond this number are not kept.
const MOST_HEADERS: usize = 256;

/// Reads the last answer of a capture; none if the text does not start with a status line.
pub(super) fn read(text: &str) -> Option<Response> {
    status(text)?;
    let mut response = None;
    let mut rest = text;
    while let Some(status) = status(rest) {
        let (head, behind) = head(rest);
        let next = next_answer(behind);
        let body = next.map_or(behind, |at| &behind[..at]);
        rest = next.map_or("", |at| &behind[at..]);
        response = Some((status, head, body));
    }
    let (status, headers, body) = response?;
    Some(Response {
        status: Some(status),
        body: body::read_with(&headers, body),
        headers,
        asked: None,
    })
}

/// The status of a text that starts with a status line: `HTTP/1.1 403 Forbidden`, `HTTP/2 403`.
fn status(text: &str) -> Option<u16> {
    let line = start(text).strip_prefix("HTTP/")?.lines().next()?;
    let (version, rest) = line.split_once(' ')?;
    let known = ["1.0", "1.1", "2", "2.0", "3", "3.0"].contains(&version);
    let digits = rest.split(' ').next()?.trim();
    let status = digits.parse().ok().filter(|_| digits.len() == 3)?;
    known.then_some(status)
}

/// As much of a text as a status line and the name of a header take: a search that looks at every
/// place must not look far.
fn start(text: &str) -> &str {
    const FAR: usize = 256;
    &text[..text.floor_char_boundary(FAR)]
}

/// The headers, and what follows the empty line after them. An obsolete folded line belongs to the
/// header above it.
fn head(text: &str) -> (Vec<Element>, &str) {
    let mut headers: Vec<Element> = Vec::new();
    let mut rest = skip_line(text);
    while !rest.is_empty() {
        let line = rest.lines().next().unwrap_or_default();
        // Without the empty line, as some tools print it, a body starts like this.
        if line.starts_with('<') {
            return (headers, rest);
        }
        rest = skip_line(rest);
        if line.trim().is_empty() {
            return (headers, rest);
        }
        let room = headers.len() < MOST_HEADERS;
        match (line.split_once(':'), headers.last_mut()) {
            (_, Some(last)) if line.starts_with([' ', '\t']) => {
                last.value.push(' ');
                last.value.push_str(line.trim());
            }
            (Some((name, value)), _) if room => {
                headers.push(Element::new(name.trim(), value.trim()));
            }
            _ => {}
        }
    }
    (headers, rest)
}

fn skip_line(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

/// Where the next answer starts: at a status line that a header or an empty line follows, itself at
/// the start of a line or right behind a body that ends without one.
fn next_answer(text: &str) -> Option<usize> {
    text.match_indices("HTTP/").map(|(at, _)| at).find(|at| {
        let (before, here) = text.split_at(*at);
        let begins = before.is_empty() || before.ends_with(['\n', '>', '}']);
        let second = start(here).lines().nth(1).unwrap_or_default();
        let name = second.split(':').next().unwrap_or_default();
        let is_name = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        begins && status(here).is_some() && is_name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_several_answers_counts() {
        let text = "HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 307 Temporary \
            Redirect\r\nLocation: \
            https://b\r\n\r\n<Error><Code>TemporaryRedirect</Code></Error>HTTP/2 403 \r\nserver: \
            AmazonS3\r\nx-cache:Error from cloudfront\r\nx-long: a\r\n  b\r\n\r\n<Error><Code>AccessDenied</Code></Error>\r\n";
        let response = read(text).unwrap();
        assert_eq!(response.status, Some(403));
        assert_eq!(response.header("Server"), Some("AmazonS3"));
        assert_eq!(response.header("X-Cache"), Some("Error from cloudfront"));
        assert_eq!(response.header("x-long"), Some("a b"));
        assert_eq!(
            response.error().unwrap().code.as_deref(),
            Some("AccessDenied")
        );
    }

    #[test]
    fn a_body_that_speaks_of_http_is_one_body() {
        let text = "HTTP/1.1 400 Bad Request\n\n<Error><Code>A</Code><Message>\nHTTP/1.1 403 \
            is\nnot it</Message></Error>";
        let response = read(text).unwrap();
        assert_eq!(response.status, Some(400));
        assert_eq!(
            response.error().unwrap().message.as_deref(),
            Some("HTTP/1.1 403 is not it")
        );
    }

    #[test]
    fn headers_alone_are_an_answer() {
        let response = read("HTTP/1.1 403 Forbidden\r\nServer: AmazonS3").unwrap();
        assert_eq!(response.body, crate::model::Body::Empty);
        assert_eq!(response.header("server"), Some("AmazonS3"));
        for other in ["HTTP/1.1 forbidden", "HTTP/9 403", "HTTP", "<a>"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
