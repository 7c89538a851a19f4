//! An error as S3 words it.
//!
//! Codes, messages and elements are those of real answers of S3's, and of the S3 API reference ("Error
//! responses"); `siglint explain CODE` tells what each means.

use crate::lab::reply::{Body, Reply};
use crate::source::percent_decode;
use std::fmt::Write;

/// Why S3 refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    status: u16,
    code: &'static str,
    message: String,
    /// Further elements, in their order.
    elements: Vec<(&'static str, String)>,
    headers: Vec<(&'static str, String)>,
}

impl Fault {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            elements: Vec::new(),
            headers: Vec::new(),
        }
    }

    /// A bare refusal, which says nothing of its reason.
    pub(super) fn denied() -> Self {
        Self::new(403, "AccessDenied", "Access Denied")
    }

    /// What the lab does not do.
    pub(super) fn beyond(what: &str) -> Self {
        let message = format!("The lab does not do this: {what}. S3 does.");
        Self::new(501, "NotImplemented", message)
    }

    /// With one more element.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.elements.push((name, value.into()));
        self
    }

    /// With one more header.
    pub(super) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// About the object with this key.
    pub(super) fn about(self, raw_key: &str) -> Self {
        self.with("Key", percent_decode(raw_key))
    }

    /// The answer, for the request with these ids.
    pub(super) fn reply(self, request_id: &str, host_id: &str) -> Reply {
        let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>".to_owned();
        let own = [("Code", self.code.to_owned()), ("Message", self.message)];
        let ids = [
            ("RequestId", request_id.to_owned()),
            ("HostId", host_id.to_owned()),
        ];
        for (name, value) in own.into_iter().chain(self.elements).chain(ids) {
            // Writing to a String cannot fail.
            let _ = write!(text, "<{name}>{}</{name}>", escaped(&value));
        }
        text.push_str("</Error>");
        let mut reply = Reply::new(self.status, Body::text(&text));
        reply.code = Some(self.code.to_owned());
        let headers = self.headers.into_iter();
        headers.fold(
            reply.with("content-type", "application/xml"),
            |reply, (name, value)| reply.with(name, value),
        )
    }
}

/// A text in XML; what XML cannot hold is replaced.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            c if c.is_control() || ['\u{fffe}', '\u{ffff}'].contains(&c) => {
                escaped.push('\u{fffd}')
            }
            c => escaped.push(c),
        }
    }
    escaped
}
