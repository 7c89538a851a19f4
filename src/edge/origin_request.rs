//! The request that CloudFront sends to the origin, and which setting made each part of it.

use super::{Settings, ViewerCheck, ViewerRequest};
use crate::model::{
    Configuration, Distribution, Field, Origin, OriginAccessControl, OriginKind,
    RESPONSE_OVERRIDES_DROPPED, SigningBehavior, drops_response_overrides,
};
use crate::source::{Known, Sourced, Span};

/// The parameters that CloudFront reads and removes on a behavior that demands its own signature.
const VIEWER_SIGNATURE_PARAMETERS: [&str; 5] = [
    "Expires",
    "Policy",
    "Signature",
    "Key-Pair-Id",
    "Hash-Algorithm",
];

/// The `Host` that the origin receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SentHost {
    /// The origin's domain name; `None` where it is not resolved.
    OriginDomain(Option<String>, Option<Span>),
    /// The viewer's own, because a setting forwards it.
    Viewer {
        /// The host the viewer sends; `None` where the distribution's name is not known.
        host: Option<String>,
        /// The setting.
        forwarded_by: Option<Span>,
        /// Whether the origin is of the S3 type, where AWS says it is not forwarded, and it was seen.
        s3_origin: bool,
    },
}

impl SentHost {
    /// The host, where it is known.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::OriginDomain(host, _) | Self::Viewer { host, .. } => host.as_deref(),
        }
    }

    /// The setting that makes it so.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::OriginDomain(_, span) => *span,
            Self::Viewer { forwarded_by, .. } => *forwarded_by,
        }
    }
}

/// A query parameter that reaches the origin, or may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SentParam {
    /// Its index in the viewer's request.
    pub index: usize,
    /// Whether it is certain that it is forwarded.
    pub certain: bool,
}

/// A query parameter that does not reach the origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DroppedParam {
    /// Its index in the viewer's request.
    pub index: usize,
    /// Why.
    pub reason: DropReason,
    /// The setting.
    pub by: Option<Span>,
}

/// Why a parameter is not forwarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DropReason {
    /// No list takes it.
    NotTaken,
    /// A managed policy for all viewer values leaves it out towards S3 origins.
    ManagedPolicy,
    /// CloudFront reads it as part of its own signature.
    ViewerSignature,
}

/// A header that CloudFront adds by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddedHeader {
    /// Its name, in lower case.
    pub name: &'static str,
    /// What it holds, in words.
    pub value: &'static str,
}

/// How CloudFront authenticates itself to the origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CloudFrontAuth {
    /// An origin access control that signs.
    AccessControl {
        /// Its id.
        id: String,
        /// When it signs; `None` where the input does not hold the control.
        signing: Option<SigningBehavior>,
        /// Where the origin names it.
        at: Option<Span>,
    },
    /// An origin access identity.
    AccessIdentity {
        /// Where the origin names it.
        at: Option<Span>,
    },
    /// One of them or none: it is not resolved.
    Unresolved {
        /// The expression in its place.
        expression: String,
        /// Where that is written.
        at: Option<Span>,
    },
}

impl CloudFrontAuth {
    /// Where the origin names it.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::AccessControl { at, .. }
            | Self::AccessIdentity { at }
            | Self::Unresolved { at, .. } => *at,
        }
    }
}

/// The request as the origin receives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginRequest {
    /// `Host`.
    pub host: SentHost,
    /// What is put before the viewer's path; empty if nothing. `None` where it is not resolved.
    pub path_prefix: Option<String>,
    /// Where that is set.
    pub path_prefix_at: Option<Span>,
    /// The parameters forwarded, in the viewer's order.
    pub params: Vec<SentParam>,
    /// The parameters not forwarded.
    pub dropped: Vec<DroppedParam>,
    /// The headers CloudFront adds.
    pub added: Vec<AddedHeader>,
    /// How CloudFront authenticates itself, if it does.
    pub auth: Option<CloudFrontAuth>,
}

impl OriginRequest {
    pub(super) fn new(
        settings: &Settings<'_>,
        origin: &Origin,
        viewer: &ViewerRequest,
        check: ViewerCheck,
        auth: Option<CloudFrontAuth>,
    ) -> Self {
        let (params, dropped) = sort_params(settings, origin, viewer, check);
        Self {
            host: host(settings, origin, viewer),
            path_prefix: origin.path.value.value().cloned(),
            path_prefix_at: origin.path.span(),
            params,
            dropped,
            added: added_headers(),
            auth,
        }
    }
}

