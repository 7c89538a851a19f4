//! Origins and origin groups.

use super::reader::Reader;
use crate::model::{Field, Origin, OriginAccessControl, OriginGroup, OriginKind, S3Host};
use crate::source::{Known, Sourced};
use crate::syntax::Node;

/// The origins of a distribution, in their order.
pub(super) fn origins(reader: &mut Reader<'_>, config: &Node) -> Vec<Origin> {
    let nodes = reader.objects(config, "Origins");
    nodes.into_iter().map(|node| origin(reader, node)).collect()
}

fn origin(reader: &mut Reader<'_>, node: &Node) -> Origin {
    let domain = reader.required(node, "DomainName", ", so it is not known where requests go");
    let domain = domain.map(of_parameters).map(of_known_form);
    let no_path = "nothing is put before the viewer's path unless OriginPath says so";
    Origin {
        id: id(reader, node, ", so no behavior can name it"),
        path: reader
            .string(node, "OriginPath")
            .or_default(String::new(), no_path)
            .map(of_parameters),
        kind: kind(reader, node, &domain),
        domain,
        access_control: access_control(reader, node),
        access_identity: reader
            .object(node, "S3OriginConfig")
            .and_then(|block| access_identity(reader, block)),
        custom_headers: custom_headers(reader, node),
        span: node.span,
    }
}

fn id(reader: &mut Reader<'_>, node: &Node, that: &str) -> Sourced<String> {
    let id = reader.required(node, "Id", that);
    id.map(|id| match id {
        Known::Value(id) => id,
        Known::Unresolved { expression } => expression,
    })
}

/// A multi-tenant distribution leaves parts of its origins to its tenants: `{{bucket}}` (developer guide,
/// "Distribution parameters"). It is an open part like any other, `${bucket}`.
fn of_parameters(written: Known<String>) -> Known<String> {
    match written {
        Known::Value(text) if text.contains("{{") => Known::Unresolved {
            expression: text.replace("{{", "${").replace("}}", "}"),
        },
        known => known,
    }
}

/// A host of which only names are not resolved is known as far as it matters: `!Sub
/// "${Files}.s3.amazonaws.com"` is the global host of some bucket.
fn of_known_form(domain: Known<String>) -> Known<String> {
    let Known::Unresolved { expression } = &domain else {
        return domain;
    };
    let text = expression.strip_prefix("!Sub").unwrap_or(expression);
    let host = text.trim().trim_matches(['"', '\'']);
    match S3Host::parse(host) {
        Some(_) => Known::Value(host.to_owned()),
        None => domain,
    }
}

/// The identity that is attached. Where only its id is not resolved, it is one all the same.
fn access_identity(reader: &mut Reader<'_>, block: &Node) -> Option<Field<String>> {
    let identity = reader.filled(block, "OriginAccessIdentity").field()?;
    Some(identity.map(|identity| match identity {
        Known::Unresolved { expression } if expression.contains("origin-access-identity/") => {
            Known::Value(expression)
        }
        identity => identity,
    }))
}

/// The control that is attached; how it signs stands in another document.
fn access_control(reader: &mut Reader<'_>, node: &Node) -> Option<Field<OriginAccessControl>> {
    let id = reader.filled(node, "OriginAccessControlId").field()?;
    Some(id.map(|id| match id {
        Known::Value(id) => Known::Value(OriginAccessControl {
            id,
            signing: None,
            template: None,
        }),
        Known::Unresolved { expression } => Known::Unresolved { expression },
    }))
}

/// The type that the configuration block tells; CloudFront wants exactly one of them.
fn kind(reader: &mut Reader<'_>, node: &Node, domain: &Field<String>) -> Sourced<OriginKind> {
    let blocks = [
        ("CustomOriginConfig", OriginKind::Custom),
        ("VpcOriginConfig", OriginKind::Vpc),
        ("S3OriginConfig", OriginKind::S3),
    ];
    for (key, kind) in blocks {
        let block = reader.object(node, key);
        if let Some(block) = block.filter(|block| block.unresolved().is_none()) {
            return Sourced::at(kind, block.span);
        }
    }
    let is_s3 = domain
        .value
        .value()
        .is_some_and(|host| S3Host::parse(host).is_some_and(|host| host.is_rest()));
    let (kind, because) = match is_s3 {
        true => (
            OriginKind::S3,
            "its host is S3's and no block says otherwise",
        ),
        false => (
            OriginKind::Custom,
            "its host is not S3's and no block says otherwise",
        ),
    };
    Sourced::default_of(kind, because, Some(node.span))
}

fn custom_headers(reader: &mut Reader<'_>, node: &Node) -> Vec<Sourced<String>> {
    let headers = reader.objects(node, "CustomHeaders");
    let names = headers
        .into_iter()
        .filter_map(|header| reader.filled(header, "HeaderName").here());
    names.collect()
}

/// The origin groups of a distribution, in their order.
pub(super) fn origin_groups(reader: &mut Reader<'_>, config: &Node) -> Vec<OriginGroup> {
    let nodes = reader.objects(config, "OriginGroups");
    nodes
        .into_iter()
        .map(|node| origin_group(reader, node))
        .collect()
}

fn origin_group(reader: &mut Reader<'_>, node: &Node) -> OriginGroup {
    let members = reader.objects(node, "Members").into_iter();
    let members: Vec<Sourced<String>> = members
        .filter_map(|member| reader.filled(member, "OriginId").here())
        .collect();
    let criteria = reader.object(node, "FailoverCriteria");
    let codes = criteria.and_then(|criteria| reader.list(criteria, "StatusCodes"));
    OriginGroup {
        id: id(reader, node, ", so no behavior can name it"),
        members,
        failover_on: codes.map_or_else(Vec::new, |codes| reader.statuses(&codes)),
    }
}
