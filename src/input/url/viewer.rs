//! CloudFront's signature in a query.

use crate::model::{CloudFrontSignature, Param, parse_epoch};
use crate::source::Sourced;

/// The ids of other schemes that also have an `Expires` and a `Signature`.
const OTHERS: [&str; 3] = ["AWSAccessKeyId", "GoogleAccessId", "OSSAccessKeyId"];

/// CloudFront's signature among these parameters, complete or not.
pub(super) fn signature(params: &[Param]) -> Option<CloudFrontSignature> {
    let has = |name: &str| {
        let mut names = params.iter().map(|param| param.name.as_str());
        names.any(|written| written.trim_start_matches("amp;") == name)
    };
    let other = OTHERS.iter().any(|name| has(name));
    let custom = has("Policy") && has("Signature");
    let canned = has("Expires") && has("Signature") && !other;
    if !(has("Key-Pair-Id") || custom || canned) {
        return None;
    }
    let exact = |name: &str| params.iter().find(|param| param.name == name);
    let policy = has("Policy");
    let expires = exact("Expires").filter(|_| !policy);
    Some(CloudFrontSignature {
        policy,
        key_pair_id: exact("Key-Pair-Id")
            .map(|param| Sourced::at(param.value.clone(), param.value_span)),
        expires_at: expires.and_then(|param| parse_epoch(&param.value)),
    })
}
