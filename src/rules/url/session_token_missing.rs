//! `session-token-missing`: a key of temporary credentials without their token.

use super::parameter_malformed::scope_part;
use crate::finding::{Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::model::{Answer, S3Signature, SignedUrl, Stage};
use crate::rules::{Check, Scene};
use crate::s3::lacks_token;
use crate::source::Span;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "session-token-missing",
    summary: "the URL has a temporary access key and no session token",
    group: Group::Url,
    severity: Severity::Error,
    needs: &[Need::Url],
    stage: Stage::Credentials,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "InvalidAccessKeyId")),
    page: include_str!("session_token_missing.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    if let Some(url) = scene.url.filter(|url| lacks_token(url)) {
        sink.report(word(url));
    }
}

fn word(url: &SignedUrl) -> Finding {
    let name = match url.s3 {
        S3Signature::V2(_) => "x-amz-security-token",
        _ => "X-Amz-Security-Token",
    };
    Finding::new(
        &RULE,
        format!("The access key is temporary (ASIA), and there is no {name}"),
    )
    .label(key(url), "known to S3 only with its token")
    .note("S3 knows a temporary key by its session token: without it the key does not exist")
    .note("the token is signed as well: it cannot be added to the URL afterwards")
    .fix(
        Fix::new("give the signer all three: the key id, the secret and the session token")
            .or("if the URL had it once, take the URL as the SDK returned it"),
    )
}

/// The key id in the credential.
fn key(url: &SignedUrl) -> Option<Span> {
    match &url.s3 {
        S3Signature::V2(v2) => v2.access_key_id.as_ref()?.span(),
        _ => {
            let credential = url.param("X-Amz-Credential")?;
            scope_part(credential, 0).or(Some(credential.value_span))
        }
    }
}
