//! One finding, and what could not be checked.

use super::{Effect, Fix, Rule};
use crate::model::{Answer, Gap, Stage};
use crate::source::{Span, redact};

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It will not work, or it lets in someone who should not be.
    Error,
    /// It works, but is fragile, wasteful or wider than intended.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// Its name in every report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// How sure a finding is. Unconfirmed facts about AWS never make a certain one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    /// It follows from what was read and what AWS documents.
    Certain,
    /// It follows from strong evidence, or from behavior seen but not documented.
    Likely,
    /// It depends on something the input does not tell.
    Possible,
}

impl Confidence {
    /// Its name in every report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Likely => "likely",
            Self::Possible => "possible",
        }
    }
}

/// A place and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words, to stand under it.
    pub text: String,
}

/// A fault that a rule found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is.
    pub severity: Severity,
    /// How sure it is.
    pub confidence: Confidence,
    /// What it does to the delivery.
    pub effect: Effect,
    /// Where the request meets it.
    pub stage: Stage,
    /// What will be answered because of it.
    pub answer: Option<Answer>,
    /// A headline that stands alone.
    pub message: String,
    /// The places, the one to change first.
    pub labels: Vec<Label>,
    /// Sentences that explain more.
    pub notes: Vec<String>,
    /// What mends it.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding with the rule's own severity, certain until something lowers it.
    pub fn new(rule: &'static Rule, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.severity,
            confidence: Confidence::Certain,
            effect: rule.effect,
            stage: rule.stage,
            answer: rule.predicts,
            message: message.into(),
            labels: Vec::new(),
            notes: Vec::new(),
            fix: None,
        }
    }

    /// With another severity than the rule's own.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// With this confidence.
    #[must_use]
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// With another effect than the rule's own. What does not break has no answer of its own.
    #[must_use]
    pub fn effect(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self.answer = self.answer.filter(|_| effect == Effect::Breaks);
        self
    }

    /// Without the rule's answer, where this case of the fault has another one, or none that AWS
    /// documents.
    #[must_use]
    pub fn without_answer(mut self) -> Self {
        self.answer = None;
        self
    }

    /// Met at another stage than the rule's own.
    #[must_use]
    pub fn at_stage(mut self, stage: Stage) -> Self {
        self.stage = stage;
        self
    }

    /// Met at another stage than the rule's own, and answered otherwise.
    #[must_use]
    pub fn meets(mut self, stage: Stage, answer: Answer) -> Self {
        self.stage = stage;
        self.answer = Some(answer);
        self
    }

    /// With one more place, where it has one.
    #[must_use]
    pub fn label(mut self, span: Option<Span>, text: impl Into<String>) -> Self {
        self.labels.extend(span.map(|span| Label {
            span,
            text: text.into(),
        }));
        self
    }

    /// With one more sentence.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// With what mends it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The same without the values of secrets in its texts.
    #[must_use]
    pub fn redacted(mut self) -> Self {
        let labels = self.labels.iter_mut().map(|label| &mut label.text);
        let texts = labels.chain(&mut self.notes).chain([&mut self.message]);
        let fix = self.fix.iter_mut().flat_map(Fix::texts);
        texts.chain(fix).for_each(|text| *text = redact(text));
        self
    }

    /// The place to change, where there is one.
    #[must_use]
    pub fn place(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// Something a rule would have looked at, had it been given more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotChecked {
    /// The rule's id; none where no rule could look at all.
    pub rule: Option<&'static str>,
    /// The place that leads to what was not looked at, where there is one.
    pub place: Option<Span>,
    /// Why it could not tell.
    pub reason: String,
    /// What would settle it.
    pub needs: String,
}

impl NotChecked {
    /// That a part of the configuration was not looked at.
    #[must_use]
    pub fn gap(gap: &Gap) -> Self {
        Self {
            rule: None,
            place: gap.at,
            reason: redact(&gap.reason),
            needs: redact(&gap.needs),
        }
    }
}
