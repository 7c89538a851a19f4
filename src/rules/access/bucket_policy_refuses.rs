//! `bucket-policy-refuses`: a statement of the bucket's policy denies requests that come this way.

use crate::finding::{
    Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink, duration,
};
use crate::iam::{Request, Truth, applies_but_for_conditions, holds};
use crate::model::{self, Answer, Condition, Stage, Statement};
use crate::rules::{Check, Scene};
use crate::s3::signed_request;

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "bucket-policy-refuses",
    summary: "the bucket's policy denies signed requests that come through CloudFront",
    group: Group::Access,
    severity: Severity::Warning,
    needs: &[Need::Distribution, Need::Bucket],
    stage: Stage::Authorization,
    effect: Effect::Breaks,
    predicts: Some(Answer::s3(403, "AccessDenied")),
    page: include_str!("bucket_policy_refuses.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    let Some(trace) = scene.presigned_trace() else {
        return;
    };
    let policy = trace.bucket.and_then(|bucket| bucket.policy.as_ref());
    let request = signed_request(trace, scene.url, scene.now);
    let Some((policy, request)) = policy.zip(request) else {
        return;
    };
    let denying = |one: &&Statement| one.effect == Some(model::Effect::Deny);
    for statement in policy.statements.iter().filter(denying) {
        judge(scene, statement, &request, sink);
    }
}

/// What a statement's conditions come to, one by one.
struct Judged<'p> {
    /// Those that hold, so that the statement denies.
    holding: Vec<&'p Condition>,
    /// How sure that is.
    truth: Truth,
    /// Those of which it is not known.
    open: Vec<&'p Condition>,
}

fn judge(scene: &Scene<'_>, statement: &Statement, request: &Request, sink: &mut Sink) {
    let applies = applies_but_for_conditions(statement, request);
    // That the signer is one of those whom it names is the signer's business.
    if !applies.is_yes() {
        return;
    }
    let mut judged = Judged {
        holding: Vec::new(),
        truth: applies,
        open: Vec::new(),
    };
    for condition in &statement.conditions {
        match holds(condition, request) {
            Truth::No | Truth::LikelyNo => return,
            Truth::Unknown => judged.open.push(condition),
            truth => {
                judged.truth = judged.truth.and(truth);
                judged.holding.push(condition);
            }
        }
    }
    let limit = judged
        .open
        .iter()
        .find_map(|condition| age_limit(condition));
    let depends_on_signer = judged.open.iter().all(|one| is_about_the_signer(one));
    match (judged.open.as_slice(), limit) {
        ([], _) => sink.report(refused(statement, &judged)),
        ([only], Some(limit)) => sink.report(cut_short(only, limit)),
        _ if depends_on_signer && judged.holding.is_empty() => {}
        _ if depends_on_signer => sink.report(perhaps(statement, &judged)),
        _ if !scene.is_guess() => sink.not_checked(&RULE, question(&judged), NEEDS),
        _ => {}
    }
}

/// A certain refusal is an error, whatever the rule usually is.
fn refused(statement: &Statement, judged: &Judged<'_>) -> Finding {
    let confidence = match judged.truth {
        Truth::Yes => Confidence::Certain,
        _ => Confidence::Likely,
    };
    explained(statement, judged)
        .severity(Severity::Error)
        .confidence(confidence)
}

/// The statement may pass over the signer.
fn perhaps(statement: &Statement, judged: &Judged<'_>) -> Finding {
    let keys: Vec<&str> = judged.open.iter().map(|one| one.key.as_str()).collect();
    explained(statement, judged)
        .confidence(Confidence::Possible)
        .effect(Effect::Weakens)
        .note(format!(
            "unless it passes over whoever signs: it also looks at {}",
            keys.join(", ")
        ))
}

fn explained(statement: &Statement, judged: &Judged<'_>) -> Finding {
    let finding = Finding::new(&RULE, "The bucket's policy denies this request");
    let Some(condition) = judged.holding.first() else {
        return finding
            .label(Some(statement.span), "denies everybody")
            .fix(Fix::new("let the statement pass over whoever signs (NotPrincipal, or ArnNotEquals on aws:PrincipalArn)"));
    };
    let (label, note, mend) = words(&condition.key.to_ascii_lowercase());
    finding
        .label(Some(condition.span), label)
        .note(note)
        .fix(Fix::new(mend))
}

