//! `rounding-too-coarse`: signing times are rounded so far that URLs are over when they are handed out.

use crate::edge::Rounding;
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration};
use crate::model::Stage;
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "rounding-too-coarse",
    summary: "signing times are rounded so far that URLs are over when they are handed out",
    group: Group::Cache,
    severity: Severity::Warning,
    needs: &[Need::Url],
    stage: Stage::Time,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("rounding_too_coarse.md"),
};

/// What is left to a URL must be enough to click on it, in seconds.
const SHORTEST: u64 = 60;

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let given = scene.rounding.filter(|rounding| rounding.given);
    let shortest = scene
        .sigv4()
        .and_then(|v4| v4.lifetime)
        .map_or(SHORTEST, |lifetime| lifetime.min(SHORTEST));
    if let Some(rounding) = given.filter(|rounding| rounding.shortest < shortest) {
        sink.report(word(scene, rounding));
    }
}

fn word(scene: &Scene<'_>, rounding: Rounding) -> Finding {
    let lives = duration(rounding.longest);
    let step = duration(rounding.step);
    let message = match rounding.shortest {
        0 => format!(
            "Some URLs are over when they are handed out: they live for {lives}, and signing times are rounded down to {step}"
        ),
        left => format!(
            "Some URLs live for {} only: signing times are rounded down to {step}",
            duration(left)
        ),
    };
    let declared = scene.signer;
    let round = declared.and_then(|signer| signer.round.as_ref()?.span());
    let expires = declared.and_then(|signer| signer.expires.span());
    let parameter = scene.url.and_then(|url| url.param("X-Amz-Expires"));
    let expires = expires.or(parameter.map(|param| param.value_span));
    let finding = Finding::new(&RULE, message)
        .label(round, format!("up to {step} of a URL's life are gone"))
        .label(expires, format!("it lives for {lives}"))
        .note("a URL lives from its signing time on, and that lies back by up to the step");
    let advised = Rounding::advised(rounding.longest);
    finding.fix(match advised {
        Some(advised) => Fix::new(format!(
            "round to {}: then a URL is valid for at least {}",
            duration(advised.step),
            duration(advised.shortest)
        ))
        .or(format!(
            "sign for {} or longer",
            duration(rounding.step.saturating_mul(2))
        )),
        None => Fix::new(format!(
            "do not round, or sign for {} or longer",
            duration(rounding.step.saturating_mul(2))
        )),
    })
}
