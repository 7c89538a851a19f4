//! Whatever is written, it is read or refused.

use super::{Case, distribution};
use proptest::prelude::*;

/// Expressions of every kind, in each other.
#[expect(clippy::too_many_lines, reason = "a grammar")]
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-c]|null|true|-?[0-9]{1,3}(\\.[0-9])?",
        "\"[a-z${}%.é/]{0,6}\"",
        "(var|local|each|count|path|data|module|self)\\.[a-c](\\.[a-c]|\\[[0-2]\\]|\\[\\*\\]|\\.\\*)?",
        Just("aws_s3_bucket.b.bucket_domain_name".to_owned()),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4);
        let name = prop::sample::select(vec![
            "format",
            "join",
            "split",
            "replace",
            "lookup",
            "element",
            "merge",
            "concat",
            "flatten",
            "try",
            "can",
            "coalesce",
            "substr",
            "slice",
            "range",
            "zipmap",
            "keys",
            "values",
            "length",
            "toset",
            "regex",
            "jsonencode",
            "jsondecode",
            "yamldecode",
            "formatlist",
            "chunklist",
            "index",
            "file",
            "one",
            "sort",
            "title",
            "trim",
            "setsubtract",
            "tonumber",
            "min",
            "contains",
            "regexall",
            "setproduct",
            "cidrsubnet",
            "cidrhost",
            "parseint",
            "indent",
            "transpose",
        ]);
        prop_oneof![
            (name, list.clone()).prop_map(|(name, list)| format!("{name}({})", list.join(", "))),
            list.clone()
                .prop_map(|list| format!("[{}]", list.join(", "))),
            list.prop_map(|list| {
                let pairs = list
                    .iter()
                    .enumerate()
                    .map(|(n, value)| format!("k{n} = {value}"));
                format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
            }),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            (
                inner.clone(),
                "==|!=|<|\\+|-|\\*|/|%|&&|\\|\\|",
                inner.clone()
            )
                .prop_map(|(a, op, b)| format!("({a} {op} {b})")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("[for x in {a} : {b} if x != null]")),
            (inner.clone(), inner.clone())
                .prop_map(|(a, b)| format!("{{for k, v in {a} : k => {b}...}}")),
            inner
                .clone()
                .prop_map(|a| format!("\"p-${{{a}}}-%{{ if {a} }}x%{{ endif }}\"")),
            (
                inner,
                "\\.k0|\\[0\\]|\\[\\*\\]\\.k1|\\.\\*\\.k0|\\[\"k1\"\\]"
            )
                .prop_map(|(a, step)| format!("({a}){step}")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_expression_comes_to_something(a in expression(), b in expression(), c in expression()) {
        let text = distribution(&format!("domain_name = {a}"), "")
            .replace("enabled = true", &format!("for_each = {b}\n  dynamic \"origin\" {{\n    for_each = {c}\n    content {{\n      domain_name = origin.value\n    }}\n  }}"))
            + &format!("locals {{\n  a = {b}\n  b = {c}\n}}\nvariable \"a\" {{ default = {c} }}\nvariable \"b\" {{}}\nresource \"aws_s3_bucket\" \"b\" {{ bucket = {c} }}\n");
        let case = Case::of(&[("main.tf", &text)]);
        // That there are more of them has no place.
        for span in case.loaded.problems.iter().filter_map(|problem| problem.span) {
            prop_assert!(case.sources.get(span.source).text().get(span.start..span.end).is_some());
        }
    }
}
