//! `parameter-repeated`: the same name stands twice in the query.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{SIGV4_PARAMETERS, SignedUrl, Stage};
use crate::rules::{Check, Scene};
use crate::s3::repeated;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "parameter-repeated",
    summary: "the same name stands twice in the query",
    group: Group::Url,
    severity: Severity::Warning,
    needs: &[Need::Url],
    stage: Stage::Parameters,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("parameter_repeated.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let signed = scene.url.filter(|url| url.scheme() != "foreign");
    let Some((url, names)) = signed.map(|url| (url, repeated(url))) else {
        return;
    };
    if !names.is_empty() {
        sink.report(word(url, &names));
    }
}

fn word(url: &SignedUrl, names: &[&str]) -> Finding {
    let own = names.iter().any(|name| SIGV4_PARAMETERS.contains(name));
    let said = match names {
        [name] => format!("{name} stands more than once in the query"),
        [_, _] => format!("{} stand more than once in the query", list(names)),
        many => format!(
            "{} parameters stand more than once in the query",
            many.len()
        ),
    };
    let first = names.first().copied().unwrap_or_default();
    let mut places = url.params.iter().filter(|param| param.name == first);
    let other = places.nth(1);
    let finding = Finding::new(&RULE, said)
        .confidence(Confidence::Possible)
        .label(other.map(|param| param.name_span()), "there a second time");
    let finding = match own {
        true => finding.note("which of them S3 reads is not documented; caches and proxies may read the other"),
        false => finding.note("a second one that was not signed breaks the signature; which of two S3 reads is not documented"),
    };
    finding.fix(Fix::new(
        "take the URL as the SDK returned it, with each name once",
    ))
}
