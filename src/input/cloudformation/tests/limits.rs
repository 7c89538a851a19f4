//! Limits: each is told once, at its place, and what was read until then counts.

use super::case::{Case, with_domain};

fn looped(collection: &str, levels: usize) -> String {
    let mut text = "Resources:\n".to_owned();
    let mut indent = "  ".to_owned();
    for level in 0..levels {
        text.push_str(&format!(
            "{indent}Fn::ForEach::L{level}:\n{indent}- V{level}\n{indent}- {collection}\n"
        ));
        indent.push_str("  ");
        text.push_str(&format!("{}- ", &indent[2..]));
    }
    let variables: String = (0..levels).map(|level| format!("${{V{level}}}")).collect();
    text + &format!(
        "Cdn{variables}: {{Type: 'AWS::CloudFront::Distribution', Properties: {{DistributionConfig: {{Origins: [{{Id: o, DomainName: a.x}}], DefaultCacheBehavior: {{TargetOriginId: o}}}}}}}}\n"
    )
}

#[test]
fn a_loop_makes_no_more_than_a_thousand_entries() {
    let message = "makes more than 1000 entries, of which siglint reads the first 1000";
    let items: Vec<String> = (0..60_000).map(|item| format!("i{item}")).collect();
    let long = Case::new(&looped(&format!("[{}]", items.join(",")), 1));
    assert_eq!(long.first_problem(), ("Fn::ForEach::L0", message));
    assert_eq!(
        (long.messages().len(), long.distributions().len()),
        (1, 1000)
    );
    let items = format!("[{}]", items[..40].join(","));
    let deep = "Resources:\n  Fn::ForEach::A:\n  - A\n  - ITEMS\n  - Fn::ForEach::B:\n    - B\n    - ITEMS\n    - 'Cdn${A}${B}': {Type: 'AWS::CloudFront::Distribution', Properties: {DistributionConfig: {Origins: [{Id: o, DomainName: a.x}], DefaultCacheBehavior: {TargetOriginId: o}}}}\n";
    let deep = Case::new(&deep.replace("ITEMS", &items));
    assert_eq!(deep.first_problem(), ("Fn::ForEach::A", message));
    assert_eq!(deep.messages().len(), 1);
    let last = deep.distributions().last().unwrap();
    assert_eq!(last.name(), Some("Cdni24i39"), "both variables are put in");
    let other = looped(&items, 1).replace("AWS::CloudFront::Distribution", "AWS::SNS::Topic");
    assert_eq!(Case::new(&other).messages(), [""; 0]);
}

#[test]
fn stacks_that_grow_end() {
    let own = with_domain("a.x", "");
    let names: Vec<String> = (0..10).map(|level| format!("t{level}.yaml")).collect();
    let texts: Vec<String> = (1..=10)
        .map(|next| {
            let nested = |name: &str| format!("  {name}: {{Type: 'AWS::CloudFormation::Stack', Properties: {{TemplateURL: t{next}.yaml}}}}\n");
            own.clone() + &nested("X") + &nested("Y")
        })
        .collect();
    let files: Vec<(&str, &str)> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let case = Case::files(&files, &[]);
    let messages = case.messages();
    let told = |words: &str| messages.iter().filter(|one| one.contains(words)).count();
    assert_eq!(
        told("nests stacks more than 8 deep, so siglint stopped here"),
        1
    );
    assert_eq!(
        told("is one of more than 100 stacks, so siglint stopped here"),
        1
    );
    assert!((10..=110).contains(&case.distributions().len()));
}

#[test]
fn deep_conditions_end() {
    let mut conditions = "Conditions:\n".to_owned();
    for level in 0..100 {
        let (open, close) = ("!Not [".repeat(50), "]".repeat(50));
        conditions.push_str(&format!(
            "  C{level}: {open}!Condition C{}{close}\n",
            level + 1
        ));
    }
    let case = Case::new(&with_domain("!If [C0, a.x, b.x]", &conditions));
    assert!(case.messages()[0].ends_with("more than 64 deep, so siglint stopped here"));
    assert!(!case.distributions().is_empty());
}
