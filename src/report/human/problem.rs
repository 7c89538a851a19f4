//! What could not be read.

use super::{Style, WIDTH, wrap};
use crate::source::{Problem, SourceKind, SourceMap, Span};

/// One paragraph for each problem: the file, the place, and what to do.
#[must_use]
pub fn problems(problems: &[Problem], sources: &SourceMap, style: Style) -> String {
    let mut text = String::new();
    for problem in problems {
        // An answer has no lines, and the message about it begins with the key.
        let has_lines = |span: &Span| !matches!(sources.get(span.source).kind, SourceKind::Api);
        let place = problem.span.filter(has_lines);
        let place = place.map_or_else(String::new, |span| {
            let location = sources.location(span);
            format!(":{}:{}", location.line, location.column)
        });
        let said = format!("problem: {}{place}: {}", problem.name, problem.message);
        let said = crate::source::redact(&said);
        for (index, line) in wrap(&said, WIDTH - 2).iter().enumerate() {
            let head = line.strip_prefix("problem:").filter(|_| index == 0);
            text += &match head {
                Some(rest) => format!("{}{rest}\n", style.bad("problem:")),
                None => format!("  {line}\n"),
            };
        }
    }
    text
}