fn host(settings: &Settings<'_>, origin: &Origin, viewer: &ViewerRequest) -> SentHost {
    if settings.forwards_header("Host") == Some(true) {
        return SentHost::Viewer {
            host: viewer.host.clone(),
            forwarded_by: settings.header_span("Host"),
            s3_origin: origin.kind.value == OriginKind::S3,
        };
    }
    SentHost::OriginDomain(origin.domain.value.value().cloned(), origin.domain.span())
}

fn sort_params(
    settings: &Settings<'_>,
    origin: &Origin,
    viewer: &ViewerRequest,
    check: ViewerCheck,
) -> (Vec<SentParam>, Vec<DroppedParam>) {
    let mut sent = Vec::new();
    let mut dropped = Vec::new();
    for (index, param) in viewer.params.iter().enumerate() {
        let mut drop = |reason| {
            dropped.push(DroppedParam {
                index,
                reason,
                by: settings.query_span(),
            });
        };
        let consumed = VIEWER_SIGNATURE_PARAMETERS.contains(&param.name.as_str());
        if check.demands_signature() && consumed {
            drop(DropReason::ViewerSignature);
        } else if managed_drop(settings, origin, &param.name) {
            drop(DropReason::ManagedPolicy);
        } else {
            match settings.forwards_parameter(&param.name) {
                Some(false) => drop(DropReason::NotTaken),
                certain => sent.push(SentParam {
                    index,
                    certain: certain.is_some(),
                }),
            }
        }
    }
    (sent, dropped)
}

/// The exception of the managed all-viewer policies: three response overrides do not reach an S3
/// origin, unless the cache policy itself takes them.
fn managed_drop(settings: &Settings<'_>, origin: &Origin, name: &str) -> bool {
    let Settings::Policies {
        request: Some(request),
        ..
    } = settings
    else {
        return false;
    };
    origin.kind.value == OriginKind::S3
        && RESPONSE_OVERRIDES_DROPPED.contains(&name)
        && request
            .found()
            .is_some_and(|policy| drops_response_overrides(&policy.id))
        && settings.keys_parameter(name) != Some(true)
}

/// What reaches every origin, S3 or not; viewer headers are not modelled one by one.
fn added_headers() -> Vec<AddedHeader> {
    let header = |name, value| AddedHeader { name, value };
    vec![
        header("user-agent", "Amazon CloudFront"),
        header("via", "1.1 ….cloudfront.net (CloudFront)"),
        header("x-amz-cf-id", "an id for each request"),
        header("x-forwarded-for", "the viewer's address"),
    ]
}

/// How CloudFront authenticates itself to an origin of a distribution, if it does.
pub(super) fn auth(
    configuration: &Configuration,
    distribution: &Distribution,
    origin: &Origin,
) -> Option<CloudFrontAuth> {
    let control = origin.access_control.as_ref();
    let control = control.and_then(|control| control_auth(configuration, distribution, control));
    control.or_else(|| {
        let identity = origin.access_identity.as_ref()?;
        let at = identity.span();
        Some(match &identity.value {
            Known::Value(_) => CloudFrontAuth::AccessIdentity { at },
            Known::Unresolved { expression } => CloudFrontAuth::Unresolved {
                expression: expression.clone(),
                at,
            },
        })
    })
}

fn control_auth(
    configuration: &Configuration,
    distribution: &Distribution,
    control: &Field<OriginAccessControl>,
) -> Option<CloudFrontAuth> {
    let at = control.span();
    let known = match &control.value {
        Known::Value(known) => known,
        Known::Unresolved { expression } => {
            let expression = expression.clone();
            return Some(CloudFrontAuth::Unresolved { expression, at });
        }
    };
    let of = |signing: &Option<Sourced<SigningBehavior>>| signing.as_ref().map(|s| s.value);
    let looked_up = configuration.access_control(&known.id, distribution.template);
    let signing = of(&known.signing).or_else(|| of(&looked_up?.signing));
    (signing != Some(SigningBehavior::Never)).then(|| CloudFrontAuth::AccessControl {
        id: known.id.clone(),
        signing,
        at,
    })
}
