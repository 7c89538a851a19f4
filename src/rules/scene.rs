//! All the evidence a rule may look at.

use crate::edge::{Exposure, Rounding, SentHost, Trace, pattern_matches};
use crate::model::{
    Behavior, Configuration, Delivery, Endpoint, Object, OriginKind, Region, S3Host, S3Signature,
    SigV4, SignedUrl, SignerProfile, region,
};
use crate::s3::{Comparison, Promise};
use crate::source::Span;
use jiff::Timestamp;

/// One URL and one delivery, or as much of them as there is.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// The time at which the URL is used.
    pub now: Timestamp,
    /// Everything that was read.
    pub configuration: &'a Configuration,
    /// The URL, if one was given.
    pub url: Option<&'a SignedUrl>,
    /// The method with which it is used.
    pub method: &'a str,
    /// What it promises.
    pub promise: Option<&'a Promise>,
    /// Its way through the distribution, if one was given. Without a URL, that of a specimen.
    pub trace: Option<&'a Trace<'a>>,
    /// What was signed against what arrives.
    pub comparison: Option<&'a Comparison>,
    /// How long the answer can be reached.
    pub exposure: Option<&'a Exposure>,
    /// The rounding of the signing time, as given or as seen.
    pub rounding: Option<Rounding>,
    /// The delivery that was declared, where the URL was made of one.
    pub delivery: Option<&'a Delivery>,
    /// Who signs, where that was declared.
    pub signer: Option<&'a SignerProfile>,
}

impl<'a> Scene<'a> {
    /// Whether nobody said that signed URLs are delivered this way.
    #[must_use]
    pub fn is_guess(&self) -> bool {
        self.url.is_none()
    }

