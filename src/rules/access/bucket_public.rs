//! `bucket-public`: anybody may read the object, without a signature.

use crate::edge::Trace;
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::iam::{Request, Requester, Truth, allows, matches};
use crate::model::{self, Bucket, BucketPolicy, Stage, Statement};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "bucket-public",
    summary: "anybody may read the object in the bucket, without a signature",
    group: Group::Access,
    severity: Severity::Error,
    needs: &[Need::Distribution, Need::Bucket],
    stage: Stage::Authorization,
    effect: Effect::Leaks,
    predicts: None,
    page: include_str!("bucket_public.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let trace = scene.presigned_trace();
    let Some((bucket, object)) = trace.and_then(|trace| Some((trace.bucket?, trace.object()?)))
    else {
        return;
    };
    let Some(policy) = &bucket.policy else {
        return;
    };
    let anybody = Request::from_cloudfront(Requester::Anybody, "s3:GetObject", object);
    match trace.map_or(Truth::Unknown, Trace::anybody_reads) {
        truth if truth.is_yes() => sink.report(word(bucket, policy, &anybody, truth)),
        Truth::Unknown => {
            let (reason, needs) = question(policy, &anybody);
            sink.not_checked(&RULE, reason, needs);
        }
        _ => {}
    }
}

fn word(bucket: &Bucket, policy: &BucketPolicy, anybody: &Request, truth: Truth) -> Finding {
    let opens = |one: &&Statement| {
        one.effect == Some(model::Effect::Allow) && matches(one, anybody).is_yes()
    };
    let statement = policy.statements.iter().find(opens);
    let principal = statement.and_then(|one| one.principals.names.first());
    let at = principal.and_then(|one| one.name.span());
    let at = at.or(statement.map(|one| one.span));
    let finding = Finding::new(&RULE, "Anybody may read this object without a signature")
        .label(at, "everybody")
        .note("the URL's signature and its expiry protect nothing: the object can be had from S3 directly");
    let finding = match truth {
        Truth::Yes => finding,
        _ => finding.confidence(Confidence::Likely).note(match bucket.public_access {
            None => "not so if public access is blocked, for the bucket or for its account: `aws s3api get-public-access-block` tells",
            Some(_) => "it depends on what the input does not tell for sure",
        }),
    };
    finding.fix(
        Fix::new("take the statement out, or let its Resource name the public keys alone")
            .or("block public access to the bucket (RestrictPublicBuckets); the signer's own permission is enough"),
    )
}

/// Why it is not known, and what would settle it.
fn question(policy: &BucketPolicy, anybody: &Request) -> (String, &'static str) {
    const WHETHER: &str = "whether the bucket's policy lets anybody read the object";
    if let Some(open) = &policy.open {
        return (
            format!("{WHETHER} is {}, which is not resolved", open.expression),
            "the policy, as `aws s3api get-bucket-policy` prints it, with --bucket-policy",
        );
    }
    match allows(policy, anybody).is_yes() {
        true => (
            "the bucket's policy lets anybody read, and whether a setting keeps them out is not known".to_owned(),
            "what `aws s3api get-public-access-block` and get-bucket-encryption print, as further -c",
        ),
        false => (
            format!("{WHETHER} depends on a value or condition that is not known"),
            "its value (--var NAME=VALUE), or the policy that is deployed, with --bucket-policy",
        ),
    }
}
