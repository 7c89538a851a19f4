//! A bucket that S3 does not find: whose name it looked for tells why.

use super::cause::Cause;
use crate::diagnosis::{Case, Explained};
use crate::finding::Confidence;
use crate::model::{Response, S3Host, Stage};

/// The cause of `NoSuchBucket`, where the answer names the bucket and the URL tells which it should
/// be.
pub(super) fn missing(
    case: &Case<'_>,
    response: &Response,
    explained: &Explained,
) -> Option<Cause> {
    let error = response.error()?;
    if error.code.as_deref() != Some("NoSuchBucket") {
        return None;
    }
    let name = error.element("BucketName")?;
    let cause = |says: String, mend: &str| {
        Cause::refusal(Stage::Routing, says, mend).note(explained.meaning)
    };
    let host = &case.url?.host.value;
    if name.eq_ignore_ascii_case(host) && case.url?.s3_host().is_none() {
        let says = format!("S3 looked for a bucket called {name}: the viewer's Host reached it");
        let mend = "do not forward the viewer's Host: use the managed origin request policy \
            AllViewerExceptHostHeader, or none";
        let at = case
            .trace
            .and_then(|trace| trace.origin_request.host.span());
        return Some(cause(says, mend).rule("host-forwarded").at(at));
    }
    let signed = signed_bucket(case)?;
    if name == signed {
        let says = format!("There is no bucket {name}: it was deleted, or never made");
        let mend = "create the bucket again, or remove the origin: whoever creates it can serve \
            under your name";
        return Some(cause(says, mend).beyond());
    }
    let says = format!("S3 looked for the bucket {name}, and the URL was signed for {signed}");
    let mend = "set the origin's domain name to the bucket that the URL was signed for";
    let cause = cause(says, mend).rule("bucket-mismatch");
    Some(cause.confidence(Confidence::Likely))
}

/// The bucket of the signed host, or else of the origin.
fn signed_bucket(case: &Case<'_>) -> Option<String> {
    let host = case
        .promise
        .and_then(|promise| promise.host.host.as_deref());
    let origin = case
        .trace
        .and_then(|trace| trace.origin.domain.value.value())
        .map(String::as_str);
    S3Host::parse(host.or(origin)?)?.bucket
}
