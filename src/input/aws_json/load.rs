//! Recognises which document a JSON text is, and collects what it holds.

use super::distribution::distribution;
use super::policy::{access_control, cache_policy, origin_request_policy};
use super::reader::Reader;
use super::secrets::{mask_in_text, mask_in_tree};
use crate::model::Configuration;
use crate::source::{Problem, SourceKind, SourceMap};
use crate::syntax::{Node, NodeKind, json};

/// What one file held.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Loaded {
    /// Everything that could be read.
    pub configuration: Configuration,
    /// What could not, each at its place.
    pub problems: Vec<Problem>,
    /// Whether it is a document of CloudFront's at all. A text that is not JSON is none, and has
    /// its problem already; any other text that is none has no problem yet.
    pub recognised: bool,
}

/// Reads what `aws cloudfront get-…`, `list-…` prints or `create-…`, `update-…` takes, or a JSON
/// array of such documents, and adds it to `sources` with the values of custom headers masked.
pub fn load(name: &str, text: &str, sources: &mut SourceMap) -> Loaded {
    let source = sources.add(name, SourceKind::File, text);
    let (root, outline) = match json::parse(text, source) {
        Ok(parsed) => parsed,
        Err(error) => {
            mask_in_text(text, source, sources);
            let message = format!("this is not JSON: {}", error.message);
            return Loaded {
                problems: vec![Problem::new(name, message).at(error.span)],
                ..Loaded::default()
            };
        }
    };
    mask_in_tree(&root, sources);
    let mut loader = Loader {
        reader: Reader::new(name, &outline),
        configuration: Configuration::default(),
        recognised: false,
    };
    loader.document(&root);
    if loader.recognised {
        loader.repeated_keys(&root);
    }
    let loaded = Loaded {
        configuration: loader.configuration,
        problems: loader.reader.into_problems(),
        recognised: loader.recognised,
    };
    sources.set_outline(source, outline);
    loaded
}

struct Loader<'a> {
    reader: Reader<'a>,
    configuration: Configuration,
    recognised: bool,
}

impl Loader<'_> {
    /// Tells the keys that stand twice in one object: every reader takes the last, and it is seldom
    /// the one that was meant. As deep as the parser went, which has a limit.
    fn repeated_keys(&mut self, node: &Node) {
        for entry in node.overridden() {
            let message = "stands twice, and only the last one counts";
            self.reader.problem(entry.key_span, message);
        }
        for child in node.items() {
            self.repeated_keys(child);
        }
        for entry in node.entries() {
            self.repeated_keys(&entry.value);
        }
    }

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
        if let Some(config) = object(node, "DistributionConfig") {
            self.distribution(node, config);
        } else if is_distribution(node) {
            self.distribution(node, node);
        }
        self.policies(node);
        self.lists(node);
    }

    fn distribution(&mut self, outer: &Node, config: &Node) {
        self.recognised = true;
        let distribution = distribution(&mut self.reader, outer, config);
        self.configuration.distributions.push(distribution);
    }

    /// Policies and controls that stand alone: in the object of their own name, or as it.
    fn policies(&mut self, node: &Node) {
        let managed = node.get("Type").and_then(Node::as_str) == Some("managed");
        if let Some((outer, config)) = configured(node, "CachePolicy", "CachePolicyConfig") {
            self.recognised = true;
            let policy = cache_policy(&mut self.reader, outer, config, managed);
            self.configuration.cache_policies.extend(policy);
        }
        let request = configured(node, "OriginRequestPolicy", "OriginRequestPolicyConfig");
        if let Some((outer, config)) = request {
            self.recognised = true;
            let policy = origin_request_policy(&mut self.reader, outer, config, managed);
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
        let control = access_control(&mut self.reader, outer, config);
        self.configuration.access_controls.extend(control);
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
