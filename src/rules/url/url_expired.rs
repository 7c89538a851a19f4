//! `url-expired`: the validity of the URL's signature is over.

use crate::edge::ViewerCheck;
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration, instant};
use crate::model::{Answer, Stage, Vendor};
use crate::rules::{Check, Scene};
use crate::s3::{LONGEST_LIFETIME, is_expired};
use crate::source::Span;
use jiff::Timestamp;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "url-expired",
    summary: "the URL's own validity is over",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Time,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "AccessDenied")),
    page: include_str!("url_expired.md"),
};

/// So short after the end that two clocks may disagree about it, in seconds.
const MOMENT: u64 = 60;

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let validity = scene.url.map(|url| url.s3_validity());
    // A validity of nothing has a rule of its own.
    let never = |(start, end): &(Option<Timestamp>, Option<Timestamp>)| start == end;
    let validity = validity.filter(|validity| !never(validity));
    if let Some((start, Some(end))) = validity.filter(|(_, end)| is_over(*end, scene.now)) {
        sink.report(word(scene, start, end));
    }
}

fn is_over(end: Option<Timestamp>, now: Timestamp) -> bool {
    end.is_some_and(|end| is_expired(end, now))
}

fn word(scene: &Scene<'_>, start: Option<Timestamp>, end: Timestamp) -> Finding {
    let ago = seconds_between(end, scene.now);
    let said = match ago {
        0 => format!("This URL expires right now, at {}", instant(end)),
        _ => format!(
            "This URL expired {} ago, at {}",
            duration(ago),
            instant(end)
        ),
    };
    let finding = Finding::new(&RULE, said);
    let finding = match start {
        Some(start) => {
            let lasted = duration(seconds_between(start, end));
            finding
                .label(value(scene, "X-Amz-Expires"), format!("valid for {lasted}"))
                .label(
                    value(scene, "X-Amz-Date"),
                    format!("from {}", instant(start)),
                )
        }
        None => finding.label(value(scene, "Expires"), "the end of its validity"),
    };
    let notes = [clock(ago), copy(scene)].into_iter().flatten();
    let finding = notes.fold(finding, Finding::note).fix(mend(scene));
    match scene.url.and_then(|url| url.foreign) {
        Some(Vendor::CloudflareR2) => finding
            .without_answer()
            .note("Cloudflare R2 answers 403 ExpiredRequest"),
        _ => finding,
    }
}

fn seconds_between(start: Timestamp, end: Timestamp) -> u64 {
    u64::try_from(end.duration_since(start).as_secs()).unwrap_or(0)
}

fn value(scene: &Scene<'_>, name: &str) -> Option<Span> {
    Some(scene.url?.param(name)?.value_span)
}

fn clock(ago: u64) -> Option<String> {
    (ago < MOMENT).then(|| {
        "the end is so near that the clock decides: S3 goes by its own, which is the Date header of \
         its answers"
            .to_owned()
    })
}

/// CloudFront does not know when a presigned URL ends: a copy goes on for as long as it is fresh.
fn copy(scene: &Scene<'_>) -> Option<String> {
    let trace = scene.presigned_trace()?;
    let exposure = scene.exposure?;
    let until = exposure.reachable_until?;
    let kept = exposure.lifetime.filter(|lifetime| !lifetime.is_zero())?;
    let reachable = scene.now < until && trace.viewer_check != ViewerCheck::Missing;
    reachable.then(|| {
        format!(
            "the edge keeps copies for up to {}: where it has one, this URL may still be served \
             until {}",
            duration(kept.longest),
            instant(until)
        )
    })
}

fn mend(scene: &Scene<'_>) -> Fix {
    let fix = Fix::new("sign a new URL");
    let longer = scene.sigv4().is_some_and(|v4| {
        let short = v4
            .lifetime
            .is_some_and(|lifetime| lifetime < LONGEST_LIFETIME);
        short && v4.security_token.is_none()
    });
    match longer {
        true => fix.or(format!(
            "sign for longer: X-Amz-Expires can be up to {LONGEST_LIFETIME} ({})",
            duration(LONGEST_LIFETIME)
        )),
        false => fix,
    }
}
