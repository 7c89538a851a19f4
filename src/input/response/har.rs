//! One answer of a HAR file, as browsers save what they exchanged.

use super::body;
use crate::input::text;
use crate::model::{Asked, Element, Response};
use crate::source::base64;
use crate::source::{SourceKind, SourceMap};
use crate::syntax::{Node, json};

/// Reads the first answer that failed, or the first one: from a whole HAR file, one of its entries,
/// or one `response`. Answers to `path` go before all others.
pub(super) fn read(text: &str, path: Option<&str>) -> Result<Response, String> {
    // The text is kept for nobody to show: spans are not needed, and a HAR is full of secrets.
    let source = SourceMap::default().add("the HAR file", SourceKind::File, "");
    let (root, _) = json::parse(text, source)
        .map_err(|error| format!("it is JSON that cannot be read: {}", error.message))?;
    let entries = root.path(&["log", "entries"]);
    let entries = entries.map_or(std::slice::from_ref(&root), Node::items);
    let exchanges: Vec<(Option<Asked>, &Node)> = entries
        .iter()
        .map(|entry| (asked(entry), entry.get("response").unwrap_or(entry)))
        .filter(|(_, answer)| answer.get("status").is_some())
        .collect();
    let is_meant = |asked: &Option<Asked>| {
        let asked = asked.as_ref().map(|asked| asked.path.as_str());
        path.is_some() && asked == path
    };
    let best = exchanges
        .into_iter()
        .min_by_key(|(asked, answer)| (!is_meant(asked), !failed(answer)));
    match best {
        Some((asked, answer)) => Ok(Response {
            asked,
            ..response(answer)
        }),
        None => Err(
            "it is JSON, and no HAR file: there is no `log.entries[].response` with a \
            `status`; save the exchange with the browser's \"Save all as HAR\""
                .to_owned(),
        ),
    }
}

/// The request of an entry.
fn asked(entry: &Node) -> Option<Asked> {
    let text = |key| entry.path(&["request", key]).and_then(Node::as_str);
    let (_, address) = text("url")?.split_once("://")?;
    let path = address.find('/').and_then(|at| address.get(at..));
    let path = path.unwrap_or("/").split(['?', '#']).next();
    Some(Asked {
        method: text("method")?.to_owned(),
        path: path.unwrap_or("/").to_owned(),
    })
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
        asked: None,
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
            let response = read(text, None).unwrap();
            assert_eq!(response.status, Some(403));
            assert_eq!(response.header("server"), Some("AmazonS3"));
            assert_eq!(response.error().unwrap().code.as_deref(), Some("A"));
        }
    }

    #[test]
    fn the_answer_to_a_path_goes_before_others() {
        let entry = |method: &str, url: &str, status: u16| {
            format!(
                r#"{{"request": {{"method": "{method}", "url": "{url}"}},
                    "response": {{"status": {status}}}}}"#
            )
        };
        let entries = [
            entry("GET", "https://h/icon", 404),
            entry("HEAD", "https://h/k?X-Amz-Signature=0", 403),
        ];
        let text = format!(r#"{{"log": {{"entries": [{}]}}}}"#, entries.join(","));
        let status = |path| read(&text, path).unwrap().status;
        assert_eq!((status(None), status(Some("/k"))), (Some(404), Some(403)));
        assert_eq!(status(Some("/other")), Some(404));
        let asked = read(&text, Some("/k")).unwrap().asked.unwrap();
        assert_eq!((asked.method.as_str(), asked.path.as_str()), ("HEAD", "/k"));
    }
}
