//! What is not HCL, or more than is read, in words.

use crate::source::{SourceId, Span};
use crate::syntax::SyntaxError;
use hcl_edit::parser::Error;

/// No file that a person or a generator writes is larger, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;

/// How many signs of an assignment are read: the parser compares each key of an object with all the
/// others.
const MOST_ASSIGNMENTS: usize = 20_000;

/// The error of a file that would take too long to read.
pub(super) fn too_much(text: &str, source: SourceId) -> Option<SyntaxError> {
    let span = Span::new(source, 0, 0);
    if text.len() > LARGEST {
        let message = "it is larger than 8 MiB, and no configuration is".to_owned();
        return Some(SyntaxError { span, message });
    }
    let signs = text.bytes().filter(|byte| matches!(byte, b'=' | b':'));
    if signs.count() > MOST_ASSIGNMENTS {
        let message =
            format!("it has more than {MOST_ASSIGNMENTS} `=` and `:`, which siglint does not read");
        return Some(SyntaxError { span, message });
    }
    None
}

/// The parser's error at its place.
pub(super) fn refusal(text: &str, source: SourceId, error: &Error) -> SyntaxError {
    let start = text.floor_char_boundary(error.location().offset());
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let first = line.chars().next().map_or(0, char::len_utf8);
    SyntaxError {
        span: Span::new(source, start, start + first),
        message: words(error.message()),
    }
}

/// The parser's words, which name what it would have taken; the ones that are hard to understand
/// are said anew.
fn words(message: &str) -> String {
    if message.contains("nesting depth") {
        return "it nests more than 64 levels deep, which siglint does not read".to_owned();
    }
    if message.contains("chained binary operators") {
        return "an expression has more than 128 operators, which siglint does not read".to_owned();
    }
    if message.contains("redefined attribute") {
        return "this attribute stands twice in its block; Terraform refuses that".to_owned();
    }
    if message.contains("redefined object key") {
        return "this key stands twice in its object; leave one of them".to_owned();
    }
    if message.contains("invalid expression") {
        return "an expression should stand here: a value, a reference or a function call"
            .to_owned();
    }
    match message {
        "unexpected token" => "this does not go on as HCL does".to_owned(),
        other => other.replace('\n', "\\n"),
    }
}
