//! The document of version 1. Fields are only ever added; none is renamed or removed.

use serde::Serialize;

/// The whole document.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub(super) version: u8,
    pub(super) targets: Vec<Target>,
    pub(super) findings: Vec<Finding>,
    pub(super) distributions: Vec<Distribution>,
    pub(super) not_checked: Vec<NotChecked>,
    /// What there is to know about what suppresses findings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) notices: Vec<Problem>,
    pub(super) problems: Vec<Problem>,
    pub(super) summary: Summary,
}

#[derive(Debug, Serialize)]
pub(super) struct Target {
    pub(super) url: Option<String>,
    /// Where siglint.toml declares what is looked at in place of a URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) delivery: Option<Delivery>,
    pub(super) distribution: Option<String>,
    /// Only a template has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) condition: Option<String>,
    pub(super) behavior: Option<String>,
    pub(super) origin: Option<String>,
    pub(super) verdict: &'static str,
    pub(super) confidence: &'static str,
    pub(super) root_cause: Option<&'static str>,
    pub(super) next: Vec<&'static str>,
    pub(super) predicted: Option<Answer>,
    pub(super) observed: Vec<Observed>,
    pub(super) exposure: Option<Exposure>,
    /// Only `trace` fills it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) hops: Option<Vec<Hop>>,
    /// Only `trace` fills it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) canonical: Option<Vec<CanonicalLine>>,
    /// The canonical request as signed and as S3 says it received it. Only `diagnose` fills it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) repeated: Option<Vec<CanonicalLine>>,
    /// The answer that counts, as `explain` tells it. Only `diagnose` fills it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) answer: Option<super::Explain>,
}

/// A declared delivery. Times of its target are those of a URL that is signed now.
#[derive(Debug, Serialize)]
pub(super) struct Delivery {
    pub(super) path: String,
    pub(super) signer: String,
    pub(super) method: String,
    pub(super) location: Location,
}

#[derive(Debug, Serialize)]
pub(super) struct Answer {
    pub(super) by: &'static str,
    pub(super) status: u16,
    pub(super) code: Option<&'static str>,
}

/// One question and what came of it.
#[derive(Debug, Serialize)]
pub(super) struct Observed {
    pub(super) probe: &'static str,
    pub(super) host: String,
    pub(super) path: String,
    pub(super) by: Option<&'static str>,
    pub(super) status: Option<u16>,
    pub(super) code: Option<String>,
    pub(super) served: bool,
    pub(super) x_cache: Option<String>,
    pub(super) age: Option<u64>,
    pub(super) location: Option<String>,
    pub(super) request_id: Option<String>,
    pub(super) milliseconds: Option<u64>,
    /// Why there is no answer.
    pub(super) trouble: Option<Trouble>,
}

#[derive(Debug, Serialize)]
pub(super) struct Trouble {
    pub(super) kind: &'static str,
    pub(super) message: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Exposure {
    pub(super) valid_from: Option<String>,
    pub(super) expires: Option<String>,
    pub(super) reachable_until: Option<String>,
    pub(super) without_signature: Option<bool>,
}

#[derive(Debug, Serialize)]
pub(super) struct Hop {
    pub(super) title: &'static str,
    pub(super) rows: Vec<HopRow>,
}

#[derive(Debug, Serialize)]
pub(super) struct HopRow {
    pub(super) label: String,
    pub(super) text: String,
    pub(super) outcome: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(super) struct CanonicalLine {
    pub(super) signed: String,
    pub(super) received: String,
    pub(super) differs: bool,
    pub(super) cause: Option<String>,
    pub(super) location: Option<Location>,
}

#[derive(Debug, Serialize)]
pub(super) struct Finding {
    pub(super) rule: &'static str,
    pub(super) severity: &'static str,
    pub(super) confidence: &'static str,
    pub(super) message: String,
    pub(super) target: usize,
    pub(super) location: Option<Location>,
    pub(super) related: Vec<Related>,
    pub(super) notes: Vec<String>,
    pub(super) fix: Option<Fix>,
    pub(super) references: Vec<&'static str>,
    pub(super) fingerprint: String,
    /// Why it does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) suppressed: Option<Suppressed>,
}

#[derive(Debug, Serialize)]
pub(super) struct Suppressed {
    pub(super) by: &'static str,
    pub(super) reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) location: Option<Location>,
}

#[derive(Debug, Serialize)]
pub(super) struct Location {
    /// None in a URL, which has `url_part` instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url_part: Option<String>,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) pointer: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Related {
    pub(super) location: Location,
    pub(super) message: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Fix {
    pub(super) description: String,
    pub(super) alternatives: Vec<String>,
    pub(super) edits: Vec<Edit>,
    pub(super) commands: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Edit {
    pub(super) location: Location,
    pub(super) value: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Distribution {
    pub(super) id: Option<String>,
    pub(super) domain: Option<String>,
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) origins: usize,
    pub(super) behaviors: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct NotChecked {
    pub(super) rule: Option<&'static str>,
    pub(super) location: Option<Location>,
    pub(super) reason: String,
    pub(super) needs: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Problem {
    pub(super) file: String,
    pub(super) line: Option<usize>,
    pub(super) message: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Summary {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
    /// Findings that do not count; they are in none of the other numbers.
    pub(super) suppressed: usize,
}
