//! `path-style-signed`: the URL is signed for a host that does not name its bucket.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Addressing, Endpoint, Object, S3Host, Stage};
use crate::rules::{Check, Scene};
use crate::s3::SignedHost;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "path-style-signed",
    summary: "the URL is signed in path style, with the bucket in its path",
    group: Group::Url,
    severity: Severity::Warning,
    needs: &[Need::Url],
    stage: Stage::Signature,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("path_style_signed.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    // SigV2 signs the bucket and the key, and not how they are written.
    let promised = scene.promise.filter(|_| scene.sigv4().is_some());
    let Some(host) = promised.map(|promise| &promise.host) else {
        return;
    };
    if let Some(name) = host.host.as_deref().filter(|name| is_path_style(name)) {
        sink.report(word(scene, host, name));
    }
}

/// Whether a host of AWS leaves the bucket to the path though it could hold it. PrivateLink is
/// left out: its hosts are used inside a VPC and are no origin.
fn is_path_style(host: &str) -> bool {
    use Endpoint::{Dash, External, Global, Regional};
    S3Host::parse(host).is_some_and(|host| {
        let chooses = matches!(host.endpoint, Regional | Global | Dash | External);
        chooses && host.addressing == Addressing::Path
    })
}

/// The bucket that was signed for, as far as the signed host and path tell.
pub(super) fn signed_bucket(scene: &Scene<'_>) -> Option<String> {
    let promise = scene.promise?;
    let path = promise.path.as_deref().unwrap_or("/");
    Object::new(promise.host.host.as_deref()?, path).bucket
}

/// What makes SDKs leave a bucket out of the host, if its name has it.
fn peculiarity(bucket: &str) -> Option<&'static str> {
    match bucket {
        _ if bucket.contains('.') => Some("a dot, and the certificates of S3 cover names without"),
        _ if bucket.bytes().any(|byte| byte.is_ascii_uppercase()) => {
            Some("capitals, and host names have none")
        }
        _ if bucket.contains('_') => Some("an underscore, and host names have none"),
        _ => None,
    }
}

fn word(scene: &Scene<'_>, host: &SignedHost, name: &str) -> Finding {
    let bucket = signed_bucket(scene);
    let confidence = match host.evidence.is_certain() {
        true => Confidence::Certain,
        false => Confidence::Likely,
    };
    let said = match &bucket {
        Some(bucket) => format!("Signed in path style: the host does not name the bucket {bucket}"),
        None => format!("Signed in path style, for {name}"),
    };
    let place = host.at.or(scene.url.and_then(|url| url.host.span()));
    let finding = Finding::new(&RULE, said)
        .confidence(confidence)
        .label(place, "the signature covers a host without the bucket")
        .note(
            "an S3 origin is the host of one bucket: CloudFront sends that name, and it was not signed",
        );
    match bucket.as_deref().and_then(peculiarity) {
        Some(why) => finding
            .note(format!(
                "the bucket's name is the reason: it has {why}, so SDKs fall back to path style"
            ))
            .fix(Fix::new(
                "deliver from a bucket whose name is of lower-case letters, digits and hyphens",
            )),
        None => finding.fix(mend(scene, bucket.as_deref())),
    }
}

fn mend(scene: &Scene<'_>, bucket: Option<&str>) -> Fix {
    let region = scene.signed_region_name();
    let host = bucket.zip(region);
    let host = host.and_then(|(bucket, region)| S3Host::regional(bucket, region));
    let target = host.unwrap_or_else(|| "BUCKET.s3.REGION.amazonaws.com".to_owned());
    Fix::new(format!("sign for {target}"))
        .or(
            "in boto3: Config(s3={\"addressing_style\": \"virtual\"}); an endpoint_url alone turns to path style",
        )
        .or("in the JavaScript SDK: leave out forcePathStyle")
}
