//! `global-endpoint-signed`: the URL is signed for the global host, and its bucket is in another Region.

use super::path_style_signed::signed_bucket;
use crate::edge::SentHost;
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Addressing, Endpoint, S3Host, Stage, partition_of_region, region};
use crate::rules::{Check, Scene};
use crate::s3::{Difference, GLOBAL_HOST_REFUSES, SignedHost};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "global-endpoint-signed",
    summary: "the URL is signed for S3's global host, and not for that of its Region",
    group: Group::Url,
    severity: Severity::Warning,
    needs: &[Need::Url],
    stage: Stage::Routing,
    effect: Effect::Breaks,
    predicts: Some(GLOBAL_HOST_REFUSES),
    page: include_str!("global_endpoint_signed.md"),
};

/// The Region that the global host serves itself.
const HOME: &str = "us-east-1";

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let promised = scene.promise.map(|promise| &promise.host);
    let Some((host, region)) = promised.zip(foreign_region(scene)) else {
        return;
    };
    match host.host.as_deref() {
        Some(name) => {
            if let Some(global) = S3Host::parse(name).filter(is_global) {
                sink.report(word(scene, host, &global, region));
            }
        }
        None if is_open(scene, host) => sink.not_checked(
            &RULE,
            "the URL carries the CDN's name: whether it was signed for the global host cannot be seen",
            "--s3-url with the URL as it was signed, or --verify with the secret in the environment",
        ),
        None => {}
    }
}

/// The Region that was signed for, if the global host has to pass requests on to it.
fn foreign_region<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    let name = scene.signed_region_name()?;
    let partition = partition_of_region(name)?;
    (partition.id == "aws" && name != HOME).then_some(name)
}

fn is_global(host: &S3Host) -> bool {
    host.endpoint == Endpoint::Global && host.partition.id == "aws"
}

/// Whether the global host is one of the candidates, and nothing speaks for another.
fn is_open(scene: &Scene<'_>, host: &SignedHost) -> bool {
    let unknown = scene
        .comparison
        .is_some_and(|comparison| comparison.host.difference == Difference::Unknown);
    let mut candidates = host.candidates.iter();
    unknown && candidates.any(|name| S3Host::parse(name).is_some_and(|one| is_global(&one)))
}

/// Whether S3 sees the global host, or will once it is not sent the viewer's: CloudFront may send
/// another one, and then the mismatch is what the request fails on.
fn arrives(scene: &Scene<'_>) -> bool {
    let received = match scene.comparison {
        Some(comparison) => comparison
            .domain
            .received
            .as_deref()
            .and_then(S3Host::parse),
        None => scene.url.and_then(|url| url.s3_host()),
    };
    received.as_ref().is_some_and(is_global)
}

/// Where the viewer's Host is forwarded, that is met first, at the signature.
fn met_at(scene: &Scene<'_>) -> Stage {
    match scene.trace.map(|trace| &trace.origin_request.host) {
        Some(SentHost::Viewer { .. }) => Stage::Signature,
        _ => Stage::Routing,
    }
}

fn word(scene: &Scene<'_>, host: &SignedHost, global: &S3Host, name: &str) -> Finding {
    let refuses = region(name).is_some_and(|region| region.refuses_global_endpoint);
    let bucket = signed_bucket(scene);
    let finding = match refuses && arrives(scene) {
        true => Finding::new(
            &RULE,
            format!("Signed for S3's global host, which refuses {name}"),
        )
        .severity(Severity::Error)
        .at_stage(met_at(scene))
        .note("Regions that opened after 2019-03-20 are served at their own host only"),
        false => Finding::new(
            &RULE,
            format!("Signed for S3's global host, not for that of {name}"),
        )
        .effect(Effect::Weakens)
        .note(reason(refuses, global.addressing)),
    };
    let confidence = match host.evidence.is_certain() {
        true => Confidence::Certain,
        false => Confidence::Likely,
    };
    let place = host.at.or(scene.url.and_then(|url| url.host.span()));
    finding
        .confidence(confidence)
        .label(place, "the signature covers the global host")
        .fix(mend(scene, bucket.as_deref(), name))
}

/// Why it is a warning.
fn reason(refuses: bool, addressing: Addressing) -> &'static str {
    match (refuses, addressing) {
        (true, _) => {
            "the global host refuses this Region with 400 IllegalLocationConstraintException: the \
             URL cannot be used at the host it was signed for"
        }
        (_, Addressing::Virtual) => {
            "for up to a day after a bucket was created S3 answers 307 there: CloudFront does not \
             follow it, and the signature is not valid for the host it leads to"
        }
        (_, Addressing::Path) => {
            "in path style S3 answers 301 or 307 there: CloudFront does not follow it, and the \
             signature is not valid for the host it leads to"
        }
    }
}

fn mend(scene: &Scene<'_>, bucket: Option<&str>, region: &str) -> Fix {
    let regional = bucket.and_then(|bucket| S3Host::regional(bucket, region));
    let target = regional.unwrap_or_else(|| format!("BUCKET.s3.{region}.amazonaws.com"));
    let origin = scene.origin_s3_host();
    let sign = match origin.is_some_and(|origin| is_global(&origin)) {
        true => format!("sign for {target}, and make that the origin's DomainName"),
        false => format!("sign for {target}"),
    };
    Fix::new(sign).or(in_boto3(region))
}

/// How boto3 is told to sign the Regional host.
pub(in crate::rules) fn in_boto3(region: &str) -> String {
    format!(
        "in boto3: region_name=\"{region}\" and Config(s3={{\"addressing_style\": \"virtual\"}})"
    )
}
