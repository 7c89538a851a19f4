//! The writing of the Serverless Framework's variables: `${source:address, default}`.

/// What the sources of variables start with; CloudFormation's own `${Name}` is none.
const SOURCES: [&str; 14] = [
    "self:",
    "opt:",
    "env:",
    "file(",
    "param:",
    "sls:",
    "ssm:",
    "ssm(",
    "cf:",
    "cf(",
    "s3:",
    "aws:",
    "git:",
    "strToBool(",
];

/// Whether a text has a variable in it.
pub(crate) fn has_variables(text: &str) -> bool {
    text.match_indices("${")
        .any(|(at, sign)| text.get(at + sign.len()..).is_some_and(is_variable))
}

/// Whether the text behind `${` is a variable's. One may start with another: `${${self:a}:b}`.
fn is_variable(inner: &str) -> bool {
    let inner = inner.trim_start();
    let starts = |text: &str| SOURCES.iter().any(|source| text.starts_with(source));
    starts(inner) || inner.strip_prefix("${").is_some_and(starts)
}

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// As written, CloudFormation's `${Name}` included.
    Literal(&'t str),
    /// What stands between `${` and its `}`.
    Variable(&'t str),
}

/// The parts of a text in their order.
pub(super) fn parts(text: &str) -> Vec<Part<'_>> {
    let closing = closing(text);
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("${")) {
        let start = at + start;
        at = start + 2;
        let inner = text.get(at..).unwrap_or_default();
        let end = closing.get(start + 1).copied().filter(|end| *end > 0);
        let Some(end) = end.filter(|_| is_variable(inner)) else {
            continue;
        };
        if let Some(literal) = text.get(from..start).filter(|literal| !literal.is_empty()) {
            parts.push(Part::Literal(literal));
        }
        parts.push(Part::Variable(text.get(at..end).unwrap_or_default()));
        at = end + 1;
        from = at;
    }
    if let Some(literal) = text.get(from..).filter(|literal| !literal.is_empty()) {
        parts.push(Part::Literal(literal));
    }
    parts
}

/// For each byte that is a `{` which is closed, where its `}` stands; else 0.
fn closing(text: &str) -> Vec<usize> {
    let mut open = Vec::new();
    let mut closing = vec![0; text.len()];
    for (at, sign) in text.bytes().enumerate() {
        match sign {
            b'{' => open.push(at),
            b'}' => {
                if let Some(end) = open.pop().and_then(|start: usize| closing.get_mut(start)) {
                    *end = at;
                }
            }
            _ => {}
        }
    }
    closing
}

/// A variable's source and its defaults: what stands between commas that are in no quotes, braces
/// or parentheses.
pub(super) fn alternatives(variable: &str) -> Vec<&str> {
    let mut alternatives = Vec::new();
    let (mut from, mut depth, mut quote) = (0, 0_i32, None);
    for (at, sign) in variable.char_indices() {
        match (sign, quote) {
            ('\'' | '"', None) => quote = Some(sign),
            (_, Some(open)) if sign == open => quote = None,
            (_, Some(_)) => {}
            ('(' | '{', None) => depth += 1,
            (')' | '}', None) => depth -= 1,
            (',', None) if depth <= 0 => {
                alternatives.push(variable.get(from..at).unwrap_or_default().trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    alternatives.push(variable.get(from..).unwrap_or_default().trim());
    alternatives
}

/// A text in quotes, without them.
pub(super) fn quoted(text: &str) -> Option<&str> {
    let mut signs = ['\'', '"'].into_iter();
    signs.find_map(|sign| text.strip_prefix(sign)?.strip_suffix(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_told_from_references() {
        for text in [
            "a${self:b}",
            "${ opt:c }",
            "${file(./x.yml):y}",
            "${${self:a}:b}",
        ] {
            assert!(has_variables(text), "{text}");
        }
        for text in [
            "${AWS::Region}",
            "${Bucket.Arn}",
            "$self:a",
            "${",
            "{self:a}",
        ] {
            assert!(!has_variables(text), "{text}");
        }
        let text = "x-${opt:s, self:a.${opt:t}}-${AWS::Region}";
        let expected = [
            Part::Literal("x-"),
            Part::Variable("opt:s, self:a.${opt:t}"),
            Part::Literal("-${AWS::Region}"),
        ];
        assert_eq!(parts(text), expected);
        assert_eq!(parts("${self:a"), [Part::Literal("${self:a")]);
    }

    #[test]
    fn defaults_stand_behind_commas() {
        let variable = "opt:a, file(b,c.yml):d ,'e, f', ${self:g, h}";
        let expected = ["opt:a", "file(b,c.yml):d", "'e, f'", "${self:g, h}"];
        assert_eq!(alternatives(variable), expected);
        assert_eq!(
            (quoted("'e'"), quoted("\"e"), quoted("'")),
            (Some("e"), None, None)
        );
    }
}
