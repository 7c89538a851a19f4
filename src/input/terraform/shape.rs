//! The provider's schema to CloudFront's shape: one table for HCL, plans and states, and for Pulumi,
//! which has the same names in another spelling.
//!
//! Where the provider sends something else than what is written, `provider.rs` puts it in.

use super::provider::{join_names, origin_kind, times_to_live};
use crate::input::cloudfront::ResourceKind;
use crate::syntax::{Entry, Node, NodeKind};

/// The resources that are taken, by the provider's names.
pub(crate) const KINDS: [(&str, ResourceKind); 5] = [
    ("aws_cloudfront_distribution", ResourceKind::Distribution),
    ("aws_cloudfront_cache_policy", ResourceKind::CachePolicy),
    (
        "aws_cloudfront_origin_request_policy",
        ResourceKind::OriginRequestPolicy,
    ),
    (
        "aws_cloudfront_origin_access_control",
        ResourceKind::OriginAccessControl,
    ),
    ("aws_cloudfront_function", ResourceKind::Function),
];

/// A setting: its name in the provider's schema, CloudFront's, and what it holds.
struct Field(&'static str, &'static str, Holds);

enum Holds {
    /// A value, or a list of them.
    Value,
    /// A value that is none if it is empty or 0, as it stands in a state.
    Filled,
    /// A name for something. One that is not known stands for itself: what has the same name is the
    /// same.
    Name,
    /// One block.
    Block(&'static [Field]),
    /// Blocks.
    Blocks(&'static [Field]),
    /// One block that holds a list called `items`.
    Items,
}

use Holds::{Block, Blocks, Filled, Items, Name, Value};

const DISTRIBUTION: &[Field] = &[
    Field("aliases", "Aliases", Value),
    Field("enabled", "Enabled", Value),
    Field("default_root_object", "DefaultRootObject", Value),
    Field("web_acl_id", "WebACLId", Value),
    Field("staging", "Staging", Value),
    Field("restrictions", "Restrictions", Block(RESTRICTIONS)),
    Field("logging_config", "Logging", Block(LOGGING)),
    Field("origin", "Origins", Blocks(ORIGIN)),
    Field("origin_group", "OriginGroups", Blocks(ORIGIN_GROUP)),
    Field(
        "default_cache_behavior",
        "DefaultCacheBehavior",
        Block(BEHAVIOR),
    ),
    Field("ordered_cache_behavior", "CacheBehaviors", Blocks(BEHAVIOR)),
    // What it was called before 2018.
    Field("cache_behavior", "CacheBehaviors", Blocks(BEHAVIOR)),
    Field(
        "custom_error_response",
        "CustomErrorResponses",
        Blocks(CUSTOM_ERROR),
    ),
];

const RESTRICTIONS: &[Field] = &[Field(
    "geo_restriction",
    "GeoRestriction",
    Block(&[
        Field("restriction_type", "RestrictionType", Value),
        Field("locations", "Locations", Value),
    ]),
)];

const LOGGING: &[Field] = &[Field("bucket", "Bucket", Value)];

const ORIGIN: &[Field] = &[
    Field("origin_id", "Id", Name),
    Field("domain_name", "DomainName", Value),
    Field("origin_path", "OriginPath", Value),
    Field("origin_access_control_id", "OriginAccessControlId", Value),
    Field("custom_header", "CustomHeaders", Blocks(CUSTOM_HEADER)),
    Field("custom_origin_config", "CustomOriginConfig", Block(&[])),
    Field("s3_origin_config", "S3OriginConfig", Block(S3_ORIGIN)),
    Field("vpc_origin_config", "VpcOriginConfig", Block(&[])),
];

const S3_ORIGIN: &[Field] = &[Field(
    "origin_access_identity",
    "OriginAccessIdentity",
    Value,
)];

// The value of a header is nobody's business.
const CUSTOM_HEADER: &[Field] = &[Field("name", "HeaderName", Value)];

const ORIGIN_GROUP: &[Field] = &[
    Field("origin_id", "Id", Name),
    Field(
        "member",
        "Members",
        Blocks(&[Field("origin_id", "OriginId", Name)]),
    ),
    Field(
        "failover_criteria",
        "FailoverCriteria",
        Block(&[Field("status_codes", "StatusCodes", Value)]),
    ),
];

const BEHAVIOR: &[Field] = &[
    Field("path_pattern", "PathPattern", Value),
    Field("target_origin_id", "TargetOriginId", Name),
    Field("viewer_protocol_policy", "ViewerProtocolPolicy", Value),
    Field("allowed_methods", "AllowedMethods", Value),
    Field("trusted_key_groups", "TrustedKeyGroups", Value),
    Field("trusted_signers", "TrustedSigners", Value),
    Field("cache_policy_id", "CachePolicyId", Value),
    Field("origin_request_policy_id", "OriginRequestPolicyId", Value),
    Field(
        "response_headers_policy_id",
        "ResponseHeadersPolicyId",
        Value,
    ),
    Field("forwarded_values", "ForwardedValues", Block(FORWARDED)),
    Field("min_ttl", "MinTTL", Value),
    Field("default_ttl", "DefaultTTL", Value),
    Field("max_ttl", "MaxTTL", Value),
    Field(
        "function_association",
        "FunctionAssociations",
        Blocks(FUNCTION),
    ),
    Field(
        "lambda_function_association",
        "LambdaFunctionAssociations",
        Blocks(LAMBDA),
    ),
];

const FORWARDED: &[Field] = &[
    Field("query_string", "QueryString", Value),
    Field("query_string_cache_keys", "QueryStringCacheKeys", Value),
    Field("headers", "Headers", Value),
    Field("cookies", "Cookies", Block(COOKIES)),
];

const COOKIES: &[Field] = &[
    Field("forward", "Forward", Value),
    Field("whitelisted_names", "WhitelistedNames", Value),
];

const FUNCTION: &[Field] = &[
    Field("event_type", "EventType", Value),
    Field("function_arn", "FunctionARN", Name),
];

const LAMBDA: &[Field] = &[
    Field("event_type", "EventType", Value),
    Field("lambda_arn", "LambdaFunctionARN", Name),
];

const CUSTOM_ERROR: &[Field] = &[
    Field("error_code", "ErrorCode", Value),
    Field("response_code", "ResponseCode", Filled),
    Field("response_page_path", "ResponsePagePath", Value),
    Field("error_caching_min_ttl", "ErrorCachingMinTTL", Value),
];

const CACHE_POLICY: &[Field] = &[
    Field("name", "Name", Value),
    Field("min_ttl", "MinTTL", Value),
    Field("default_ttl", "DefaultTTL", Value),
    Field("max_ttl", "MaxTTL", Value),
    Field(
        "parameters_in_cache_key_and_forwarded_to_origin",
        "ParametersInCacheKeyAndForwardedToOrigin",
        Block(PARAMETERS),
    ),
];

const PARAMETERS: &[Field] = &[
    Field(
        "enable_accept_encoding_gzip",
        "EnableAcceptEncodingGzip",
        Value,
    ),
    Field(
        "enable_accept_encoding_brotli",
        "EnableAcceptEncodingBrotli",
        Value,
    ),
    Field("cookies_config", "CookiesConfig", Block(COOKIES_CONFIG)),
    Field("headers_config", "HeadersConfig", Block(HEADERS_CONFIG)),
    Field(
        "query_strings_config",
        "QueryStringsConfig",
        Block(QUERY_STRINGS_CONFIG),
    ),
];

const REQUEST_POLICY: &[Field] = &[
    Field("name", "Name", Value),
    Field("cookies_config", "CookiesConfig", Block(COOKIES_CONFIG)),
    Field("headers_config", "HeadersConfig", Block(HEADERS_CONFIG)),
    Field(
        "query_strings_config",
        "QueryStringsConfig",
        Block(QUERY_STRINGS_CONFIG),
    ),
];

const COOKIES_CONFIG: &[Field] = &[
    Field("cookie_behavior", "CookieBehavior", Value),
    Field("cookies", "Cookies", Items),
];

const HEADERS_CONFIG: &[Field] = &[
    Field("header_behavior", "HeaderBehavior", Value),
    Field("headers", "Headers", Items),
];

const QUERY_STRINGS_CONFIG: &[Field] = &[
    Field("query_string_behavior", "QueryStringBehavior", Value),
    Field("query_strings", "QueryStrings", Items),
];

const ACCESS_CONTROL: &[Field] = &[
    Field("signing_behavior", "SigningBehavior", Value),
    Field("signing_protocol", "SigningProtocol", Value),
];

const FUNCTION_CODE: &[Field] = &[
    Field("name", "Name", Value),
    Field("code", "FunctionCode", Value),
];

/// A resource in CloudFront's own shape, from the provider's. Names may be written with underscores
/// or in camel case, and the name of a list in the plural.
pub(crate) fn shaped(kind: ResourceKind, node: &Node) -> Node {
    let mut shaped = match kind {
        ResourceKind::Distribution => object(node, DISTRIBUTION),
        ResourceKind::CachePolicy => object(node, CACHE_POLICY),
        ResourceKind::OriginRequestPolicy => object(node, REQUEST_POLICY),
        ResourceKind::OriginAccessControl => object(node, ACCESS_CONTROL),
        ResourceKind::Function => object(node, FUNCTION_CODE),
        // What makes a bucket public stands in other resources: see `bucket.rs`.
        ResourceKind::Bucket => node.clone(),
    };
    if kind == ResourceKind::Distribution {
        join_names(&mut shaped);
    }
    shaped
}

/// The settings of an object that the table has.
fn object(node: &Node, fields: &[Field]) -> Node {
    if node.unresolved().is_some() {
        return node.clone();
    }
    let entries = node.entries().iter().filter_map(|entry| {
        let field = fields.iter().find(|field| is_called(&entry.key, field.0))?;
        Some(Entry {
            key: field.1.to_owned(),
            key_span: entry.key_span,
            value: held(&entry.value, &field.2)?,
        })
    });
    let mut made = Node {
        span: node.span,
        kind: NodeKind::Mapping(entries.collect()),
    };
    if std::ptr::eq(fields, ORIGIN) {
        origin_kind(&mut made);
    } else if std::ptr::eq(fields, BEHAVIOR) {
        times_to_live(&mut made);
    }
    made
}

/// Whether a key is this name, in whatever spelling.
fn is_called(key: &str, name: &str) -> bool {
    let letters = |text: &str| text.replace('_', "").to_ascii_lowercase();
    let (key, name) = (letters(key), letters(name));
    key == name || key.strip_suffix('s') == Some(&name)
}

fn held(node: &Node, holds: &Holds) -> Option<Node> {
    let mut node = node.clone();
    if node.is_null() {
        return None;
    }
    match holds {
        Value => Some(node),
        Filled => {
            let empty = node.as_str() == Some("") || node.as_u64() == Some(0);
            (!empty).then_some(node)
        }
        Name => {
            if let NodeKind::Unresolved(expression) = node.kind {
                node.kind = NodeKind::String(expression);
            }
            Some(node)
        }
        Block(fields) => Some(object(only(&node)?, fields)),
        Items => match only(&node)? {
            open if open.unresolved().is_some() => Some(open.clone()),
            block => block.get("items").filter(|items| !items.is_null()).cloned(),
        },
        Blocks(fields) => {
            let blocks = match &node.kind {
                NodeKind::Sequence(items) => {
                    items.iter().map(|item| object(item, fields)).collect()
                }
                _ => vec![object(&node, fields)],
            };
            Some(Node {
                span: node.span,
                kind: NodeKind::Sequence(blocks),
            })
        }
    }
}

/// The one block of a list: one that is known, if there is.
fn only(node: &Node) -> Option<&Node> {
    let NodeKind::Sequence(items) = &node.kind else {
        return Some(node);
    };
    let known = items
        .iter()
        .find(|item| matches!(item.kind, NodeKind::Mapping(_)));
    known.or_else(|| items.iter().find(|item| !item.is_null()))
}
