//! `bucket-grants-cloudfront`: the bucket's policy lets CloudFront itself read.

use crate::edge::{Trace, ViewerCheck, ViewerRequest, select_behavior, trace};
use crate::finding::{Confidence, Effect, Finding, Fix, Group, Need, Rule, Severity, Sink};
use crate::iam::{Request, Requester, Truth, names_identity, names_service, reaches};
use crate::model::{self, BucketPolicy, Condition, Distribution, Principal, Stage, Statement};
use crate::rules::{Check, Scene};

pub(crate) const CHECK: Check = Check { rule: &RULE, run };

static RULE: Rule = Rule {
    id: "bucket-grants-cloudfront",
    summary: "the bucket's policy lets CloudFront itself read the object",
    group: Group::Access,
    severity: Severity::Error,
    needs: &[Need::Distribution, Need::Bucket],
    stage: Stage::Authorization,
    effect: Effect::Leaks,
    predicts: None,
    page: include_str!("bucket_grants_cloudfront.md"),
};

fn run(scene: &Scene<'_>, sink: &mut Sink) {
    // Where this origin has an access control or identity, that is what other rules are about.
    let ours = scene.presigned_trace().filter(|trace| {
        trace.origin_request.auth.is_none() && trace.viewer_check == ViewerCheck::Open
    });
    let Some((ours, policy)) = ours.and_then(|ours| Some((ours, ours.bucket?.policy.as_ref()?)))
    else {
        return;
    };
    let Some(object) = ours.object().filter(|_| !scene.is_guess()) else {
        return;
    };
    let request = Request::from_cloudfront(Requester::Anybody, "s3:GetObject", object);
    let grants: Vec<Grant<'_>> = grants(policy, &request).collect();
    let open = grants.iter().find(|grant| grant.reaches == Truth::Unknown);
    let certain = || grants.iter().filter(|grant| grant.reaches.is_yes());
    // The worst of them is told: one that is used before one that could be.
    let used = certain().find_map(|grant| Some((grant, way(scene, ours, grant)?)));
    let anyones = || certain().find(|grant| grant.is_anyones());
    if let Some((grant, way)) = used {
        sink.report(used_by(grant, &way));
    } else if let Some(grant) = anyones() {
        sink.report(anyone(grant));
    } else if let Some(grant) = certain().next() {
        sink.report(left_over(grant));
    } else if let Some(grant) = open {
        sink.not_checked(&RULE, question(grant), NEEDS);
    }
}

/// A statement that lets CloudFront read.
struct Grant<'p> {
    statement: &'p Statement,
    principal: &'p Principal,
    /// Whether it is about this object.
    reaches: Truth,
}

/// The statements that let CloudFront read this object, or may.
fn grants<'p>(policy: &'p BucketPolicy, request: &'p Request) -> impl Iterator<Item = Grant<'p>> {
    let allowing = |one: &&Statement| one.effect == Some(model::Effect::Allow);
    let statements = policy.statements.iter().filter(allowing);
    statements.filter_map(|statement| {
        let named = statement.principals.names.iter();
        let is_cloudfront =
            |one: &&Principal| names_service(one).is_yes() || names_identity(one).is_yes();
        let principal = named
            .filter(|_| !statement.principals.excluded)
            .find(is_cloudfront)?;
        let reaches = reaches(statement, request);
        (!reaches.is_no()).then_some(Grant {
            statement,
            principal,
            reaches,
        })
    })
}

impl Grant<'_> {
    fn is_services(&self) -> bool {
        names_service(self.principal).is_yes()
    }

    /// Whether it lets in whatever distribution asks, in any account.
    fn is_anyones(&self) -> bool {
        let limits = |one: &Condition| {
            let key = one.key.to_ascii_lowercase();
            key.is_empty() || key.starts_with("aws:source")
        };
        self.is_services() && !self.statement.conditions.iter().any(limits)
    }

    /// Whether it lets in this distribution, by its access control or the identity that it asks as.
    fn lets_in(&self, way: &Trace<'_>) -> bool {
        match self.is_services() {
            true => {
                self.lets_in_service_of(way.distribution) && way.origin.access_control.is_some()
            }
            false => {
                let identity = way.origin.access_identity.as_ref();
                let identity = identity.and_then(|identity| identity.value.value());
                let id = identity.and_then(|identity| identity.rsplit('/').next());
                id.is_some_and(|id| !id.is_empty() && self.principal.name.value.contains(id))
            }
        }
    }

    fn lets_in_service_of(&self, distribution: &Distribution) -> bool {
        let conditions = self.statement.conditions.iter();
        let mut arns = conditions.filter(|one| one.key.eq_ignore_ascii_case("aws:SourceArn"));
        arns.all(|one| one.values.iter().any(|arn| names(&arn.value, distribution)))
    }
}

