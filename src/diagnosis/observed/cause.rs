//! One reason for what was seen.

use crate::finding::{Confidence, Effect};
use crate::model::Stage;
use crate::source::Span;

/// Why an answer is as it is.
#[derive(Debug, Clone)]
pub(super) struct Cause {
    /// The rule that is about it, if one is.
    pub(super) rule: Option<&'static str>,
    /// How sure it is.
    pub(super) confidence: Confidence,
    /// What it does to the delivery.
    pub(super) effect: Effect,
    /// Where the request met it.
    pub(super) stage: Stage,
    /// A headline.
    pub(super) says: String,
    /// Sentences that explain more.
    pub(super) notes: Vec<String>,
    /// What to do.
    pub(super) mend: String,
    /// The setting in the configuration, or the part of the URL.
    pub(super) at: Option<Span>,
    /// Whether no configuration would have told: permissions, secrets, clocks, clients.
    pub(super) beyond: bool,
    /// Whether the request was changed after siglint sent it, by nothing that the configuration has.
    pub(super) on_the_way: bool,
    /// Whether the answer is so general that any fault that is known to be there may be behind it.
    pub(super) vague: bool,
    /// Another rule that is about the same.
    pub(super) also: Option<&'static str>,
}

impl Cause {
    /// A refusal with a certain cause in the delivery.
    pub(super) fn refusal(stage: Stage, says: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            rule: None,
            confidence: Confidence::Certain,
            effect: Effect::Breaks,
            stage,
            says: says.into(),
            notes: Vec::new(),
            mend: mend.into(),
            at: None,
            beyond: false,
            on_the_way: false,
            vague: false,
            also: None,
        }
    }

    /// The same, served to someone who should not be.
    pub(super) fn leak(says: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            effect: Effect::Leaks,
            ..Self::refusal(Stage::Cache, says, mend)
        }
    }

    /// Whether the answer leaves open which setting it is.
    pub(super) fn is_open(&self) -> bool {
        self.rule.is_none() && !self.beyond
    }

    pub(super) fn rule(mut self, rule: &'static str) -> Self {
        self.rule = Some(rule);
        self
    }

    pub(super) fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    pub(super) fn at(mut self, at: Option<Span>) -> Self {
        self.at = at;
        self
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub(super) fn also(mut self, rule: &'static str) -> Self {
        self.also = Some(rule);
        self
    }

    /// Whether a rule is about this.
    pub(super) fn is_about(&self, rule: &str) -> bool {
        [self.rule, self.also].contains(&Some(rule))
    }

    pub(super) fn vague(mut self) -> Self {
        self.vague = true;
        self
    }

    pub(super) fn beyond(mut self) -> Self {
        self.beyond = true;
        self
    }

    pub(super) fn on_the_way(mut self, is: bool) -> Self {
        self.on_the_way = is;
        self
    }
}
