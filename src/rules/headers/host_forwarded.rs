//! `host-forwarded`: the viewer's `Host` reaches S3, and the signature covers another one.

use crate::edge::{Policy, SentHost, Settings, Trace};
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, NameSet, OriginKind, RESPONSE_OVERRIDES_DROPPED, S3Signature, Stage};
use crate::rules::{Check, Scene};
use crate::s3::Difference;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "host-forwarded",
    summary: "the viewer's Host reaches S3, and the signature covers another one",
    group: Group::Headers,
    severity: Severity::Error,
    needs: &[Need::Distribution],
    stage: Stage::Signature,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "SignatureDoesNotMatch")),
    page: include_str!("host_forwarded.md"),
};

/// The managed policy that forwards everything else.
const EXCEPT_HOST: &str = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

/// The setting that forwards headers without policies.
const LEGACY: &str = "ForwardedValues.Headers";

/// What takes `Host`.
enum Forwarder<'a> {
    Request { name: &'a str, managed: bool },
    Cache { name: &'a str },
    Legacy { every_header: bool },
}

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene.trace_to_s3() else {
        return;
    };
    if let (SentHost::Viewer { .. }, true, Some(forwarder)) = (
        &trace.origin_request.host,
        is_signed_otherwise(scene),
        forwarder(&trace.settings),
    ) {
        sink.report(word(scene, trace, &forwarder));
    }
}

/// SigV2 does not sign the host; and a bucket that is called as the viewer's host can be signed for
/// by that name.
fn is_signed_otherwise(scene: &Scene<'_>) -> bool {
    let signed = scene
        .url
        .is_none_or(|url| matches!(url.s3, S3Signature::V4(_) | S3Signature::V4a(_)));
    let same = scene
        .comparison
        .is_some_and(|comparison| comparison.host.difference == Difference::Same);
    signed && !same
}

fn forwarder<'a>(settings: &Settings<'a>) -> Option<Forwarder<'a>> {
    let (cache, request) = match settings {
        Settings::Legacy(values) => {
            let every_header = values.headers.value == NameSet::All;
            return Some(Forwarder::Legacy { every_header });
        }
        Settings::Policies { cache, request } => (cache, request),
    };
    let request = request.as_ref().and_then(Policy::found);
    let request = request.filter(|policy| policy.headers.value.takes_header("Host") == Some(true));
    let by_request = request.map(|policy| Forwarder::Request {
        name: named(&policy.name, &policy.id),
        managed: policy.managed,
    });
    by_request.or_else(|| {
        let policy = cache.found()?;
        let name = named(&policy.name, &policy.id);
        Some(Forwarder::Cache { name })
    })
}

/// A policy without a name is called by its id.
const fn named<'a>(name: &'a str, id: &'a str) -> &'a str {
    if name.is_empty() { id } else { name }
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>, forwarder: &Forwarder<'_>) -> Finding {
    let host = &trace.origin_request.host;
    let (who, label) = match forwarder {
        Forwarder::Request { name, .. } => (*name, "forwards the viewer's Host"),
        Forwarder::Cache { name } => (*name, "keys and forwards the viewer's Host"),
        Forwarder::Legacy { every_header: true } => (LEGACY, "forwards every header, and so Host"),
        Forwarder::Legacy { .. } => (LEGACY, "forwards the viewer's Host"),
    };
    let sees = host.name().unwrap_or("the CDN's name");
    let finding = Finding::new(
        &RULE,
        format!("{who} forwards the viewer's Host: S3 will see {sees}"),
    )
    .label(host.span(), label);
    let signed = scene.promise.and_then(|promise| promise.host.host.as_ref());
    let finding = match signed {
        Some(signed) => finding.note(format!("the signature covers {signed}")),
        None => finding.note("a presigned URL is signed for S3's own host"),
    };
    let finding = finding.fix(mend(scene, trace, forwarder));
    match host {
        SentHost::Viewer {
            s3_origin: true, ..
        } => finding.confidence(Confidence::Likely).note(
            "AWS documents that S3 origins do not get the viewer's Host; reports tell of S3 getting it all the same",
        ),
        _ => finding,
    }
}

fn mend(scene: &Scene<'_>, trace: &Trace<'_>, forwarder: &Forwarder<'_>) -> Fix {
    let fix = match forwarder {
        Forwarder::Request { name, managed } => mend_request(trace, name, *managed),
        Forwarder::Cache { name } => Fix::new(format!(
            "name a cache policy without Host in its key in place of {name}"
        )),
        Forwarder::Legacy { every_header: true } => Fix::new(format!(
            "take * out of {LEGACY}: a presigned URL needs no header of the viewer's"
        )),
        Forwarder::Legacy { .. } => Fix::new(format!("take Host out of {LEGACY}")),
    };
    fix.update_distribution(scene.distribution_id())
}

fn mend_request(trace: &Trace<'_>, name: &str, managed: bool) -> Fix {
    const OWN: &str =
        "name an origin request policy of your own, with every query string and no headers";
    const LEAVES_OUT: &str =
        "AllViewerExceptHostHeader keeps response-content-* parameters from S3 origins";
    let s3 = trace.origin.kind.value == OriginKind::S3;
    let keyed = |name: &str| trace.settings.keys_parameter(name) == Some(true);
    let dropped = |name: &&str| trace.viewer.param(name).is_some() && !keyed(name);
    if s3 && RESPONSE_OVERRIDES_DROPPED.iter().any(dropped) {
        return Fix::new(format!("{OWN}, in place of {name}: {LEAVES_OUT}"));
    }
    let fix = Fix::new(format!(
        "name AllViewerExceptHostHeader ({EXCEPT_HOST}) in place of {name}"
    ))
    .edit(trace.origin_request.host.span(), EXCEPT_HOST)
    .with_caution("everything that goes through this behavior gets other headers");
    let fix = match managed {
        true => fix,
        false => fix.or(format!("take Host out of the headers of {name}")),
    };
    match (keyed("X-Amz-Signature"), s3) {
        (true, _) => fix.or("remove OriginRequestPolicyId: the cache policy forwards the query"),
        (false, true) => fix.or(format!("{OWN}: {LEAVES_OUT}")),
        (false, false) => fix.or(OWN),
    }
}
