//! `unpredicted-answer`: what was answered is not what the input leads to.

use crate::finding::{Effect, Group, Need, Rule, Severity, Sink};
use crate::model::Stage;
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "unpredicted-answer",
    summary: "an answer that no other rule is about, or that contradicts the configuration",
    group: Group::Response,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Answer],
    stage: Stage::Authorization,
    effect: Effect::Breaks,
    predicts: None,
    page: include_str!("unpredicted_answer.md"),
};

/// A scene holds no answer: `diagnosis` raises this where it confronts prediction and answer.
fn run(_: &Scene<'_>, _: &mut Sink) {}
