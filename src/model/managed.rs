//! AWS's managed policies: a dated table of what CloudFront's documentation says they do.

use super::{CachePolicy, NameSet, OriginRequestPolicy, Ttl};
use crate::source::{Known, Provenance, Sourced};
use Names::{All, Except, Nothing, Only};
use std::sync::LazyLock;

/// The month at which the tables were taken.
///
/// Eight cache policies called `Amplify-…`, which are Amplify Hosting's own, are not in them.
pub const MANAGED_AS_OF: &str = "2026-11";

/// The query parameters that managed all-viewer policies do not forward to S3 origins.
pub const RESPONSE_OVERRIDES_DROPPED: [&str; 3] = [
    "response-content-type",
    "response-content-disposition",
    "response-content-encoding",
];

/// The managed cache policies; the account's own are in the input.
#[must_use]
pub fn managed_cache_policies() -> &'static [CachePolicy] {
    static POLICIES: LazyLock<Vec<CachePolicy>> =
        LazyLock::new(|| CACHE_ROWS.iter().map(CacheRow::policy).collect());
    &POLICIES
}

/// The managed origin request policies; the account's own are in the input.
///
/// What they drop from the query towards S3 origins is not in `query`: see
/// [`drops_response_overrides`].
#[must_use]
pub fn managed_origin_request_policies() -> &'static [OriginRequestPolicy] {
    static POLICIES: LazyLock<Vec<OriginRequestPolicy>> =
        LazyLock::new(|| REQUEST_ROWS.iter().map(RequestRow::policy).collect());
    &POLICIES
}

/// Whether the tables have a policy with this id: what it does is known without the account.
#[must_use]
pub fn is_managed(policy_id: &str) -> bool {
    let mut requests = REQUEST_ROWS.iter().map(|row| row.named.id);
    let mut caches = CACHE_ROWS.iter().map(|row| row.named.id);
    caches.any(|id| id == policy_id) || requests.any(|id| id == policy_id)
}

/// Whether this origin request policy forwards the query to S3 origins without
/// [`RESPONSE_OVERRIDES_DROPPED`].
///
/// AWS's page on managed origin request policies says so of AllViewer,
/// AllViewerAndCloudFrontHeaders-2022-06, AllViewerExceptHostHeader and
/// Elemental-MediaTailor-PersonalizedManifests: the managed ones that forward the whole query. It
/// does not touch other parameters, other origins, or an account's own policies.
#[must_use]
pub fn drops_response_overrides(policy_id: &str) -> bool {
    let mut rows = REQUEST_ROWS.iter();
    rows.any(|row| row.named.id == policy_id && row.query == All)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Nothing,
    All,
    Only(&'static [&'static str]),
    Except(&'static [&'static str]),
}

struct Named {
    name: &'static str,
    id: &'static str,
    because: &'static str,
}

macro_rules! named {
    ($name:literal, $id:literal) => {
        Named {
            name: $name,
            id: $id,
            because: concat!("the managed policy ", $name, " sets it"),
        }
    };
}

impl Named {
    fn set<T>(&self, value: T) -> Sourced<T> {
        Sourced::default_of(value, self.because, None)
    }

    fn names(&self, names: Names) -> Sourced<NameSet> {
        let list = |names: &[&str]| {
            names
                .iter()
                .map(|&name| self.set(name.to_owned()))
                .collect()
        };
        self.set(match names {
            Nothing => NameSet::None,
            All => NameSet::All,
            Only(names) => NameSet::Only(list(names)),
            Except(names) => NameSet::Except(list(names)),
        })
    }

    fn from(&self) -> Provenance {
        self.set(()).from
    }
}

struct CacheRow {
    named: Named,
    ttl: [u64; 3],
    headers: Names,
    cookies: Names,
    query: Names,
    accept_encoding: bool,
}

impl CacheRow {
    fn policy(&self) -> CachePolicy {
        let [min, default, max] = self
            .ttl
            .map(|seconds| self.named.set(Known::Value(seconds)));
        CachePolicy {
            id: self.named.id.to_owned(),
            template: None,
            name: self.named.name.to_owned(),
            managed: true,
            from: self.named.from(),
            ttl: Ttl { min, default, max },
            query: self.named.names(self.query),
            headers: self.named.names(self.headers),
            cookies: self.named.names(self.cookies),
            accept_encoding: self.accept_encoding,
            unresolved: Vec::new(),
        }
    }
}

