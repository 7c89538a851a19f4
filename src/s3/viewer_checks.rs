//! The checks that CloudFront makes before anything is asked of the cache or of S3.

use super::checks::Evidence;
use super::{Check, HTTPS_ONLY, LONGEST_URL, METHOD_NOT_ALLOWED, UNKNOWN_HOST, URL_TOO_LONG};
use crate::edge::{Trace, ViewerCheck, answers_to};
use crate::model::{Answer, Stage};

/// Whether the request gets to a behavior that takes it. With what a disabled distribution answers is
/// not documented.
pub(super) fn viewer(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Viewer;
    let Some(trace) = evidence.trace else {
        return Check::pass(stage, "sent to S3 directly");
    };
    let host = &evidence.url.host.value;
    let named =
        evidence.url.s3_host().is_some() || answers_to(trace.distribution, host) != Some(false);
    let method = &trace.viewer.method;
    let methods = trace.behavior.allowed_methods.value.value();
    if !named {
        Check::fail(
            stage,
            UNKNOWN_HOST,
            true,
            "the host is no name of the distribution",
        )
    } else if trace.distribution.enabled.value.value() == Some(&false) {
        Check::fail(stage, UNKNOWN_HOST, false, "the distribution is disabled")
    } else if is_refused_as_http(evidence, trace) {
        let detail = "the behavior takes https only, and the URL is http";
        Check::fail(stage, HTTPS_ONLY, true, detail)
    } else if evidence.url.length() > LONGEST_URL {
        Check::fail(stage, URL_TOO_LONG, true, "the URL is too long")
    } else if methods.is_some_and(|methods| !methods.contains(method)) {
        let detail = "the behavior does not allow the method";
        Check::fail(stage, METHOD_NOT_ALLOWED, true, detail)
    } else if methods.is_none() {
        Check::unknown(stage, "which methods the behavior allows is not resolved")
    } else if may_be_taken_before(trace) {
        Check::unknown(
            stage,
            "a behavior before this one has a pattern that is not resolved",
        )
    } else {
        Check::pass(stage, "taken by the behavior")
    }
}

fn is_refused_as_http(evidence: &Evidence<'_>, trace: &Trace<'_>) -> bool {
    let protocol = trace.behavior.viewer_protocol.value.value();
    let https_only = protocol.is_some_and(|one| one == "https-only");
    https_only && evidence.url.protocol.value == "http"
}

/// Whether a behavior that is tried earlier may take the request: its pattern is not resolved.
fn may_be_taken_before(trace: &Trace<'_>) -> bool {
    let behaviors = trace.distribution.behaviors.iter();
    let mut earlier = behaviors.take_while(|one| !std::ptr::eq(*one, trace.behavior));
    earlier.any(|one| one.pattern.value.value().is_none())
}

pub(super) fn viewer_signature(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::ViewerSignature;
    match evidence.trace.map(|trace| trace.viewer_check) {
        Some(ViewerCheck::Missing) => {
            let answer = Answer::cloudfront(403, "MissingKey");
            Check::fail(
                stage,
                answer,
                true,
                "the behavior demands a CloudFront signature",
            )
        }
        Some(ViewerCheck::Carried) => Check::unknown(stage, "a CloudFront signature, not verified"),
        Some(ViewerCheck::Unresolved) => Check::unknown(
            stage,
            "whether a CloudFront signature is demanded is not resolved",
        ),
        Some(ViewerCheck::Open) => Check::pass(stage, "none demanded"),
        None => Check::pass(stage, "sent to S3 directly"),
    }
}
