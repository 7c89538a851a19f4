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

/// A cache policy from its configuration.
pub(crate) fn cache_policy(
    reader: &mut Reader<'_>,
    id: String,
    config: &Node,
    managed: bool,
) -> CachePolicy {
    let key = reader.object(config, "ParametersInCacheKeyAndForwardedToOrigin");
    let key = key.unwrap_or(config);
    let mut encodes = |name| {
        let enabled = reader.boolean(key, name).here();
        enabled.is_some_and(|enabled| enabled.value)
    };
    // Not `||`: both are looked at, and a wrong type is told for both.
    let accept_encoding =
        encodes("EnableAcceptEncodingGzip") | encodes("EnableAcceptEncodingBrotli");
    CachePolicy {
        name: name(reader, config),
        managed: managed || managed_cache_policies().iter().any(|known| known.id == id),
        from: Provenance::Span(config.span),
        ttl: policy_ttl(reader, config),
        query: name_set(reader, key, &QUERY),
        headers: name_set(reader, key, &HEADERS),
        cookies: name_set(reader, key, &COOKIES),
        accept_encoding,
        id,
        template: None,
        unresolved: reader.take_unresolved(),
    }
}

/// An origin request policy from its configuration.
pub(crate) fn origin_request_policy(
    reader: &mut Reader<'_>,
    id: String,
    config: &Node,
    managed: bool,
) -> OriginRequestPolicy {
    let known = managed_origin_request_policies();
    OriginRequestPolicy {
        name: name(reader, config),
        managed: managed || known.iter().any(|known| known.id == id),
        from: Provenance::Span(config.span),
        query: name_set(reader, config, &QUERY),
        headers: name_set(reader, config, &HEADERS),
        cookies: name_set(reader, config, &COOKIES),
        id,
        template: None,
        unresolved: reader.take_unresolved(),
    }
}

/// An origin access control from its configuration.
pub(crate) fn access_control(
    reader: &mut Reader<'_>,
    id: String,
    config: &Node,
) -> OriginAccessControl {
    let signing = reader.word(config, "SigningBehavior", &SIGNING).here();
    let signing = signing.and_then(|word| word.value.map(|known| word.map(|_| known)));
    // What is not resolved of it is told where it matters: how it signs.
    reader.take_unresolved();
    let template = None;
    OriginAccessControl {
        id,
        signing,
        template,
    }
}

fn name(reader: &mut Reader<'_>, config: &Node) -> String {
    let name = reader.string(config, "Name").here();
    name.map(|name| name.value).unwrap_or_default()
}
