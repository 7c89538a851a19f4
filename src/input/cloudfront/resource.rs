//! What a format's loader hands over, each thing in CloudFront's own shape, and the model made of it.

use super::distribution::{Naming, distribution};
use super::policy::{access_control, cache_policy, origin_request_policy};
use super::reader::Reader;
use crate::model::Configuration;
use crate::source::{Problem, SourceMap, Sourced};
use crate::syntax::Node;

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ResourceKind {
    /// A distribution; its node has the shape of `DistributionConfig`.
    Distribution,
    /// A cache policy; its node has the shape of `CachePolicyConfig`.
    CachePolicy,
    /// An origin request policy; its node has the shape of `OriginRequestPolicyConfig`.
    OriginRequestPolicy,
    /// An origin access control; its node has the shape of `OriginAccessControlConfig`.
    OriginAccessControl,
}

/// One thing that a document describes.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// What it is.
    pub kind: ResourceKind,
    /// Its logical id or address, and where that is written.
    pub name: Sourced<String>,
    /// How others refer to it, once their references are resolved: its real id where that is known,
    /// else its logical id or address.
    pub id: String,
    /// Its real id, where it is deployed.
    pub deployed: Option<Sourced<String>>,
    /// The `….cloudfront.net` name of a distribution that is deployed.
    pub domain: Option<Sourced<String>>,
    /// Its settings under CloudFront's own names. A list may be bare or `{"Items": […]}`, a block or
    /// a value may be [`NodeKind::Unresolved`](crate::syntax::NodeKind::Unresolved), and a number
    /// may stand for its text.
    pub node: Node,
    /// The condition under which it is made, as written, where that is not known to hold.
    pub condition: Option<String>,
}

impl Resource {
    /// A resource that others refer to by its name, under no condition and not known to be deployed.
    #[must_use]
    pub fn new(kind: ResourceKind, name: Sourced<String>, node: Node) -> Self {
        Self {
            kind,
            id: name.value.clone(),
            name,
            deployed: None,
            domain: None,
            node,
            condition: None,
        }
    }
}

/// What was made of resources.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Built {
    /// Everything that could be read.
    pub configuration: Configuration,
    /// What could not, each at its place.
    pub problems: Vec<Problem>,
}

/// Reads every resource. Their spans belong to texts of `sources`, whose outlines name the places of
/// problems.
#[must_use]
pub fn build(resources: &[Resource], sources: &SourceMap) -> Built {
    let mut reader = Reader::coercing(sources);
    let mut configuration = Configuration::default();
    for resource in resources {
        let (id, node) = (resource.id.clone(), &resource.node);
        match resource.kind {
            ResourceKind::Distribution => {
                let distribution = distribution(&mut reader, naming(resource), node);
                configuration.distributions.push(distribution);
            }
            ResourceKind::CachePolicy => {
                let policy = cache_policy(&mut reader, id, node, false);
                configuration.cache_policies.push(policy);
            }
            ResourceKind::OriginRequestPolicy => {
                let policy = origin_request_policy(&mut reader, id, node, false);
                configuration.origin_request_policies.push(policy);
            }
            ResourceKind::OriginAccessControl => {
                let control = access_control(&mut reader, id, node);
                configuration.access_controls.push(control);
            }
        }
    }
    Built {
        configuration,
        problems: reader.into_problems(),
    }
}

fn naming(resource: &Resource) -> Naming {
    Naming {
        id: resource.deployed.clone(),
        domain: resource.domain.clone(),
        logical_id: Some(resource.name.clone()),
        condition: resource.condition.clone(),
        is_summary: false,
    }
}
