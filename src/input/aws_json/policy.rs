//! Cache policies, origin request policies and origin access controls.

use super::caching::policy_ttl;
use super::names::{COOKIES, HEADERS, QUERY, name_set};
use super::reader::Reader;
use crate::model::{
    CachePolicy, OriginAccessControl, OriginRequestPolicy, SigningBehavior, managed_cache_policies,
    managed_origin_request_policies,
};
use crate::source::Provenance;
use crate::syntax::Node;

const SIGNING: [(&str, Option<SigningBehavior>); 4] = [
    ("always", Some(SigningBehavior::Always)),
    ("no-override", Some(SigningBehavior::NoOverride)),
    ("never", Some(SigningBehavior::Never)),
    // It is for Lambda origins alone, and says nothing about S3.
    ("always-amz-auth", None),
];

/// A cache policy from its configuration, and the object around that with its id.
pub(super) fn cache_policy(
    reader: &mut Reader<'_>,
    outer: &Node,
    config: &Node,
    managed: bool,
) -> Option<CachePolicy> {
    let id = id(reader, outer, "get-cache-policy")?;
    let key = reader.object(config, "ParametersInCacheKeyAndForwardedToOrigin");
    let key = key.unwrap_or(config);
    let mut encodes = |name| {
        let enabled = reader.boolean(key, name).here();
        enabled.is_some_and(|enabled| enabled.value)
    };
    // Not `||`: both are looked at, and a wrong type is told for both.
    let accept_encoding =
        encodes("EnableAcceptEncodingGzip") | encodes("EnableAcceptEncodingBrotli");
    Some(CachePolicy {
        name: name(reader, config),
        managed: managed || managed_cache_policies().iter().any(|known| known.id == id),
        from: Provenance::Span(config.span),
        ttl: policy_ttl(reader, config),
        query: name_set(reader, key, &QUERY),
        headers: name_set(reader, key, &HEADERS),
        cookies: name_set(reader, key, &COOKIES),
        accept_encoding,
        id,
    })
}

/// An origin request policy from its configuration, and the object around that with its id.
pub(super) fn origin_request_policy(
    reader: &mut Reader<'_>,
    outer: &Node,
    config: &Node,
    managed: bool,
) -> Option<OriginRequestPolicy> {
    let id = id(reader, outer, "get-origin-request-policy")?;
    let known = managed_origin_request_policies();
    Some(OriginRequestPolicy {
        name: name(reader, config),
        managed: managed || known.iter().any(|known| known.id == id),
        from: Provenance::Span(config.span),
        query: name_set(reader, config, &QUERY),
        headers: name_set(reader, config, &HEADERS),
        cookies: name_set(reader, config, &COOKIES),
        id,
    })
}

/// An origin access control; in a list the configuration stands in the object with the id.
pub(super) fn access_control(
    reader: &mut Reader<'_>,
    outer: &Node,
    config: &Node,
) -> Option<OriginAccessControl> {
    let id = id(reader, outer, "get-origin-access-control")?;
    let signing = reader.word(config, "SigningBehavior", &SIGNING);
    let signing = signing.and_then(|word| word.value.map(|known| word.map(|_| known)));
    Some(OriginAccessControl { id, signing })
}

/// The id that behaviors and origins name it by. What `get-…-config` prints has none, and then
/// nothing can be joined with it.
fn id(reader: &mut Reader<'_>, outer: &Node, command: &str) -> Option<String> {
    let id = reader.filled(outer, "Id").here();
    if id.is_none() {
        let message = format!(
            "has no Id, so nothing can name it: give what `aws cloudfront {command}` prints"
        );
        reader.problem(outer.span, &message);
    }
    id.map(|id| id.value)
}

fn name(reader: &mut Reader<'_>, config: &Node) -> String {
    let name = reader.string(config, "Name").here();
    name.map(|name| name.value).unwrap_or_default()
}
