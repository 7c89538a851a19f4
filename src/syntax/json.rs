//! JSON to the tree, with comments and trailing commas; the only file that names the parser.

use super::{Entry, MAX_DEPTH, Node, NodeKind, SyntaxError};
use crate::source::{Outline, SourceId, Span, Step};
use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind as Kind};
use jsonc_parser::{CollectOptions, ParseOptions, ParseStringErrorKind as StringKind};
use std::ops::Range;

/// What is more than JSON and still read: a comment or a trailing comma leaves no doubt about what
/// was meant. Everything else that the parser could forgive might be another format.
const OPTIONS: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads `text`, which `source` stands for, into its tree and the outline for JSON pointers.
///
/// # Errors
///
/// The first place that is not JSON, or that nests deeper than [`MAX_DEPTH`].
pub fn parse(text: &str, source: SourceId) -> Result<(Node, Outline), SyntaxError> {
    let collect = CollectOptions::default();
    let value = match jsonc_parser::parse_to_ast(text, &collect, &OPTIONS) {
        Ok(parsed) => parsed.value,
        Err(error) => return Err(refusal(text, source, &error)),
    };
    let Some(value) = value else {
        let span = Span::new(source, 0, 0);
        let message = "there is no JSON value in it".to_owned();
        return Err(SyntaxError { span, message });
    };
    let mut builder = Builder {
        text,
        source,
        outline: Outline::default(),
    };
    let node = builder.node(value, None, 1)?;
    Ok((node, builder.outline))
}

struct Builder<'a> {
    text: &'a str,
    source: SourceId,
    outline: Outline,
}

impl Builder<'_> {
    fn span(&self, range: &impl Ranged) -> Span {
        Span::new(self.source, range.start(), range.end())
    }

    /// The node of `value` at this depth, below the outline's `parent`. The parser bounds the depth
    /// of what comes here (at 512), so neither this recursion nor dropping its tree runs away.
    fn node(
        &mut self,
        value: Value<'_>,
        parent: Option<usize>,
        depth: usize,
    ) -> Result<Node, SyntaxError> {
        let span = self.span(&value);
        let nests = matches!(value, Value::Object(_) | Value::Array(_));
        if nests && depth > MAX_DEPTH {
            let span = one_line(self.text, self.source, &(span.start..span.start + 1));
            return Err(SyntaxError {
                span,
                message: too_deep(),
            });
        }
        let kind = match value {
            Value::NullKeyword(_) => NodeKind::Null,
            Value::BooleanLit(literal) => NodeKind::Bool(literal.value),
            Value::NumberLit(literal) => NodeKind::Number(literal.value.to_owned()),
            Value::StringLit(literal) => NodeKind::String(literal.value.into_owned()),
            Value::Object(object) => NodeKind::Mapping(self.entries(object, parent, depth)?),
            Value::Array(array) => {
                let elements = array.elements.into_iter().enumerate();
                let items = elements.map(|(index, value)| {
                    let span = self.span(&value);
                    let here = self.outline.add(parent, Step::Index(index), span);
                    self.node(value, Some(here), depth + 1)
                });
                NodeKind::Sequence(items.collect::<Result<_, _>>()?)
            }
        };
        Ok(Node { span, kind })
    }

    fn entries(
        &mut self,
        object: Object<'_>,
        parent: Option<usize>,
        depth: usize,
    ) -> Result<Vec<Entry>, SyntaxError> {
        let properties = object.properties.into_iter();
        let entries = properties.map(|property| {
            let key_span = self.span(&property.name);
            let whole = self.span(&property);
            let key = property.name.into_string();
            let here = self.outline.add(parent, Step::Key(key.clone()), whole);
            Ok(Entry {
                key,
                key_span,
                value: self.node(property.value, Some(here), depth + 1)?,
            })
        });
        entries.collect()
    }
}

