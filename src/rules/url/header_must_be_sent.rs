//! `header-must-be-sent`: the client must send a header with the value that was signed.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::Stage;
use crate::rules::{Check, Scene};
use crate::s3::{Fate, header_fates};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "header-must-be-sent",
    summary: "the client must send a header with the very value that was signed",
    group: Group::Url,
    severity: Severity::Warning,
    needs: &[Need::Url],
    stage: Stage::Signature,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("header_must_be_sent.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(promise) = scene.promise.filter(|_| scene.sigv4().is_some()) else {
        return;
    };
    // What is rewritten or not forwarded cannot be mended by the client.
    let kept = |fate: &Fate| matches!(fate, Fate::Forwarded | Fate::Unknown);
    let fates = header_fates(promise, scene.trace);
    let names: Vec<&str> = fates
        .filter(|(_, fate)| kept(fate))
        .map(|(name, _)| name)
        .collect();
    if !names.is_empty() {
        sink.report(word(scene, &names));
    }
}

fn word(scene: &Scene<'_>, names: &[&str]) -> Finding {
    let said = match names {
        [_] | [_, _] => format!("Clients must send {} as it was signed", list(names)),
        many => format!(
            "Clients must send {} headers as they were signed",
            many.len()
        ),
    };
    let place = scene.url.and_then(|url| url.param("X-Amz-SignedHeaders"));
    let finding = Finding::new(&RULE, said)
        .label(place.map(|param| param.value_span), "covered by the signature")
        .note("the value is signed and not in the URL: a browser that opens the link does not send it, and S3 answers 403 SignatureDoesNotMatch");
    let finding = match names.len() {
        1 | 2 => finding,
        _ => finding.note(format!("signed: {}", list(names))),
    };
    let fix = Fix::new(format!("tell whoever uses the URL to send {}", list(names)))
        .or("sign without it, if S3 need not know it");
    match scene.trace {
        Some(_) => finding
            .fix(fix.or("list it in the origin request policy, so that CloudFront forwards it")),
        None => finding.fix(fix),
    }
}
