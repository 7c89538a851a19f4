//! `query-order-or-encoding`: the query was written anew on its way, which makes copies of its own.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Param, SignedUrl, Stage};
use crate::rules::{Check, Scene};
use crate::s3::Evidence;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "query-order-or-encoding",
    summary: "the query was written anew on its way, which makes copies of its own",
    group: Group::Query,
    severity: Severity::Note,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Cache,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("query_order_or_encoding.md"),
};

/// How a query differs from the one that was signed, though it says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rewritten {
    /// Its parameters stand in another order.
    Order,
    /// They are escaped otherwise.
    Encoding,
}

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let original = scene
        .promise
        .filter(|promise| promise.host.evidence == Evidence::OriginalUrl);
    let (Some(url), Some(promise), Some(trace)) = (scene.url, original, scene.presigned_trace())
    else {
        return;
    };
    let kept = trace.lifetime.is_some_and(|lifetime| !lifetime.is_zero());
    let keyed = trace.cache_key.has(trace.viewer.signature_parameter()) == Some(true);
    if let Some(how) = rewritten(&promise.params, &url.params).filter(|_| kept && keyed) {
        sink.report(word(url, &promise.params, how));
    }
}

fn rewritten(signed: &[Param], sent: &[Param]) -> Option<Rewritten> {
    let meaning = |params: &[Param]| {
        let mut all: Vec<(String, String)> = params
            .iter()
            .map(|param| (param.name.clone(), param.value.clone()))
            .collect();
        all.sort();
        all
    };
    let names = |params: &[Param]| -> Vec<String> {
        params.iter().map(|param| param.name.clone()).collect()
    };
    let same_spelling = signed
        .iter()
        .zip(sent)
        .all(|(one, other)| is_spelled(one, other));
    if meaning(signed) != meaning(sent) {
        None
    } else if names(signed) != names(sent) {
        Some(Rewritten::Order)
    } else {
        (!same_spelling).then_some(Rewritten::Encoding)
    }
}

fn is_spelled(one: &Param, other: &Param) -> bool {
    one.raw_name == other.raw_name && one.raw_value == other.raw_value
}

fn word(url: &SignedUrl, signed: &[Param], how: Rewritten) -> Finding {
    let (message, label) = match how {
        Rewritten::Order => (
            "The query is in another order than it was signed in",
            "stood elsewhere",
        ),
        Rewritten::Encoding => (
            "The query is escaped otherwise than it was signed",
            "was written otherwise",
        ),
    };
    let mut pairs = url.params.iter().zip(signed);
    let first = pairs.find(|(own, signed)| match how {
        Rewritten::Order => own.name != signed.name,
        Rewritten::Encoding => !is_spelled(own, signed),
    });
    Finding::new(&RULE, message)
        .label(first.map(|(own, _)| own.name_span()), label)
        .note("the signature holds: S3 sorts the parameters and escapes them itself")
        .note("CloudFront finds copies by the query as it is written: this one is kept apart from the URL as it was signed")
        .fix(Fix::new(
            "pass the query on as the SDK wrote it: no parsing, sorting or building anew",
        ))
}
