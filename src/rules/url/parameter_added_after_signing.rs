//! `parameter-added-after-signing`: the query is not the one that was signed.

use crate::edge::Trace;
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Answer, Param, Stage};
use crate::rules::{Check, Scene};
use crate::s3::{Sign, Tampering, tampering};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "parameter-added-after-signing",
    summary: "the query was changed after the URL was signed",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Signature,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "SignatureDoesNotMatch")),
    page: include_str!("parameter_added_after_signing.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((url, promise)) = scene.url.zip(scene.promise) else {
        return;
    };
    if let Some(tampering) = tampering(url, promise, scene.trace) {
        sink.report(word(scene, &tampering));
    }
}

fn word(scene: &Scene<'_>, tampering: &Tampering<'_>) -> Finding {
    let names: Vec<String> = tampering
        .added
        .iter()
        .map(|param| param.shown_name())
        .collect();
    let confidence = match tampering.sign {
        Sign::Original | Sign::Proof => Confidence::Certain,
        Sign::Tracker | Sign::Order => Confidence::Likely,
        Sign::Perhaps => Confidence::Possible,
    };
    let said = headline(&names, &tampering.removed, tampering.sign == Sign::Perhaps);
    let finding = Finding::new(&RULE, said).confidence(confidence).label(
        tampering.added.first().map(|param| param.name_span()),
        "not in what was signed",
    );
    let finding = match names.len() {
        0..=FEW => finding,
        _ => finding.note(format!("added or changed: {}", list(&names))),
    };
    let finding = match tampering.added.is_empty() {
        true => finding.label(
            scene.url.and_then(|url| url.path.span()),
            "the query behind this is not whole",
        ),
        false => finding,
    };
    let finding = match tampering.sign {
        Sign::Perhaps => finding.severity(Severity::Warning).effect(Effect::Weakens),
        _ => finding,
    };
    forwarded(scene.trace, tampering, finding.note(why(tampering))).fix(mend(&tampering.added))
}

/// How many names a headline can hold.
const FEW: usize = 2;

fn headline(added: &[String], removed: &[&str], perhaps: bool) -> String {
    let were = if perhaps {
        "may have been added"
    } else {
        "was added"
    };
    match (added, removed) {
        ([], few @ ([_] | [_, _])) => format!("{} was taken out after signing", list(few)),
        ([], many) => format!("{} parameters were taken out after signing", many.len()),
        (few @ ([_] | [_, _]), []) => format!("{} {were} after signing", list(few)),
        (many, []) => format!("{} parameters: some {were} after signing", many.len()),
        (..) => "The query was changed after signing".to_owned(),
    }
}

fn why(tampering: &Tampering<'_>) -> &'static str {
    match tampering.sign {
        Sign::Original => {
            "SigV4 covers the whole query; the URL as it was signed (--s3-url) has another"
        }
        Sign::Proof => {
            "the query is part of what is signed; the secret makes this signature for another one"
        }
        Sign::Tracker => {
            "SigV4 covers the whole query; trackers and cache busters add this to links, and no SDK \
             signs it"
        }
        Sign::Order | Sign::Perhaps => {
            "SigV4 covers the whole query; signers put their signature last, or sort all names, and \
             this stands behind them"
        }
    }
}

/// A list of names in a policy keeps what was added away from S3.
fn forwarded(trace: Option<&Trace<'_>>, tampering: &Tampering<'_>, finding: Finding) -> Finding {
    match trace {
        None if !tampering.added.is_empty() => finding.note(
            "a distribution that does not forward it keeps it from S3: give its configuration (-c)",
        ),
        _ => finding,
    }
}

fn mend(added: &[&Param]) -> Fix {
    let signed = added.iter().any(|param| {
        param.name.starts_with("response-")
            || ["versionId", "partNumber"].contains(&param.name.as_str())
    });
    let fix = Fix::new("use the URL as the SDK returned it, with the host alone replaced");
    match signed {
        true => fix.or("give it to the signer (in boto3: Params), so that it is signed too"),
        false => fix.or("keep link trackers and cache busters off signed URLs: each is another object to a cache anyway"),
    }
}
