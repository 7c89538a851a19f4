//! What an answer, or a code alone, means, in the words that reports draw.

use super::culprit::{Culprit, culprits};
use crate::model::{Body, Element, Response};
use crate::s3::error::{Entry, Speaker, Table, entries_of, explain};
use crate::source::{clipped, printable, redact};

/// An answer or a code, explained. Every text is masked and harmless for a terminal.
#[derive(Debug, Clone)]
pub struct Explained {
    /// `s3`, `s3-compatible`, `cloudfront` or `unknown`.
    pub by: &'static str,
    /// The server, where it is not S3 and gives itself away.
    pub server: Option<&'static str>,
    /// The HTTP status.
    pub status: Option<u16>,
    /// The code.
    pub code: Option<String>,
    /// What the answer says itself.
    pub message: Option<String>,
    /// Whether the catalogue knows it.
    pub known: bool,
    /// Whether the meaning is certain, and not only likely.
    pub confirmed: bool,
    /// Why it is only likely, as a sentence.
    pub doubt: Option<&'static str>,
    /// What it means for a signed URL behind CloudFront.
    pub meaning: &'static str,
    /// What the answer names, the surest first.
    pub culprits: Vec<Culprit>,
    /// What to do.
    pub mend: String,
    /// The ids of the rules that it confirms or may confirm.
    pub rules: Vec<&'static str>,
    /// Headers that tell something, and the elements of the body: names, and lines of the value.
    pub evidence: Vec<(String, Vec<String>)>,
    /// The variants of a code, where only that was given.
    pub variants: Vec<Variant>,
}

/// One variant of a code.
#[derive(Debug, Clone)]
pub struct Variant {
    /// `s3`, `s3-compatible` or `cloudfront`.
    pub by: &'static str,
    /// Its usual status.
    pub status: u16,
    /// What the message contains; empty for every other message.
    pub message: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What to do.
    pub mend: &'static str,
    /// The rules.
    pub rules: &'static [&'static str],
}

/// Headers worth showing; every other one says nothing about a refusal.
const HEADERS: [&str; 12] = [
    "server",
    "x-cache",
    "age",
    "via",
    "location",
    "x-amz-cf-id",
    "x-amz-cf-pop",
    "x-amz-request-id",
    "x-amz-id-2",
    "x-amz-bucket-region",
    "www-authenticate",
    "date",
];

impl Explained {
    /// Explains a saved answer.
    #[must_use]
    pub fn answer(response: &Response) -> Self {
        let explanation = explain(response);
        let (by, server) = speaker(explanation.speaker);
        let shown = |text: &String| printable(&redact(text)).into_owned();
        let message = |text: &String| clipped(&shown(text), LONGEST_MESSAGE).into_owned();
        Self {
            by,
            server,
            status: explanation.status,
            code: explanation.code.as_ref().map(|code| name(code)),
            message: explanation.message.as_ref().map(message),
            known: explanation.known,
            confirmed: explanation.doubt.is_none(),
            doubt: explanation.doubt,
            meaning: explanation.meaning,
            culprits: culprits(&explanation),
            mend: shown(&explanation.mend),
            evidence: evidence(response),
            variants: Vec::new(),
            rules: explanation.rules,
        }
    }

    /// Who answered what, as a sentence without its end: `S3 answered 403 AccessDenied`.
    pub(super) fn in_words(&self) -> String {
        let who = match self.by {
            "s3" => "S3",
            "cloudfront" => "CloudFront",
            "s3-compatible" => self.server.unwrap_or("An S3-compatible server"),
            _ => "Somebody who does not tell",
        };
        format!("{who} answered {}", self.status_and_code())
    }

    /// The answer itself, with the start of what it says.
    pub(super) fn headline(&self) -> String {
        const LONGEST: usize = 120;
        let message = self.message.as_deref().unwrap_or_default();
        let mut start: String = message.chars().take(LONGEST).collect();
        if start.len() < message.len() {
            start.push('…');
        }
        let start = start.trim_end_matches('.');
        match start.is_empty() {
            true => self.in_words(),
            false => format!("{}: {start}", self.in_words()),
        }
    }

    /// The status and the code, as far as the answer has them.
    pub(super) fn status_and_code(&self) -> String {
        match (self.status, &self.code) {
            (Some(status), Some(code)) => format!("{status} {code}"),
            (Some(status), None) => status.to_string(),
            (None, Some(code)) => code.clone(),
            (None, None) => "something without a status".to_owned(),
        }
    }

    /// Explains a code by itself, in any case of its letters; none if the catalogue does not have it.
    /// The most general of its entries stands for all, and the others are its variants.
    #[must_use]
    pub fn code(code: &str) -> Option<Self> {
        let entries = entries_of(code);
        let general = entries.iter().rev().find(|entry| entry.table == Table::S3);
        let general = *general.or(entries.last())?;
        let others = entries.iter().filter(|entry| **entry != general);
        Some(Self {
            by: table(general.table),
            server: None,
            status: Some(general.status),
            code: Some(general.code.to_owned()),
            message: None,
            known: true,
            confirmed: general.doubt().is_none(),
            doubt: general.doubt(),
            meaning: general.meaning,
            culprits: Vec::new(),
            mend: general.mend.to_owned(),
            rules: general.rules.to_vec(),
            evidence: Vec::new(),
            variants: others.map(|entry| variant(entry)).collect(),
        })
    }
}

