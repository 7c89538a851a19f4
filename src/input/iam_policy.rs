//! IAM policy documents to the model, whatever they stand in: trees of a template, or JSON in a string.

use crate::model::{BucketPolicy, Condition, Effect, Named, Principal, PrincipalKind, Statement};
use crate::source::{SourceMap, Sourced, Span, Unresolved};
use crate::syntax::{Node, NodeKind, json};

/// S3 takes policies of up to 20 KB. What is longer, comments and indentation left out, is not read:
/// comparing its patterns would take as long as it pleases.
const LONGEST: usize = 32 * 1024;

/// An expression that is longer than this is a whole policy, and not quoted. In bytes.
const LONGEST_QUOTED: usize = 80;

/// Reads a policy. What is no policy, or not resolved, stays open.
pub(crate) fn bucket_policy(node: &Node, sources: &SourceMap) -> BucketPolicy {
    let written = node.as_str().or(node.unresolved());
    let inner = written.and_then(|text| within(node, text, sources));
    let document = inner.as_ref().unwrap_or(node);
    let Some(statements) = document.get("Statement") else {
        return open(node);
    };
    let mut reading = Reading { left: LONGEST };
    let mut policy = BucketPolicy::default();
    for one in list(statements) {
        match reading.statement(one) {
            Some(statement) => policy.statements.push(statement),
            None => policy.open = open(one).open,
        }
    }
    policy
}

/// The bucket that a policy is for, as its resources name it: S3 takes no policy about another.
pub(crate) fn bucket_of(policy: &BucketPolicy) -> Option<&str> {
    let resources = policy
        .statements
        .iter()
        .flat_map(|one| &one.resources.names);
    let mut names = resources.filter_map(|arn| {
        let (_, object) = arn.value.split_once(":::")?;
        object.split('/').next()
    });
    names.find(|name| !name.is_empty() && !name.contains(['*', '?', '$']))
}

fn open(node: &Node) -> BucketPolicy {
    let expression = match &node.kind {
        NodeKind::Unresolved(expression) if expression.len() <= LONGEST_QUOTED => {
            expression.clone()
        }
        NodeKind::Unresolved(_) => "an expression".to_owned(),
        _ => format!("{}, and no policy that can be read", node.kind_name()),
    };
    BucketPolicy {
        statements: Vec::new(),
        open: Some(Unresolved {
            name: "Policy".to_owned(),
            expression,
            span: node.span,
        }),
    }
}

/// The document in a string, each place that of the string if it cannot be told more exactly.
fn within(node: &Node, text: &str, sources: &SourceMap) -> Option<Node> {
    if text.len() > 4 * LONGEST {
        return None;
    }
    let (mut inner, _) = json::parse(text, node.span.source).ok()?;
    let places = places(node.span, text, sources);
    relocate(&mut inner, node.span, &places);
    Some(inner)
}

/// Where in its source each byte of a JSON string stands, and the end; nothing if it is no such string.
fn places(span: Span, text: &str, sources: &SourceMap) -> Vec<usize> {
    let source = sources.get(span.source).text();
    let written = source.get(span.start..span.end).unwrap_or_default();
    let Some(inner) = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    else {
        return Vec::new();
    };
    let mut places = Vec::with_capacity(text.len() + 1);
    let mut characters = inner.char_indices();
    let mut decoded = text.chars();
    while let Some((at, character)) = characters.next() {
        let Some(meant) = decoded.next() else {
            return Vec::new();
        };
        if character == '\\' && characters.next().is_some_and(|(_, sign)| sign == 'u') {
            let digits = 4 + if meant.len_utf16() > 1 { 6 } else { 0 };
            (0..digits).for_each(|_| {
                characters.next();
            });
        }
        places.extend(std::iter::repeat_n(span.start + 1 + at, meant.len_utf8()));
    }
    places.push(span.end.saturating_sub(1));
    match decoded.next() {
        None => places,
        Some(_) => Vec::new(),
    }
}

/// As deep as the parser went, which has a limit.
fn relocate(node: &mut Node, outer: Span, places: &[usize]) {
    let moved = |span: Span| match (places.get(span.start), places.get(span.end)) {
        (Some(start), Some(end)) => Span::new(outer.source, *start, *end),
        _ => outer,
    };
    node.span = moved(node.span);
    match &mut node.kind {
        NodeKind::Sequence(items) => {
            for item in items {
                relocate(item, outer, places);
            }
        }
        NodeKind::Mapping(entries) => {
            for entry in entries {
                entry.key_span = moved(entry.key_span);
                relocate(&mut entry.value, outer, places);
            }
        }
        _ => {}
    }
}

struct Reading {
    /// How much text may still be read, in bytes.
    left: usize,
}

impl Reading {
    /// A statement; none if it is not resolved, no object, or beyond what S3 takes.
    fn statement(&mut self, node: &Node) -> Option<Statement> {
        if !matches!(node.kind, NodeKind::Mapping(_)) {
            return None;
        }
        let effect = match node.get("Effect").and_then(Node::as_str) {
            Some("Allow") => Some(Effect::Allow),
            Some("Deny") => Some(Effect::Deny),
            _ => None,
        };
        Some(Statement {
            effect,
            principals: self.principals(node)?,
            actions: self.named(node, "Action", "NotAction")?,
            resources: self.named(node, "Resource", "NotResource")?,
            conditions: self.conditions(node.get("Condition"))?,
            span: node.span,
        })
    }