/// Whether an ARN is that of a distribution: it ends in its id, in what stands for all of them, or, in
/// a template, in a reference to it.
fn names(arn: &str, distribution: &Distribution) -> bool {
    let ids = [&distribution.id, &distribution.logical_id];
    let mut ids = ids.into_iter().flatten().map(|id| id.value.as_str());
    let last = arn.rsplit('/').next().unwrap_or_default();
    last == "*" || ids.any(|id| last == id || arn.contains("${") && arn.contains(id))
}

/// A distribution of the input that reads this object in its own name, for every viewer.
fn way<'a>(scene: &Scene<'a>, ours: &Trace<'_>, grant: &Grant<'_>) -> Option<Trace<'a>> {
    let all = scene.configuration.distributions.iter();
    let mut ways = all.filter_map(|distribution| {
        let key = ours.object()?.split_once('/')?.1.replace("${*}", "*");
        let path = format!("/{key}");
        let behavior = select_behavior(distribution, &path)?.behavior;
        let viewer = ViewerRequest {
            path,
            params: Vec::new(),
            ..ours.viewer.clone()
        };
        trace(scene.configuration, distribution, behavior, viewer)
    });
    ways.find(|way| {
        way.object() == ours.object()
            && way.origin_request.auth.is_some()
            && way.viewer_check == ViewerCheck::Open
            && grant.lets_in(way)
    })
}

fn used_by(grant: &Grant<'_>, way: &Trace<'_>) -> Finding {
    let name = way.distribution.name().unwrap_or("another distribution");
    let behavior = way.behavior.name();
    granted(grant, format!("{name} serves this object to everyone, without a signature"))
        .confidence(Confidence::Likely)
        .label(way.origin.domain.span(), "read in CloudFront's own name")
        .note(format!(
            "its behavior {behavior} asks no signature of viewers, and signs its own requests to the bucket"
        ))
        .fix(
            Fix::new("let the grant's Resource name only the keys that are meant for everyone")
                .or("put what is signed for into a bucket of its own, which CloudFront is granted nothing in"),
        )
}

fn anyone(grant: &Grant<'_>) -> Finding {
    granted(grant, "Any CloudFront distribution may read this object, of whatever account".to_owned())
        .confidence(Confidence::Likely)
        .note("the statement has no aws:SourceArn: whoever makes a distribution with an access control for this bucket is let in")
        .fix(Fix::new("take the statement out: a presigned request brings the signer's permission")
            .or("limit it to the distribution that needs it, by aws:SourceArn, and to its keys"))
}

fn left_over(grant: &Grant<'_>) -> Finding {
    granted(grant, "The bucket's policy lets CloudFront read, and this delivery needs no such grant".to_owned())
        .severity(Severity::Warning)
        .effect(Effect::Weakens)
        .note("with an access control or identity on an origin the object would be served to whoever asks, signed or not")
        .fix(Fix::new("take the statement out, or let its Resource name only the keys that need it"))
}

fn granted(grant: &Grant<'_>, headline: String) -> Finding {
    let label = match grant.is_services() {
        true => "CloudFront, by an access control",
        false => "CloudFront, by an access identity",
    };
    Finding::new(&RULE, headline).label(grant.principal.name.span(), label)
}

fn question(grant: &Grant<'_>) -> String {
    let resource = grant.statement.resources.names.iter();
    let resource = resource
        .map(|one| one.value.as_str())
        .find(|one| one.contains("${"));
    format!(
        "whether what the bucket's policy grants CloudFront reaches this object depends on {}",
        resource.unwrap_or("what is not resolved")
    )
}

const NEEDS: &str = "its value (--var NAME=VALUE), or the deployed policy: `aws s3api \
    get-bucket-policy`, with --bucket-policy";
