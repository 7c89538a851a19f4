//! `origin-region-missing`: the origin is a bucket's global host.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Addressing, Endpoint, S3Host, Stage};
use crate::rules::{Check, Scene};
use crate::s3::GLOBAL_HOST_REFUSES;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "origin-region-missing",
    summary: "the origin's domain name does not name the bucket's Region",
    group: Group::Origin,
    severity: Severity::Warning,
    needs: &[Need::Distribution],
    stage: Stage::Routing,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("origin_region_missing.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    if let Some(host) = global_origin(scene) {
        sink.report(word(scene, &host));
    }
}

/// The origin's global host, unless the bucket's Region is the one that the global host is for.
fn global_origin(scene: &Scene<'_>) -> Option<S3Host> {
    scene.presigned_trace()?;
    let host = scene.origin_s3_host()?;
    let global = host.endpoint == Endpoint::Global && host.addressing == Addressing::Virtual;
    let described = scene.trace.and_then(|trace| trace.bucket?.known_region());
    let at_home = scene.signed_region_name().or(described) == Some("us-east-1");
    (global && !at_home).then_some(host)
}

fn word(scene: &Scene<'_>, host: &S3Host) -> Finding {
    let bucket = host.bucket.as_deref().unwrap_or("BUCKET");
    let region = scene.signed_region_name();
    let regional = region.and_then(|region| S3Host::regional(bucket, region));
    let mend = regional
        .clone()
        .unwrap_or_else(|| format!("{bucket}.s3.REGION.amazonaws.com"));
    let at = scene.trace.and_then(|trace| trace.origin.domain.span());
    let fix = match (regional, host.is_open()) {
        (_, true) => Fix::new(format!("name the Regional host: {IN_TEMPLATE}")),
        (Some(regional), false) => {
            in_template(scene, to(&mend).edit(at, regional)).with_caution(SIGN_ANEW)
        }
        (None, false) => in_template(scene, to(&mend)),
    };
    let finding = Finding::new(&RULE, "The origin's domain name has no Region")
        .label(at, "the global host")
        .fix(fix.update_distribution(scene.distribution_id()));
    let refusing = scene
        .signed_region()
        .filter(|region| region.refuses_global_endpoint);
    match refusing {
        Some(region) => refused(scene, finding).note(format!(
            "{} opened after 2019-03-20: the global host does not serve it",
            region.name
        )),
        None if region.is_none() => finding
            .confidence(Confidence::Likely)
            .note(REDIRECTS)
            .note("Regions opened after 2019-03-20 are not served there at all"),
        None => finding.note(REDIRECTS),
    }
}

fn to(host: &str) -> Fix {
    Fix::new(format!(
        "set the origin's DomainName to {host}, and sign for that host"
    ))
}

const SIGN_ANEW: &str = "URLs must be signed for the Regional host, too";

const IN_TEMPLATE: &str = "the bucket's RegionalDomainName (CloudFormation) or \
    bucket_regional_domain_name (Terraform, Pulumi)";

/// Templates have a name of their own for the Regional host of a bucket that they make.
pub(super) fn in_template(scene: &Scene<'_>, fix: Fix) -> Fix {
    match scene.is_templated() {
        true => fix.or(format!("name it as the template's own: {IN_TEMPLATE}")),
        false => fix,
    }
}

/// An error only where no other rule has it: a URL that is signed for the global host as well is
/// `global-endpoint-signed`'s, one that is signed for another host `signed-host-mismatch`'s, and
/// the mend of either covers the origin.
fn refused(scene: &Scene<'_>, finding: Finding) -> Finding {
    let signed = scene
        .promise
        .and_then(|promise| promise.host.host.as_deref());
    let global = signed
        .and_then(S3Host::parse)
        .is_some_and(|host| host.endpoint == Endpoint::Global);
    let differs = scene
        .comparison
        .is_some_and(|comparison| comparison.domain.difference.differs());
    match global || differs {
        true => finding,
        false => finding
            .severity(Severity::Error)
            .effect(Effect::Breaks)
            .meets(Stage::Routing, GLOBAL_HOST_REFUSES),
    }
}

const REDIRECTS: &str = "for a day or so after a bucket outside us-east-1 is made, the global host \
    redirects (307), and CloudFront hands the redirect to the viewer";