    fn named(&mut self, node: &Node, key: &str, not: &str) -> Option<Named<Sourced<String>>> {
        let excluded = node.get(key).is_none() && node.get(not).is_some();
        let names = node.get(if excluded { not } else { key });
        let names = names.map_or(Some(Vec::new()), |names| self.texts(names))?;
        Some(Named { excluded, names })
    }

    fn principals(&mut self, node: &Node) -> Option<Named<Principal>> {
        let excluded = node.get("Principal").is_none() && node.get("NotPrincipal").is_some();
        let given = node.get(if excluded {
            "NotPrincipal"
        } else {
            "Principal"
        });
        let mut names = Vec::new();
        match given.map(|given| (given, &given.kind)) {
            Some((_, NodeKind::Mapping(entries))) => {
                for entry in entries {
                    let kind = match entry.key.as_str() {
                        "AWS" => PrincipalKind::Aws,
                        "Service" => PrincipalKind::Service,
                        "CanonicalUser" => PrincipalKind::CanonicalUser,
                        _ => PrincipalKind::Other,
                    };
                    let texts = self.texts(&entry.value)?.into_iter();
                    names.extend(texts.map(|name| Principal { kind, name }));
                }
            }
            // What is not resolved at all may as well be everybody.
            Some((given, _)) => {
                let kind = PrincipalKind::Aws;
                let texts = self.texts(given)?.into_iter();
                names.extend(texts.map(|name| Principal { kind, name }));
            }
            None => {}
        }
        Some(Named { excluded, names })
    }

    fn conditions(&mut self, node: Option<&Node>) -> Option<Vec<Condition>> {
        let mut all = Vec::new();
        let Some(node) = node.filter(|node| !node.is_null()) else {
            return Some(all);
        };
        for operator in node.entries() {
            for key in operator.value.entries() {
                all.push(Condition {
                    operator: operator.key.clone(),
                    key: key.key.clone(),
                    values: self.texts(&key.value)?,
                    span: Span::new(node.span.source, key.key_span.start, key.value.span.end),
                });
            }
            let open = operator.value.unresolved();
            all.extend(open.map(|expression| unknown(expression, operator.value.span)));
        }
        all.extend(
            node.unresolved()
                .map(|expression| unknown(expression, node.span)),
        );
        Some(all)
    }

    /// A text or a list of them, with `${…}` for what is not resolved.
    fn texts(&mut self, node: &Node) -> Option<Vec<Sourced<String>>> {
        let mut texts = Vec::new();
        for one in list(node) {
            let text = match &one.kind {
                NodeKind::String(text) | NodeKind::Number(text) => text.clone(),
                NodeKind::Bool(value) => value.to_string(),
                NodeKind::Unresolved(expression) => hole(expression),
                NodeKind::Null | NodeKind::Sequence(_) | NodeKind::Mapping(_) => continue,
            };
            self.left = self.left.checked_sub(text.len())?;
            texts.push(Sourced::at(text, one.span));
        }
        Some(texts)
    }
}

/// A condition of which nothing is known.
fn unknown(expression: &str, span: Span) -> Condition {
    Condition {
        operator: hole(expression),
        key: String::new(),
        values: Vec::new(),
        span,
    }
}

/// What stands in a text for an expression: as templates write it, `${Files.Arn}`.
fn hole(expression: &str) -> String {
    let name = ["!Ref ", "!GetAtt "]
        .iter()
        .find_map(|sign| expression.strip_prefix(sign));
    match name {
        None if expression.contains("${") => expression.to_owned(),
        _ => format!(
            "${{{}}}",
            name.unwrap_or(expression).replace(['{', '}'], "")
        ),
    }
}

/// The items of a list; anything else is its own only item.
fn list(node: &Node) -> &[Node] {
    match &node.kind {
        NodeKind::Sequence(items) => items,
        _ => std::slice::from_ref(node),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceKind;

    fn read(text: &str) -> (BucketPolicy, SourceMap) {
        let mut sources = SourceMap::default();
        let id = sources.add("t.json", SourceKind::File, text);
        let (node, _) = json::parse(text, id).unwrap();
        let policy = bucket_policy(node.get("Policy").unwrap_or(&node), &sources);
        (policy, sources)
    }

    #[test]
    fn a_policy_in_a_string_has_its_places_in_the_string() {
        let text = r#"{"Policy": "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"\u00e9*\"}, \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::files/*\", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": true}}}]}"}"#;
        let (policy, sources) = read(text);
        let [statement] = policy.statements.as_slice() else {
            panic!("{policy:?}")
        };
        assert_eq!(statement.effect, Some(Effect::Allow));
        let written = |span: Span| &sources.get(span.source).text()[span.start..span.end];
        let resource = &statement.resources.names[0];
        assert_eq!(
            written(resource.span().unwrap()),
            r##"\"arn:aws:s3:::files/*\""##
        );
        assert_eq!(
            written(statement.conditions[0].span),
            r#"\"aws:SecureTransport\": true"#
        );
        assert_eq!(statement.conditions[0].values[0].value, "true");
        assert_eq!(bucket_of(&policy), Some("files"));
    }

    #[test]
    fn what_cannot_be_read_stays_open() {
        for text in [
            "\"no policy\"",
            "7",
            r#"{"Statement": [7]}"#,
            &format!(
                r#"{{"Statement": [{{"Effect": "Allow", "Action": "{}"}}]}}"#,
                "x".repeat(LONGEST + 1)
            ),
        ] {
            let (policy, _) = read(text);
            assert!(policy.open.is_some() && policy.statements.is_empty());
        }
    }

    proptest::proptest! {
        #[test]
        fn any_string_is_read(text in ".{0,60}") {
            let document = serde_json::json!({ "Policy": text }).to_string();
            read(&document);
        }
    }
}
