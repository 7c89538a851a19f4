//! A CloudFront distribution: its origins, behaviors and error pages.

use super::{Field, FunctionAssociation, NameSet, Template, Ttl};
use crate::source::{Known, Sourced, Span, Unresolved};

/// One distribution, deployed or written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// Its id (`E…`); absent in a bare configuration and in a template.
    pub id: Option<Sourced<String>>,
    /// Its logical id or address, where a template makes it.
    pub logical_id: Option<Sourced<String>>,
    /// The template whose names its references are.
    pub template: Template,
    /// The condition under which a template makes it, as written.
    pub condition: Option<String>,
    /// Its `….cloudfront.net` name, where the input tells it.
    pub domain: Option<Sourced<String>>,
    /// Its alternate domain names, which may start with `*.`.
    pub aliases: Vec<Sourced<String>>,
    /// Whether that is all of them: some may not be resolved.
    pub all_aliases_known: bool,
    /// Whether it accepts requests.
    pub enabled: Field<bool>,
    /// How far its deployment is (`Deployed`, `InProgress`), where the input tells.
    pub status: Option<Sourced<String>>,
    /// Whether it serves only what a continuous deployment policy sends to it.
    pub staging: Field<bool>,
    /// Where the answers come from.
    pub origins: Vec<Origin>,
    /// Groups of origins that fail over.
    pub origin_groups: Vec<OriginGroup>,
    /// The behaviors in their order, the default one last.
    pub behaviors: Vec<Behavior>,
    /// What replaces the origin's errors.
    pub custom_errors: Vec<CustomError>,
    /// The object behind `/`; empty if none.
    pub default_root_object: Field<String>,
    /// The web ACL in front of it; empty if none.
    pub web_acl: Field<String>,
    /// The countries that are served, or are not; none if every country is.
    pub geo_restriction: Option<GeoRestriction>,
    /// Where its access logs go, if it writes any.
    pub logging: Option<Span>,
    /// The whole configuration.
    pub span: Span,
    /// The expressions in it that the input does not resolve, in the order of reading.
    pub unresolved: Vec<Unresolved>,
}

impl Distribution {
    /// The origin group that a behavior names, if it names one.
    #[must_use]
    pub fn group_of(&self, behavior: &Behavior) -> Option<&OriginGroup> {
        let id = behavior.target_origin.value.value()?;
        self.origin_groups
            .iter()
            .find(|group| group.id.value == *id)
    }

    /// The origin of a behavior's misses: the one that it names, by an expression if need be, or the
    /// only one there is.
    #[must_use]
    pub fn origin_of(&self, behavior: &Behavior) -> Option<&Origin> {
        match (&behavior.target_origin.value, self.origins.as_slice()) {
            (Known::Value(id), _) => self.origin(id),
            (Known::Unresolved { expression }, origins) => {
                let only = origins.first().filter(|_| origins.len() == 1);
                self.origin(expression).or(only)
            }
        }
    }

    /// The origin that an id names; for an origin group, its primary member.
    #[must_use]
    pub fn origin(&self, id: &str) -> Option<&Origin> {
        let direct = |id: &str| self.origins.iter().find(|origin| origin.id.value == id);
        direct(id).or_else(|| {
            let group = self
                .origin_groups
                .iter()
                .find(|group| group.id.value == id)?;
            direct(&group.members.first()?.value)
        })
    }

    /// Puts a tenant's parameters into the origins, where nothing else in them is open.
    pub(super) fn settle(&mut self, parameters: &[(String, String)]) {
        for origin in &mut self.origins {
            for field in [&mut origin.domain, &mut origin.path] {
                let (Known::Value(written)
                | Known::Unresolved {
                    expression: written,
                }) = &field.value;
                let put = |text: String, (name, value): &(String, String)| {
                    text.replace(&format!("${{{name}}}"), value)
                };
                let settled = parameters.iter().fold(written.clone(), put);
                if settled != *written && !settled.contains("${") {
                    field.value = Known::Value(settled);
                }
            }
        }
    }

    /// What the distribution is called: its id, else its domain name, its logical id, or its first
    /// alias.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        let id = self.id.as_ref().or(self.domain.as_ref());
        let id = id.or(self.logical_id.as_ref());
        id.or(self.aliases.first()).map(|name| name.value.as_str())
    }
}

/// Where CloudFront gets an answer from.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// The id that behaviors name; where that is not resolved, the expression.
    pub id: Sourced<String>,
    /// The host that CloudFront connects to and sends as `Host`.
    pub domain: Field<String>,
    /// The path put before every viewer path; empty if none.
    pub path: Field<String>,
    /// Which type of origin it is.
    pub kind: Sourced<OriginKind>,
    /// The origin access control attached to it, if any.
    pub access_control: Option<Field<OriginAccessControl>>,
    /// The origin access identity attached to it, if any.
    pub access_identity: Option<Field<String>>,
    /// Names and places of the custom headers that CloudFront adds.
    pub custom_headers: Vec<Sourced<String>>,
    /// The whole origin.
    pub span: Span,
}

