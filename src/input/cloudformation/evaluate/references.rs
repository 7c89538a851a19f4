//! What `Ref` and `Fn::GetAtt` give: parameters, ids of what the template makes, hosts of buckets.

use super::scope::Scope;
use super::text::Text;
use crate::input::cloudformation::functions::FUNCTION;
use crate::input::cloudformation::stacks::{BUCKET, World, output, output_name, unresolved};
use crate::model::{WebsiteSpelling, region};
use crate::source::Span;
use crate::syntax::{Node, NodeKind};

/// CloudFront's resources whose reference is their id, or a function's ARN. What stands for it is the logical id, by
/// which they are found again.
const WITH_ID: [&str; 12] = [
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::CloudFrontOriginAccessIdentity",
    "AWS::CloudFront::ConnectionGroup",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::DistributionTenant",
    FUNCTION,
    "AWS::CloudFront::KeyGroup",
    "AWS::CloudFront::KeyValueStore",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::OriginRequestPolicy",
    "AWS::CloudFront::PublicKey",
    "AWS::CloudFront::ResponseHeadersPolicy",
];

/// Whether an attribute is what a reference to the resource gives as well.
fn is_address(kind: &str, attribute: &str) -> bool {
    match kind {
        FUNCTION => ["FunctionARN", "FunctionMetadata.FunctionARN"].contains(&attribute),
        _ => attribute == "Id",
    }
}

