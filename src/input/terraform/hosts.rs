//! The hosts of a bucket as the provider computes them from its name and its Region.

use crate::model::{WebsiteSpelling, partition_of_region, region};
use crate::syntax::NodeKind;

/// What a bucket's hosts are made of.
#[derive(Debug)]
pub(super) struct BucketHosts {
    /// Its name, with `${…}` for what is not known of it.
    pub(super) name: String,
    /// Its Region, likewise; none if nothing is known of it.
    pub(super) region: Option<String>,
}

/// Whether what is not known is a text of which a part is: `${var.env}.s3.amazonaws.com`, or a JSON
/// document with such texts. An expression with strings in it is none: `replace("${var.a}", "b", "c")`.
pub(super) fn is_partial(text: &str) -> bool {
    text.contains("${") && (!text.contains('"') || text.starts_with(['{', '[']))
}

/// What stands in a text for an expression that is not known. A text that is known in part goes on
/// as it is; a brace of the expression's own would end it too early, and becomes a parenthesis.
pub(super) fn hole(expression: &str) -> String {
    match is_partial(expression) {
        true => expression.to_owned(),
        false => {
            let inner = expression.replace('{', "(").replace('}', ")");
            format!("${{{inner}}}")
        }
    }
}

impl BucketHosts {
    /// An attribute that follows from name and Region; none if it is another one.
    pub(super) fn attribute(&self, attribute: &str) -> Option<NodeKind> {
        let name = &self.name;
        let known = self.region.as_deref();
        let area = known.map_or_else(|| hole("the provider's Region"), str::to_owned);
        // What host names end in nearly everywhere, where the Region is not known.
        let partition = known.and_then(partition_of_region);
        let suffix = partition.map_or("amazonaws.com", |partition| partition.dns_suffix);
        let spelling = known.and_then(region).map(|region| region.website);
        let text = match attribute {
            "id" | "bucket" => name.clone(),
            "arn" => format!(
                "arn:{}:s3:::{name}",
                partition.map_or("aws", |partition| partition.id)
            ),
            "bucket_domain_name" => format!("{name}.s3.{suffix}"),
            "bucket_regional_domain_name" => format!("{name}.s3.{area}.{suffix}"),
            "website_endpoint" if spelling == Some(WebsiteSpelling::Dot) => {
                format!("{name}.s3-website.{area}.{suffix}")
            }
            "website_endpoint" => format!("{name}.s3-website-{area}.{suffix}"),
            "region" | "bucket_region" => area,
            _ => return None,
        };
        Some(match text.contains("${") {
            true => NodeKind::Unresolved(text),
            false => NodeKind::String(text),
        })
    }
}
