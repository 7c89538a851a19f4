//! The checks that CloudFront makes before anything is asked of the cache or of S3.

use super::checks::Evidence;
use super::{Check, UNKNOWN_HOST};
use crate::edge::{Trace, ViewerCheck, answers_to};
use crate::model::{Answer, Stage};

/// Whether the request gets to a behavior that takes it. That it does not is told by rules for the
/// host alone so far: the rest is not called right, and not called wrong.
pub(super) fn viewer(evidence: &Evidence<'_>) -> Check {
    let stage = Stage::Viewer;
    let Some(trace) = evidence.trace else {
        return Check::pass(stage, "sent to S3 directly");
    };
    let host = &evidence.url.host.value;
    let named =
        evidence.url.s3_host().is_some() || answers_to(trace.distribution, host) != Some(false);
    let (method, protocol) = (&trace.viewer.method, &evidence.url.protocol.value);
    let https_only = trace
        .behavior
        .viewer_protocol
        .value
        .value()
        .is_some_and(|one| one == "https-only");
    let methods = &trace.behavior.allowed_methods.value;
    if !named {
        Check::fail(
            stage,
            UNKNOWN_HOST,
            true,
            "the host is no name of the distribution",
        )
    } else if trace.distribution.enabled.value.value() == Some(&false) {
        Check::unknown(stage, "the distribution is disabled")
    } else if https_only && protocol == "http" {
        Check::unknown(stage, "the behavior takes https only, and the URL is http")
    } else if methods
        .value()
        .is_none_or(|methods| !methods.contains(method))
    {
        Check::unknown(stage, "the behavior does not allow the method")
    } else if may_be_taken_before(trace) {
        Check::unknown(
            stage,
            "a behavior before this one has a pattern that is not resolved",
        )
    } else {
        Check::pass(stage, "taken by the behavior")
    }
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