fn too_deep() -> String {
    format!("it nests more than {MAX_DEPTH} levels deep, which siglint does not read")
}

fn refusal(text: &str, source: SourceId, error: &ParseError) -> SyntaxError {
    let range = error.range();
    let mut place = range.start..range.end;
    // An object that never closes reaches to the end of the file; what helps is where it opens.
    if matches!(
        error.kind(),
        Kind::UnterminatedObject | Kind::UnterminatedArray | Kind::UnterminatedCommentBlock
    ) {
        place.end = place.start + 1;
    }
    SyntaxError {
        span: one_line(text, source, &place),
        message: words(error.kind(), &found(text, range.start)),
    }
}

/// The range as a span that stays on the line it starts in and inside the text.
fn one_line(text: &str, source: SourceId, range: &Range<usize>) -> Span {
    let rest = text.get(range.start..).unwrap_or_default();
    let line_end = range.start + rest.find(['\n', '\r']).unwrap_or(rest.len());
    let end = range.end.clamp(range.start, line_end);
    Span::new(source, range.start, end)
}

/// What stands at a byte, without quoting a value.
fn found(text: &str, at: usize) -> String {
    match text.get(at..).and_then(|rest| rest.chars().next()) {
        None => "the end of the file".to_owned(),
        Some('"') => "a string".to_owned(),
        Some('\'') => "a single quote".to_owned(),
        Some('{') => "an object".to_owned(),
        Some('[') => "a list".to_owned(),
        Some(digit) if digit.is_ascii_digit() => "a number".to_owned(),
        Some(letter) if letter.is_alphanumeric() => "a word without quotes".to_owned(),
        Some(sign) if sign.is_ascii_graphic() => format!("`{sign}`"),
        Some(other) => format!("the character U+{:04X}", u32::from(other)),
    }
}

fn words(kind: &Kind, found: &str) -> String {
    match kind {
        Kind::NestingDepthExceeded => too_deep(),
        Kind::String(kind) => string_words(kind),
        Kind::ExpectedComma => "a comma is missing before the next value".to_owned(),
        Kind::ExpectedColonAfterObjectKey => {
            format!("a colon should follow the key, and {found} does")
        }
        Kind::ExpectedObjectValue => format!("a value should follow the colon, and {found} does"),
        Kind::UnterminatedObject => "this object is never closed: a `}` is missing".to_owned(),
        Kind::UnterminatedArray => "this list is never closed: a `]` is missing".to_owned(),
        Kind::UnterminatedCommentBlock => "this comment is never closed with `*/`".to_owned(),
        Kind::ExpectedStringObjectProperty | Kind::UnexpectedTokenInObject => {
            format!("a key in double quotes should stand here, and {found} does")
        }
        Kind::SingleQuotedStringsNotAllowed => {
            "strings stand in double quotes, and this one in single quotes".to_owned()
        }
        Kind::MultipleRootJsonValues => {
            format!("the file should end after its one JSON value, and {found} follows")
        }
        Kind::UnexpectedComma
        | Kind::UnexpectedColon
        | Kind::UnexpectedCloseBrace
        | Kind::UnexpectedCloseBracket
        | Kind::UnexpectedWord
        | Kind::UnexpectedToken => format!("a JSON value should stand here, and {found} does"),
        // What is left are numbers that JSON does not have.
        _ => "this is no number of JSON".to_owned(),
    }
}

