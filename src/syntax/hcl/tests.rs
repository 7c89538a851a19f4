//! What is read from HCL, where it stands, and what is refused.

use super::*;
use crate::source::{SourceKind, SourceMap};
use crate::syntax::{SyntaxError, json};
use proptest::prelude::*;

fn read(text: &str) -> (SourceMap, Result<Body, SyntaxError>) {
    let mut sources = SourceMap::default();
    let id = sources.add("main.tf", SourceKind::File, text);
    let body = parse(text, id).map(|(body, outline)| {
        sources.set_outline(id, outline);
        body
    });
    (sources, body)
}

#[test]
fn blocks_and_attributes_keep_their_places_and_pointers() {
    let text = "# é\nresource \"aws_x\" files {\n  a = [1, { b = \"é\" }] // c\n  origin {}\n  \
                origin {\n    name = var.x\n  }\n}\n";
    let (sources, body) = read(text);
    let body = body.unwrap();
    let at = |span: crate::source::Span| &text[span.start..span.end];
    let block = body.blocks_of("resource").next().unwrap();
    assert_eq!(
        (block.label(0), block.label(1)),
        (Some("aws_x"), Some("files"))
    );
    assert_eq!(at(block.labels[0].span), "\"aws_x\"");
    assert!(at(block.span).starts_with("resource") && at(block.span).ends_with('}'));
    let list = block.body.attribute("a").unwrap();
    let ExprKind::List(items) = &list.value.kind else {
        panic!("{list:?}")
    };
    let ExprKind::Object(pairs) = &items[1].kind else {
        panic!("{items:?}")
    };
    assert_eq!(at(pairs[0].value.span), "\"é\"");
    assert_eq!(sources.location(pairs[0].value.span).column, 17);
    let pointer = |span| sources.pointer(span);
    assert_eq!(pointer(pairs[0].value.span), "/resource/aws_x/files/a/1/b");
    let origin = block.body.blocks_of("origin").nth(1).unwrap();
    let name = origin.body.attribute("name").unwrap();
    assert_eq!(at(name.value.span), "var.x");
    assert_eq!(
        pointer(name.value.span),
        "/resource/aws_x/files/origin/1/name"
    );
    let (sources, body) = read("a { b = 1 }\nc { d = 2 }\n");
    let inner = &body.as_ref().unwrap().blocks[1].body.attributes[0];
    assert_eq!(sources.pointer(inner.value.span), "/c/d");
}

fn value(text: &str) -> ExprKind {
    let (_, body) = read(&format!("a = {text}\n"));
    body.unwrap().attributes.remove(0).value.kind
}

#[test]
fn expressions_of_every_kind_are_read() {
    let name = |name: &str| ExprKind::Variable(name.to_owned());
    assert_eq!(value("(x)"), name("x"));
    assert_eq!(value("\"a\\\"$${b}\""), ExprKind::String("a\"${b}".into()));
    assert_eq!(value("-1.5"), ExprKind::Number("-1.5".into()));
    let ExprKind::Traversal(base, steps) = value("a.b[0].*.c[*].0") else {
        panic!()
    };
    assert_eq!(base.kind, name("a"));
    assert_eq!(steps.len(), 6);
    assert_eq!(steps[2], Step::AttributeSplat);
    assert_eq!(steps[4..], [Step::FullSplat, Step::Attribute("0".into())]);
    let ExprKind::Call(call) = value("provider::aws::f(x, y...)") else {
        panic!()
    };
    assert_eq!(
        (call.name.as_str(), call.arguments.len(), call.expands),
        ("provider::aws::f", 2, true)
    );
    let ExprKind::Binary(Binary::Or, operands) = value("!a || b == c ? 1 : 2 ").condition() else {
        panic!()
    };
    assert!(matches!(operands.0.kind, ExprKind::Unary(Unary::Not, _)));
    let ExprKind::For(each) = value("{ for k, v in x : k => v... if v }") else {
        panic!()
    };
    assert_eq!(
        (
            each.key_name.as_deref(),
            each.value_name.as_str(),
            each.groups
        ),
        (Some("k"), "v", true)
    );
    assert!(each.key.is_some() && each.condition.is_some());
}

impl ExprKind {
    fn condition(self) -> Self {
        match self {
            Self::Conditional(branches) => branches.condition.kind,
            other => other,
        }
    }
}

#[test]
fn templates_keep_their_parts_and_strip_what_is_asked() {
    let literal = |text: &str| Part::Literal(text.to_owned());
    let ExprKind::Template(parts) = value("\"a ${~ x ~} b\"") else {
        panic!()
    };
    assert_eq!((&parts[0], &parts[2]), (&literal("a"), &literal("b")));
    let ExprKind::Template(parts) = value("\"${x}\"") else {
        panic!()
    };
    assert_eq!(parts.len(), 1);
    let text = "<<-EOT\n    a\n      %{ if x ~}\n      b\n    %{~ else }c%{ endif }\n    EOT";
    let ExprKind::Template(parts) = value(text) else {
        panic!()
    };
    assert_eq!(parts[0], literal("a\n  "));
    let Part::If(_, then, otherwise) = &parts[1] else {
        panic!("{parts:?}")
    };
    assert_eq!(
        (&then[..], &otherwise[..]),
        (&[literal("b")][..], &[literal("c")][..])
    );
    assert_eq!(
        value("<<EOT\n  {\"a\": 1}\nEOT"),
        ExprKind::String("  {\"a\": 1}\n".into())
    );
}

