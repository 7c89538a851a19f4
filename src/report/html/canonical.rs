//! The canonical request as signed beside as received, with what differs marked.

use super::paper::{Paper, short};
use crate::diagnosis::{DiffRow, TargetView};
use maud::{Markup, html};

/// What is expected to arrive, and what S3 says arrived, each beside what was signed.
pub(super) fn canonical(target: &TargetView, paper: Paper<'_>) -> Markup {
    let repeated = target.repeated.iter().any(|row| row.differs);
    html! {
        @if !target.canonical.is_empty() {
            section {
                (paper.heading("What was signed, and what S3 receives"))
                p.soft { (compared(&target.canonical)) }
                (table(target.canonical.iter(), "received", paper))
            }
        }
        @if repeated {
            section {
                (paper.heading("What was signed, and what S3 says it received"))
                p.soft { "S3's answer repeats the request. Only the lines that are not as signed are shown." }
                (table(target.repeated.iter().filter(|row| row.differs), "received, by S3", paper))
            }
        }
    }
}

fn compared(rows: &[DiffRow]) -> String {
    let differing = rows.iter().filter(|row| row.differs).count();
    let lines = match differing {
        0 => "no line differs".to_owned(),
        1 => "1 line differs".to_owned(),
        count => format!("{count} lines differ"),
    };
    let open = |row: &&DiffRow| !row.differs && row.signed != row.received;
    let open = match rows.iter().filter(open).count() {
        0 => "",
        _ => ", as far as they are known",
    };
    format!(
        "The canonical request, line by line: the signature holds only if every line is the same. Here {lines}{open}."
    )
}

fn table<'r>(
    rows: impl Iterator<Item = &'r DiffRow>,
    received: &'static str,
    paper: Paper<'_>,
) -> Markup {
    html! {
        table.diff.stacked {
            thead { tr { th scope="col" { "as signed" } th scope="col" { "as " (received) } } }
            tbody {
                @for row in rows { (line(row, received, paper)) }
            }
        }
    }
}

fn line(row: &DiffRow, received: &'static str, paper: Paper<'_>) -> Markup {
    if !row.differs {
        let known = |side: &'_ String, other| if side.is_empty() { other } else { side.clone() };
        let signed = known(&row.signed, row.received.clone());
        let received = known(&row.received, row.signed.clone());
        let class = if signed == received { "same" } else { "open" };
        return html! { tr class=(class) { td { (short(&signed)) } td { (short(&received)) } } };
    }
    let (signed, arrived) = (short(&row.signed), short(&row.received));
    let (start, end) = common(&signed, &arrived);
    html! {
        tr.differs {
            td data-name="as signed" {
                span.bad-text aria-hidden="true" { "≠ " } span.only-read { "differs: " }
                (side(&signed, start, end))
            }
            td data-name={ "as " (received) } { (side(&arrived, start, end)) }
        }
        @if let Some(cause) = paper.cause(row) { tr.cause { td colspan="2" { (short(&cause)) } } }
    }
}

/// One side, with the part that the other does not have marked.
fn side(text: &str, start: usize, end: usize) -> Markup {
    let middle = start..text.len().saturating_sub(end).max(start);
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    html! {
        @if text.is_empty() { span.nothing { "nothing" } }
        @else {
            (part(0..middle.start)) mark { (part(middle.clone())) } (part(middle.end..text.len()))
        }
    }
}

/// How many bytes two texts have in common at their start, and behind that at their end.
fn common(one: &str, other: &str) -> (usize, usize) {
    let same = |(a, b): &(char, char)| a == b;
    let start = one.chars().zip(other.chars()).take_while(same);
    let start: usize = start.map(|(a, _)| a.len_utf8()).sum();
    let (one, other) = (one.get(start..), other.get(start..));
    let (one, other) = (one.unwrap_or_default(), other.unwrap_or_default());
    let end = one.chars().rev().zip(other.chars().rev()).take_while(same);
    (start, end.map(|(a, _)| a.len_utf8()).sum())
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn what_differs_lies_between_what_is_common() {
        for (one, other, expected) in [
            ("host:a.s3.x.com", "host:a.s3.com", (10, 3)),
            ("aé", "aè", (1, 0)),
            ("aa", "aaa", (2, 0)),
            ("", "a", (0, 0)),
            ("same", "same", (4, 0)),
        ] {
            assert_eq!(common(one, other), expected, "{one} {other}");
        }
    }
}
