//! Attributes that follow from what is written: ids of CloudFront's resources, hosts of buckets.

use super::instance::Instance;
use super::resources::at;
use crate::input::terraform::evaluate::{Composed, Evaluator, Scope, string, unresolved};
use crate::model::{WebsiteSpelling, partition_of_region, region};
use crate::syntax::Node;
use crate::syntax::hcl::{Block, Expr, ExprKind, Step};
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
                let name = written.get("bucket").cloned();
                let name =
                    name.unwrap_or_else(|| unresolved(format!("{address}.bucket"), block.span));
                vec![
                    ("website_endpoint", website(block, &name, &region)),
                    ("id", name),
                ]
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

/// What is known of a bucket from its name and its Region.
pub(super) fn bucket(block: &Block, name: &Node, area: &Node) -> Attributes {
    let mut name = name.clone();
    name.span = block.span;
    vec![
        ("arn", composed(block, &["arn:aws:s3:::"], &[&name])),
        (
            "bucket_domain_name",
            composed(block, &["", ".s3."], &[&name, &suffix(block, area)]),
        ),
        (
            "bucket_regional_domain_name",
            composed(
                block,
                &["", ".s3.", "."],
                &[&name, area, &suffix(block, area)],
            ),
        ),
        ("website_endpoint", website(block, &name, area)),
        ("region", area.clone()),
        ("bucket_region", area.clone()),
        ("id", name.clone()),
        ("bucket", name),
    ]
}

/// The website endpoint of a bucket.
fn website(block: &Block, name: &Node, area: &Node) -> Node {
    let spelling = area.as_str().and_then(region).map(|region| region.website);
    let between = match spelling {
        Some(WebsiteSpelling::Dot) => ".s3-website.",
        _ => ".s3-website-",
    };
    composed(
        block,
        &["", between, "."],
        &[name, area, &suffix(block, area)],
    )
}

/// What host names in a Region end in: what nearly every Region has, where it is not known.
fn suffix(block: &Block, area: &Node) -> Node {
    let partition = area.as_str().and_then(partition_of_region);
    let suffix = partition.map_or("amazonaws.com", |partition| partition.dns_suffix);
    string(suffix, block.span)
}

/// Literals and values in turn.
fn composed(block: &Block, literals: &[&str], values: &[&Node]) -> Node {
    let mut composed = Composed::default();
    for (literal, value) in literals.iter().zip(values) {
        composed.text.push_str(literal);
        if composed.push(value).is_err() {
            composed.open = true;
            composed.text.push_str("${…}");
        }
    }
    composed.into_node(block.span)
}