impl World<'_> {
    /// What `Ref` gives for a name.
    pub(super) fn reference(&mut self, name: &str, scope: &Scope, span: Span) -> Node {
        if let Some(local) = scope.local(name) {
            return local.clone();
        }
        let known = self
            .pseudo(name, scope.stack, span)
            .or_else(|| self.parameter(name, scope.stack, span));
        if let Some(known) = known {
            return known;
        }
        let template = self.template(scope.stack);
        match template.as_ref().and_then(|template| template.kind(name)) {
            Some(BUCKET) => self.bucket_name(name, scope, span),
            Some(kind) if WITH_ID.contains(&kind) => self.address(name, scope.stack, span),
            kind => {
                if kind.is_none() {
                    self.no_such("parameter or resource", name, scope.stack, span);
                }
                unresolved(format!("!Ref {name}"), span)
            }
        }
    }

    /// What `Fn::GetAtt` gives for an attribute of a resource.
    pub(super) fn attribute(
        &mut self,
        resource: &str,
        name: &str,
        scope: &Scope,
        span: Span,
    ) -> Node {
        let template = self.template(scope.stack);
        let kind = template
            .as_ref()
            .and_then(|template| template.kind(resource));
        let known = match kind {
            Some(BUCKET) => self.bucket_attribute(resource, name, scope, span),
            Some(kind) if WITH_ID.contains(&kind) && is_address(kind, name) => {
                Some(self.address(resource, scope.stack, span))
            }
            Some(_) => output_name(name).and_then(|name| {
                let child = self.child(scope.stack, resource, scope)?;
                self.output(child, name, scope, span)
            }),
            None => {
                self.no_such("resource", resource, scope.stack, span);
                None
            }
        };
        known.unwrap_or_else(|| unresolved(format!("!GetAtt {resource}.{name}"), span))
    }

    /// The value that a nested stack gives out.
    fn output(&mut self, child: usize, name: &str, scope: &Scope, span: Span) -> Option<Node> {
        let template = self.template(child)?;
        let Some(value) = output(&template, name) else {
            self.no_such("output", name, child, span);
            return None;
        };
        let value = self.value(value, &scope.outside(child))?;
        (!is_opaque(&value)).then_some(value)
    }

    /// What stands for the id of a resource.
    fn address(&self, name: &str, stack: usize, span: Span) -> Node {
        let prefix = self.stack(stack).map(|stack| stack.prefix.as_str());
        let kind = NodeKind::String(format!("{}{name}", prefix.unwrap_or_default()));
        Node { span, kind }
    }

    /// The bucket's name, or a reference to it where CloudFormation makes one up.
    fn bucket_name(&mut self, logical_id: &str, scope: &Scope, span: Span) -> Node {
        let template = self.template(scope.stack);
        let template = template.as_ref();
        let written = template.and_then(|template| template.property(logical_id, "BucketName"));
        let name = written.and_then(|name| self.value(name, &scope.outside(scope.stack)));
        name.unwrap_or_else(|| unresolved(format!("!Ref {logical_id}"), span))
    }

    /// The bucket's name as it stands in its hosts, of which a part may be open.
    pub(in crate::input::cloudformation) fn name_in_hosts(
        &mut self,
        logical_id: &str,
        scope: &Scope,
        span: Span,
    ) -> String {
        let mut text = Text::default();
        text.value(self.bucket_name(logical_id, scope, span));
        text.into_text()
    }

    /// The Region of a stack as it stands in the hosts of its buckets, perhaps open.
    pub(in crate::input::cloudformation) fn region_in_hosts(
        &self,
        stack: usize,
        span: Span,
    ) -> Option<String> {
        let mut text = Text::default();
        text.value(self.pseudo("AWS::Region", stack, span)?);
        Some(text.into_text())
    }

    /// An expression as it stands in a host, of which a part may be open.
    pub(in crate::input::cloudformation) fn host_part(
        &mut self,
        node: &Node,
        scope: &Scope,
    ) -> Option<String> {
        let mut text = Text::default();
        text.value(self.value(node, scope)?);
        Some(text.into_text())
    }

    fn bucket_attribute(
        &mut self,
        logical_id: &str,
        name: &str,
        scope: &Scope,
        span: Span,
    ) -> Option<Node> {
        if !self.has_attribute(name, span) {
            return None;
        }
        let bucket = self.bucket_name(logical_id, scope, span);
        let area = self.pseudo("AWS::Region", scope.stack, span)?;
        let suffix = self.pseudo("AWS::URLSuffix", scope.stack, span)?;
        let website = area.as_str().and_then(region).map(|known| known.website);
        let (before, between, has_region) = match (name, website) {
            ("Arn", _) => ("arn:aws:s3:::", None, false),
            ("DomainName", _) => ("", Some(".s3."), false),
            ("RegionalDomainName", _) => ("", Some(".s3."), true),
            ("DualStackDomainName", _) => ("", Some(".s3.dualstack."), true),
            ("WebsiteURL", Some(WebsiteSpelling::Dot)) => ("http://", Some(".s3-website."), true),
            ("WebsiteURL", _) => ("http://", Some(".s3-website-"), true),
            _ => return None,
        };
        let mut text = Text::default();
        text.literal(before);
        text.value(bucket);
        if let Some(between) = between {
            text.literal(between);
            if has_region {
                text.value(area);
                text.literal(".");
            }
            text.value(suffix);
        }
        Some(text.finish(span))
    }

    /// What another template of the input exports under a name.
    pub(super) fn import(&mut self, argument: &Node, scope: &Scope) -> Option<Node> {
        let name = self.value(argument, scope)?;
        let (stack, value) = self.exported(name.as_str()?)?;
        let value = self.value(&value, &scope.outside(stack))?;
        (!is_opaque(&value)).then_some(value)
    }

    /// Whether the value behind a name has letters, digits, dots and dashes only, whatever it is.
    pub(super) fn has_no_signs(&self, name: &str, scope: &Scope) -> bool {
        let pseudo = [
            "AWS::Region",
            "AWS::AccountId",
            "AWS::Partition",
            "AWS::URLSuffix",
        ];
        let template = self.template(scope.stack);
        let kind = template.as_ref().and_then(|template| template.kind(name));
        let plain = ["AWS::ApiGateway::", "AWS::ApiGatewayV2::", BUCKET];
        let is_plain = |kind: &str| plain.iter().any(|start| kind.starts_with(start));
        pseudo.contains(&name) || kind.is_some_and(is_plain)
    }
}

/// Whether it is nothing but a name of its own stack, which says nothing elsewhere.
fn is_opaque(value: &Node) -> bool {
    value.unresolved().is_some_and(|text| text.starts_with('!'))
}
