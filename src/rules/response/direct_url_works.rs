//! `direct-url-works`: S3 serves the URL on its own host, past what guards the distribution.

use crate::finding::{Effect, Group, Need, Rule, Severity, Sink};
use crate::model::Stage;
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "direct-url-works",
    summary: "S3 serves the URL on its own host, past what guards the distribution",
    group: Group::Response,
    severity: Severity::Note,
    needs: &[Need::Url, Need::Distribution, Need::Answer],
    stage: Stage::Authorization,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("direct_url_works.md"),
};

/// A scene holds no answer: `diagnosis` raises this where S3 was asked itself.
fn run(_: &Scene<'_>, _: &mut Sink) {}
