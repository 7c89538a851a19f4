//! The origin that is asked when the first one refuses.

use super::CloudFrontAuth;
use super::origin_request::auth;
use crate::model::{Behavior, Configuration, Distribution, Origin, OriginGroup};

/// The second member of a behavior's origin group.
#[derive(Debug, Clone)]
pub struct Fallback<'a> {
    /// The group, with the statuses that lead to it.
    pub group: &'a OriginGroup,
    /// The origin.
    pub origin: &'a Origin,
    /// How CloudFront authenticates itself to it, if it does.
    pub auth: Option<CloudFrontAuth>,
}

impl<'a> Fallback<'a> {
    /// The one of a behavior that leads to a group of two.
    #[must_use]
    pub(super) fn of(
        configuration: &Configuration,
        distribution: &'a Distribution,
        behavior: &Behavior,
    ) -> Option<Self> {
        let group = distribution.group_of(behavior)?;
        let origin = distribution.origin(&group.members.get(1)?.value)?;
        Some(Self {
            group,
            origin,
            auth: auth(configuration, distribution, origin),
        })
    }
}
