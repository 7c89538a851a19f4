//! Data sources whose answer is known without asking AWS: managed policies by their names, buckets,
//! the Region.

use super::computed::{Attributes, bucket};
use super::instance::Instance;
use super::policy_document::document;
use super::resources::at;
use crate::input::terraform::evaluate::{Evaluator, Scope, unresolved};
use crate::model::{managed_cache_policies, managed_origin_request_policies, partition_of_region};
use crate::syntax::Node;
use crate::syntax::hcl::Block;
use std::rc::Rc;

impl<'a> Evaluator<'a> {
    pub(super) fn data_source(
        &self,
        instance: &Rc<Instance<'a>>,
        block: &'a Block,
        kind: &str,
        written: &Node,
    ) -> Attributes {
        match kind {
            "aws_cloudfront_cache_policy" | "aws_cloudfront_origin_request_policy" => {
                let name = written.get("name").and_then(Node::as_str);
                let id = name.and_then(|name| self.policy_id(instance, kind, name));
                id.map(|id| ("id", at(block, id))).into_iter().collect()
            }
            "aws_s3_bucket" => {
                let region = self.region(instance, block, written);
                let open = unresolved("bucket", block.span);
                bucket(block, written.get("bucket").unwrap_or(&open), &region)
            }
            "aws_iam_policy_document" => vec![("json", document(written))],
            "aws_region" => {
                let region = self.region(instance, block, written);
                let names = ["name", "id", "region"];
                names.map(|name| (name, region.clone())).to_vec()
            }
            "aws_partition" => {
                let region = self.region(instance, block, written);
                let partition = region.as_str().and_then(partition_of_region);
                match partition {
                    Some(partition) => vec![
                        ("partition", at(block, partition.id)),
                        ("id", at(block, partition.id)),
                        ("dns_suffix", at(block, partition.dns_suffix)),
                    ],
                    None => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// The id of a managed policy, or the address of one that this module makes.
    fn policy_id(&self, instance: &Rc<Instance<'a>>, kind: &str, name: &str) -> Option<String> {
        let managed = name.strip_prefix("Managed-");
        let managed = managed.and_then(|short| match kind {
            "aws_cloudfront_cache_policy" => {
                let mut known = managed_cache_policies().iter();
                known
                    .find(|policy| policy.name == short)
                    .map(|policy| policy.id.clone())
            }
            _ => {
                let mut known = managed_origin_request_policies().iter();
                known
                    .find(|policy| policy.name == short)
                    .map(|policy| policy.id.clone())
            }
        });
        managed.or_else(|| {
            let own = instance.module.resources.iter().find(|block| {
                let written = block.body.attribute("name");
                let called = written.map(|name| self.value(Scope::of(instance), &name.value));
                block.label(0) == Some(kind)
                    && called.is_some_and(|called| called.as_str() == Some(name))
            });
            own.map(|block| format!("{}{}", instance.root, self.address(instance, block, "")))
        })
    }
}