/// A message is a sentence or two, in characters.
const LONGEST_MESSAGE: usize = 600;

/// A code or the name of an element is one word; what pretends to be a longer one is cut.
fn name(name: &str) -> String {
    const LONGEST: usize = 80;
    clipped(&printable(&redact(name)), LONGEST).into_owned()
}

const fn speaker(speaker: Speaker) -> (&'static str, Option<&'static str>) {
    match speaker {
        Speaker::S3 => ("s3", None),
        Speaker::Compatible(name) => ("s3-compatible", name),
        Speaker::CloudFront => ("cloudfront", None),
        Speaker::Unknown => ("unknown", None),
    }
}

const fn table(table: Table) -> &'static str {
    match table {
        Table::S3 => "s3",
        Table::Compatible => "s3-compatible",
        Table::CloudFront => "cloudfront",
    }
}

const fn variant(entry: &Entry) -> Variant {
    Variant {
        by: table(entry.table),
        status: entry.status,
        message: entry.says,
        meaning: entry.meaning,
        mend: entry.mend,
        rules: entry.rules,
    }
}

/// More elements and headers than this are counted only.
const MOST_ELEMENTS: usize = 40;

fn evidence(response: &Response) -> Vec<(String, Vec<String>)> {
    let told = |header: &&Element| HEADERS.contains(&header.name.to_ascii_lowercase().as_str());
    let headers = response.headers.iter().filter(told);
    let error = response.error();
    let elements = error.into_iter().flat_map(|error| &error.elements);
    // `StringToSignBytes` and its like are another element once more, in hexadecimal.
    let elements = elements.filter(|element| !element.name.ends_with("Bytes"));
    let shown = |element| error.map_or_else(String::new, |error| error.shown_value(element));
    let more = headers.clone().chain(elements.clone()).count();
    let more = more.saturating_sub(MOST_ELEMENTS);
    let headers = headers.map(|header| row(&header.name, &header.shown_value()));
    let elements = elements.map(|element| row(&element.name, &shown(element)));
    let mut evidence: Vec<_> = headers.chain(elements).take(MOST_ELEMENTS).collect();
    if more > 0 {
        evidence.push(("…".to_owned(), vec![format!("{more} more")]));
    }
    if let Body::CloudFrontPage(page) = &response.body {
        evidence.extend(
            page.request_id
                .iter()
                .map(|id| row("Request ID", &redact(id))),
        );
    }
    evidence
}

/// A name, and a masked value in lines: as much of both as an honest answer has.
fn row(element: &str, value: &str) -> (String, Vec<String>) {
    const LONGEST_VALUE: usize = 4_096;
    const LONGEST_REQUEST: usize = 16 * 1_024;
    const MOST_LINES: usize = 24;
    let longest = match element {
        "CanonicalRequest" => LONGEST_REQUEST,
        _ => LONGEST_VALUE,
    };
    let value = clipped(value, longest);
    let all = value.lines();
    let mut lines: Vec<String> = all
        .take(MOST_LINES)
        .map(|line| printable(line).into_owned())
        .collect();
    if value.lines().nth(MOST_LINES).is_some() {
        lines.push(format!("… ({} lines)", value.lines().count()));
    }
    (name(element), lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ErrorBody;

    #[test]
    fn no_answer_makes_a_report_without_end() {
        let long = "l\n".repeat(30_000);
        let mut elements = vec![("CanonicalRequest".to_owned(), "x".repeat(60_000))];
        elements.push(("HeadersNotSigned".to_owned(), "x-a, ".repeat(9_000)));
        elements.push(("StringToSign".to_owned(), long));
        elements.extend((0..4_000).map(|at| (format!("E{at}"), "v".to_owned())));
        let elements: Vec<_> = elements
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let mut error = ErrorBody::sample("AccessDenied", &"m ".repeat(30_000), &elements);
        for code in ["AccessDenied".to_owned(), "C".repeat(60_000)] {
            error.code = Some(code);
            let explained = Explained::answer(&Response {
                status: Some(403),
                headers: Vec::new(),
                body: Body::Error(error.clone()),
                asked: None,
            });
            let message = explained.message.as_ref().unwrap();
            assert_eq!(message.chars().count(), LONGEST_MESSAGE + 1);
            assert_eq!(explained.evidence.len(), MOST_ELEMENTS + 1);
            assert_eq!(explained.evidence.last().unwrap().1, ["3963 more"]);
            assert!(
                explained
                    .evidence
                    .iter()
                    .all(|(_, lines)| lines.len() <= 25)
            );
            assert!(format!("{explained:?}").len() < 64 * 1_024);
        }
    }
}