    /// The SigV4 parameters of the URL.
    #[must_use]
    pub fn sigv4(&self) -> Option<&'a SigV4> {
        self.url?.sigv4()
    }

    /// The trace of a presigned S3 request: of a URL with S3's own signature, or of a specimen.
    ///
    /// A CloudFront-signed URL is another delivery, in which an unsigned origin request is right.
    #[must_use]
    pub fn presigned_trace(&self) -> Option<&'a Trace<'a>> {
        let trace = self.trace?;
        match self.url {
            Some(url) => (url.scheme().starts_with("s3-")).then_some(trace),
            None => Some(trace),
        }
    }

    /// Whether the URL has a signature of S3's that covers its path and is followed through.
    #[must_use]
    pub fn signs_the_path(&self) -> bool {
        self.url
            .is_some_and(|url| matches!(url.s3, S3Signature::V4(_) | S3Signature::V2(_)))
    }

    /// The same, where the origin is a bucket.
    #[must_use]
    pub fn trace_to_s3(&self) -> Option<&'a Trace<'a>> {
        let rest = self.origin_s3_host().is_some_and(|host| host.is_rest());
        let to_s3 = |trace: &&Trace<'_>| rest || trace.origin.kind.value == OriginKind::S3;
        self.presigned_trace().filter(to_s3)
    }

    /// The Region that the URL was signed for, as written.
    #[must_use]
    pub fn signed_region_name(&self) -> Option<&'a str> {
        self.sigv4()?.scope.as_ref()?.region.as_deref()
    }

    /// The Region that the URL was signed for, where the table has it.
    #[must_use]
    pub fn signed_region(&self) -> Option<&'static Region> {
        region(self.signed_region_name()?)
    }

    /// The origin's domain name, where it is known.
    #[must_use]
    pub fn origin_domain(&self) -> Option<&'a str> {
        self.trace?.origin.domain.value.value().map(String::as_str)
    }

    /// The S3 host that is the origin, if it is one.
    #[must_use]
    pub fn origin_s3_host(&self) -> Option<S3Host> {
        S3Host::parse(self.origin_domain()?)
    }

    /// The S3 host that is asked: the origin, or without a distribution the URL's own.
    #[must_use]
    pub fn asked_s3_host(&self) -> Option<S3Host> {
        match self.trace {
            Some(_) => self.origin_s3_host(),
            None => self.url?.s3_host(),
        }
    }

    /// Where that host is written.
    #[must_use]
    pub fn asked_host_span(&self) -> Option<Span> {
        match self.trace {
            Some(trace) => trace.origin.domain.span(),
            None => self.url?.host.span(),
        }
    }

    /// The bucket that was signed and the origin's, where both are plain buckets and not the same.
    ///
    /// Access points and the like may lead to the origin's bucket: they count as another host only.
    #[must_use]
    pub fn other_bucket(&self) -> Option<(String, String)> {
        use Endpoint::{Accelerate, Dash, External, Global, Regional};
        let promise = self.promise?;
        let signed = promise.host.host.as_deref()?;
        let plain = |host: &S3Host| {
            matches!(
                host.endpoint,
                Regional | Global | Dash | External | Accelerate
            )
        };
        let alias = |bucket: &String| {
            ["-s3alias", "--ol-s3", "--op-s3"]
                .iter()
                .any(|end| bucket.ends_with(end))
        };
        S3Host::parse(signed).filter(plain)?;
        let signed = Object::new(signed, promise.path.as_deref().unwrap_or("/")).bucket?;
        let host = self.origin_s3_host().filter(plain)?;
        let is_the_same = host.can_hold(&signed);
        let origin = host.bucket?;
        let aliased = alias(&signed) || alias(&origin);
        (!is_the_same && !aliased).then_some((signed, origin))
    }

    /// The behavior that leads to the signed bucket, and that bucket, where the one that takes the
    /// path leads elsewhere: one that would take it too, else one that would in another case.
    #[must_use]
    pub fn meant_behavior(&self) -> Option<(&'a Behavior, String)> {
        let (promise, trace) = self.promise.zip(self.trace)?;
        let signed = promise.host.host.as_deref()?;
        let bucket = Object::new(signed, promise.path.as_deref().unwrap_or("/")).bucket?;
        let distribution = trace.distribution;
        let leads_there = |behavior: &&Behavior| {
            let origin = distribution.origin_of(behavior);
            let host = origin.and_then(|origin| S3Host::parse(origin.domain.value.value()?));
            host.is_some_and(|host| host.can_hold(&bucket))
        };
        // The default behavior takes what is left: it is meant only where what takes the path is no
        // bucket at all.
        let pattern = |behavior: &'a Behavior| {
            let pattern = behavior.pattern.value.value();
            pattern.filter(|_| !behavior.is_default)
        };
        let refused = self
            .comparison
            .is_some_and(|one| one.host.difference.differs());
        if !refused || leads_there(&trace.behavior) {
            return None;
        }
        let path = &trace.viewer.path;
        let lower = path.to_lowercase();
        let fitting = || distribution.behaviors.iter().filter(leads_there);
        let takes = |one: &&'a Behavior| pattern(one).is_some_and(|own| pattern_matches(own, path));
        let takes_otherwise = |one: &&'a Behavior| {
            pattern(one).is_some_and(|own| pattern_matches(&own.to_lowercase(), &lower))
        };
        let found = fitting().find(takes);
        let found = found.or_else(|| fitting().find(takes_otherwise));
        let is_bucket = self.origin_s3_host().is_some();
        let left = || fitting().find(|one| one.is_default && !is_bucket);
        let found = found.or_else(left)?;
        Some((found, bucket))
    }

    /// Whether a setting forwards the viewer's `Host`, and that is the signed one.
    #[must_use]
    pub fn viewers_host_is_signed(&self) -> bool {
        let forwarded = self
            .trace
            .is_some_and(|trace| matches!(trace.origin_request.host, SentHost::Viewer { .. }));
        let same = |comparison: &Comparison| !comparison.host.difference.differs();
        forwarded && self.comparison.is_some_and(same)
    }

    /// Whether a template makes the distribution.
    #[must_use]
    pub fn is_templated(&self) -> bool {
        let distribution = self.trace.map(|trace| trace.distribution);
        distribution.is_some_and(|distribution| distribution.logical_id.is_some())
    }

    /// The id of the distribution, for commands.
    #[must_use]
    pub fn distribution_id(&self) -> Option<&'a str> {
        let id = self.trace?.distribution.id.as_ref()?;
        Some(&id.value)
    }
}
