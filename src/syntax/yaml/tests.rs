//! Tests of the tree that YAML becomes: places, tags, aliases, limits, and errors in words.

use super::parse;
use crate::source::{SourceKind, SourceMap};
use crate::syntax::{MAX_DEPTH, Node, NodeKind, SyntaxError};
use proptest::prelude::*;

fn read(text: &str) -> (SourceMap, Result<Vec<Node>, SyntaxError>) {
    let mut sources = SourceMap::default();
    let id = sources.add("t.yaml", SourceKind::File, text);
    let nodes = parse(text, id).map(|(nodes, outline)| {
        sources.set_outline(id, outline);
        nodes
    });
    (sources, nodes)
}

fn only(text: &str) -> Node {
    let mut nodes = read(text).1.unwrap();
    assert_eq!(nodes.len(), 1, "{nodes:?}");
    nodes.remove(0)
}

fn written<'t>(text: &'t str, node: &Node) -> &'t str {
    &text[node.span.start..node.span.end]
}

#[test]
fn values_keep_their_places_and_pointers() {
    let text = "# ä\r\n\"é\":  # why\r\n  a/b: [1, 'x é', ~]\r\n  c:\r\n  - d: yes\r\n    e: |\r\n      one\r\n      two\r\n\r\n  - >-\r\n    f\r\n# end\r\n";
    let (sources, nodes) = read(text);
    let root = &nodes.unwrap()[0];
    let inner = root.get("é").unwrap();
    let item = &inner.get("a/b").unwrap().items()[1];
    assert_eq!((item.as_str(), written(text, item)), (Some("x é"), "'x é'"));
    assert_eq!(sources.pointer(item.span), "/é/a~1b/1");
    let place = sources.location(item.span);
    assert_eq!((place.line, place.column, place.end_column), (3, 12, 17));
    let block = inner.path(&["c"]).unwrap();
    let first = &block.items()[0];
    assert_eq!(first.get("d").and_then(Node::as_bool), Some(true));
    assert_eq!(sources.pointer(first.get("e").unwrap().span), "/é/c/0/e");
    assert_eq!(first.get("e").unwrap().as_str(), Some("one\ntwo\n"));
    assert!(written(text, first.get("e").unwrap()).ends_with("two"));
    assert_eq!(written(text, block).lines().next(), Some("d: yes"));
    assert!(written(text, block).ends_with("f"));
    assert!(written(text, root).ends_with("f"));
    assert_eq!(sources.pointer(root.entries()[0].key_span), "/é");
}

#[test]
fn a_mapping_with_one_key_is_not_taken_for_its_value() {
    let (sources, nodes) = read("a:\n  b:\n    c: 1\n  d:\n  - e: {f: 2}\n");
    let root = &nodes.unwrap()[0];
    let b = root.path(&["a", "b"]).unwrap();
    assert_eq!(sources.pointer(b.span), "/a/b");
    assert_eq!(sources.pointer(b.get("c").unwrap().span), "/a/b/c");
    let item = &root.path(&["a", "d"]).unwrap().items()[0];
    assert_eq!(sources.pointer(item.span), "/a/d/0");
    assert_eq!(sources.pointer(item.entries()[0].key_span), "/a/d/0/e");
    assert_eq!(sources.pointer(root.span), "");
}

#[test]
fn a_tag_is_a_mapping_with_one_key() {
    let text = "a: !Sub \"${b}\"\nc: !If\n  - D\n  - !Ref e\n  - f: 1\n  - !!str 12\ng: !Ref\n";
    let (sources, nodes) = read(text);
    let root = &nodes.unwrap()[0];
    let sub = root.get("a").unwrap();
    assert_eq!(sub.get("!Sub").and_then(Node::as_str), Some("${b}"));
    assert_eq!(written(text, sub), "!Sub \"${b}\"");
    let entry = &sub.entries()[0];
    assert_eq!(&text[entry.key_span.start..entry.key_span.end], "!Sub");
    let choice = root.get("c").unwrap();
    assert!(written(text, choice).starts_with("!If\n"));
    let items = choice.get("!If").unwrap().items();
    assert_eq!(items[1].get("!Ref").and_then(Node::as_str), Some("e"));
    assert_eq!(items[3].as_str(), Some("12"));
    assert_eq!(sources.pointer(items[2].get("f").unwrap().span), "/c/2/f");
    assert_eq!(root.path(&["g", "!Ref"]).and_then(Node::as_str), Some(""));
}

