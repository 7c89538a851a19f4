//! `authorization-forwarded`: a client's own `Authorization` would reach S3 beside the signed query.

use crate::edge::{SentHost, Trace};
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::Stage;
use crate::rules::listed::{all_viewer, named};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "authorization-forwarded",
    summary: "a client's own Authorization would reach S3 beside the signed query",
    group: Group::Headers,
    severity: Severity::Warning,
    needs: &[Need::Distribution],
    stage: Stage::Mechanism,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("authorization_forwarded.md"),
};

const HEADER: &str = "Authorization";

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let trace = scene.trace_to_s3();
    // What CloudFront signs itself takes its place, and is another rule's.
    let Some(trace) = trace.filter(|trace| trace.origin_request.auth.is_none()) else {
        return;
    };
    let forwarded = trace.settings.forwards_header(HEADER) == Some(true);
    let is_named = named(&trace.settings, HEADER).is_some();
    if forwarded && (is_named || is_for_all(scene, trace)) {
        sink.report(word(scene, trace));
    }
}

/// Whether a setting that forwards whatever viewers send is worth a note: not where that is replaced
/// anyway because of `Host`, nor where nobody said that signed URLs are delivered.
fn is_for_all(scene: &Scene<'_>, trace: &Trace<'_>) -> bool {
    let own_host = matches!(trace.origin_request.host, SentHost::OriginDomain(..));
    scene.url.is_some() && own_host
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>) -> Finding {
    let finding = Finding::new(
        &RULE,
        "A client that sends Authorization is refused: S3 would get two authentications",
    )
    .confidence(Confidence::Possible)
    .note("S3 takes one way of authentication, and answers 400 InvalidArgument to two: \"Only one auth mechanism allowed\"");
    match (named(&trace.settings, HEADER), all_viewer(&trace.settings)) {
        (Some(listed), _) => finding
            .label(listed.at, "forwards it by its name")
            .fix(mend(scene, format!("take {HEADER} out of the headers that are forwarded"))),
        (None, Some((policy, at))) => finding
            .severity(Severity::Note)
            .label(at, format!("{} forwards what clients send", policy.name))
            .note("a link in a browser has no such header; a client library with a token of its own, or one that follows a redirect with it, has")
            .fix(mend(
                scene,
                "name an origin request policy of your own, with every query string and no headers".to_owned(),
            )),
        (None, None) => finding
            .label(trace.settings.header_span(HEADER), "forwards every header")
            .fix(mend(scene, "forward no header of the viewer's".to_owned())),
    }
}

fn mend(scene: &Scene<'_>, how: String) -> Fix {
    Fix::new(how)
        .or("let clients leave the header out when they use a signed URL")
        .update_distribution(scene.distribution_id())
}
