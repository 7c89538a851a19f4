//! The XML of CloudFront's REST API: the CLI's documents in another notation.

use super::documents::Parsed;
use super::{Loaded, aws_json};
use crate::source::{Outline, Problem, SourceId, SourceMap, Span};
use crate::syntax::{Node, NodeKind, SyntaxError, outline, xml};

/// What stands before the version in the namespace of a document.
const NAMESPACE: &str = "cloudfront.amazonaws.com/doc/";

/// The oldest version of the API that has the distributions of today: before it there was one origin,
/// and no behaviors.
const OLDEST: &str = "2012-05-05";

/// Reads a request's or an answer's body once it is parsed; `None` if it is another document.
pub(super) fn read(parsed: &Parsed<'_>, sources: &SourceMap) -> Option<Loaded> {
    match too_old(parsed, sources) {
        Some(problem) => Some(Loaded {
            problems: vec![problem],
            ..Loaded::default()
        }),
        None => aws_json::read(parsed, sources),
    }
}

/// That the outermost element names a version of the API whose documents look different.
fn too_old(parsed: &Parsed<'_>, sources: &SourceMap) -> Option<Problem> {
    let name = parsed.root.entries().first()?.key_span;
    let behind = sources.get(name.source).text().get(name.end..)?;
    let tag = behind.split('>').next()?;
    let start = tag.find(NAMESPACE)? + NAMESPACE.len();
    let version = tag.get(start..start + OLDEST.len())?;
    let is_date = version
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'-');
    if !is_date || version >= OLDEST {
        return None;
    }
    let message = format!(
        "this is written for version {version} of CloudFront's API, and siglint reads {OLDEST} and \
         later; give what `aws cloudfront get-distribution` prints"
    );
    let at = name.end + start;
    let span = Span::new(name.source, at, at + version.len());
    Some(Problem::new(parsed.name, message).at(span))
}

/// Reads XML into the shape in which the CLI prints the same.
///
/// # Errors
///
/// The first place that is no XML.
pub(super) fn parse(text: &str, source: SourceId) -> Result<(Node, Outline), SyntaxError> {
    let mut root = xml::parse(text, source)?;
    as_json(&mut root);
    let outline = outline(&root);
    Ok((root, outline))
}

/// The elements in `Items` are a list, whatever each is called, and an empty block is a block all
/// the same. As deep as the parser went, which has a limit.
fn as_json(node: &mut Node) {
    let NodeKind::Mapping(entries) = &mut node.kind else {
        return;
    };
    // The API's younger lists stand in no `Items`.
    if entries.iter().all(|entry| entry.key == "member") && !entries.is_empty() {
        entries
            .iter_mut()
            .for_each(|entry| as_json(&mut entry.value));
        let items = std::mem::take(entries).into_iter();
        node.kind = NodeKind::Sequence(items.map(|item| item.value).collect());
        return;
    }
    for entry in entries {
        let value = &mut entry.value;
        as_json(value);
        give_type(&entry.key, value);
        let is_empty = value.as_str() == Some("");
        if entry.key == "Items" {
            let items = match std::mem::replace(&mut value.kind, NodeKind::Null) {
                NodeKind::Mapping(items) => items.into_iter().map(|item| item.value).collect(),
                NodeKind::String(text) if text.is_empty() => Vec::new(),
                other => vec![Node {
                    span: value.span,
                    kind: other,
                }],
            };
            value.kind = NodeKind::Sequence(items);
        } else if is_empty && entry.key.ends_with("Config") {
            value.kind = NodeKind::Mapping(Vec::new());
        } else if is_empty && is_optional(&entry.key) {
            value.kind = NodeKind::Null;
        }
    }
}

/// What XML writes as text and the CLI as a number or a truth value. In what siglint asks for no element
/// is one here and a text there (botocore 1.44.5, model of the API 2020-05-31).
fn give_type(key: &str, value: &mut Node) {
    let NodeKind::String(text) = &value.kind else {
        return;
    };
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let typed = match text.as_str() {
        number if is_number && NUMBERS.contains(&key) => NodeKind::Number(number.to_owned()),
        "true" if TRUTHS.contains(&key) => NodeKind::Bool(true),
        "false" if TRUTHS.contains(&key) => NodeKind::Bool(false),
        _ => return,
    };
    value.kind = typed;
}