/// What a key means for a request that CloudFront sends: a label, a sentence, and the mend.
fn words(key: &str) -> (&'static str, &'static str, &'static str) {
    let found = WORDS.iter().find(|(keys, _)| keys.contains(&key));
    found.map_or(OTHER, |(_, words)| *words)
}

const PASS: &str = "let the statement pass over whoever signs: add ArnNotEquals on \
    aws:PrincipalArn with the signer's role to its conditions";

const OTHER: (&str, &str, &str) = (
    "holds for this request",
    "the statement denies what comes through CloudFront with a signed query",
    PASS,
);

/// The words for each key, in lower case.
type Words = (
    &'static [&'static str],
    (&'static str, &'static str, &'static str),
);

const WORDS: [Words; 8] = [
    (
        &["aws:sourceip"],
        (
            "CloudFront's addresses are not among these",
            "S3 sees CloudFront's address, and not the viewer's",
            PASS,
        ),
    ),
    (
        &["aws:sourcevpce", "aws:sourcevpc", "aws:vpcsourceip"],
        (
            "CloudFront comes through no VPC endpoint",
            "a request through CloudFront does not have this key, and what is absent differs from every value",
            PASS,
        ),
    ),
    (
        &["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid"],
        (
            "only a request of a service has it",
            "a presigned request is the signer's, and no service's: it does not have this key",
            PASS,
        ),
    ),
    (
        &["s3:authtype"],
        (
            "a signature in the query is not let in",
            "a presigned URL is REST-QUERY-STRING",
            "let the statement except the keys that presigned URLs are for, or take REST-QUERY-STRING out of it",
        ),
    ),
    (
        &["s3:signatureversion"],
        (
            "the version of this signature",
            "the URL is signed with the version that is denied",
            "sign with the other version",
        ),
    ),
    (
        &["aws:securetransport"],
        (
            "denies http",
            "CloudFront asks an S3 origin as the viewer asked: here by http",
            "redirect viewers to https (ViewerProtocolPolicy redirect-to-https), and hand out https URLs",
        ),
    ),
    (
        &["aws:referer"],
        (
            "no Referer arrives",
            "the behavior does not forward it, and what is absent differs from every value",
            "take the condition out: a signature tells more than a Referer, which anybody can send",
        ),
    ),
    (
        &["s3:signatureage"],
        (
            "the signature is older",
            "S3 refuses it by its age, whatever X-Amz-Expires says",
            "sign anew, for no longer than the policy lets a signature live",
        ),
    ),
];

/// The age at which a signature is refused, in milliseconds, where a condition sets one.
fn age_limit(condition: &Condition) -> Option<u64> {
    let is_age = condition.key.eq_ignore_ascii_case("s3:signatureAge");
    let is_limit = condition.operator.starts_with("NumericGreaterThan");
    let [value] = condition.values.as_slice() else {
        return None;
    };
    value.value.parse().ok().filter(|_| is_age && is_limit)
}

/// The URL is signed for longer than the policy lets it live.
fn cut_short(condition: &Condition, limit: u64) -> Finding {
    let limit = duration(limit / 1000);
    Finding::new(
        &RULE,
        format!("The bucket's policy refuses this URL {limit} after signing"),
    )
    .effect(Effect::Weakens)
    .label(Some(condition.span), "the oldest signature it lets in")
    .note("the URL is signed for longer; a copy in the cache is served on")
    .fix(Fix::new(format!("sign for at most {limit}")))
}

/// Whether a key is about who signed, so that whoever signs decides.
fn is_about_the_signer(condition: &Condition) -> bool {
    let key = condition.key.to_ascii_lowercase();
    let starts = [
        "aws:principal",
        "aws:userid",
        "aws:username",
        "aws:federatedprovider",
        "aws:multifactor",
        "aws:token",
        "sts:",
        "saml:",
    ];
    starts.iter().any(|start| key.starts_with(start))
}

fn question(judged: &Judged<'_>) -> String {
    let open = judged
        .open
        .iter()
        .find(|condition| !is_about_the_signer(condition));
    let key = open.map_or("", |condition| condition.key.as_str());
    match key {
        "" => "the bucket's policy denies under a condition that is not resolved".to_owned(),
        key => format!(
            "the bucket's policy denies by {key}, of which it is not known what it is for this request"
        ),
    }
}

const NEEDS: &str = "the values of the condition (--var NAME=VALUE, or the deployed policy with \
    --bucket-policy), or a request: `siglint diagnose`";
