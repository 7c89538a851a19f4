//! `expiry-outlives-credentials`: the session that signed ends before the URL does.

use crate::finding::{
    Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration,
};
use crate::model::{Answer, SignedUrl, Stage};
use crate::rules::{Check, Scene};
use crate::s3::{
    LONGEST_LIFETIME, LONGEST_ROLE_SESSION, LONGEST_SESSION, TOKEN, USUAL_SESSION, has_token,
    is_temporary, outlived,
};
use crate::source::Sourced;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "expiry-outlives-credentials",
    summary: "the temporary credentials that signed end before the URL does",
    group: Group::Url,
    severity: Severity::Warning,
    needs: &[Need::Url],
    stage: Stage::Credentials,
    effect: Effect::Weakens,
    predicts: None,
    page: include_str!("expiry_outlives_credentials.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(url) = scene.url.filter(|url| is_temporary(url)) else {
        return;
    };
    let lifetime = url.any_sigv4().and_then(|v4| v4.lifetime);
    let lifetime = lifetime.filter(|one| (USUAL_SESSION + 1..=LONGEST_LIFETIME).contains(one));
    let declared = scene.signer.and_then(|signer| signer.session.as_ref());
    match (lifetime, declared) {
        (Some(lifetime), None) => sink.report(word(scene, url, lifetime)),
        (Some(lifetime), Some(session)) if lifetime > session.value => {
            sink.report(word_declared(url, lifetime, session));
        }
        _ => {}
    }
}

/// How long the signer's sessions live was said.
fn word_declared(url: &SignedUrl, lifetime: u64, session: &Sourced<u64>) -> Finding {
    let place = url.param("X-Amz-Expires").map(|param| param.value_span);
    Finding::new(
        &RULE,
        format!(
            "URLs ask for {}; the signer's sessions live {}",
            duration(lifetime),
            duration(session.value)
        ),
    )
    .severity(Severity::Error)
    .label(place, format!("asks for {}", duration(lifetime)))
    .label(session.span(), "how long a session lives")
    .note("a URL dies with the session that signed it: S3 then answers 400 ExpiredToken")
    .fix(
        Fix::new("sign for less than a session lives, by the time that passes until it signs")
            .or("let the signer have longer sessions, or a key without one"),
    )
}

fn word(scene: &Scene<'_>, url: &SignedUrl, lifetime: u64) -> Finding {
    let place = url.param("X-Amz-Expires").map(|param| param.value_span);
    let token = url.param(TOKEN).map(|param| param.name_span());
    let what = match has_token(url) {
        true => "the session token",
        false => "the temporary key (ASIA)",
    };
    let over = outlived(url, LONGEST_SESSION, scene.now);
    let finding = Finding::new(&RULE, headline(lifetime, over))
        .label(place, format!("asks for {}", duration(lifetime)))
        .label(token, "of temporary credentials")
        .note(format!(
            "{what} dies with its session, and the URL with it, whatever X-Amz-Expires says"
        ));
    judged(finding, lifetime, over.is_some()).fix(
        Fix::new("sign for less than the session has left when it signs")
            .or("ask for a longer session where the role is assumed, up to 12 h")
            .or("for links of days, sign with CloudFront's own keys, or an IAM user's key"),
    )
}

/// How bad it is, and how sure: when this very session ends is not in the URL.
fn judged(finding: Finding, lifetime: u64, is_over: bool) -> Finding {
    const LATER: &str =
        "when this session ends is not in the URL; S3 then answers 400 ExpiredToken";
    if is_over {
        finding
            .severity(Severity::Error)
            .effect(Effect::Breaks)
            .meets(Stage::Credentials, Answer::s3(400, "ExpiredToken"))
            .note(LIMITS)
    } else if lifetime > LONGEST_SESSION {
        finding
            .severity(Severity::Error)
            .effect(Effect::Weakens)
            .note(LIMITS)
            .note("until its session ends it works; S3 then answers 400 ExpiredToken")
    } else if lifetime > LONGEST_ROLE_SESSION {
        finding
            .effect(Effect::Weakens)
            .confidence(Confidence::Likely)
            .note(LIMITS)
            .note(LATER)
    } else {
        finding
            .effect(Effect::Weakens)
            .confidence(Confidence::Possible)
            .note("a role's session lives 1 h unless more is asked for")
            .note(LATER)
    }
}

const LIMITS: &str = "a role's session lives 12 h at most, credentials of an instance about 6 h, and \
    those of a user's GetSessionToken 36 h";

fn headline(lifetime: u64, over: Option<u64>) -> String {
    let asked = duration(lifetime);
    match over {
        Some(age) => format!(
            "Signed {} ago with a session, and none lives longer than 36 h",
            duration(age)
        ),
        None if lifetime > LONGEST_SESSION => {
            format!("The URL asks for {asked}; its session ends after 36 h at most")
        }
        None if lifetime > LONGEST_ROLE_SESSION => {
            format!("The URL asks for {asked}; a role's session lives 12 h at most")
        }
        None => format!("The URL asks for {asked}; its session may end before"),
    }
}
