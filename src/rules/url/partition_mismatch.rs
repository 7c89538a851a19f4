//! `partition-mismatch`: the signature is of one partition of AWS, and the host of another.

use super::parameter_malformed::scope_part;
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, Partition, S3Host, Stage, partition_of_region};
use crate::rules::{Check, Scene};
use crate::source::Span;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "partition-mismatch",
    summary: "the signature is of one partition of AWS, and the host of another",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Parameters,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(400, "AuthorizationQueryParametersError")),
    page: include_str!("partition_mismatch.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some((host, signed)) = scene.asked_s3_host().zip(scene.signed_region_name()) else {
        return;
    };
    if let Some(misspelt) = misspelt(&host) {
        sink.report(word_host(scene, &host, misspelt));
    } else if let Some((own, other)) = other_partition(&host, signed) {
        sink.report(word(scene, signed, own, other));
    }
}

/// The partition of the Region in a host that ends in another partition's suffix.
fn misspelt(host: &S3Host) -> Option<&'static Partition> {
    let region = host
        .region
        .as_deref()
        .filter(|_| host.open_region.is_none())?;
    let own = partition_of_region(region)?;
    (own.dns_suffix != host.partition.dns_suffix).then_some(own)
}

/// The partitions of the host and of the signature, where they are two.
pub(in crate::rules) fn other_partition(
    host: &S3Host,
    signed: &str,
) -> Option<(&'static Partition, &'static Partition)> {
    let signed = partition_of_region(signed)?;
    let own = host.own_partition();
    (own.id != signed.id).then_some((own, signed))
}

fn word_host(scene: &Scene<'_>, host: &S3Host, own: &Partition) -> Finding {
    let region = host.region.as_deref().unwrap_or_default();
    let right = own.dns_suffix;
    Finding::new(
        &RULE,
        format!("The host ends in {}; {region} is under {right}", host.partition.dns_suffix),
    )
    .at_stage(Stage::Routing)
    .without_answer()
    .label(scene.asked_host_span(), "no host of S3's has this name")
    .note("partitions (AWS, China, GovCloud, Europe's sovereign cloud) share neither hosts nor accounts")
    .fix(Fix::new(format!("write the host with the suffix {right}, and sign for that")))
}

fn word(scene: &Scene<'_>, region: &str, own: &Partition, signed: &Partition) -> Finding {
    let credential = scene.url.and_then(|url| url.param("X-Amz-Credential"));
    let region_at = credential.map(|one| scope_part(one, 2).unwrap_or(one.value_span));
    Finding::new(
        &RULE,
        format!("Signed in partition {} ({region}), for a host of {}", signed.id, own.id),
    )
    .confidence(Confidence::Certain)
    .label(region_at, format!("a Region of {}", signed.id))
    .label(origin_span(scene), format!("a host of {}", own.id))
    .note("partitions share neither buckets nor accounts: S3 refuses the Region, and does not know the key either (403 InvalidAccessKeyId)")
    .fix(
        Fix::new(format!("sign with a key and a Region of {}, where the host is", own.id))
            .or(format!("use the bucket's host under {}, where the signature is of", signed.dns_suffix)),
    )
}

/// The origin's host. A host and a credential in one URL are too far apart to be shown together.
fn origin_span(scene: &Scene<'_>) -> Option<Span> {
    scene.trace?;
    scene.asked_host_span()
}
