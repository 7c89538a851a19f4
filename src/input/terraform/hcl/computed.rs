//! Attributes that follow from what is written: ids of CloudFront's resources, hosts of buckets.

use super::instance::Instance;
use super::resources::at;
use crate::input::terraform::evaluate::{Evaluator, Scope, text, unresolved};
use crate::input::terraform::hosts::{BucketHosts, hole};
use crate::syntax::hcl::{Block, Expr, ExprKind, Step};
use crate::syntax::{Node, NodeKind};
use std::rc::Rc;

/// The name of an attribute, and its value.
pub(super) type Attributes = Vec<(&'static str, Node)>;

impl<'a> Evaluator<'a> {
    /// What is known of a resource or data source besides what is `written` in it.
    pub(super) fn computed(
        &self,
        instance: &Rc<Instance<'a>>,
        block: &'a Block,
        (address, id): (&str, &str),
        written: &Node,
    ) -> Attributes {
        let kind = block.label(0).unwrap_or_default();
        if block.kind == "data" {
            return self.data_source(instance, block, kind, written);
        }
        match kind {
            "aws_s3_bucket" => {
                let region = self.region(instance, block, written);
                let open = unresolved(format!("{address}.bucket"), block.span);
                let name = written.get("bucket").filter(|name| !name.is_null());
                bucket(block, name.unwrap_or(&open), &region)
            }
            "aws_s3_bucket_website_configuration" => {
                let region = self.region(instance, block, written);
                let open = unresolved(format!("{address}.bucket"), block.span);
                let name = written.get("bucket").unwrap_or(&open);
                let mut known = bucket(block, name, &region);
                known.retain(|(attribute, _)| ["website_endpoint", "id"].contains(attribute));
                known
            }
            "aws_cloudfront_origin_access_identity" => {
                let path = format!("origin-access-identity/cloudfront/{id}");
                vec![
                    ("id", at(block, id)),
                    ("cloudfront_access_identity_path", at(block, path)),
                ]
            }
            "aws_cloudfront_function" => vec![("arn", at(block, id))],
            // What stands for its id is its address, by which it is found again.
            kind if kind.starts_with("aws_cloudfront_") => vec![("id", at(block, id))],
            _ => Vec::new(),
        }
    }

    /// The Region that a block is in: its own, or that of its provider.
    pub(super) fn region(
        &self,
        instance: &Rc<Instance<'a>>,
        block: &'a Block,
        written: &Node,
    ) -> Node {
        if let Some(region) = written.get("region").filter(|region| !region.is_null()) {
            return region.clone();
        }
        let provider = block.body.attribute("provider");
        let alias = provider.and_then(|provider| alias(&provider.value));
        let region = self.provider_region(instance, alias.as_deref());
        let mut region = region.unwrap_or_else(|| unresolved("the provider's Region", block.span));
        region.span = block.span;
        region
    }

    /// The Region of the AWS provider of this alias, which a module has from its caller if it has none
    /// of its own. Calls do not go round in a circle.
    fn provider_region(&self, instance: &Rc<Instance<'a>>, wanted: Option<&str>) -> Option<Node> {
        let own = instance.module.providers.iter().find(|provider| {
            let is_wanted = match (provider.body.attribute("alias"), wanted) {
                (Some(name), Some(wanted)) => {
                    self.value(Scope::of(instance), &name.value).as_str() == Some(wanted)
                }
                (name, wanted) => name.is_none() && wanted.is_none(),
            };
            provider.label(0) == Some("aws") && is_wanted
        });
        if let Some(region) = own.and_then(|provider| provider.body.attribute("region")) {
            return Some(self.value(Scope::of(instance), &region.value));
        }
        let caller = instance.caller.as_ref()?;
        let outside = self.instance(caller.instance)?;
        let passed = caller
            .block
            .body
            .attribute("providers")
            .map(|map| &map.value.kind);
        let passed = match passed {
            Some(ExprKind::Object(pairs)) => {
                let mut pairs = pairs.iter();
                pairs.find(|pair| {
                    provider_alias(&pair.key).is_some_and(|alias| alias.as_deref() == wanted)
                })
            }
            _ => None,
        };
        match (passed, wanted) {
            (Some(pair), _) => {
                let alias = alias(&pair.value);
                self.provider_region(&outside, alias.as_deref())
            }
            (None, None) => self.provider_region(&outside, None),
            (None, Some(_)) => None,
        }
    }
}

/// The alias in `aws.west`, also in quotes.
fn alias(expr: &Expr) -> Option<String> {
    provider_alias(expr).flatten()
}

/// The alias in `aws.west`, or that there is none in `aws`; nothing if it is another provider.
fn provider_alias(expr: &Expr) -> Option<Option<String>> {
    let (provider, alias) = match &expr.kind {
        ExprKind::Variable(name) => (name.as_str(), None),
        ExprKind::String(text) => match text.split_once('.') {
            Some((provider, alias)) => (provider, Some(alias.to_owned())),
            None => (text.as_str(), None),
        },
        ExprKind::Traversal(base, steps) => match (&base.kind, steps.as_slice()) {
            (ExprKind::Variable(name), [Step::Attribute(alias)]) => {
                (name.as_str(), Some(alias.clone()))
            }
            _ => return None,
        },
        _ => return None,
    };
    (provider == "aws").then_some(alias)
}

/// The attributes of a bucket that follow from its name and its Region.
const OF_BUCKET: [&str; 8] = [
    "arn",
    "bucket",
    "bucket_domain_name",
    "bucket_region",
    "bucket_regional_domain_name",
    "id",
    "region",
    "website_endpoint",
];

/// What is known of a bucket from its name and its Region.
pub(super) fn bucket(block: &Block, name: &Node, area: &Node) -> Attributes {
    let text = |node: &Node| match &node.kind {
        NodeKind::Unresolved(expression) => Some(hole(expression)),
        _ => text(node),
    };
    let hosts = BucketHosts {
        name: text(name).unwrap_or_else(|| hole("bucket")),
        region: text(area),
    };
    let attributes = OF_BUCKET.iter().filter_map(|attribute| {
        let kind = hosts.attribute(attribute)?;
        let span = block.span;
        Some((*attribute, Node { span, kind }))
    });
    attributes.collect()
}