/// The elements that hold whole numbers.
const NUMBERS: [&str; 19] = [
    "AccessControlMaxAgeSec",
    "ConnectionAttempts",
    "ConnectionTimeout",
    "DefaultTTL",
    "ErrorCachingMinTTL",
    "ErrorCode",
    "HTTPPort",
    "HTTPSPort",
    "IdleTTL",
    "InProgressInvalidationBatches",
    "MaxItems",
    "MaxTTL",
    "MaximumTTL",
    "MinTTL",
    "OriginKeepaliveTimeout",
    "OriginReadTimeout",
    "Quantity",
    "ResponseCompletionTimeout",
    "StatusCode",
];

/// The elements that hold truth values.
const TRUTHS: [&str; 22] = [
    "AccessControlAllowCredentials",
    "AdvertiseTrustStoreCaNames",
    "CloudFrontDefaultCertificate",
    "Compress",
    "EnableAcceptEncodingBrotli",
    "EnableAcceptEncodingGzip",
    "Enabled",
    "IgnoreCertificateExpiry",
    "IncludeBody",
    "IncludeCookies",
    "IncludeSubdomains",
    "IsIPV6Enabled",
    "IsTruncated",
    "ModeBlock",
    "OriginOverride",
    "Override",
    "Preload",
    "Protection",
    "QueryString",
    "Required",
    "SmoothStreaming",
    "Staging",
];

/// Whether an empty element of this name stands for none: for these the CLI has a list or a block.
fn is_optional(key: &str) -> bool {
    const BLOCKS: [&str; 8] = [
        "Aliases",
        "CacheBehaviors",
        "CustomErrorResponses",
        "CustomHeaders",
        "OriginGroups",
        "TrustedKeyGroups",
        "TrustedSigners",
        "AllowedMethods",
    ];
    BLOCKS.contains(&key)
}

#[cfg(test)]
mod tests {
    use crate::input::{Files, Loaded, Options, load_documents};
    use crate::model::{Caching, OriginKind, ViewerAccess};
    use crate::source::SourceMap;

    fn load(text: &str) -> (SourceMap, Loaded) {
        let mut sources = SourceMap::default();
        let mut files = Files::default();
        files.add("d.xml", text.to_owned(), true);
        let loaded = load_documents(&files, &Options::default(), &mut sources);
        (sources, loaded)
    }

