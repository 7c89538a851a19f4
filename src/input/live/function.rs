//! What a CloudFront Function's code does. The code itself is kept nowhere: keys stand in some.

use crate::input::edge_code::effect;
use crate::source::{SourceKind, SourceMap, Span};
use crate::syntax::{Entry, Node, NodeKind};

/// What is said of a function: its name, which parts of a request its code changes, and whether it
/// may answer by itself.
pub(super) fn document(name: &str, code: &str) -> Node {
    let effect = effect(code);
    let changes = effect.changes.iter().map(|change| {
        let entries = vec![
            entry("Part", text(change.part.name())),
            entry("Sometimes", node(NodeKind::Bool(change.sometimes))),
        ];
        node(NodeKind::Mapping(entries))
    });
    let function = vec![
        entry("Name", text(name)),
        entry("Stage", text("LIVE")),
        entry("Changes", node(NodeKind::Sequence(changes.collect()))),
        entry("Answers", node(NodeKind::Bool(effect.answers))),
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

    #[test]
    fn what_code_changes_is_kept_and_the_code_is_not() {
        let code = "function handler(event) { var request = event.request; \
                    if (request.headers.token !== 'SECRET') return {statusCode: 403}; \
                    request.uri = '/SECRET'; return request; }";
        let document = print(&document("f", code)).to_string();
        let words: String = document.split_whitespace().collect();
        let changes = r#""Changes":[{"Part":"uri","Sometimes":true}],"Answers":true"#;
        assert!(words.contains(changes), "{words}");
        assert!(!words.contains("SECRET"), "{words}");
    }
}
