//! `signed-host-mismatch`: S3 sees another `Host` than the one that was signed.

use super::origin_region_missing::in_template;
use super::scope_region_mismatch::is_all;
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, list};
use crate::model::{Answer, Endpoint, S3Host, SdkHost, Stage};
use crate::rules::url::global_endpoint_signed;
use crate::rules::{Check, Scene};
use crate::s3::{Difference, Evidence, GLOBAL_HOST_REFUSES, HostComparison};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "signed-host-mismatch",
    summary: "S3 sees another Host than the one that was signed",
    group: Group::Origin,
    severity: Severity::Error,
    needs: &[Need::Url, Need::Distribution],
    stage: Stage::Signature,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "SignatureDoesNotMatch")),
    page: include_str!("signed_host_mismatch.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(comparison) = scene.comparison.filter(|_| is_about_the_name(scene)) else {
        return;
    };
    match comparison.domain.difference {
        Difference::Differs | Difference::LikelyDiffers => {
            sink.report(word(scene, &comparison.domain));
        }
        Difference::Unknown => {
            let (reason, needs) = question(scene, &comparison.domain);
            sink.not_checked(&RULE, reason, needs);
        }
        Difference::LikelySame | Difference::Same => {}
    }
}

/// Another bucket, another behavior and a website endpoint have rules of their own, and SigV2 does not sign the host.
/// A viewer's Host that is forwarded is another rule's too; behind it the domain name is met next,
/// unless that Host is the signed one.
fn is_about_the_name(scene: &Scene<'_>) -> bool {
    let origin = scene.origin_s3_host();
    let website = origin.is_some_and(|host| host.endpoint == Endpoint::Website);
    scene.sigv4().is_some()
        && !website
        && !is_the_regions(scene)
        && !scene.viewers_host_is_signed()
        && scene.other_bucket().is_none()
        && scene.meant_behavior().is_none()
}

/// Whether another rule has it: of one that SDKs would sign, the origin differs in the Region alone.
fn is_the_regions(scene: &Scene<'_>) -> bool {
    let Some((comparison, promise)) = scene.comparison.zip(scene.promise) else {
        return false;
    };
    let received = comparison.domain.received.as_deref().unwrap_or_default();
    let known = promise.host.host.iter();
    let mut hosts = known.chain(&promise.host.candidates);
    hosts.any(|host| is_all(scene, host, received))
}

fn word(scene: &Scene<'_>, host: &HostComparison) -> Finding {
    let received = host.received.as_deref().unwrap_or("another host");
    let confidence = match host.difference {
        Difference::Differs => Confidence::Certain,
        _ => Confidence::Likely,
    };
    let promise = scene.promise.map(|promise| &promise.host);
    let finding = at_first_refusal(scene, Finding::new(&RULE, HEADLINE))
        .confidence(confidence)
        .label(
            scene.trace.and_then(|trace| trace.origin.domain.span()),
            "sent as Host",
        );
    let Some(signed) = &host.signed else {
        let candidates = promise
            .map(|host| host.candidates.as_slice())
            .unwrap_or_default();
        let usual: Vec<&String> = candidates.iter().take(2).collect();
        return finding
            .note(format!(
                "SDKs sign {} for this bucket and Region",
                list(&usual).replace(" and ", " or ")
            ))
            .fix(mend(
                scene,
                usual.first().map_or(received, |host| host.as_str()),
                received,
            ));
    };
    let at = promise.and_then(|host| host.at);
    let said = match promise.map(|host| host.evidence) {
        Some(Evidence::Declared) => format!("signs {signed}"),
        Some(Evidence::DeclaredHabit) => format!("probably signs {signed}"),
        Some(Evidence::Marks) => "SDKs that add this sign the Regional host".to_owned(),
        _ => "signed as Host".to_owned(),
    };
    let finding = finding.label(at, said).note(difference(signed, received));
    finding.fix(mend(scene, signed, received))
}

