//! `signature-not-needed`: the object was served to a request without a valid signature.

use crate::finding::{Effect, Group, Need, Rule, Severity, Sink};
use crate::model::Stage;
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "signature-not-needed",
    summary: "the origin serves the object without a valid signature",
    group: Group::Response,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Answer],
    stage: Stage::Cache,
    effect: Effect::Leaks,
    predicts: None,
    page: include_str!("signature_not_needed.md"),
};

/// A scene holds no answer: `diagnosis` raises this where a probe was served that should not be.
fn run(_: &Scene<'_>, _: &mut Sink) {}
