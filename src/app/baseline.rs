//! The findings that were there before: written once, read by every run, and thinned out by hand.

use super::inputs;
use crate::diagnosis::View;
use crate::finding::{Notice, Suppressed, SuppressedBy};
use crate::source::{Problem, SourceMap, redact};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::Path;

/// The version of the document.
const VERSION: u8 = 1;

/// A baseline that was read.
#[derive(Debug, Clone)]
pub(super) struct Baseline {
    name: String,
    findings: Vec<Known>,
}

/// The document.
#[derive(Debug, Serialize, Deserialize)]
struct Document {
    version: u8,
    findings: Vec<Known>,
}

/// A finding that is known. Only the fingerprint counts; the rest is for people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Known {
    #[serde(default)]
    place: String,
    #[serde(default)]
    rule: String,
    fingerprint: String,
    #[serde(default)]
    message: String,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    ///
    /// It cannot be read, is no baseline, or has another version.
    pub(super) fn read(path: &Path) -> Result<Self, Problem> {
        let name = inputs::shown(path);
        let problem = |message: String| Problem::new(&name, message);
        let text = inputs::read_text(path).map_err(problem)?;
        let document: Document = serde_json::from_str(&text).map_err(|error| {
            problem(format!(
                "is no baseline (line {}, column {}); expected what --write-baseline writes",
                error.line(),
                error.column()
            ))
        })?;
        if document.version != VERSION {
            return Err(problem(format!(
                "is a baseline of version {}, and this siglint reads version {VERSION}; write it anew with --write-baseline",
                document.version
            )));
        }
        Ok(Self {
            findings: document.findings,
            name,
        })
    }

    /// Why a finding with this fingerprint does not count, if it was there before.
    pub(super) fn suppresses(&self, fingerprint: &str) -> Option<Suppressed> {
        let mut findings = self.findings.iter();
        let known = findings.any(|known| known.fingerprint == fingerprint);
        known.then(|| Suppressed {
            by: SuppressedBy::Baseline,
            reason: format!("known: it is in {}", self.name),
            at: None,
        })
    }

    /// What was there before and is no more.
    pub(super) fn ended(&self, known: &[String]) -> Option<Notice> {
        let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
        let ended = self.findings.iter();
        let ended: Vec<&Known> = ended
            .filter(|one| !known.contains(one.fingerprint.as_str()))
            .collect();
        let first = ended.first()?;
        let more = match ended.len() - 1 {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        let message = format!(
            "known findings that are no more: {} at {}{more}; --write-baseline takes them out",
            first.rule, first.place
        );
        Some(Notice {
            name: self.name.clone(),
            span: None,
            message: redact(&message),
        })
    }
}

/// The document that has every finding of a view that counts, or that a baseline suppresses, in an
/// order of its own: by place, and the same in every run.
///
/// # Errors
///
/// It cannot be written down.
pub(super) fn written(view: &View, sources: &SourceMap) -> serde_json::Result<String> {
    let findings = view.findings.iter().filter(|one| {
        let by = one.suppressed.as_ref().map(|why| why.by);
        by.is_none_or(|by| by == SuppressedBy::Baseline)
    });
    let known = findings.map(|one| {
        let place = one.finding.place().map(|span| {
            let part = sources.url_part(span).map(ToString::to_string);
            let pointer = part.unwrap_or_else(|| sources.pointer(span));
            format!("{} {pointer}", sources.settled_name(span.source))
        });
        Known {
            fingerprint: view.fingerprint(one, sources),
            rule: one.finding.rule.id.to_owned(),
            place: redact(&place.unwrap_or_default()),
            message: redact(&one.finding.message),
        }
    });
    let mut findings: Vec<Known> = known.collect();
    findings.sort();
    findings.dedup_by(|one, other| one.fingerprint == other.fingerprint);
    let document = Document {
        version: VERSION,
        findings,
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
