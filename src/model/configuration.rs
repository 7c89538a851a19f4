//! Everything the input holds about distributions, and the look-up of what they refer to.

use super::{
    CachePolicy, Distribution, OriginAccessControl, OriginRequestPolicy, managed_cache_policies,
    managed_origin_request_policies,
};

/// The distributions that were read, and the policies and controls they may name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Configuration {
    /// In the order of the input.
    pub distributions: Vec<Distribution>,
    /// The account's own cache policies, and managed ones that the input holds.
    pub cache_policies: Vec<CachePolicy>,
    /// The account's own origin request policies, and managed ones that the input holds.
    pub origin_request_policies: Vec<OriginRequestPolicy>,
    /// Origin access controls.
    pub access_controls: Vec<OriginAccessControl>,
}

impl Configuration {
    /// Takes in what another file held.
    pub fn merge(&mut self, other: Self) {
        self.distributions.extend(other.distributions);
        self.cache_policies.extend(other.cache_policies);
        self.origin_request_policies
            .extend(other.origin_request_policies);
        self.access_controls.extend(other.access_controls);
    }

    /// The cache policy with this id: the input's own, else AWS's managed one.
    #[must_use]
    pub fn cache_policy(&self, id: &str) -> Option<&CachePolicy> {
        let own = self.cache_policies.iter().find(|policy| policy.id == id);
        own.or_else(|| {
            managed_cache_policies()
                .iter()
                .find(|policy| policy.id == id)
        })
    }

    /// The origin request policy with this id: the input's own, else AWS's managed one.
    #[must_use]
    pub fn origin_request_policy(&self, id: &str) -> Option<&OriginRequestPolicy> {
        let own = self
            .origin_request_policies
            .iter()
            .find(|policy| policy.id == id);
        own.or_else(|| {
            managed_origin_request_policies()
                .iter()
                .find(|policy| policy.id == id)
        })
    }

    /// The origin access control with this id, where the input holds it.
    #[must_use]
    pub fn access_control(&self, id: &str) -> Option<&OriginAccessControl> {
        self.access_controls.iter().find(|control| control.id == id)
    }
}
