//! What says in the metadata of a template that findings do not count: `Metadata: {siglint: {ignore:
//! [{rule: RULE, reason: REASON}]}}`, in a resource or in the whole template.

use super::Node;
use crate::source::{Span, Suppression, redact};

/// The key beside the things that it is about.
const METADATA: &str = "Metadata";

/// The entries of all metadata below a node. Each covers the mapping that has the metadata, with its
/// key. As deep as the tree, which has a limit.
#[must_use]
pub fn suppressions(root: &Node) -> Vec<Suppression> {
    let mut found = Vec::new();
    collect(root, root.span, &mut found);
    found
}

fn collect(node: &Node, whole: Span, found: &mut Vec<Suppression>) {
    if let Some(list) = node.path(&[METADATA, "siglint", "ignore"]) {
        let one = std::slice::from_ref(list);
        let entries = if list.items().is_empty() {
            one
        } else {
            list.items()
        };
        found.extend(entries.iter().map(|entry| suppression(entry, whole)));
    }
    for item in node.items() {
        collect(item, item.span, found);
    }
    for entry in node.entries().iter().filter(|entry| entry.key != METADATA) {
        let mut whole = entry.key_span;
        whole.end = whole.end.max(entry.value.span.end);
        collect(&entry.value, whole, found);
    }
}

/// One entry: `{rule, reason}`, where the rule may be a list.
fn suppression(entry: &Node, covers: Span) -> Suppression {
    let rule = entry.get("rule");
    let rules = rule.map_or(&[][..], |rule| match rule.items() {
        [] => std::slice::from_ref(rule),
        items => items,
    });
    let reason = entry.get("reason").and_then(Node::as_str);
    Suppression {
        rules: rules.iter().filter_map(Node::as_str).map(redact).collect(),
        reason: redact(reason.unwrap_or_default().trim()),
        span: entry.span,
        covers,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceKind, SourceMap};
    use crate::syntax::yaml;

    #[test]
    fn an_entry_covers_what_has_the_metadata() {
        let text = "Metadata: {siglint: {ignore: {rule: one, reason: everywhere}}}\nResources:\n  A:\n    Metadata:\n      siglint:\n        ignore:\n        - {rule: [two, three], reason: ' here '}\n        - {rule: four}\n    Type: x\n  B: {Metadata: {siglint: x}}\n";
        let source = SourceMap::default().add("t", SourceKind::File, text);
        let (roots, _) = yaml::parse(text, source).unwrap();
        let said = suppressions(&roots[0]);
        let said = said.iter().map(|one| {
            let covered = text[one.covers.start..one.covers.end].split('\n').next();
            (one.rules.join(" "), one.reason.as_str(), covered.unwrap())
        });
        let expected = [
            (
                "one",
                "everywhere",
                "Metadata: {siglint: {ignore: {rule: one, reason: everywhere}}}",
            ),
            ("two three", "here", "A:"),
            ("four", "", "A:"),
        ];
        let expected = expected.map(|(rules, reason, covered)| (rules.to_owned(), reason, covered));
        assert_eq!(said.collect::<Vec<_>>(), expected);
    }
}
