//! One request, followed from the viewer to the origin.

use super::cache::never_caches;
use super::origin_request::auth;
use super::{CacheKey, Fallback, Freshness, Lifetime, OriginRequest, Settings};
use crate::iam::{Truth, anybody_reads};
use crate::model::{
    Behavior, Bucket, Configuration, Distribution, Origin, Param, S3Host, ViewerAccess,
    parse_amz_date,
};
use crate::source::percent_decode;

/// The request as the viewer sends it to CloudFront.
#[derive(Debug, Clone, PartialEq)]
pub struct ViewerRequest {
    /// `GET`, `HEAD`, `PUT` …
    pub method: String,
    /// The host the viewer asks; `None` where no name of the distribution is known.
    pub host: Option<String>,
    /// The path as sent, nothing normalised.
    pub path: String,
    /// The query parameters in their order.
    pub params: Vec<Param>,
    /// Whether the URL carries a CloudFront signature.
    pub cloudfront_signed: bool,
}

impl ViewerRequest {
    /// The parameter with this name.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// Whether CloudFront keeps answers to this method. OPTIONS, which it can be told to keep, is
    /// never the method of a download.
    #[must_use]
    pub fn can_be_cached(&self) -> bool {
        ["GET", "HEAD"].contains(&self.method.as_str())
    }

    /// The name of the parameter that holds S3's signature: SigV2's, if the request has its key id.
    #[must_use]
    pub fn signature_parameter(&self) -> &'static str {
        match self.param("AWSAccessKeyId") {
            Some(_) => "Signature",
            None => "X-Amz-Signature",
        }
    }

    /// What the answer says of its freshness, where the URL itself overrides it: by its
    /// `Cache-Control`, else by its `Expires`, counted from the signing time at the earliest.
    #[must_use]
    pub fn freshness(&self) -> Freshness {
        let directives = self.param("response-cache-control");
        let directives = directives.map(|param| Freshness::from_cache_control(&param.value));
        let known = directives.filter(|freshness| *freshness != Freshness::Unknown);
        known
            .or_else(|| self.until_expires())
            .unwrap_or(Freshness::Unknown)
    }

    fn until_expires(&self) -> Option<Freshness> {
        let text = self
            .param("response-expires")?
            .value
            .replace("GMT", "+0000");
        let expires = jiff::fmt::rfc2822::DateTimeParser::new()
            .parse_timestamp(&text)
            .ok()?;
        let signed = parse_amz_date(&self.param("X-Amz-Date")?.value)?;
        let seconds = expires.duration_since(signed).as_secs();
        Some(Freshness::MaxAge(u64::try_from(seconds).unwrap_or(0)))
    }
}

/// What CloudFront makes of the viewer's own authentication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewerCheck {
    /// The behavior asks for none.
    Open,
    /// The behavior asks for a signature, and the URL has one. Whether it is valid is not checked.
    Carried,
    /// The behavior asks for a signature, and the URL has none.
    Missing,
    /// It is not resolved whether the behavior asks for one.
    Unresolved,
}

impl ViewerCheck {
    /// Whether the behavior certainly asks for a signature.
    #[must_use]
    pub const fn demands_signature(self) -> bool {
        matches!(self, Self::Carried | Self::Missing)
    }
}

/// One request's way through a distribution, hop by hop.
#[derive(Debug, Clone)]
pub struct Trace<'a> {
    /// The distribution it goes through.
    pub distribution: &'a Distribution,
    /// The viewer's request.
    pub viewer: ViewerRequest,
    /// The behavior that serves it.
    pub behavior: &'a Behavior,
    /// The behavior that its normalised path would select, where that is another.
    pub other_behavior: Option<&'a Behavior>,
    /// The origin of misses (of a group, the primary one).
    pub origin: &'a Origin,
    /// The origin that is asked when that one refuses, if there is one.
    pub fallback: Option<Fallback<'a>>,
    /// The bucket behind it, where the input describes that.
    pub bucket: Option<&'a Bucket>,
    /// CloudFront's own signature.
    pub viewer_check: ViewerCheck,
    /// What decides about forwarding and caching.
    pub settings: Settings<'a>,
    /// Who shares the answer.
    pub cache_key: CacheKey,
    /// How long it is kept; `None` where the settings are not known.
    pub lifetime: Option<Lifetime>,
    /// What the origin receives.
    pub origin_request: OriginRequest,
}

