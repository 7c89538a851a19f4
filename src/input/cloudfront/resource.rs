//! What a format's loader hands over, each thing in CloudFront's own shape, and the model made of it.

use super::bucket::bucket;
use super::distribution::{Naming, distribution};
use super::policy::{access_control, cache_policy, origin_request_policy};
use super::reader::Reader;
use crate::input::edge_code::effect;
use crate::model::{
    CachePolicy, Configuration, Distribution, FunctionCode, OriginAccessControl,
    OriginRequestPolicy, Template,
};
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
    /// A CloudFront Function; its node has its `Name` and, as one text, its `FunctionCode`.
    Function,
    /// A bucket, or what a resource of its own says of one; see `bucket` for
    /// the node.
    Bucket,
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

/// Reads the resources of one template, with whatever it includes: their names are its own, so each
/// template has a call to itself. Their spans belong to texts of `sources`, whose outlines name the
/// places of problems.
#[must_use]
pub fn build(resources: &[Resource], sources: &SourceMap) -> Built {
    let template = resources.iter().find_map(|one| one.name.span());
    let mut builder = Builder {
        sources,
        reader: Reader::coercing(sources),
        template: template.map(|span| span.source),
        configuration: Configuration::default(),
    };
    for resource in resources {
        builder.add(resource);
    }
    Built {
        configuration: builder.configuration,
        problems: builder.reader.into_problems(),
    }
}

struct Builder<'a> {
    sources: &'a SourceMap,
    reader: Reader<'a>,
    template: Template,
    configuration: Configuration,
}

impl Builder<'_> {
    fn add(&mut self, resource: &Resource) {
        self.reader.turn_to(&resource.name.value);
        let deployed = resource.deployed.as_ref();
        // A real id is the same for every template.
        let is_name = deployed.is_none_or(|deployed| deployed.value != resource.id);
        let template = self.template.filter(|_| is_name);
        let (reader, node) = (&mut self.reader, &resource.node);
        let (id, all) = (resource.id.clone(), &mut self.configuration);
        match resource.kind {
            ResourceKind::Distribution => {
                let read = distribution(reader, naming(resource), node);
                let template = self.template;
                all.distributions.push(Distribution { template, ..read });
            }
            ResourceKind::CachePolicy => {
                let read = cache_policy(reader, id, node, false);
                all.cache_policies.push(CachePolicy { template, ..read });
            }
            ResourceKind::OriginRequestPolicy => {
                let read = origin_request_policy(reader, id, node, false);
                let read = OriginRequestPolicy { template, ..read };
                all.origin_request_policies.push(read);
            }
            ResourceKind::OriginAccessControl => {
                let read = access_control(reader, id, node);
                all.access_controls
                    .push(OriginAccessControl { template, ..read });
            }
            ResourceKind::Function => all.functions.extend(functions(id, node, template)),
            ResourceKind::Bucket => {
                let read = bucket(node, template, self.sources);
                read.into_iter().for_each(|bucket| all.learn(bucket));
            }
        }
    }
}

/// A function whose code is in the input, by its id and by its name, which is the end of its ARN.
fn functions(id: String, node: &Node, template: Template) -> Vec<FunctionCode> {
    let code = node.get("FunctionCode");
    let Some(code) = code.and_then(|code| code.as_str().or(in_place(code))) else {
        return Vec::new();
    };
    let effect = effect(code);
    let name = node.get("Name").and_then(Node::as_str).map(str::to_owned);
    let names = [Some(id), name].into_iter().flatten();
    let function = |name| FunctionCode {
        name,
        template,
        effect: effect.clone(),
    };
    names.map(function).collect()
}

/// Code in which a value is left open is code all the same; a reference to a file is none.
fn in_place(code: &Node) -> Option<&str> {
    code.unresolved().filter(|text| text.contains("function"))
}

fn naming(resource: &Resource) -> Naming {
    Naming {
        id: resource.deployed.clone(),
        domain: resource.domain.clone(),
        logical_id: Some(resource.name.clone()),
        condition: resource.condition.clone(),
        status: None,
        is_summary: false,
    }
}
