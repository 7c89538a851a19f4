//! `viewer-signature-required`: the behavior asks for CloudFront's signature, and the URL has only S3's.

use crate::edge::{Trace, ViewerCheck};
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Answer, S3Signature, Stage, ViewerAccess};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "viewer-signature-required",
    summary: "the behavior asks for a CloudFront signature, and the URL has none",
    group: Group::Access,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::ViewerSignature,
    effect: Effect::Breaks,
    predicts: Some(Answer::cloudfront(403, "MissingKey")),
    page: include_str!("viewer_signature_required.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((url, trace)) = scene.url.zip(scene.presigned_trace()) else {
        return;
    };
    match (trace.viewer_check, &trace.behavior.viewer_access) {
        (ViewerCheck::Missing, _) => {
            let sigv2 = matches!(url.s3, S3Signature::V2(_));
            sink.report(word(scene, trace, sigv2));
        }
        (_, ViewerAccess::Unresolved(expression)) => sink.not_checked(
            &RULE,
            format!(
                "whether the behavior demands a CloudFront signature is {}, which is not resolved",
                expression.value
            ),
            "the key groups or signers, or that there are none",
        ),
        _ => {}
    }
}

fn word(scene: &Scene<'_>, trace: &Trace<'_>, sigv2: bool) -> Finding {
    let (place, signers) = match &trace.behavior.viewer_access {
        ViewerAccess::Signed(signers) => (signers.span(), signers.value.as_slice()),
        ViewerAccess::Open | ViewerAccess::Unresolved(_) => (None, &[][..]),
    };
    let pattern = trace.behavior.pattern.value.value();
    let behavior = match pattern {
        Some(pattern) if !trace.behavior.is_default => format!("behavior {pattern}"),
        _ => "the default behavior".to_owned(),
    };
    let finding = Finding::new(
        &RULE,
        format!("The URL has no CloudFront signature, and {behavior} demands one"),
    )
    .label(place, trusted(signers))
    .note("S3's signature is not CloudFront's: the request is refused before it reaches S3");
    let finding = match sigv2 {
        true => finding.note(
            "SigV2's Expires and Signature have the names of CloudFront's own parameters: CloudFront \
             takes them for its own",
        ),
        false => finding.note("a viewer with CloudFront's signed cookies gets past; siglint sees no cookies"),
    };
    finding.fix(mend(scene, sigv2))
}

/// Who may sign, short enough for a label.
fn trusted(signers: &[String]) -> String {
    match signers {
        [] => "who may sign for CloudFront".to_owned(),
        few @ ([_] | [_, _]) if few.iter().all(|one| one.len() <= 16) => {
            format!(
                "only with a signature of {}",
                list(few).replace(" and ", " or ")
            )
        }
        [_] => "only with a signature of this key group or account".to_owned(),
        many => format!("only with a signature of one of these {}", many.len()),
    }
}

fn mend(scene: &Scene<'_>, sigv2: bool) -> Fix {
    let fix = Fix::new("serve these URLs from a behavior without trusted key groups and signers");
    let fix = match sigv2 {
        true => fix.or(
            "sign with SigV4 in place of SigV2, and the whole of that URL with CloudFront as well",
        ),
        false => fix.or(
            "sign the whole URL with CloudFront as well: it takes its own parameters away again",
        ),
    };
    fix.update_distribution(scene.distribution_id())
}
