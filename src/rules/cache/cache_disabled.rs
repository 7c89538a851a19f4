//! `cache-disabled`: the delivery is correct, and gives up the edge cache.

use crate::edge::{Rounding, SentHost, Trace};
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration};
use crate::model::Stage;
use crate::rules::ttl::TimesToLive;
use crate::rules::{Check, Scene};
use crate::s3::Mechanism;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "cache-disabled",
    summary: "the signature arrives, and nothing is cached",
    group: Group::Cache,
    severity: Severity::Note,
    needs: &[Need::Distribution],
    stage: Stage::Cache,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("cache_disabled.md"),
};

/// The validity that examples are made of where no URL tells one: an hour.
const EXAMPLE: u64 = 3_600;

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let trace = scene.presigned_trace();
    let Some(trace) = trace.filter(|trace| arrives_whole(scene, trace)) else {
        return;
    };
    // The settings, and not the lifetime: a URL may itself ask for no-store.
    let Some(times) = TimesToLive::of(trace) else {
        return;
    };
    let kept = times.all().iter().any(|time| time.seconds > Some(0));
    match times.question() {
        _ if kept => {}
        Some((reason, needs)) => sink.not_checked(&RULE, reason, needs),
        None => sink.report(word(scene, trace, &times)),
    }
}

/// Whether it is a download whose signature arrives, as far as the settings of the edge decide that.
fn arrives_whole(scene: &Scene<'_>, trace: &Trace<'_>) -> bool {
    let whole = scene
        .comparison
        .is_none_or(|comparison| comparison.mechanism == Mechanism::Whole);
    trace.viewer.can_be_cached()
        && trace.settings.forwards_parameter("X-Amz-Signature") == Some(true)
        && whole
        && trace.origin_request.auth.is_none()
        && matches!(trace.origin_request.host, SentHost::OriginDomain(..))
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>, times: &TimesToLive<'_>) -> Finding {
    let label = match times.policy.filter(|policy| policy.managed) {
        Some(policy) => format!("{} keeps no copy", policy.name),
        None => "no copy is kept".to_owned(),
    };
    let finding = Finding::new(&RULE, "Nothing is cached: every download comes from S3")
        .label(times.max.place(), label);
    let lifetime = scene.sigv4().and_then(|v4| v4.lifetime);
    let Some(rounding) = Rounding::advised(lifetime.unwrap_or(EXAMPLE)) else {
        return finding.note("correct, and for URLs that live so short there is little to share");
    };
    let step = duration(rounding.step);
    let whose = match lifetime {
        Some(_) => String::new(),
        None => format!(" (for URLs that live for {})", duration(EXAMPLE)),
    };
    finding
        .note(format!(
            "correct, but if signing times were rounded down to {step}, everyone who is given the URL within the same {step} would share one copy{whose}"
        ))
        .fix(mend(trace, times, rounding))
}

/// Not an edit: to keep nothing may be what is wanted.
fn mend(trace: &Trace<'_>, times: &TimesToLive<'_>, rounding: Rounding) -> Fix {
    let seconds = rounding.step;
    let step = duration(rounding.step);
    let own = times.policy.is_none_or(|policy| !policy.managed);
    let keyed = trace.settings.keys_parameter("X-Amz-Signature") == Some(true);
    let how = match own && keyed {
        true => format!("set DefaultTTL and MaxTTL to {seconds}"),
        false => format!(
            "name a cache policy with every query string in its key, MinTTL 0, DefaultTTL and MaxTTL {seconds}"
        ),
    };
    Fix::new(format!(
        "to cache, {how}, and round signing times down to {step}"
    ))
}
