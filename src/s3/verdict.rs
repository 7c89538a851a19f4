//! The checks a request meets, in their order, each passed, failed or unknown.
//!
//! The first failing one is the predicted answer. The others are what would fail next, so each is
//! judged as if those before it had been mended.

use super::checks::{CHECKS, Evidence};
use super::{Comparison, Promise};
use crate::edge::Trace;
use crate::model::{Answer, SignedUrl, Stage};
use jiff::Timestamp;

/// What one check comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It lets the request through.
    Pass,
    /// It refuses with this answer; `certain` is false where AWS's behavior is not confirmed, or
    /// the evidence is not.
    Fail {
        /// What is answered.
        answer: Answer,
        /// Whether that is sure.
        certain: bool,
    },
    /// The input does not tell.
    Unknown,
}

/// One check and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Where the request meets it.
    pub stage: Stage,
    /// What it comes to.
    pub outcome: Outcome,
    /// Why, in a few words.
    pub detail: String,
}

impl Check {
    pub(super) fn pass(stage: Stage, detail: &str) -> Self {
        Self::new(stage, Outcome::Pass, detail)
    }

    pub(super) fn unknown(stage: Stage, detail: &str) -> Self {
        Self::new(stage, Outcome::Unknown, detail)
    }

    pub(super) fn fail(stage: Stage, answer: Answer, certain: bool, detail: &str) -> Self {
        Self::new(stage, Outcome::Fail { answer, certain }, detail)
    }

    fn new(stage: Stage, outcome: Outcome, detail: &str) -> Self {
        Self {
            stage,
            outcome,
            detail: detail.to_owned(),
        }
    }
}

/// The checks of one request in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// CloudFront's check first, then S3's.
    pub checks: Vec<Check>,
}

impl Verdict {
    /// Judges a URL that is used with `method`, delivered as a trace shows or, without one, sent to
    /// its own host.
    #[must_use]
    pub fn new<'a>(
        url: &'a SignedUrl,
        promise: &'a Promise,
        trace: Option<&'a Trace<'a>>,
        comparison: Option<&'a Comparison>,
        method: &'a str,
        now: Timestamp,
    ) -> Self {
        let evidence = Evidence {
            url,
            promise,
            trace,
            comparison,
            method,
            now,
        };
        Self {
            checks: CHECKS.iter().map(|check| check(&evidence)).collect(),
        }
    }

    /// The first check that fails.
    #[must_use]
    pub fn first_failure(&self) -> Option<&Check> {
        let failed = |check: &&Check| matches!(check.outcome, Outcome::Fail { .. });
        self.checks.iter().find(failed)
    }

    /// The predicted answer, where a check fails.
    #[must_use]
    pub fn predicted(&self) -> Option<Answer> {
        match self.first_failure()?.outcome {
            Outcome::Fail { answer, .. } => Some(answer),
            _ => None,
        }
    }
}
