//! What guards a distribution and does not guard the bucket behind it.

use super::direct;
use crate::diagnosis::Case;
use crate::edge::Trace;
use crate::finding::{Finding, Fix, list};
use crate::model::{Observation, Response, SignedUrl};
use crate::source::{Known, Span};

/// That S3 serves on its own host what the distribution serves to some viewers only. Without such a
/// guard it is no news: a presigned URL is one for S3.
pub(super) fn bypass(case: &Case<'_>, response: &Response) -> Option<Finding> {
    let trace = case.trace?;
    let host = served_by_s3(case, response)?;
    let guards = guards(trace);
    let (_, at) = guards.first()?;
    let names: Vec<&str> = guards.iter().map(|(name, _)| *name).collect();
    let rule = case.rule("direct-url-works")?;
    let finding = Finding::new(
        rule,
        format!("S3 serves the same query at {host}, past {}", list(&names)),
    )
    .label(*at, "guards the distribution alone")
    .note("the host of the bucket follows from its name, and the query is the viewer's")
    .fix(
        Fix::new(
            "let CloudFront add a secret Referer (a custom header of the origin), and have the bucket's policy deny requests without it",
        )
        .or("deliver with CloudFront's own signatures and origin access control: then nothing that S3 takes is handed out"),
    );
    Some(finding.redacted())
}

/// The host at which S3 served the query: it was asked there besides, or the URL is one for it.
fn served_by_s3<'a>(case: &Case<'a>, response: &Response) -> Option<&'a str> {
    let asked: Option<&Observation> = direct::served(case);
    let own = case
        .url
        .filter(|url| url.s3_host().is_some() && response.is_served());
    let own = own.map(|url: &SignedUrl| url.host.value.as_str());
    asked.map(|one| one.host.as_str()).or(own)
}

/// What keeps viewers from the distribution although their URL is signed, and where that is set.
fn guards(trace: &Trace<'_>) -> Vec<(&'static str, Option<Span>)> {
    let distribution = trace.distribution;
    let mut guards = Vec::new();
    if trace.viewer_check.demands_signature() {
        guards.push(("CloudFront's own signature", Some(trace.behavior.span)));
    }
    if matches!(&distribution.web_acl.value, Known::Value(id) if !id.is_empty()) {
        guards.push(("the web ACL", distribution.web_acl.span()));
    }
    if let Some(restriction) = &distribution.geo_restriction {
        guards.push(("the countries it is for", Some(restriction.span)));
    }
    guards
}