#[test]
fn aliases_and_merge_keys_are_resolved() {
    let text =
        "base: &b {x: 1, y: 2}\nalso: &c {y: 3, z: 4}\none: *b\ntwo:\n  <<: [*b, *c]\n  x: 5\n";
    let (sources, nodes) = read(text);
    let root = &nodes.unwrap()[0];
    let one = root.get("one").unwrap();
    assert_eq!(written(text, one), "*b");
    assert_eq!(written(text, one.get("x").unwrap()), "1");
    assert_eq!(sources.pointer(one.get("x").unwrap().span), "/base/x");
    let two = root.get("two").unwrap();
    let number = |key| two.get(key).and_then(Node::as_u64);
    assert_eq!(
        (number("x"), number("y"), number("z")),
        (Some(5), Some(2), Some(4))
    );
    assert!(two.overridden().is_empty() && two.get("<<").is_none());
    assert_eq!(sources.pointer(two.get("x").unwrap().span), "/two/x");
}

#[test]
fn duplicates_are_kept_and_documents_stand_apart() {
    let twice = only("a: 1\nb: 2\na: 3\n");
    assert_eq!(twice.get("a").and_then(Node::as_u64), Some(3));
    assert_eq!(twice.overridden().len(), 1);
    let (_, nodes) = read("a: 1\n---\n- b\n...\n---\n");
    assert_eq!(nodes.unwrap().len(), 3);
    assert!(read("# nothing\n").1.unwrap().is_empty());
    assert_eq!(
        only("\u{feff}a: 1\n").get("a").and_then(Node::as_u64),
        Some(1)
    );
    assert_eq!(only("? [1, 2]\n: x\non: y\n").entries()[1].key, "on");
    assert_eq!(only("a:\nb: 1\n").get("a").unwrap().kind, NodeKind::Null);
}

#[test]
fn errors_say_what_is_wrong_and_where() {
    for (text, at, words) in [
        ("a:\n\tb: 1\n", "\t", "a tab stands"),
        ("a: *x\n", "*", "no anchor of this name"),
        ("a: 'b\n", "'", "this string is never closed"),
        ("a: [1, 2\n", "", "this list in brackets is not closed"),
        ("a: {b: 1\n", "", "this mapping in braces"),
        ("a: b: c\n", ":", "a colon stands where none may"),
        ("a: 1\n b: 2\n", "", "a colon stands"),
        ("a: &x [*x]\n", "*", "inside of what it is an alias of"),
        ("a: \"\\q\"\n", "", "no escape of YAML"),
    ] {
        let error = read(text).1.expect_err(text);
        assert!(error.message.contains(words), "{text:?}: {}", error.message);
        assert!(
            text[error.span.start..].starts_with(at),
            "{text:?}: {error:?}"
        );
        assert!(!text[error.span.start..error.span.end].contains('\n'));
    }
}

#[test]
fn depth_and_aliases_are_bounded() {
    for (open, close) in [("[", "]"), ("{a: ", "}"), ("!T [", "]")] {
        let step = 1 + usize::from(open.starts_with('!'));
        let nested = |depth: usize| open.repeat(depth) + "0" + &close.repeat(depth);
        assert!(read(&nested(MAX_DEPTH / step)).1.is_ok(), "{open}");
        for depth in [MAX_DEPTH / step + 1, 1_000, 100_000] {
            let error = read(&nested(depth)).1.unwrap_err();
            assert!(error.message.contains("levels deep"), "{depth} {error:?}");
        }
    }
    let mut laughs = "a0: &a0 [lol, lol, lol, lol]\n".to_owned();
    for level in 1..12 {
        let before = format!("*a{}", level - 1);
        let items = [before.as_str(); 8].join(", ");
        laughs.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    let error = read(&laughs).1.unwrap_err();
    assert!(
        error.message.contains("aliases make more than"),
        "{error:?}"
    );
    let mut deep = "a0: &a0 x\n".to_owned();
    for level in 1..300 {
        deep.push_str(&format!("a{level}: &a{level} [*a{}]\n", level - 1));
    }
    assert!(read(&deep).1.unwrap_err().message.contains("levels deep"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_is_too_strange(text in "([a-c&*!:#'\"|>~?é{}\\[\\], \\n-]|<<: |\\t|- |: |---\\n){0,60}") {
        let (sources, nodes) = read(&text);
        let spans = match nodes {
            Ok(nodes) => nodes.iter().map(|node| node.span).collect(),
            Err(error) => vec![error.span],
        };
        for span in spans {
            prop_assert!(text.get(span.start..span.end).is_some());
            prop_assert!(sources.location(span).line > 0);
        }
    }
}
