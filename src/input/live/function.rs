//! What a CloudFront Function's code mentions. The code itself is kept nowhere: keys stand in some.

use crate::source::{SourceKind, SourceMap, Span};
use crate::syntax::{Entry, Node, NodeKind};

/// The words by which code reaches a part of a request (developer guide, "CloudFront Functions event
/// structure", "Helper methods for origin modification"), and that part. Who reaches it by a computed
/// name could reach any of them.
const WORDS: [(&str, &str); 11] = [
    ("uri", "uri"),
    ("querystring", "querystring"),
    ("rawQueryString", "querystring"),
    ("headers", "headers"),
    ("method", "method"),
    ("statusCode", "answer"),
    ("updateRequestOrigin", "origin"),
    ("selectRequestOriginById", "origin"),
    ("createRequestOriginGroup", "origin"),
    ("request[", "anything"),
    ("Object.", "anything"),
];

/// What is said of a function: its name, and which parts of a request its code mentions.
pub(super) fn document(name: &str, code: &str) -> Node {
    let mut parts: Vec<&str> = Vec::new();
    for (word, part) in WORDS {
        if code.contains(word) && !parts.contains(&part) {
            parts.push(part);
        }
    }
    let parts = parts.into_iter().map(text).collect();
    let function = vec![
        entry("Name", text(name)),
        entry("Stage", text("LIVE")),
        entry("Mentions", node(NodeKind::Sequence(parts))),
    ];
    let function = node(NodeKind::Mapping(function));
    node(NodeKind::Mapping(vec![entry("FunctionCode", function)]))
}

fn text(text: &str) -> Node {
    node(NodeKind::String(text.to_owned()))
}

fn entry(key: &str, value: Node) -> Entry {
    Entry {
        key: key.to_owned(),
        key_span: value.span,
        value,
    }
}

/// A node that stands nowhere yet: it is printed and read again.
fn node(kind: NodeKind) -> Node {
    let nowhere = SourceMap::default().add("", SourceKind::Api, "");
    let span = Span::new(nowhere, 0, 0);
    Node { span, kind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::print;

    fn mentions(code: &str) -> String {
        let document = document("f", code);
        let list = document.path(&["FunctionCode", "Mentions"]).map(print);
        list.unwrap_or_default().split_whitespace().collect()
    }

    #[test]
    fn what_code_mentions_is_kept_and_the_code_is_not() {
        let code = "function handler(event) { var request = event.request; \
                    if (request.headers.token !== 'SECRET') return {statusCode: 403}; return request; }";
        assert_eq!(mentions(code), r#"["headers","answer"]"#);
        assert!(!print(&document("f", code)).contains("SECRET"));
        assert_eq!(mentions("function handler(e) { return e.request; }"), "[]");
        assert_eq!(
            mentions("e.request[['u', 'ri'].join('')] = '/'"),
            r#"["anything"]"#
        );
    }
}
