//! Templates that were written to do harm: circles, growth, depth.

use super::case::{Case, with_domain};
use proptest::prelude::*;

#[test]
fn circles_end() {
    let buckets = "  A: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Sub '${B}x'}}\n  B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Sub '${A}${A}'}}\n";
    let template = with_domain("!GetAtt A.DomainName", "") + buckets;
    assert_eq!(Case::new(&template).distributions().len(), 1);
    let conditions =
        "Conditions:\n  A: !Not [!Condition B]\n  B: !And [!Condition A, !Condition A]\n";
    let case = Case::new(&with_domain("!If [A, a.x, b.x]", conditions));
    assert!(!case.distributions().is_empty());
}

#[test]
fn growth_is_bounded() {
    let mut buckets = String::new();
    for index in 0..40 {
        let next = index + 1;
        buckets.push_str(&format!(
            "  B{index}: {{Type: 'AWS::S3::Bucket', Properties: {{BucketName: !Sub '${{B{next}}}${{B{next}}}'}}}}\n"
        ));
    }
    buckets.push_str("  B40: {Type: 'AWS::S3::Bucket', Properties: {BucketName: x}}\n");
    let template = with_domain("!GetAtt B0.DomainName", "") + &buckets;
    let case = Case::new(&template);
    assert!(
        case.messages()
            .iter()
            .any(|one| one.contains("more than 300000 steps")),
        "{:?}",
        case.messages()
    );
}

#[test]
fn odd_arguments_are_expressions() {
    for expression in [
        "!Ref [a]",
        "!Ref {a: b}",
        "!GetAtt A",
        "!GetAtt [A]",
        "!Sub []",
        "!Sub [[], {}]",
        "!Join [a]",
        "!Join [[], a]",
        "!Select [x, y]",
        "!Select []",
        "!Split ['', abc]",
        "!FindInMap [a]",
        "!FindInMap [{}, [], x]",
        "!If [A]",
        "!If [[], a, b]",
        "!Cidr x",
        "!Unknown [1]",
        "!Base64 [a]",
        "!Length a",
        "{'Fn::ForEach::X': [a]}",
        "!Transform {Name: x}",
        "!Sub '${'",
        "!Sub '${}'",
        "!Sub ['${A}', {A: !Ref AWS::NoValue}]",
        "!ImportValue [!Ref x]",
    ] {
        let case = Case::new(&with_domain(expression, ""));
        assert_eq!(case.distributions().len(), 1, "{expression}: {case:?}");
    }
}

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "[a-zA-Z./0-9]{0,6}".prop_map(|text| format!("'{text}'")),
        "[A-F]".prop_map(|name| format!("!Ref {name}")),
        "[A-F]".prop_map(|name| format!("!GetAtt {name}.DomainName")),
        "[a$!{}A-C./:]{0,12}".prop_map(|text| format!("!Sub '{text}'")),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let list = prop::collection::vec(inner, 0..4);
        let name = prop::sample::select(vec![
            "",
            "!Join ",
            "!Select ",
            "!Split ",
            "!If ",
            "!FindInMap ",
            "!Sub ",
            "!Cidr ",
            "!Length ",
            "!ToJsonString ",
            "!Equals ",
        ]);
        (name, list).prop_map(|(name, list)| format!("{name}[{}]", list.join(", ")))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_expression_is_too_strange(domain in expression(), condition in expression()) {
        let sections = format!("Parameters:\n  A: {{Type: String, Default: x}}\nConditions:\n  C: {condition}\n");
        let case = Case::new(&with_domain(&domain, &sections));
        prop_assert!(!case.distributions().is_empty() || !case.loaded.problems.is_empty());
    }
}
