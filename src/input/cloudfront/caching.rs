//! How long and under which key: the times to live, and the legacy settings of a behavior.

use super::names::{LEGACY_COOKIES, legacy_headers, listed, name_set};
use super::read::whole;
use super::reader::{Read, Reader};
use crate::model::{Caching, Field, ForwardedValues, NameSet, Ttl, VoidSetting};
use crate::source::{Known, Sourced};
use crate::syntax::Node;

/// One day, in seconds.
const DAY: u64 = 86_400;

/// 365 days, in seconds.
const YEAR: u64 = 31_536_000;

/// What a behavior says about caching: a cache policy wins over the legacy settings.
pub(super) fn caching(reader: &mut Reader<'_>, behavior: &Node) -> Caching {
    match reader.filled(behavior, "CachePolicyId").field() {
        Some(cache) => Caching::Policies {
            cache,
            request: reader.filled(behavior, "OriginRequestPolicyId").field(),
        },
        None => Caching::Legacy(forwarded_values(reader, behavior)),
    }
}

/// What is written of the legacy settings beside a cache policy. A time to live of 0 is what tools
/// write that know no other way to leave it out.
pub(super) fn void_settings(behavior: &Node) -> Vec<VoidSetting> {
    let is_written = |node: &&Node| !node.is_null() && node.as_str() != Some("");
    if behavior.get("CachePolicyId").filter(is_written).is_none() {
        return Vec::new();
    }
    let written = |name: &'static str| {
        let node = behavior.get(name).filter(is_written)?;
        let seconds = whole(node);
        let counts = match name {
            "ForwardedValues" => !node.entries().is_empty(),
            _ => seconds.is_some_and(|seconds| seconds > 0),
        };
        counts.then_some(VoidSetting {
            name,
            seconds,
            span: node.span,
        })
    };
    let names = ["ForwardedValues", "MinTTL", "DefaultTTL", "MaxTTL"];
    names.into_iter().filter_map(written).collect()
}

fn forwarded_values(reader: &mut Reader<'_>, behavior: &Node) -> ForwardedValues {
    // Without the block each value is missing, and the behavior is where it would stand.
    let block = reader
        .object(behavior, "ForwardedValues")
        .unwrap_or(behavior);
    let no_query = "no query string is forwarded unless QueryString is true";
    ForwardedValues {
        query_string: reader
            .boolean(block, "QueryString")
            .or_default(false, no_query),
        query_keys: query_keys(reader, block),
        headers: legacy_headers(reader, block),
        cookies: name_set(reader, block, &LEGACY_COOKIES),
        ttl: legacy_ttl(reader, behavior),
    }
}

/// The parameters in the key: every one unless some are listed.
fn query_keys(reader: &mut Reader<'_>, block: &Node) -> Sourced<NameSet> {
    match reader.list(block, "QueryStringCacheKeys") {
        Some(list) => {
            let set = match listed(reader, &list) {
                NameSet::Only(names) if names.is_empty() => NameSet::All,
                set => set,
            };
            Sourced::at(set, list.span)
        }
        None => Sourced::absent(NameSet::All, Some(block.span)),
    }
}

fn legacy_ttl(reader: &mut Reader<'_>, behavior: &Node) -> Ttl {
    let mut seconds = |key| reader.number(behavior, key);
    Ttl {
        min: seconds("MinTTL").or_default(0, "the minimum TTL is 0 unless set"),
        default: seconds("DefaultTTL").or_default(DAY, "the default TTL is 86400 unless set"),
        max: seconds("MaxTTL").or_default(YEAR, "the maximum TTL is 31536000 unless set"),
    }
}

/// The times to live of a cache policy, of which a missing one is at least the one before it.
pub(super) fn policy_ttl(reader: &mut Reader<'_>, config: &Node) -> Ttl {
    let min = reader.number(config, "MinTTL").or_absent(0);
    let default = at_least(
        reader.number(config, "DefaultTTL"),
        &min,
        (DAY, "the default TTL of a cache policy is 86400 unless set"),
        "an unset default TTL of a cache policy is its minimum TTL, where that is larger",
    );
    let max = at_least(
        reader.number(config, "MaxTTL"),
        &default,
        (
            YEAR,
            "the maximum TTL of a cache policy is 31536000 unless set",
        ),
        "an unset maximum TTL of a cache policy is its default TTL, where that is larger",
    );
    Ttl { min, default, max }
}

fn at_least(
    read: Read<u64>,
    lower: &Field<u64>,
    (usual, because): (u64, &'static str),
    because_lower: &'static str,
) -> Field<u64> {
    match lower.value {
        Known::Value(lower) if lower > usual => read.or_default(lower, because_lower),
        _ => read.or_default(usual, because),
    }
}
