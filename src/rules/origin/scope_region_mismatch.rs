//! `scope-region-mismatch`: the signature is for another Region than the host.

use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, S3Host, Stage};
use crate::rules::url::{other_partition, scope_part};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "scope-region-mismatch",
    summary: "the signature is for another Region than the host that S3 sees",
    group: Group::Origin,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Parameters,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(400, "AuthorizationQueryParametersError")),
    page: include_str!("scope_region_mismatch.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    if let Some((signed, host)) = mismatch(scene) {
        sink.report(word(scene, signed, &host));
    }
}

/// The Region that was signed for and the host of another, where both are of one partition.
pub(in crate::rules) fn mismatch<'a>(scene: &Scene<'a>) -> Option<(&'a str, S3Host)> {
    let (host, signed) = scene.asked_s3_host().zip(scene.signed_region_name())?;
    let other = !host.takes_region(signed) && other_partition(&host, signed).is_none();
    (other && host.is_rest()).then_some((signed, host))
}

/// Whether the Region is all in which two hosts differ.
pub(super) fn is_all(scene: &Scene<'_>, signed: &str, received: &str) -> bool {
    mismatch(scene).is_some_and(|(region, host)| {
        let own = host.region.unwrap_or_default();
        let moved = signed.replacen(&format!(".{region}."), &format!(".{own}."), 1);
        moved == received
    })
}

fn word(scene: &Scene<'_>, signed: &str, host: &S3Host) -> Finding {
    let own = host.region.as_deref().unwrap_or("another Region");
    let credential = scene.url.and_then(|url| url.param("X-Amz-Credential"));
    let at = credential.map(|one| scope_part(one, 2).unwrap_or(one.value_span));
    let place = match scene.trace {
        Some(_) => "the origin is in another Region",
        None => "the host is of another Region",
    };
    Finding::new(
        &RULE,
        format!("Signed for {signed}, and S3 is asked in {own}"),
    )
    .label(scene.asked_host_span(), place)
    .label(
        at.filter(|_| scene.trace.is_some()),
        "the Region that was signed for",
    )
    .note("the Region is part of the signing key: a signature for one Region is none for another")
    .note("if the bucket is in neither of the two, S3 redirects (301) before it looks")
    .fix(mend(scene, signed, host, own))
}

fn mend(scene: &Scene<'_>, signed: &str, host: &S3Host, own: &str) -> Fix {
    let fix = Fix::new(format!("sign for {own}, if the bucket is there"));
    let bucket = host.bucket.as_deref().unwrap_or("BUCKET");
    match S3Host::regional(bucket, signed) {
        Some(right) if scene.trace.is_some() => fix
            .or(format!(
                "if the bucket is in {signed}: set the origin's DomainName to {right}"
            ))
            .update_distribution(scene.distribution_id()),
        Some(right) => fix.or(format!(
            "if the bucket is in {signed}: use the host {right}"
        )),
        None => fix,
    }
}
