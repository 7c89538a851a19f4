//! Recognises which document a JSON text is, and collects what it holds.

use super::beside::beside;
use super::bucket;
use crate::input::Loaded;
use crate::input::cloudfront::{
    Naming, Reader, access_control, cache_policy, distribution, origin_request_policy,
};
use crate::input::documents::{Parsed, parse};
use crate::model::{Bucket, Configuration};
use crate::source::SourceMap;
use crate::syntax::{Node, NodeKind, json};

/// Reads what `aws cloudfront get-…`, `list-…` prints or `create-…`, `update-…` takes, or a JSON
/// array of such documents, and adds it to `sources` with the values of custom headers masked.
pub fn load(name: &str, text: &str, sources: &mut SourceMap) -> Loaded {
    match parse(name, text, "JSON", json::parse, sources) {
        Ok(parsed) => read(&parsed, sources).unwrap_or_default(),
        Err(loaded) => *loaded,
    }
}

/// Reads such a document once it is parsed; `None` if it is another one.
pub(crate) fn read(parsed: &Parsed<'_>, sources: &SourceMap) -> Option<Loaded> {
    read_each(parsed, &[&parsed.root], sources)
}

/// Reads such documents inside of another one; `None` if it holds none.
pub(crate) fn read_each(
    parsed: &Parsed<'_>,
    documents: &[&Node],
    sources: &SourceMap,
) -> Option<Loaded> {
    let mut loader = Loader {
        sources,
        facts: Vec::new(),
        reader: Reader::new(sources),
        configuration: Configuration::default(),
        recognised: false,
    };
    for document in documents {
        loader.document(document);
    }
    if !loader.recognised {
        return None;
    }
    loader.reader.repeated_keys(&parsed.root);
    Some(Loaded {
        configuration: loader.configuration,
        problems: loader.reader.into_problems(),
        recognised: [parsed.name.to_owned()].into(),
        facts: loader.facts,
    })
}

struct Loader<'a> {
    sources: &'a SourceMap,
    facts: Vec<Bucket>,
    reader: Reader<'a>,
    configuration: Configuration,
    recognised: bool,
}

impl Loader<'_> {
    /// Takes in whatever a node holds; it may be several things at once, or none.
    fn document(&mut self, node: &Node) {
        for item in node.items() {
            self.document(item);
        }
        for key in ["Distribution", "DistributionConfigWithTags"] {
            if let Some(inner) = object(node, key) {
                self.document(inner);
            }
        }
        // What botocore's recorders keep of an answer.
        if let Some(data) = object(node, "data").filter(|_| node.get("status_code").is_some()) {
            self.document(data);
        }
        if let Some(config) = object(node, "DistributionConfig") {
            self.distribution(node, config);
        } else if is_distribution(node) {
            self.distribution(node, node);
        }
        self.policies(node);
        self.lists(node);
        if let Some(facts) = bucket::facts(node, self.sources) {
            self.recognised = true;
            self.facts.push(facts);
        }
        if let Some(beside) = beside(node) {
            self.recognised = true;
            self.configuration.merge(beside);
        }
    }

    fn distribution(&mut self, outer: &Node, config: &Node) {
        self.recognised = true;
        let id = self.reader.filled(outer, "Id").here();
        let naming = Naming {
            is_summary: id.is_some() && std::ptr::eq(outer, config),
            id,
            domain: self.reader.filled(outer, "DomainName").here(),
            status: self.reader.filled(outer, "Status").here(),
            ..Naming::default()
        };
        let distribution = distribution(&mut self.reader, naming, config);
        self.configuration.distributions.push(distribution);
    }

    /// Policies and controls that stand alone: in the object of their own name, or as it.
    fn policies(&mut self, node: &Node) {
        let managed = node.get("Type").and_then(Node::as_str) == Some("managed");
        if let Some((outer, config)) = configured(node, "CachePolicy", "CachePolicyConfig") {
            self.recognised = true;
            let id = self.id(outer, "get-cache-policy");
            let policy = id.map(|id| cache_policy(&mut self.reader, id, config, managed));
            self.configuration.cache_policies.extend(policy);
        }
        let request = configured(node, "OriginRequestPolicy", "OriginRequestPolicyConfig");
        if let Some((outer, config)) = request {
            self.recognised = true;
            let id = self.id(outer, "get-origin-request-policy");
            let policy = id.map(|id| origin_request_policy(&mut self.reader, id, config, managed));
            self.configuration.origin_request_policies.extend(policy);
        }
        let control = configured(node, "OriginAccessControl", "OriginAccessControlConfig");
        let summary = is_access_control(node).then_some((node, node));
        if let Some((outer, config)) = control.or(summary) {
            self.access_control(outer, config);
        }
        // Nothing is taken from a response headers policy: it changes neither request nor cache.
        let headers = configured(node, "ResponseHeadersPolicy", "ResponseHeadersPolicyConfig");
        self.recognised |= headers.is_some();
    }

    fn access_control(&mut self, outer: &Node, config: &Node) {
        self.recognised = true;
        let id = self.id(outer, "get-origin-access-control");
        let control = id.map(|id| access_control(&mut self.reader, id, config));
        self.configuration.access_controls.extend(control);
    }

    /// The id that behaviors and origins name it by. What `get-…-config` prints has none, and then
    /// nothing can be joined with it.
    fn id(&mut self, outer: &Node, command: &str) -> Option<String> {
        let id = self.reader.filled(outer, "Id").here();
        if id.is_none() {
            let message = format!(
                "has no Id, so nothing can name it: give what `aws cloudfront {command}` prints"
            );
            self.reader.problem(outer.span, &message);
        }
        id.map(|id| id.value)
    }

    fn lists(&mut self, node: &Node) {
        for key in [
            "CachePolicyList",
            "OriginRequestPolicyList",
            "ResponseHeadersPolicyList",
        ] {
            for item in self.list(node, key) {
                self.policies(item);
            }
        }
        for summary in self.list(node, "DistributionList") {
            self.distribution(summary, summary);
        }
        for summary in self.list(node, "OriginAccessControlList") {
            self.access_control(summary, summary);
        }
        // The same lists, taken out of the object that names them.
        if node.get("Quantity").is_some()
            && let Some(items) = node.get("Items")
        {
            self.document(items);
        }
    }

    fn list<'n>(&mut self, node: &'n Node, key: &str) -> Vec<&'n Node> {
        let block = node.get(key).map(|block| &block.kind);
        if !matches!(block, Some(NodeKind::Mapping(_) | NodeKind::Sequence(_))) {
            return Vec::new();
        }
        self.recognised = true;
        self.reader.objects(node, key)
    }
}

fn object<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let value = node.get(key)?;
    matches!(value.kind, NodeKind::Mapping(_)).then_some(value)
}

/// The object with an id, and the configuration in it: below `name`, or `node` itself.
fn configured<'n>(node: &'n Node, name: &str, config: &str) -> Option<(&'n Node, &'n Node)> {
    let below = object(node, name);
    let below = below.and_then(|outer| Some((outer, object(outer, config)?)));
    below.or_else(|| Some((node, object(node, config)?)))
}

/// Whether an object is a bare configuration, or a summary.
fn is_distribution(node: &Node) -> bool {
    let has_origins = node.get("Origins").is_some();
    object(node, "DefaultCacheBehavior").is_some()
        || has_origins && node.get("CallerReference").is_some()
}

/// Whether an object is the summary of an origin access control.
fn is_access_control(node: &Node) -> bool {
    let keys = ["Id", "SigningBehavior", "SigningProtocol"];
    keys.iter().all(|key| node.get(key).is_some())
}