const fn cache(
    named: Named,
    ttl: [u64; 3],
    [headers, cookies, query]: [Names; 3],
    accept_encoding: bool,
) -> CacheRow {
    CacheRow {
        named,
        ttl,
        headers,
        cookies,
        query,
        accept_encoding,
    }
}

const YEAR: u64 = 31_536_000;
const DAY: u64 = 86_400;
const METHOD_OVERRIDES: Names = Only(&[
    "Host",
    "Origin",
    "X-HTTP-Method-Override",
    "X-HTTP-Method",
    "X-Method-Override",
]);

/// Policy; minimum, default and maximum TTL; headers, cookies and query in the key; compression.
#[rustfmt::skip]
static CACHE_ROWS: [CacheRow; 7] = [
    cache(named!("CachingOptimized", "658327ea-f89d-4fab-a63d-7e88639e58f6"), [1, DAY, YEAR], [Nothing, Nothing, Nothing], true),
    cache(named!("CachingOptimizedForUncompressedObjects", "b2884449-e4de-46a7-ac36-70bc7f1ddd6d"), [1, DAY, YEAR], [Nothing, Nothing, Nothing], false),
    cache(named!("CachingDisabled", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"), [0, 0, 0], [Nothing, Nothing, Nothing], false),
    cache(named!("Amplify", "2e54312d-136d-493c-8eb9-b001f22f67d2"), [2, 2, 600], [Only(&["Authorization", "CloudFront-Viewer-Country", "Host"]), All, All], true),
    cache(named!("Elemental-MediaPackage", "08627262-05a9-4f76-9ded-b50ca2e3a84f"), [0, DAY, YEAR], [Only(&["Origin"]), Nothing, Only(&["aws.manifestfilter", "start", "end", "m"])], true),
    // Unconfirmed, but for the ids: the settings of the next two.
    cache(named!("UseOriginCacheControlHeaders", "83da9c7e-98b4-4e11-a168-04f0df8e2c65"), [0, 0, YEAR], [METHOD_OVERRIDES, All, Nothing], true),
    cache(named!("UseOriginCacheControlHeaders-QueryStrings", "4cc15a8a-d715-48a4-82b8-cc0b614638fe"), [0, 0, YEAR], [METHOD_OVERRIDES, All, All], true),
];

struct RequestRow {
    named: Named,
    headers: Names,
    cookies: Names,
    query: Names,
}

impl RequestRow {
    fn policy(&self) -> OriginRequestPolicy {
        OriginRequestPolicy {
            id: self.named.id.to_owned(),
            template: None,
            name: self.named.name.to_owned(),
            managed: true,
            from: self.named.from(),
            query: self.named.names(self.query),
            headers: self.named.names(self.headers),
            cookies: self.named.names(self.cookies),
            unresolved: Vec::new(),
        }
    }
}

const fn request(named: Named, [headers, cookies, query]: [Names; 3]) -> RequestRow {
    RequestRow {
        named,
        headers,
        cookies,
        query,
    }
}

/// Policy; headers, cookies and query forwarded.
#[rustfmt::skip]
static REQUEST_ROWS: [RequestRow; 8] = [
    request(named!("AllViewer", "216adef6-5c7f-47e4-b989-5492eafa07d3"), [All, All, All]),
    // The CloudFront-* headers that it adds are none of the viewer's.
    request(named!("AllViewerAndCloudFrontHeaders-2022-06", "33f36d7e-f396-46d9-90e0-52428a34d9dc"), [All, All, All]),
    request(named!("AllViewerExceptHostHeader", "b689b0a8-53d0-40ab-baf2-68738e2966ac"), [Except(&["Host"]), All, All]),
    request(named!("CORS-CustomOrigin", "59781a5b-3903-41f3-afcb-af62929ccde1"), [Only(&["Origin"]), Nothing, Nothing]),
    request(named!("CORS-S3Origin", "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf"), [Only(&["Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"]), Nothing, Nothing]),
    request(named!("Elemental-MediaTailor-PersonalizedManifests", "775133bc-15f2-49f9-abea-afb2e0bf67d2"), [Only(&["Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method", "User-Agent", "X-Forwarded-For"]), Nothing, All]),
    // Unconfirmed: that it forwards no cookies and no query.
    request(named!("HostHeaderOnly", "bf0718e1-ba1e-49d1-88b1-f726733018ae"), [Only(&["Host"]), Nothing, Nothing]),
    request(named!("UserAgentRefererHeaders", "acba4595-bd28-49b8-b9fe-13317c0390fa"), [Only(&["User-Agent", "Referer"]), Nothing, Nothing]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn cache(name: &str) -> &'static CachePolicy {
        let mut policies = managed_cache_policies().iter();
        policies.find(|policy| policy.name == name).unwrap()
    }

    fn request(name: &str) -> &'static OriginRequestPolicy {
        let mut policies = managed_origin_request_policies().iter();
        policies.find(|policy| policy.name == name).unwrap()
    }

    #[test]
    fn ids_are_uuids_and_none_stands_twice() {
        let caches = managed_cache_policies().iter().map(|policy| &policy.id);
        let requests = managed_origin_request_policies()
            .iter()
            .map(|policy| &policy.id);
        let mut seen = std::collections::BTreeSet::new();
        for id in caches.chain(requests) {
            let parts: Vec<_> = id.split('-').map(str::len).collect();
            assert_eq!(parts, [8, 4, 4, 4, 12], "{id}");
            let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-');
            assert!(id.bytes().all(hex), "{id}");
            assert!(seen.insert(id), "{id} stands twice");
        }
        assert_eq!(seen.len(), 15);
    }

    #[test]
    fn cache_policies_that_look_harmless_are_not() {
        let optimized = cache("CachingOptimized");
        assert_eq!(optimized.ttl.min.value, Known::Value(1));
        assert_eq!(optimized.ttl.default.value, Known::Value(86_400));
        assert_eq!(
            optimized.query.value.takes_parameter("X-Amz-Signature"),
            Some(false)
        );
        assert!(optimized.accept_encoding);
        assert_eq!(cache("CachingDisabled").ttl.max.value, Known::Value(0));
        assert_eq!(
            cache("Amplify").headers.value.takes_header("host"),
            Some(true)
        );
        assert_eq!(
            cache("Elemental-MediaPackage")
                .query
                .value
                .takes_parameter("X-Amz-Date"),
            Some(false)
        );
        let because = "the managed policy CachingOptimized sets it";
        let parent = None;
        assert_eq!(
            optimized.ttl.min.from,
            Provenance::Default { because, parent }
        );
    }

    #[test]
    fn only_one_all_viewer_policy_keeps_the_host() {
        assert_eq!(
            request("AllViewer").headers.value.takes_header("Host"),
            Some(true)
        );
        assert_eq!(
            request("AllViewerAndCloudFrontHeaders-2022-06")
                .headers
                .value
                .takes_header("Host"),
            Some(true)
        );
        let except = request("AllViewerExceptHostHeader");
        assert_eq!(except.headers.value.takes_header("host"), Some(false));
        assert_eq!(
            except.headers.value.takes_header("Authorization"),
            Some(true)
        );
        assert_eq!(
            except.query.value.takes_parameter("X-Amz-Signature"),
            Some(true)
        );
        assert_eq!(
            request("HostHeaderOnly").headers.value.takes_header("Host"),
            Some(true)
        );
        assert_eq!(
            request("CORS-S3Origin")
                .query
                .value
                .takes_parameter("X-Amz-Signature"),
            Some(false)
        );
    }

    #[test]
    fn four_policies_drop_response_overrides() {
        let policies = managed_origin_request_policies().iter();
        let dropping: Vec<_> = policies
            .filter(|policy| drops_response_overrides(&policy.id))
            .map(|policy| policy.name.as_str())
            .collect();
        let documented = [
            "AllViewer",
            "AllViewerAndCloudFrontHeaders-2022-06",
            "AllViewerExceptHostHeader",
            "Elemental-MediaTailor-PersonalizedManifests",
        ];
        assert_eq!(dropping, documented);
        assert!(!drops_response_overrides(
            "00000000-0000-0000-0000-000000000000"
        ));
    }
}