/// A broken text, how the place of its error starts, and words of the message.
const BROKEN: &[(&str, &str, &str)] = &[
    ("a = \n", "", "an expression should stand here"),
    ("resource \"x\" {\n  a = 1\n", "", "expected `}`"),
    ("a = 1\na = 2\n", "a = 2", "stands twice"),
    ("a = { b = 1, b = 2 }\n", "b = 2", "stands twice"),
    ("a = \"x\n", "", "does not go on"),
    ("{\"Resources\": 1}", "{", "does not go on"),
    ("a = \"\\q\"\n", "\"", "escape"),
];

#[test]
fn errors_say_what_was_found_and_where() {
    for (text, at, words) in BROKEN {
        let error = read(text).1.unwrap_err();
        let rest = &text[error.span.start..];
        assert!(rest.starts_with(at), "{text:?}: {rest:?}");
        assert!(error.message.contains(words), "{text:?}: {}", error.message);
        assert!(
            !text[error.span.start..error.span.end].contains('\n'),
            "{text:?}"
        );
    }
}

#[test]
fn a_broken_block_does_not_take_the_others_with_it() {
    let read = |text: &str| {
        let id = SourceMap::default().add("main.tf", SourceKind::File, text);
        parse_readable(text, id)
    };
    let text = "a \"é\" {\n  x = 1\n  x = 2\n}\nb {\n  y = 3\n}\nc {\n  d {\n}\ne {}\n";
    let readable = read(text);
    let kinds = readable.body.blocks.iter().map(|block| block.kind.as_str());
    assert_eq!(kinds.collect::<Vec<_>>(), ["b", "e"]);
    let places: Vec<&str> = readable
        .errors
        .iter()
        .map(|error| text[error.span.start..].split('\n').next().unwrap())
        .collect();
    assert_eq!(places[0], "x = 2");
    let span = readable.body.blocks[0].span;
    assert_eq!(&text[span.start..span.end], "b {\n  y = 3\n}");
    let older = read("a {\n  \"b\" {\n    \"c\" = 1\n  }\n}\n");
    assert!(older.errors.is_empty());
    assert_eq!(older.body.blocks[0].body.blocks[0].kind, "b");
    let marks = read("a = <<EOF\n  x\nEOF\"\n  y\nEOF\nb {}\n");
    assert!(marks.errors.is_empty());
    assert_eq!(marks.body.blocks.len(), 1);
    assert_eq!(read("a = }\n").errors.len(), 1);
}

#[test]
fn what_would_run_away_is_refused() {
    let deep = |open: &str, close: &str| {
        format!("a = {}1{}\n", open.repeat(100_000), close.repeat(100_000))
    };
    for text in [
        deep("[", "]"),
        deep("{b=", "}"),
        deep("(", ")"),
        deep("\"${", "}\""),
        deep("f(", ")"),
        deep("!", ""),
        deep("-", ""),
        "b {\n".repeat(100_000),
        format!("a = {}\n", "1+".repeat(100_000) + "1"),
        format!("a = {}\n", "x ? 1 : ".repeat(100_000) + "1"),
        format!("a = \"{}\"\n", "%{ if x }".repeat(100_000)),
        format!(
            "a = {{{}}}\n",
            (0..100_000).map(|n| format!("k{n}=0,")).collect::<String>()
        ),
    ] {
        assert!(read(&text).1.is_err(), "{}", &text[..20]);
    }
    let wide: String = (0..9_000).map(|n| format!("k{n}=0,")).collect();
    assert!(read(&format!("a = {{{wide}}}\n")).1.is_ok());
}

#[test]
fn terraform_json_is_the_same_tree() {
    let text = r#"{"//": "c", "resource": {"aws_x": {"files": {
        "name": "a-${var.x}", "tags": {"k": "v"}, "origin": [{"id": "1"}, {"id": "2"}],
        "dynamic": {"header": {"for_each": "${x}", "content": {"n": 1}}}}}},
        "module": {"m": {"source": "./m", "origin": {"id": "1"}}}, "locals": [{"a": 1}, {"b": 2}]}"#;
    let mut sources = SourceMap::default();
    let id = sources.add("main.tf.json", SourceKind::File, text);
    let (root, _) = json::parse(text, id).unwrap();
    let body = from_json(&root).unwrap();
    let kinds: Vec<&str> = body
        .blocks
        .iter()
        .map(|block| block.kind.as_str())
        .collect();
    assert_eq!(kinds, ["resource", "module", "locals", "locals"]);
    let resource = &body.blocks[0].body;
    let name = &resource.attribute("name").unwrap().value;
    assert!(matches!(&name.kind, ExprKind::Template(parts) if parts.len() == 2));
    assert_eq!(&text[name.span.start..name.span.end], "\"a-${var.x}\"");
    assert_eq!(resource.blocks_of("origin").count(), 2);
    let dynamic = resource.blocks_of("dynamic").next().unwrap();
    assert_eq!(dynamic.label(0), Some("header"));
    assert_eq!(dynamic.body.blocks_of("content").count(), 1);
    assert!(body.blocks[1].body.attribute("origin").is_some());
    assert!(from_json(&json::parse(r#"{"a": "${"}"#, id).unwrap().0).is_err());
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(
        words in prop::collection::vec("[a-z]{1,2}|[0-9]|\"|\\$\\{|%\\{ ?(if|for|else|endif|endfor)?|[{}()\\[\\]=,.:?!*<>&|~ -]|<<-?E|\n|E|for |in |é|\\\\|/\\*|#", 0..40),
    ) {
        let text = words.concat();
        let id = SourceMap::default().add("main.tf", SourceKind::File, "");
        let _ = parse_readable(&text, id);
        let (sources, result) = read(&text);
        let span = match result {
            Ok(body) => body.span,
            Err(error) => error.span,
        };
        prop_assert!(text.get(span.start..span.end).is_some());
        let _ = sources.location(span);
    }
}
