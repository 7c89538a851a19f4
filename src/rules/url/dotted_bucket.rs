//! `dotted-bucket`: S3's certificate does not cover the host of a bucket with dots in its name.

use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Addressing, Endpoint, OriginKind, S3Host, Stage};
use crate::rules::{Check, Scene};
use crate::source::Span;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "dotted-bucket",
    summary: "the bucket has dots in its name, and S3's certificate does not cover its host",
    group: Group::Url,
    severity: Severity::Warning,
    needs: &[Need::Url],
    stage: Stage::Viewer,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("dotted_bucket.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    if let Some((host, place)) = asked_of_s3(scene).or_else(|| custom_origin(scene)) {
        sink.report(word(scene, &host, place));
    }
}

/// The host of a URL that goes to S3 itself.
fn asked_of_s3(scene: &Scene<'_>) -> Option<(S3Host, Option<Span>)> {
    let url = scene.url.filter(|url| url.protocol.value == "https")?;
    let direct = scene.trace.is_none();
    let host = url.s3_host().filter(|host| direct && is_dotted(host))?;
    Some((host, url.host.span()))
}

/// A custom origin is asked as any other server is: by the name in its certificate. That an S3 origin
/// with dots works is seen every day.
fn custom_origin(scene: &Scene<'_>) -> Option<(S3Host, Option<Span>)> {
    let trace = scene.presigned_trace()?;
    let custom = trace.origin.kind.value == OriginKind::Custom;
    let host = scene
        .origin_s3_host()
        .filter(|host| custom && is_dotted(host))?;
    Some((host, trace.origin.domain.span()))
}

fn is_dotted(host: &S3Host) -> bool {
    use Endpoint::{Accelerate, Dash, External, Global, Regional};
    let plain = matches!(
        host.endpoint,
        Regional | Global | Dash | External | Accelerate
    );
    let bucket = host.bucket.as_deref().unwrap_or_default();
    let dots = bucket.contains('.') && !host.is_open();
    plain && dots && host.addressing == Addressing::Virtual
}

fn word(scene: &Scene<'_>, host: &S3Host, place: Option<Span>) -> Finding {
    let bucket = host.bucket.as_deref().unwrap_or("its name");
    let finding = Finding::new(
        &RULE,
        format!("The bucket {bucket} has dots: S3's certificate does not cover its host"),
    )
    .label(place, "a certificate's * stands for one label");
    match scene.trace {
        Some(_) => finding
            .confidence(Confidence::Likely)
            .note("CloudFront checks the certificate of a custom origin, and answers 502 where it does not fit")
            .fix(
                Fix::new("make it an S3 origin: S3OriginConfig with an empty OriginAccessIdentity")
                    .or("deliver from a bucket without dots in its name"),
            ),
        None => finding
            .note("clients refuse the connection over https, before anything is asked")
            .fix(
                Fix::new("deliver from a bucket without dots in its name")
                    .or("deliver through CloudFront with an S3 origin: then the CDN's certificate counts"),
            ),
    }
}
