//! What `curl -v` prints: the exchange with a sign before each line, the body without one.

use super::capture;
use crate::model::{Asked, Response};

/// How far into a text the first sign of an answer is looked for, in lines: certificates take many.
const MOST_LINES: usize = 400;

/// Reads the last answer of a verbose exchange; none if the text is none.
pub(super) fn read(text: &str) -> Option<Response> {
    let is_answer = |line: &str| line.starts_with("< HTTP/");
    text.lines().take(MOST_LINES).find(|line| is_answer(line))?;
    let mut asked = None;
    let mut plain = String::new();
    for line in text.lines() {
        match line.split_at_checked(1) {
            Some((">", rest)) => asked = request(rest.trim()).or(asked),
            // Remarks, and counts of bytes.
            Some(("*", _)) => {}
            Some(("{" | "}", rest)) if rest.starts_with(" [") => {}
            Some(("<", rest)) if rest.trim().is_empty() => plain.push('\n'),
            Some(("<", rest)) if rest.starts_with(' ') => {
                plain.push_str(rest.trim());
                plain.push('\n');
            }
            _ => {
                plain.push_str(line);
                plain.push('\n');
            }
        }
    }
    let start = plain.find("HTTP/").unwrap_or_default();
    let response = capture::read(plain.get(start..)?)?;
    Some(Response { asked, ..response })
}

/// `HEAD /key?X-Amz-… HTTP/2`; none if it is a header.
fn request(line: &str) -> Option<Asked> {
    let mut words = line.split(' ');
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    version.starts_with("HTTP/").then(|| Asked {
        method: method.to_owned(),
        path: target.split('?').next().unwrap_or_default().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verbose_exchange_is_an_answer() {
        let text = "* Trying 192.0.2.1:443...\n> HEAD /a%20b?X-Amz-Signature=0a HTTP/2\n> Host: \
            cdn.example.com\n>\n* all sent\n< HTTP/2 403 \n< server: AmazonS3\n< x-cache: Error \
            from cloudfront\n<\n{ [303 bytes data]\n<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code>\
            </Error>\n* left intact\n";
        let response = read(text).unwrap();
        assert_eq!(response.status, Some(403));
        assert_eq!(response.header("server"), Some("AmazonS3"));
        let error = response.error().unwrap();
        assert_eq!(error.code.as_deref(), Some("AccessDenied"));
        let asked = response.asked.unwrap();
        assert_eq!(
            (asked.method.as_str(), asked.path.as_str()),
            ("HEAD", "/a%20b")
        );
        assert_eq!(read("HTTP/2 403\nserver: x\n\n"), None);
    }
}
