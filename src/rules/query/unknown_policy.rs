//! `unknown-policy`: the behavior names a policy that is neither managed nor in the input.

use crate::edge::{Policy, Settings, Trace};
use crate::finding::{Effect, Finding, Group, Need, Rule, Severity, Sink, command_id, list};
use crate::model::{Field, MANAGED_AS_OF, Stage};
use crate::rules::{Check, Scene};
use crate::source::Known;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "unknown-policy",
    summary: "the behavior names a policy that is neither managed nor in the input",
    group: Group::Query,
    severity: Severity::Note,
    needs: &[Need::Distribution],
    stage: Stage::Mechanism,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("unknown_policy.md"),
};

/// A policy that is not known, and how to get it.
struct Unknown<'a> {
    kind: &'static str,
    command: &'static str,
    id: &'a Field<String>,
    /// The rules that would have looked at it.
    checks: Vec<&'static str>,
}

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene.presigned_trace() else {
        return;
    };
    for unknown in unknown(trace) {
        sink.report(word(&unknown));
        if !unknown.checks.is_empty() {
            let (reason, needs) = question(&unknown);
            sink.not_checked(&RULE, reason, needs);
        }
    }
}

fn unknown<'a>(trace: &Trace<'a>) -> Vec<Unknown<'a>> {
    let Settings::Policies { cache, request } = trace.settings else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let Policy::Unknown(id) = cache {
        found.push(Unknown {
            kind: "cache policy",
            command: "get-cache-policy",
            id,
            checks: silenced(trace, true),
        });
    }
    if let Some(Policy::Unknown(id)) = request {
        found.push(Unknown {
            kind: "origin request policy",
            command: "get-origin-request-policy",
            id,
            checks: silenced(trace, false),
        });
    }
    found
}

/// The rules that have to stay silent without a policy and do not say so themselves.
fn silenced(trace: &Trace<'_>, keeps: bool) -> Vec<&'static str> {
    const BY_QUERY: [&str; 1] = ["query-partly-forwarded"];
    const BY_KEY: [&str; 1] = ["query-not-in-cache-key"];
    const BY_HOST: [&str; 1] = ["host-forwarded"];
    const BY_TTL: [&str; 4] = [
        "cache-outlives-url",
        "minimum-ttl-overrides",
        "signing-time-not-rounded",
        "cache-disabled",
    ];
    let query = trace.settings.forwards_parameter("X-Amz-Signature");
    let host = trace.settings.forwards_header("Host");
    let kept = trace.lifetime.is_none_or(|lifetime| !lifetime.is_zero());
    let groups: [(bool, &[&'static str]); 4] = [
        (query.is_none(), &BY_QUERY),
        (query.is_none() && kept, &BY_KEY),
        (host.is_none(), &BY_HOST),
        (keeps, &BY_TTL),
    ];
    let open = groups.into_iter().filter(|(open, _)| *open);
    open.flat_map(|(_, ids)| ids).copied().collect()
}

fn word(unknown: &Unknown<'_>) -> Finding {
    let kind = unknown.kind;
    match &unknown.id.value {
        Known::Value(id) => Finding::new(
            &RULE,
            format!("The {kind} {id} is neither managed nor in the input"),
        )
        .label(unknown.id.span(), "what this does is not known")
        .note(format!(
            "siglint knows AWS's managed policies as of {MANAGED_AS_OF}"
        )),
        Known::Unresolved { expression } => Finding::new(
            &RULE,
            format!("The {kind} is not known: the input does not resolve {expression}"),
        )
        .label(unknown.id.span(), "stands for an id"),
    }
}

/// What cannot be said without it, and what would settle that.
fn question(unknown: &Unknown<'_>) -> (String, String) {
    let Unknown { kind, command, .. } = unknown;
    let id = unknown.id.value.value().map(String::as_str);
    let id = command_id(id, "ID");
    (
        format!("the {kind} is missing for {}", list(&unknown.checks)),
        format!("`aws cloudfront {command} --id {id} > policy.json` and `-c policy.json`"),
    )
}