    const CONFIG: &str = r#"<CallerReference>c</CallerReference>
  <Aliases><Quantity>1</Quantity><Items><CNAME>files.example.com</CNAME></Items></Aliases>
  <Origins><Quantity>1</Quantity><Items>
    <Origin><Id>o</Id><DomainName>b.s3.amazonaws.com</DomainName><OriginPath/>
      <CustomHeaders><Quantity>1</Quantity><Items><OriginCustomHeader><HeaderName>X-Key</HeaderName><HeaderValue>5ec2e7</HeaderValue></OriginCustomHeader></Items></CustomHeaders>
      <S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin>
  </Items></Origins>
  <DefaultCacheBehavior><TargetOriginId>o</TargetOriginId>
    <ForwardedValues><QueryString>true</QueryString><Cookies><Forward>none</Forward></Cookies></ForwardedValues>
    <TrustedSigners><Enabled>false</Enabled><Quantity>0</Quantity></TrustedSigners>
    <MinTTL>60</MinTTL></DefaultCacheBehavior>
  <CacheBehaviors><Quantity>1</Quantity><Items><CacheBehavior><PathPattern>/p/*</PathPattern><TargetOriginId>o</TargetOriginId>
    <TrustedKeyGroups><Enabled>true</Enabled><Quantity>1</Quantity><Items><KeyGroup>K</KeyGroup></Items></TrustedKeyGroups>
    <CachePolicyId>P</CachePolicyId></CacheBehavior></Items></CacheBehaviors>
  <Enabled>true</Enabled>"#;

    /// A version of the API, what stands before and after the configuration, and the id.
    #[rustfmt::skip]
    const DOCUMENTS: [(&str, &str, &str, Option<&str>); 4] = [
        ("2012-05-05", "<DistributionConfig xmlns='V'>", "</DistributionConfig>", None),
        ("2020-05-31", "<DistributionConfigWithTags xmlns='V'><DistributionConfig>", "</DistributionConfig><Tags/></DistributionConfigWithTags>", None),
        ("2016-09-07", "<Distribution xmlns='V'><Id>E1</Id><DomainName>d1.cloudfront.net</DomainName><DistributionConfig>", "</DistributionConfig></Distribution>", Some("E1")),
        ("2020-05-31", "<DistributionList xmlns='V'><Items><DistributionSummary><Id>E1</Id>", "</DistributionSummary></Items></DistributionList>", Some("E1")),
    ];

    #[test]
    fn documents_of_every_namespace_are_read() {
        for (version, open, close, id) in DOCUMENTS {
            let namespace = format!("http://cloudfront.amazonaws.com/doc/{version}/");
            let open = open.replace('V', &namespace);
            let text = format!("<?xml version=\"1.0\"?>\n{open}\n{CONFIG}{close}");
            let (sources, loaded) = load(&text);
            assert_eq!(loaded.problems, [], "{open}");
            let only = &loaded.configuration.distributions[0];
            assert_eq!(only.id.as_ref().map(|id| id.value.as_str()), id);
            assert_eq!(only.aliases[0].value, "files.example.com");
            let origin = &only.origins[0];
            let kind = (origin.kind.value, &origin.access_identity);
            assert_eq!(kind, (OriginKind::S3, &None));
            let domain = origin.domain.span().unwrap();
            let place = sources.location(domain);
            assert_eq!((place.line, place.column), (6, 35));
            let pointer = sources.pointer(domain);
            assert!(pointer.ends_with("/Origins/Items/0/DomainName"));
            let kept = sources.get(origin.span.source).text();
            assert!(
                kept.contains("X-Key") && kept.contains(">******<"),
                "{kept}"
            );
        }
    }

    #[test]
    fn behaviors_are_read_with_their_types() {
        let text = format!("<DistributionConfig>{CONFIG}</DistributionConfig>");
        let behaviors = load(&text)
            .1
            .configuration
            .distributions
            .remove(0)
            .behaviors;
        let [private, default] = &behaviors[..] else {
            panic!("{behaviors:?}");
        };
        assert!(matches!(private.viewer_access, ViewerAccess::Signed(_)));
        assert!(matches!(private.caching, Caching::Policies { .. }));
        let Caching::Legacy(values) = &default.caching else {
            panic!("{default:?}");
        };
        assert_eq!(values.ttl.min.value.value(), Some(&60));
        assert_eq!(values.query_string.value.value(), Some(&true));
    }

    #[test]
    fn policies_and_controls_are_read() {
        let (_, loaded) = load(
            "<OriginAccessControlList><Items><OriginAccessControlSummary><Id>A</Id>\
             <SigningProtocol>sigv4</SigningProtocol><SigningBehavior>never</SigningBehavior>\
             </OriginAccessControlSummary></Items></OriginAccessControlList>",
        );
        assert!(loaded.configuration.access_control("A", None).is_some());
        let (_, loaded) = load(
            "<CachePolicyList><Items><CachePolicySummary><Type>custom</Type><CachePolicy><Id>P</Id>\
             <CachePolicyConfig><Name>n</Name><MinTTL>1</MinTTL></CachePolicyConfig></CachePolicy>\
             </CachePolicySummary></Items></CachePolicyList>",
        );
        assert!(loaded.configuration.cache_policy("P", None).is_some());
        let (_, other) = load("<project><Distribution>x</Distribution></project>");
        assert!(other.recognised.is_empty() && other.problems.is_empty());
        let old = "<DistributionConfig xmlns=\"http://cloudfront.amazonaws.com/doc/2010-11-01/\"/>";
        let (sources, refused) = load(old);
        let problem = &refused.problems[0];
        assert_eq!(sources.location(problem.span.unwrap()).column, 64);
        assert!(problem.message.contains("version 2010-11-01"));
        assert!(problem.message.contains("2012-05-05 and later"));
        let (_, broken) = load("<DistributionConfig>\n<Origins></Origin>");
        assert!(
            broken.problems[0]
                .message
                .starts_with("this is not XML: the element Origins is open")
        );
    }
}
