//! `geo-restricted`: viewers in some countries are refused, whatever their URL.

use crate::finding::{Effect, Finding, Group, Need, Rule, Severity, Sink, list};
use crate::model::{GeoRestriction, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "geo-restricted",
    summary: "viewers in some countries are refused, whatever their URL",
    group: Group::Distribution,
    severity: Severity::Note,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Viewer,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("geo_restricted.md"),
};

/// How many countries are named.
const MOST: usize = 8;

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((_, trace)) = scene.url.zip(scene.trace) else {
        return;
    };
    if let Some(restriction) = &trace.distribution.geo_restriction {
        sink.report(word(restriction));
    }
}

fn word(restriction: &GeoRestriction) -> Finding {
    let countries = named(&restriction.countries);
    let (message, label) = match restriction.allows {
        true => (
            format!("Only viewers in {countries} are served"),
            "all others are refused",
        ),
        false => (
            format!("Viewers in {countries} are refused"),
            "refuses them",
        ),
    };
    Finding::new(&RULE, message)
        .label(Some(restriction.span), label)
        .note("CloudFront answers 403 with a page of its own; S3 is not asked, and the URL is not at fault")
        .note("the country is told by the viewer's address: behind a VPN, a proxy or a company's network it is another one")
}

fn named(countries: &[String]) -> String {
    let some: Vec<&str> = countries.iter().take(MOST).map(String::as_str).collect();
    match countries.len() {
        0 => "some countries".to_owned(),
        all if all > MOST => format!("{} and {} more countries", some.join(", "), all - MOST),
        _ => list(&some),
    }
}
