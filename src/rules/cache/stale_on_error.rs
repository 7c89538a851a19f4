//! `stale-on-error`: the URL itself lets copies be served beyond their time to live.

use crate::finding::{
    Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration,
};
use crate::model::{Param, Stage};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "stale-on-error",
    summary: "the URL itself lets copies be served beyond their time to live",
    group: Group::Cache,
    severity: Severity::Note,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Cache,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("stale_on_error.md"),
};

/// The parameter by which a signer sets the `Cache-Control` of the answer.
const OVERRIDE: &str = "response-cache-control";

/// The directives, and when a copy is served because of them.
const DIRECTIVES: [(&str, &str); 2] = [
    ("stale-if-error", "while S3 fails or cannot be reached"),
    ("stale-while-revalidate", "while S3 is asked anew"),
];

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let trace = scene.presigned_trace().filter(|_| scene.url.is_some());
    let Some(trace) = trace else {
        return;
    };
    let kept = trace.lifetime.is_some_and(|lifetime| !lifetime.is_zero());
    let sent = trace.origin_request.params.iter();
    let mut sent = sent.filter_map(|sent| trace.viewer.params.get(sent.index));
    let Some(param) = sent.find(|param| param.name == OVERRIDE).filter(|_| kept) else {
        return;
    };
    for (directive, when) in DIRECTIVES {
        if let Some(seconds) = seconds(&param.value, directive).filter(|seconds| *seconds > 0) {
            sink.report(word(param, directive, when, seconds));
        }
    }
}

fn seconds(control: &str, directive: &str) -> Option<u64> {
    let mut parts = control.split(',').filter_map(|part| part.split_once('='));
    let (_, value) = parts.find(|(name, _)| name.trim().eq_ignore_ascii_case(directive))?;
    value.trim().trim_matches('"').parse().ok()
}

fn word(param: &Param, directive: &str, when: &str, seconds: u64) -> Finding {
    let time = duration(seconds);
    Finding::new(
        &RULE,
        format!("A copy may be served for another {time} after its time to live"),
    )
    .confidence(Confidence::Likely)
    .label(Some(param.value_span), format!("asks for it: {directive}"))
    .note(format!("{when}; the times of the verdict do not count it"))
    .fix(Fix::new(format!(
        "leave {directive} out of {OVERRIDE}, and sign the URL anew, if {time} more is too long"
    )))
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn a_directive_is_read_whatever_stands_beside_it() {
        let control = "max-age=60, Stale-If-Error=\"30\",stale-while-revalidate";
        assert_eq!(seconds(control, "stale-if-error"), Some(30));
        assert_eq!(seconds(control, "stale-while-revalidate"), None);
    }
}