const HEADLINE: &str = "S3 will see another Host than was signed";

/// The global host refuses later Regions before it looks at any signature.
fn at_first_refusal(scene: &Scene<'_>, finding: Finding) -> Finding {
    let global = scene
        .origin_s3_host()
        .is_some_and(|host| host.endpoint == Endpoint::Global);
    let refuses = scene
        .signed_region()
        .is_some_and(|region| region.refuses_global_endpoint);
    match global && refuses {
        true => finding
            .meets(Stage::Routing, GLOBAL_HOST_REFUSES)
            .note("the global host refuses Regions that opened after 2019-03-20, before it looks at a signature"),
        false => finding,
    }
}

/// Which part of the host differs, in words.
fn difference(signed: &str, received: &str) -> String {
    let describe = |host: &str| {
        let parsed = S3Host::parse(host);
        let words = parsed.map_or_else(|| "no S3 host".to_owned(), |host| host.describe());
        format!("{host}, {words}")
    };
    format!(
        "signed for {}; received as {}",
        describe(signed),
        describe(received)
    )
}

fn mend(scene: &Scene<'_>, signed: &str, received: &str) -> Fix {
    let signed_host = S3Host::parse(signed);
    let regional = regional_host(scene, signed_host.as_ref());
    if scene.origin_s3_host().is_none() {
        return Fix::new(format!(
            "let a behavior whose origin is {signed} take this path"
        ));
    }
    // The Regional host is right for both sides; any other signed host is better signed anew.
    if regional.as_deref() == Some(signed) {
        let at = scene.trace.and_then(|trace| trace.origin.domain.span());
        let fix = Fix::new(format!("set the origin's DomainName to {signed}"))
            .edit(at, signed)
            .update_distribution(scene.distribution_id());
        return in_template(scene, fix);
    }
    let target = regional.unwrap_or_else(|| received.to_owned());
    let fix = match target == received {
        true => Fix::new(format!("sign for {target}")),
        false => Fix::new(format!(
            "sign for {target}, and make that the origin's DomainName"
        )),
    };
    by_sdk(scene, fix)
}

/// How the declared SDK is told, where it is one that has to be.
fn by_sdk(scene: &Scene<'_>, fix: Fix) -> Fix {
    let sdk = scene.signer.and_then(|signer| signer.sdk.as_ref());
    match sdk.is_some_and(|sdk| sdk.value.host == SdkHost::Global) {
        true => fix.or(format!(
            "{}; and say so in siglint.toml: addressing = \"virtual\"",
            global_endpoint_signed::in_boto3(scene.signed_region_name().unwrap_or("REGION"))
        )),
        false => fix,
    }
}

fn regional_host(scene: &Scene<'_>, signed: Option<&S3Host>) -> Option<String> {
    let origin = scene.origin_s3_host();
    let bucket = signed
        .and_then(|host| host.bucket.clone())
        .or_else(|| origin?.bucket)?;
    let region = signed
        .and_then(|host| host.region.as_deref())
        .or(scene.signed_region_name())?;
    S3Host::regional(&bucket, region)
}

/// Why the signed host is not known, and what would settle it.
fn question(scene: &Scene<'_>, domain: &HostComparison) -> (String, &'static str) {
    if let Some(region) = domain.open_region() {
        return (
            format!("the Region in the origin's domain name is {region}, which is not resolved"),
            "its value (--var NAME=VALUE), or the bucket's Region: what \
             `aws s3api get-bucket-location` prints, with --bucket NAME",
        );
    }
    let reason = match scene.origin_domain() {
        Some(domain) => format!(
            "the URL carries the CDN's name: whether it was signed for {domain} cannot be seen"
        ),
        None => "the origin's domain name is not known".to_owned(),
    };
    (
        reason,
        "--s3-url with the URL as it was signed, or --verify with the secret in the environment",
    )
}
