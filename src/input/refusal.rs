//! What to say of a text that is not of its format: it may be one that another tool makes it from.

use crate::source::{Problem, Span};
use crate::syntax::SyntaxError;

/// How the templates of Jinja, Helm, Ansible, ERB and their like show: a sign, and how it is shown.
const SIGNS: [(&str, &str); 3] = [("{%", "{% … %}"), ("{{", "{{ … }}"), ("<%", "<% … %>")];

/// What starts like such a sign and is CloudFormation's own.
const OWN: &str = "{{resolve:";

/// The problem with a text that could not be parsed, at its place.
pub(super) fn refusal(name: &str, text: &str, format: &str, error: &SyntaxError) -> Problem {
    let (span, message) = match sign_at(text, error.span.start) {
        Some((at, sign)) => {
            let span = Span::new(error.span.source, at, at + 2);
            let message = format!(
                "this is not {format} but a template of another tool ({sign}), which siglint does not \
                 render; give the file that the tool makes of it"
            );
            (span, message)
        }
        None => (
            error.span,
            format!("this is not {format}: {}", error.message),
        ),
    };
    Problem::new(name, message).at(span)
}

/// The sign of a template on the line of a place, and where it is.
fn sign_at(text: &str, at: usize) -> Option<(usize, &'static str)> {
    let start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(start..)?.lines().next()?;
    let found = SIGNS.iter().filter_map(|(sign, shown)| {
        let mut places = line.match_indices(sign).map(|(place, _)| place);
        let place =
            places.find(|place| !line.get(*place..).is_some_and(|rest| rest.starts_with(OWN)));
        Some((start + place?, *shown))
    });
    found.min()
}
