//! What the expressions of a plan's configuration refer to: policies and identities of the same plan,
//! and the hosts of its buckets.

use crate::input::terraform::hosts::{BucketHosts, hole};
use crate::source::Span;
use crate::syntax::{Node, NodeKind};
use std::collections::BTreeMap;
use std::ops::Bound;

/// How far inputs of modules are followed to those who give them.
const MOST_CALLERS: usize = 16;

/// The attributes of a bucket that are whole hosts.
const OF_BUCKET: [&str; 3] = [
    "bucket_domain_name",
    "bucket_regional_domain_name",
    "website_endpoint",
];

/// Where an expression leads.
pub(super) struct Followed {
    /// What a person would edit: the reference, in the call that gives it.
    pub(super) at: Span,
    /// The value, if what is referred to tells it.
    pub(super) kind: Option<NodeKind>,
}

/// The configuration of a plan, and what it makes.
pub(super) struct References<'n> {
    root: &'n Node,
    /// What each address will be.
    after: BTreeMap<&'n str, &'n Node>,
}

impl<'n> References<'n> {
    pub(super) fn of(root: &'n Node) -> Self {
        let changes = root
            .get("resource_changes")
            .map(Node::items)
            .unwrap_or_default();
        let after = changes.iter().filter_map(|change| {
            let address = change.get("address")?.as_str()?;
            Some((address, change.path(&["change", "after"])?))
        });
        Self {
            root,
            after: after.collect(),
        }
    }

    /// The expressions of a resource.
    pub(super) fn expressions(&self, module: &str, kind: &str, name: &str) -> Option<&'n Node> {
        let resources = self.module(module)?.get("resources")?.items();
        let text = |node: &Node, key: &str| {
            node.get(key).and_then(Node::as_str) == Some(if key == "type" { kind } else { name })
        };
        let mut found = resources.iter();
        let found = found.find(|one| text(one, "type") && text(one, "name"));
        found?.get("expressions")
    }

    /// The configuration of the module at an address.
    fn module(&self, address: &str) -> Option<&'n Node> {
        let root = self.root.path(&["configuration", "root_module"])?;
        calls(address).iter().try_fold(root, |module, call| {
            module.path(&["module_calls", call, "module"])
        })
    }

    /// Follows an expression through the inputs of modules to what it refers to.
    pub(super) fn follow(&self, expression: &'n Node, module: &str) -> Followed {
        let mut module = module.to_owned();
        let mut expression = expression;
        for _ in 0..MOST_CALLERS {
            let Some((at, reference)) = only_reference(expression) else {
                break;
            };
            let Some(input) = reference.strip_prefix("var.") else {
                let kind = self.attribute(reference, &module);
                return Followed { at, kind };
            };
            let Some((argument, outer)) = self.argument(input, &module) else {
                break;
            };
            (expression, module) = (argument, outer);
        }
        // The reference itself, where there is one: the expression around it is many lines long.
        let references = expression.get("references").map(Node::items);
        let first = references.and_then(<[Node]>::first);
        Followed {
            at: first.unwrap_or(expression).span,
            kind: None,
        }
    }

    /// What the caller of a module says of an input, and the module that this caller is.
    fn argument(&self, input: &str, module: &str) -> Option<(&'n Node, String)> {
        let path = calls(module);
        let (call, outer) = path.split_last()?;
        let outer: Vec<String> = outer.iter().map(|name| format!("module.{name}")).collect();
        let outer = outer.join(".");
        let caller = self.module(&outer)?;
        let argument = caller.path(&["module_calls", call, "expressions", input])?;
        Some((argument, outer))
    }

    /// The value of `type.name.attribute`, perhaps with an index. Of a bucket only hosts are told: a
    /// name or a Region is a part of what the expression makes, and the plan does not say of what.
    fn attribute(&self, reference: &str, module: &str) -> Option<NodeKind> {
        let (resource, attribute) = reference.rsplit_once('.')?;
        let kind = resource.split('.').next()?;
        let (address, after) = self.find(resource, module)?;
        if kind == "aws_s3_bucket" || kind == "aws_s3_bucket_website_configuration" {
            OF_BUCKET.contains(&attribute).then_some(())?;
            let name = after.get("bucket").and_then(Node::as_str);
            let name = name.map_or_else(|| hole(&format!("{address}.bucket")), str::to_owned);
            let own = after
                .get("region")
                .and_then(Node::as_str)
                .map(str::to_owned);
            let region = own.or_else(|| self.region());
            return BucketHosts { name, region }.attribute(attribute);
        }
        let text = match (kind, attribute) {
            ("aws_cloudfront_origin_access_identity", "cloudfront_access_identity_path") => {
                format!("origin-access-identity/cloudfront/{address}")
            }
            (kind, "id" | "arn") if kind.starts_with("aws_cloudfront_") => address.to_owned(),
            _ => return None,
        };
        Some(NodeKind::String(text))
    }

    /// The resource of this address in a module, or the first of its instances.
    fn find(&self, resource: &str, module: &str) -> Option<(&'n str, &'n Node)> {
        let address = match module {
            "" => resource.to_owned(),
            module => format!("{module}.{resource}"),
        };
        if let Some((found, after)) = self.after.get_key_value(address.as_str()) {
            return Some((*found, *after));
        }
        let first = format!("{address}[");
        let from = (Bound::Included(first.as_str()), Bound::Unbounded);
        let (found, after) = self.after.range::<str, _>(from).next()?;
        found.starts_with(&first).then_some((*found, *after))
    }

    /// The Region of the AWS provider: a constant, or a variable of the root module.
    fn region(&self) -> Option<String> {
        let keys = [
            "configuration",
            "provider_config",
            "aws",
            "expressions",
            "region",
        ];
        let region = self.root.path(&keys)?;
        let value = match region.get("constant_value") {
            Some(constant) => constant,
            None => {
                let first = region.get("references")?.items().first()?.as_str()?;
                let name = first.strip_prefix("var.")?;
                self.root.path(&["variables", name, "value"])?
            }
        };
        value.as_str().map(str::to_owned)
    }
}

/// What an expression refers to, if that is one thing: a plan lists a reference with everything that
/// it begins with, and of an expression with several does not say how it puts them together.
fn only_reference(expression: &Node) -> Option<(Span, &str)> {
    let (first, others) = expression.get("references")?.items().split_first()?;
    let name = first.as_str()?;
    let is_start = |other: &Node| {
        let rest = other.as_str().and_then(|other| name.strip_prefix(other));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let only = others.iter().all(is_start);
    only.then_some((first.span, name))
}

/// The names of the calls that lead to a module: `module.a["x"].module.b` is `a`, `b`.
pub(super) fn calls(address: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = address;
    while let Some(after) = rest.strip_prefix("module.") {
        let end = after.find(['.', '[']).unwrap_or(after.len());
        let (name, behind) = after.split_at_checked(end).unwrap_or((after, ""));
        names.push(name);
        // A key may have dots, and ends with its bracket.
        let behind = match behind.starts_with('[') {
            true => behind.split_once("].").map_or("", |(_, behind)| behind),
            false => behind.trim_start_matches('.'),
        };
        rest = behind;
    }
    names
}
