//! `behavior-surprise`: another behavior than the one that is meant may serve the path.

use crate::edge::{Trace, pattern_matches};
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Behavior, Stage};
use crate::rules::{Check, Scene};
use crate::s3::Difference;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "behavior-surprise",
    summary: "another behavior than the one that is meant takes the path, or may",
    group: Group::Distribution,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Viewer,
    effect: Effect::Breaks,
    predicts: None,
    page: include_str!("behavior_surprise.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((_, trace)) = scene.url.zip(scene.trace) else {
        return;
    };
    if let Some((meant, bucket)) = scene.meant_behavior() {
        sink.report(taken(scene, trace, meant, &bucket));
    } else if let Some(other) = trace.other_behavior {
        sink.report(ambiguous(trace, other));
    }
}

fn taken(scene: &Scene<'_>, trace: &Trace<'_>, meant: &Behavior, bucket: &str) -> Finding {
    let takes = trace.behavior.name();
    let other = meant.name();
    let in_order = pattern_matches(other, &trace.viewer.path);
    let (message, mend) = match (meant.is_default, in_order) {
        (true, _) => (
            format!(
                "{takes} takes the path from the default behavior, which leads to bucket {bucket}"
            ),
            format!(
                "narrow {takes}, or put a behavior for such paths before it that leads to the bucket"
            ),
        ),
        (false, true) => (
            format!("{takes} takes the path before {other}, which leads to bucket {bucket}"),
            format!("put the behavior {other} before {takes}: the first that matches takes a path"),
        ),
        (false, false) => (
            format!(
                "{other} leads to bucket {bucket}, and does not take the path: the case differs"
            ),
            format!(
                "write {other} as the URL's path has it: patterns are compared with their case"
            ),
        ),
    };
    let compared = scene.comparison.map(|one| one.host.difference);
    let confidence = match compared {
        Some(Difference::Differs) => Confidence::Certain,
        _ => Confidence::Likely,
    };
    Finding::new(&RULE, message)
        .confidence(confidence)
        .label(trace.behavior.pattern.span(), "takes the path")
        .label(meant.pattern.span(), "leads to the signed bucket")
        .fix(Fix::new(mend).update_distribution(scene.distribution_id()))
}

fn ambiguous(trace: &Trace<'_>, other: &Behavior) -> Finding {
    Finding::new(
        &RULE,
        format!(
            "The path selects {} as it is written, and {} once it is normalised",
            trace.behavior.name(),
            other.name()
        ),
    )
    .severity(Severity::Warning)
    .effect(Effect::Weakens)
    .confidence(Confidence::Possible)
    .label(trace.behavior.pattern.span(), "takes the path as written")
    .label(other.pattern.span(), "takes the normalised path")
    .note("which of the two CloudFront compares is not documented for every case")
    .note("clients resolve dot segments before they send a request, and the signature covers the path as written")
    .fix(Fix::new(
        "choose a key without dot segments, double slashes and needless escapes",
    ))
}
