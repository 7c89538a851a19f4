//! A distribution from its configuration, or from its summary in a list.

use super::behavior::{Targets, behaviors};
use super::origin::{origin_groups, origins};
use super::reader::{List, Read, Reader};
use crate::model::{CustomError, Distribution, Field, GeoRestriction, Origin, OriginGroup};
use crate::source::{Known, Sourced, Span};
use crate::syntax::Node;

/// What a missing part of every distribution means.
pub(super) const NEVER_WITHOUT: &str = ", and no distribution is without one";

/// How long an error is kept where nothing says so, in seconds.
const ERROR_TTL: u64 = 10;

/// What a distribution is called, and whether it is whole.
#[derive(Debug, Default)]
pub(crate) struct Naming {
    /// Its id.
    pub(crate) id: Option<Sourced<String>>,
    /// Its `….cloudfront.net` name.
    pub(crate) domain: Option<Sourced<String>>,
    /// Its logical id or address in a template.
    pub(crate) logical_id: Option<Sourced<String>>,
    /// The condition under which it is made.
    pub(crate) condition: Option<String>,
    /// How far its deployment is.
    pub(crate) status: Option<Sourced<String>>,
    /// Whether it is the summary of a list, which leaves some things out.
    pub(crate) is_summary: bool,
}

/// The distribution that `config` describes.
pub(crate) fn distribution(reader: &mut Reader<'_>, naming: Naming, config: &Node) -> Distribution {
    let origins = origins(reader, config);
    if origins.is_empty() {
        reader.missing(config.span, "Origins", NEVER_WITHOUT);
    }
    let origin_groups = origin_groups(reader, config);
    let targets = targets(&origins, &origin_groups);
    let enabled = "a distribution is enabled unless it says otherwise";
    let is_summary = naming.is_summary;
    let aliases = reader.list(config, "Aliases");
    let is_resolved = |list: &List<'_>| list.unresolved().is_none();
    // A distribution for tenants is asked by their names.
    let mode = config.get("ConnectionMode").and_then(Node::as_str);
    let all_aliases_known = aliases.as_ref().is_none_or(is_resolved) && mode != Some("tenant-only");
    Distribution {
        id: naming.id,
        domain: naming.domain,
        logical_id: naming.logical_id,
        template: None,
        condition: naming.condition,
        aliases: aliases.map_or_else(Vec::new, |list| reader.strings(&list)),
        all_aliases_known,
        enabled: reader.boolean(config, "Enabled").or_default(true, enabled),
        status: naming.status,
        staging: reader.boolean(config, "Staging").or_absent(false),
        behaviors: behaviors(reader, config, &targets),
        custom_errors: custom_errors(reader, config),
        default_root_object: default_root_object(reader, config, is_summary),
        web_acl: reader.string(config, "WebACLId").or_absent(String::new()),
        geo_restriction: restriction(config),
        logging: logging(config),
        origins,
        origin_groups,
        span: config.span,
        unresolved: reader.take_unresolved(),
    }
}

fn targets(origins: &[Origin], groups: &[OriginGroup]) -> Targets {
    let origins = origins.iter().map(|origin| &origin.id);
    let groups = groups.iter().map(|group| &group.id);
    let ids = origins.chain(groups).map(|id| id.value.clone());
    ids.collect()
}

/// A summary leaves the default root object out, so there its absence says nothing.
fn default_root_object(reader: &mut Reader<'_>, config: &Node, is_summary: bool) -> Field<String> {
    let read = reader.string(config, "DefaultRootObject");
    let unknown = || Known::Unresolved {
        expression: "DefaultRootObject, which a list of distributions leaves out".to_owned(),
    };
    match read.field() {
        Some(field) => field,
        None if is_summary => Sourced::absent(unknown(), Some(config.span)),
        None => Sourced::absent(Known::Value(String::new()), Some(config.span)),
    }
}

fn custom_errors(reader: &mut Reader<'_>, config: &Node) -> Vec<CustomError> {
    let nodes = reader.objects(config, "CustomErrorResponses").into_iter();
    nodes
        .filter_map(|node| custom_error(reader, node))
        .collect()
}

fn custom_error(reader: &mut Reader<'_>, node: &Node) -> Option<CustomError> {
    let code = reader.status(node, "ErrorCode");
    if let Read::Missing { parent } = code {
        reader.problem(parent, "has no ErrorCode, so it replaces nothing");
    }
    let because = "an error is kept for 10 seconds unless ErrorCachingMinTTL is set";
    Some(CustomError {
        code: code.here()?,
        response_code: reader.status(node, "ResponseCode").field(),
        page: reader.filled(node, "ResponsePagePath").field(),
        min_ttl: reader
            .number(node, "ErrorCachingMinTTL")
            .or_default(ERROR_TTL, because),
        span: node.span,
    })
}

/// The countries that are served or are not, in CloudFront's shape (`Items`) or CloudFormation's
/// (`Locations`); none where nobody is refused, or where nothing but an expression says who is.
fn restriction(config: &Node) -> Option<GeoRestriction> {
    let block = config.path(&["Restrictions", "GeoRestriction"])?;
    let allows = match block.get("RestrictionType")?.as_str()? {
        "whitelist" => true,
        "blacklist" => false,
        _ => return None,
    };
    let list = block.get("Items").or_else(|| block.get("Locations"));
    let countries = list.map_or(&[][..], Node::items).iter();
    let countries = countries.filter_map(|country| Some(country.as_str()?.to_owned()));
    Some(GeoRestriction {
        allows,
        countries: countries.collect(),
        span: block.span,
    })
}

/// The bucket for access logs, where some are written. CloudFormation's block has no `Enabled`.
fn logging(config: &Node) -> Option<Span> {
    let block = config.get("Logging")?;
    let off = block.get("Enabled").and_then(Node::as_bool) == Some(false);
    let bucket = block.get("Bucket").filter(|bucket| !bucket.is_null())?;
    (!off && bucket.as_str() != Some("")).then_some(bucket.span)
}