impl<'a> Trace<'a> {
    /// The bucket and the key that S3 is asked for, `files/private/report.pdf`, where the input
    /// describes the bucket. A path of a specimen stands for many: its wildcards are open parts.
    #[must_use]
    pub fn object(&self) -> Option<String> {
        let bucket = self.bucket?;
        let prefix = self.origin_request.path_prefix.as_deref();
        let path = format!("{}{}", prefix.unwrap_or("/${OriginPath}"), self.viewer.path);
        let key = percent_decode(&path).replace('*', "${*}");
        let key = key.strip_prefix('/').unwrap_or(&key);
        Some(format!("{}/{key}", bucket.name))
    }

    /// Whether the root of the distribution is asked for, and for an answer that could be an object.
    #[must_use]
    pub fn asks_for_root(&self) -> bool {
        self.viewer.path == "/" && self.viewer.can_be_cached()
    }

    /// The default root object that the origin is asked for in place of this request's path.
    #[must_use]
    pub fn root_object(&self) -> Option<&'a str> {
        let object = self.distribution.default_root_object.value.value()?;
        (self.asks_for_root() && !object.is_empty()).then_some(object.as_str())
    }

    /// Whether anybody may read the object in its bucket, without a signature.
    #[must_use]
    pub fn anybody_reads(&self) -> Truth {
        let asked = self.bucket.zip(self.object());
        asked.map_or(Truth::Unknown, |(bucket, object)| {
            anybody_reads(bucket, &object)
        })
    }

    /// The expression that leaves open what the behavior is meant for: who may ask it, which
    /// policies it has, or what they forward.
    #[must_use]
    pub fn open_value(&self) -> Option<&'a str> {
        if let ViewerAccess::Unresolved(expression) = &self.behavior.viewer_access {
            return Some(&expression.value);
        }
        self.settings
            .open_query()
            .or_else(|| self.settings.open_policy())
    }
}

/// Follows a request that a behavior serves; `None` if the behavior's origin is not in the input.
#[must_use]
pub fn trace<'a>(
    configuration: &'a Configuration,
    distribution: &'a Distribution,
    behavior: &'a Behavior,
    viewer: ViewerRequest,
) -> Option<Trace<'a>> {
    let origin = distribution.origin_of(behavior)?;
    let settings = Settings::of(configuration, distribution, behavior);
    let check = viewer_check(behavior, &viewer);
    let lifetime = match never_caches(&settings) || !viewer.can_be_cached() {
        true => Some(Lifetime {
            usual: 0,
            longest: 0,
            shortest: 0,
        }),
        false => settings
            .ttl()
            .and_then(|ttl| Lifetime::new(ttl, viewer.freshness())),
    };
    Some(Trace {
        distribution,
        behavior,
        other_behavior: None,
        origin,
        fallback: Fallback::of(configuration, distribution, behavior),
        bucket: bucket(configuration, distribution, origin),
        viewer_check: check,
        settings,
        cache_key: CacheKey::new(
            &settings,
            viewer.params.iter().map(|param| param.name.as_str()),
        ),
        lifetime,
        origin_request: OriginRequest::new(
            &settings,
            origin,
            &viewer,
            check,
            auth(configuration, distribution, origin),
        ),
        viewer,
    })
}

fn bucket<'a>(
    configuration: &'a Configuration,
    distribution: &Distribution,
    origin: &Origin,
) -> Option<&'a Bucket> {
    let host = S3Host::parse(origin.domain.value.value()?)?;
    configuration.bucket(&host, distribution.template)
}

fn viewer_check(behavior: &Behavior, viewer: &ViewerRequest) -> ViewerCheck {
    match behavior.viewer_access {
        ViewerAccess::Open => ViewerCheck::Open,
        ViewerAccess::Signed(_) if viewer.cloudfront_signed => ViewerCheck::Carried,
        ViewerAccess::Signed(_) => ViewerCheck::Missing,
        ViewerAccess::Unresolved(_) => ViewerCheck::Unresolved,
    }
}