/// The type of an origin, told by its configuration block and not by its host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OriginKind {
    /// `S3OriginConfig`: a bucket's REST endpoint.
    S3,
    /// `CustomOriginConfig`: any HTTP server.
    Custom,
    /// `VpcOriginConfig`: a private load balancer or instance.
    Vpc,
}

/// When an origin access control signs requests to the origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SigningBehavior {
    /// Every request.
    Always,
    /// Every request that carries no `Authorization` header. A signed query does not count.
    NoOverride,
    /// Never.
    Never,
}

/// An origin access control as far as its origin knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginAccessControl {
    /// Its id.
    pub id: String,
    /// When it signs; none where the input does not hold the control itself.
    pub signing: Option<Sourced<SigningBehavior>>,
    /// The template whose name its id is.
    pub template: Template,
}

/// Origins that stand in for each other.
#[derive(Debug, Clone, PartialEq)]
pub struct OriginGroup {
    /// The id that behaviors name.
    pub id: Sourced<String>,
    /// Origin ids, the primary first.
    pub members: Vec<Sourced<String>>,
    /// The statuses on which the second is asked.
    pub failover_on: Vec<Sourced<u16>>,
}

/// What happens to requests whose path matches a pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Behavior {
    /// The path pattern; `*` for the default behavior.
    pub pattern: Field<String>,
    /// Whether it is the default behavior.
    pub is_default: bool,
    /// The origin or origin group it sends misses to.
    pub target_origin: Field<String>,
    /// `allow-all`, `redirect-to-https` or `https-only`.
    pub viewer_protocol: Field<String>,
    /// The methods CloudFront accepts.
    pub allowed_methods: Field<Vec<String>>,
    /// Whether viewers must come with a CloudFront signature.
    pub viewer_access: ViewerAccess,
    /// What is forwarded, keyed and kept.
    pub caching: Caching,
    /// Edge functions associated with it.
    pub functions: Vec<FunctionAssociation>,
    /// The response headers policy, if any.
    pub response_headers_policy: Option<Field<String>>,
    /// Legacy settings that are written beside a cache policy, which makes them void.
    pub void: Vec<VoidSetting>,
    /// The whole behavior.
    pub span: Span,
}

impl Behavior {
    /// What the behavior is called: its pattern, or the expression in its place.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.pattern.value {
            Known::Value(name) | Known::Unresolved { expression: name } => name,
        }
    }
}

/// Who may ask a behavior.
#[derive(Debug, Clone, PartialEq)]
pub enum ViewerAccess {
    /// Everybody.
    Open,
    /// Only requests signed by one of these key groups or accounts.
    Signed(Sourced<Vec<String>>),
    /// It is not resolved whether a signature is demanded.
    Unresolved(Sourced<String>),
}

/// How a behavior forwards and caches.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "a distribution has at most 75 behaviors"
)]
pub enum Caching {
    /// The legacy settings, which key and forward with one list.
    Legacy(ForwardedValues),
    /// A cache policy, and perhaps an origin request policy, by their ids.
    Policies {
        /// The cache policy's id.
        cache: Field<String>,
        /// The origin request policy's id.
        request: Option<Field<String>>,
    },
}

/// A legacy setting that is not in force, since the behavior has a cache policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoidSetting {
    /// Its key: `ForwardedValues`, `MinTTL`, `DefaultTTL` or `MaxTTL`.
    pub name: &'static str,
    /// The seconds of a time to live.
    pub seconds: Option<u64>,
    /// Where it is written.
    pub span: Span,
}

/// Which countries' viewers are served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeoRestriction {
    /// Whether the countries are the ones that are served; else they are those that are not.
    pub allows: bool,
    /// Their two-letter codes, as far as they are known.
    pub countries: Vec<String>,
    /// Where it is written.
    pub span: Span,
}

/// The legacy settings of a behavior.
#[derive(Debug, Clone, PartialEq)]
pub struct ForwardedValues {
    /// Whether the query string is forwarded: all of it, or none.
    pub query_string: Field<bool>,
    /// The parameters in the cache key; every one where nothing says which.
    pub query_keys: Sourced<NameSet>,
    /// The headers forwarded and keyed.
    pub headers: Sourced<NameSet>,
    /// The cookies forwarded and keyed.
    pub cookies: Sourced<NameSet>,
    /// How long.
    pub ttl: Ttl,
}

/// What CloudFront answers in place of an origin's error.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomError {
    /// The origin's status.
    pub code: Sourced<u16>,
    /// The status the viewer gets; the same one if none.
    pub response_code: Option<Field<u16>>,
    /// The page the viewer gets; the origin's body if none.
    pub page: Option<Field<String>>,
    /// How long the error is kept, in seconds.
    pub min_ttl: Field<u64>,
    /// The whole entry.
    pub span: Span,
}
