//! `url-not-yet-valid`: the URL is signed for a time to come.

use crate::finding::{
    Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration, instant,
};
use crate::model::{Answer, Stage};
use crate::rules::{Check, Scene};
use crate::s3::is_not_yet_valid;
use jiff::Timestamp;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "url-not-yet-valid",
    summary: "the signing time lies in the future",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Time,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "AccessDenied")),
    page: include_str!("url_not_yet_valid.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let start = scene.url.and_then(|url| url.s3_validity().0);
    if let Some(start) = start.filter(|start| is_not_yet_valid(*start, scene.now)) {
        sink.report(word(scene, start));
    }
}

fn word(scene: &Scene<'_>, start: Timestamp) -> Finding {
    let ahead = u64::try_from(start.duration_since(scene.now).as_secs()).unwrap_or(0);
    let date = scene.url.and_then(|url| url.param("X-Amz-Date"));
    let finding = Finding::new(
        &RULE,
        format!("The signing time is {} ahead of now", duration(ahead)),
    )
    .confidence(Confidence::Likely)
    .label(
        date.map(|date| date.value_span),
        format!("now is {}", instant(scene.now)),
    )
    .note(
        "how far ahead S3 lets a signed URL start is not documented; for signed headers it is 15 min",
    );
    let rounded_up = scene.rounding.filter(|rounding| ahead <= rounding.step);
    let fix = Fix::new("set the clock of the machine that signs, and write X-Amz-Date in UTC");
    match rounded_up {
        Some(rounding) => finding
            .note(format!(
                "the signing time is the next boundary of {}: it looks rounded up",
                duration(rounding.step)
            ))
            .fix(fix.or("round the signing time down, not up")),
        None => finding.fix(fix),
    }
}
