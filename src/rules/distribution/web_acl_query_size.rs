//! `web-acl-query-size`: the query is longer than AWS's own web ACL rules let through.

use crate::edge::Trace;
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Param, SignedUrl, Stage};
use crate::rules::{Check, Scene};
use crate::source::Known;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "web-acl-query-size",
    summary: "the query is longer than AWS's own web ACL rules let through",
    group: Group::Distribution,
    severity: Severity::Warning,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Viewer,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("web_acl_query_size.md"),
};

/// The longest query string that `SizeRestrictions_QUERYSTRING` of AWS's common rule set lets
/// through, in bytes. Source: AWS WAF's developer guide, "Baseline rule groups".
const LONGEST_QUERY: usize = 2_048;

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((url, trace)) = scene.url.zip(scene.trace) else {
        return;
    };
    let length = url.query().len();
    let attached = match &trace.distribution.web_acl.value {
        Known::Value(id) => !id.is_empty(),
        Known::Unresolved { .. } => true,
    };
    if attached && length > LONGEST_QUERY {
        sink.report(word(url, trace, length));
    }
}

fn word(url: &SignedUrl, trace: &Trace<'_>, length: usize) -> Finding {
    let longest = url.params.iter().max_by_key(|param| param.span.len());
    Finding::new(
        &RULE,
        format!("The query is {length} bytes long, and a web ACL stands before the distribution"),
    )
    .confidence(Confidence::Possible)
    .label(longest.map(Param::name_span), "the longest parameter")
    .label(trace.distribution.web_acl.span(), "its rules are not in the input")
    .note(format!(
        "AWS's common rule set blocks queries of more than {LONGEST_QUERY} bytes (SizeRestrictions_QUERYSTRING): CloudFront answers 403 \"Request blocked\""
    ))
    .note("session tokens have no fixed length: URLs of one signer may pass, and those of another not")
    .fix(
        Fix::new("let SizeRestrictions_QUERYSTRING count only, for the path of this delivery")
            .or("sign with an IAM user's key, which needs no token, or with a session without tags"),
    )
}