fn string_words(kind: &StringKind) -> String {
    match kind {
        StringKind::UnterminatedStringLiteral => {
            "this string is never closed: a `\"` is missing".to_owned()
        }
        StringKind::ExpectedFourHexDigits | StringKind::InvalidUnicodeEscapeSequence(_) => {
            "`\\u` should be followed by the four hex digits of a character".to_owned()
        }
        _ => "this is no escape of JSON; a backslash is written `\\\\`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceKind, SourceMap};

    fn read(text: &str) -> (SourceMap, Result<Node, SyntaxError>) {
        let mut sources = SourceMap::default();
        let id = sources.add("t.json", SourceKind::File, text);
        let node = parse(text, id).map(|(node, outline)| {
            sources.set_outline(id, outline);
            node
        });
        (sources, node)
    }

    fn refused(text: &str) -> (String, String) {
        let (_, result) = read(text);
        let error = result.unwrap_err();
        let at = text[error.span.start..error.span.end].to_owned();
        (at, error.message)
    }

    #[test]
    fn values_keep_their_places_and_pointers() {
        let text = "// head\n{\"é\": {\"a/b\": [1, \"x\\u00e9\", null,],}, \"é\": -1.5e3}";
        let (sources, node) = read(text);
        let node = node.unwrap();
        let list = &node.entries()[0].value.get("a/b").unwrap();
        let item = &list.items()[1];
        assert_eq!(item.as_str(), Some("xé"));
        assert_eq!(&text[item.span.start..item.span.end], "\"x\\u00e9\"");
        assert_eq!(sources.pointer(item.span), "/é/a~1b/1");
        assert_eq!(sources.pointer(node.span), "");
        assert_eq!(sources.pointer(node.entries()[0].key_span), "/é");
        let place = sources.location(item.span);
        assert_eq!((place.line, place.column, place.end_column), (2, 19, 28));
        assert_eq!(
            node.get("é").unwrap().kind,
            NodeKind::Number("-1.5e3".into())
        );
        assert_eq!(node.overridden().len(), 1);
    }

    /// A broken text, how the place of its error starts, and words of the message.
    const BROKEN: &[(&str, &str, &str)] = &[
        ("", "", "there is no JSON value"),
        (
            "{\"a\" 1}",
            "1",
            "a colon should follow the key, and a number",
        ),
        ("{\"a\":1 \"b\":2}", "", "a comma is missing"),
        ("{\n\"a\": {\"b\": 1,\n", "{", "this object is never closed"),
        ("[1,\n2", "[", "this list is never closed"),
        ("{\"a\": \"bc\nd", "\"bc", "this string is never closed"),
        (
            "{a: 1}",
            "a",
            "a key in double quotes should stand here, and a word",
        ),
        ("{'a': 1}", "'", "strings stand in double quotes"),
        (
            "{} []",
            "[",
            "should end after its one JSON value, and a list",
        ),
        (
            "Resources:\n",
            "Resources",
            "a JSON value should stand here, and a word",
        ),
        ("<x/>", "<", "a JSON value should stand here, and `<`"),
        ("\u{feff}{}", "\u{feff}", "the character U+FEFF"),
        ("[\"\\x\"]", "\\x", "no escape of JSON"),
        ("[\"\\ud800\"]", "", "four hex digits"),
        ("[0x1]", "0", "no number of JSON"),
        (
            "{\"a\":",
            "",
            "a value should follow the colon, and the end",
        ),
    ];

    #[test]
    fn errors_say_what_was_found_and_where() {
        for (text, at, words) in BROKEN {
            let (place, message) = refused(text);
            assert!(message.contains(words), "{text:?}: {message}");
            assert!(place.starts_with(at), "{text:?}: {place:?}");
            assert!(!place.contains('\n'), "{text:?}: {place:?}");
        }
    }

    #[test]
    fn depth_is_bounded_before_the_stack_is() {
        let nested =
            |open: &str, close: &str, depth| open.repeat(depth) + "0" + &close.repeat(depth);
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
            let step = open.matches(['[', '{']).count();
            assert!(read(&nested(open, close, MAX_DEPTH / step)).1.is_ok());
            for depth in [MAX_DEPTH / step + 1, 255, 300, 600, 100_000] {
                let (_, message) = refused(&nested(open, close, depth));
                assert_eq!(message, too_deep(), "{depth} of {open}");
            }
        }
        assert!(refused(&"[".repeat(100_000)).1.contains("levels deep"));
    }
}
