//! `expiry-outlives-credentials`: the session that signs ends before the URL says that it does.

use crate::finding::{
    Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration,
};
use crate::model::{Credentials, SignerProfile, Stage};
use crate::rules::{Check, Scene};
use crate::source::Span;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "expiry-outlives-credentials",
    summary: "a session signs, and may end before the URL says that it expires",
    group: Group::Url,
    severity: Severity::Warning,
    needs: &[Need::Url],
    stage: Stage::Credentials,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("expiry_outlives_credentials.md"),
};

/// The longest session that STS gives anybody: 36 hours, in seconds.
const LONGEST_SESSION: u64 = 129_600;

/// The longest session of a role: 12 hours, in seconds.
const LONGEST_ROLE: u64 = 43_200;

/// The session of a role where nobody asks for another: an hour, in seconds.
const USUAL_ROLE: u64 = 3_600;

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(lifetime) = scene.sigv4().and_then(|v4| v4.lifetime) else {
        return;
    };
    let declared = scene
        .signer
        .and_then(|signer| Some((signer, signer.session.as_ref()?)));
    if let Some((_, session)) = declared {
        if lifetime > session.value {
            let label = format!("its session lasts for {} at most", duration(session.value));
            let finding = word(scene, lifetime, session.value, Confidence::Certain);
            sink.report(
                finding
                    .severity(Severity::Error)
                    .label(session.span(), label),
            );
        }
        return;
    }
    let Some(at) = session_mark(scene) else {
        return;
    };
    let (most, severity, confidence) = match lifetime {
        0..=USUAL_ROLE => return,
        ..=LONGEST_ROLE => (USUAL_ROLE, Severity::Warning, Confidence::Possible),
        ..=LONGEST_SESSION => (LONGEST_ROLE, Severity::Warning, Confidence::Likely),
        _ => (LONGEST_SESSION, Severity::Error, Confidence::Certain),
    };
    let finding = word(scene, lifetime, most, confidence).severity(severity);
    let finding = finding.label(Some(at), "the keys of a session sign");
    sink.report(match most {
        USUAL_ROLE => {
            finding.note("a role's session lasts for 1 h unless another time is asked for")
        }
        LONGEST_ROLE => finding.note(
            "a role's session lasts for 12 h at most, and for 1 h where one role assumes another",
        ),
        _ => finding.note("no session lasts for longer than 36 h"),
    });
}

/// Where it is said that the keys of a session sign: temporary key ids begin with `ASIA`.
fn session_mark(scene: &Scene<'_>) -> Option<Span> {
    let declared = |signer: &SignerProfile| {
        let kind = signer.credentials.as_ref()?;
        (kind.value == Credentials::Session).then(|| kind.span())?
    };
    let v4 = scene.sigv4()?;
    let is_temporary = v4.scope.as_ref()?.access_key_id.starts_with("ASIA");
    let written = || is_temporary.then(|| v4.credential.as_ref()?.span())?;
    scene.signer.and_then(declared).or_else(written)
}

fn word(scene: &Scene<'_>, lifetime: u64, session: u64, confidence: Confidence) -> Finding {
    let may = match confidence {
        Confidence::Certain => "ends",
        _ => "may end",
    };
    let at = scene.sigv4().and_then(|v4| v4.expires.as_ref()?.span());
    Finding::new(
        &RULE,
        format!(
            "The URL says that it is valid for {}, and {may} with its session after {}",
            duration(lifetime),
            duration(session)
        ),
    )
    .confidence(confidence)
    .label(at, format!("valid for {} by itself", duration(lifetime)))
    .note("after the session S3 answers 400 ExpiredToken, whatever the URL says")
    .fix(
        Fix::new(format!("sign for at most {}", duration(session)))
            .or("sign with an access key of a user, whose URLs can be valid for 7 d"),
    )
}
