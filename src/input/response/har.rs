//! One answer of a HAR file, as browsers save what they exchanged.

use super::{base64, body};
use crate::input::text;
use crate::model::{Element, Response};
use crate::source::{SourceKind, SourceMap};
use crate::syntax::{Node, json};

/// Reads the first answer that failed, or the first one: from a whole HAR file, one of its entries,
/// or one `response`.
pub(super) fn read(text: &str) -> Result<Response, String> {
    // The text is kept for nobody to show: spans are not needed, and a HAR is full of secrets.
    let source = SourceMap::default().add("the HAR file", SourceKind::File, "");
    let (root, _) = json::parse(text, source)
        .map_err(|error| format!("it is JSON that cannot be read: {}", error.message))?;
    let entries = root.path(&["log", "entries"]);
    let answers: Vec<&Node> = match entries {
        Some(entries) => entries
            .items()
            .iter()
            .filter_map(|entry| entry.get("response"))
            .collect(),
        None => root.get("response").or(Some(&root)).into_iter().collect(),
    };
    let answers: Vec<&Node> = answers
        .into_iter()
        .filter(|answer| answer.get("status").is_some())
        .collect();
    let failed = answers.iter().find(|answer| failed(answer));
    match failed.or(answers.first()) {
        Some(answer) => Ok(response(answer)),
        None => Err(
            "it is JSON, and no HAR file: there is no `log.entries[].response` with a \
            `status`; save the exchange with the browser's \"Save all as HAR\""
                .to_owned(),
        ),
    }
}

/// A browser writes status 0 where it kept the answer from the page.
fn failed(answer: &Node) -> bool {
    let status = answer.get("status").and_then(Node::as_u64);
    status.is_some_and(|status| status == 0 || status >= 400)
}

fn response(answer: &Node) -> Response {
    let status = answer.get("status").and_then(Node::as_u64);
    let status = status.filter(|status| *status > 0);
    let headers = answer.get("headers").map(Node::items).unwrap_or_default();
    let header = |header: &Node| {
        let text = |key| header.get(key).and_then(Node::as_str);
        Some(Element::new(text("name")?, text("value")?))
    };
    Response {
        status: status.and_then(|status| u16::try_from(status).ok()),
        headers: headers.iter().filter_map(header).collect(),
        body: body::read(&content(answer)),
    }
}

fn content(answer: &Node) -> String {
    let Some(content) = answer.get("content") else {
        return String::new();
    };
    let written = content
        .get("text")
        .and_then(Node::as_str)
        .unwrap_or_default();
    let encoded = content.get("encoding").and_then(Node::as_str) == Some("base64");
    let decoded = encoded.then(|| base64::decode(written)).flatten();
    decoded.map_or_else(
        || written.to_owned(),
        |bytes| {
            text::decode(&bytes).unwrap_or_else(|_| String::from_utf8_lossy(&bytes).into_owned())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAILED: &str = r#"{"status": 403, "headers": [{"name": "Server", "value": "AmazonS3"}, 7],
        "content": {"text": "PEVycm9yPjxDb2RlPkE8L0NvZGU+PC9FcnJvcj4=", "encoding": "base64"}}"#;

    #[test]
    fn the_first_that_failed_is_read_from_any_part() {
        let fine = r#"{"status": 200, "headers": [], "content": {"text": ""}}"#;
        let whole = format!(
            r#"{{"log": {{"entries": [{{"response": {fine}}}, {{"response": {FAILED}}}]}}}}"#
        );
        let entry = format!(r#"{{"request": {{}}, "response": {FAILED}}}"#);
        for text in [whole.as_str(), &entry, FAILED] {
            let response = read(text).unwrap();
            assert_eq!(response.status, Some(403));
            assert_eq!(response.header("server"), Some("AmazonS3"));
            assert_eq!(response.error().unwrap().code.as_deref(), Some("A"));
        }
    }
}
