//! Policies and controls by reference, names and places of what is read, and what is told of the rest.

use super::case::{Case, text};
use crate::model::{Caching, SigningBehavior, ViewerAccess};

const TEMPLATE: &str = "# ä\nResources:\n  Oac:\n    Type: AWS::CloudFront::OriginAccessControl\n    Properties:\n      OriginAccessControlConfig: {Name: n, OriginAccessControlOriginType: s3, SigningBehavior: never, SigningProtocol: sigv4}\n  Oai:\n    Type: AWS::CloudFront::CloudFrontOriginAccessIdentity\n  Keys:\n    Type: AWS::CloudFront::KeyGroup\n  Policy:\n    Type: AWS::CloudFront::CachePolicy\n    Properties:\n      CachePolicyConfig:\n        Name: !Sub '${AWS::StackName}-policy'\n        MinTTL: 0\n        DefaultTTL: '60'\n        MaxTTL: !Ref Max\n        ParametersInCacheKeyAndForwardedToOrigin:\n          EnableAcceptEncodingGzip: true\n          QueryStringsConfig: {QueryStringBehavior: all}\n          HeadersConfig: {HeaderBehavior: none}\n          CookiesConfig: {CookieBehavior: none}\n  Request:\n    Type: AWS::CloudFront::OriginRequestPolicy\n    Properties:\n      OriginRequestPolicyConfig:\n        Name: r\n        QueryStringsConfig: {QueryStringBehavior: whitelist, QueryStrings: [a]}\n        HeadersConfig: {HeaderBehavior: none}\n        CookiesConfig: {CookieBehavior: none}\n  Cdn:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n      DistributionConfig:\n        Enabled: yes\n        Origins:\n        - Id: !Sub 'S3-${Bucket}'\n          DomainName: b.s3.amazonaws.com\n          OriginAccessControlId: !GetAtt Oac.Id\n          S3OriginConfig: {OriginAccessIdentity: !Sub 'origin-access-identity/cloudfront/${Oai}'}\n          OriginCustomHeaders:\n          - {HeaderName: X-Key, HeaderValue: s3cret-value}\n        DefaultCacheBehavior:\n          TargetOriginId: !Sub 'S3-${Bucket}'\n          CachePolicyId: !Ref Policy\n          OriginRequestPolicyId: !GetAtt Request.Id\n          TrustedKeyGroups: [!Ref Keys]\n";

#[test]
fn references_between_resources_are_followed() {
    let case = Case::new(TEMPLATE);
    let distribution = case.only();
    assert_eq!(distribution.name(), Some("Cdn"));
    let behavior = distribution.behaviors.last().unwrap();
    let Caching::Policies { cache, request } = &behavior.caching else {
        panic!("{behavior:?}");
    };
    let (configuration, own) = (case.configuration(), distribution.template);
    let cache = configuration.cache_policy(text(&cache.value), own).unwrap();
    assert_eq!(cache.ttl.default.value.value(), Some(&60));
    assert_eq!(cache.ttl.max.value.value(), None);
    let request = text(&request.as_ref().unwrap().value);
    assert!(configuration.origin_request_policy(request, own).is_some());
    let control = configuration.access_control("Oac", own).unwrap();
    let signing = control.signing.as_ref().unwrap();
    assert_eq!(signing.value, SigningBehavior::Never);
    assert!(
        matches!(&behavior.viewer_access, ViewerAccess::Signed(names) if names.value == ["Keys"])
    );
    let origin = distribution.origin_of(behavior).unwrap();
    assert_eq!(
        text(&origin.access_identity.as_ref().unwrap().value),
        "origin-access-identity/cloudfront/Oai"
    );
    assert_eq!(origin.custom_headers[0].value, "X-Key");
}

#[test]
fn a_place_is_the_line_and_column_of_the_file() {
    let case = Case::new(TEMPLATE);
    let origin = &case.only().origins[0];
    let place = case.sources.location(origin.domain.span().unwrap());
    let line = TEMPLATE.lines().nth(place.line - 1).unwrap();
    assert_eq!(line.trim(), "DomainName: b.s3.amazonaws.com");
    assert_eq!((place.column, place.end_column), (23, 41));
    let pointer = case.sources.pointer(origin.domain.span().unwrap());
    let expected = "/Resources/Cdn/Properties/DistributionConfig/Origins/0/DomainName";
    assert_eq!(pointer, expected);
}

#[test]
fn header_values_are_not_kept() {
    for value in [
        "s3cret-value",
        "\"s3cret-value\"",
        "!Sub 's3cret-value'",
        "[s3cret-value]",
    ] {
        let case = Case::new(&TEMPLATE.replace("s3cret-value", value));
        let source = case.only().span.source;
        let kept = case.sources.get(source).text();
        let leaks = ["s3c", "alue}", "alue'", "alue\""]
            .iter()
            .any(|part| kept.contains(part));
        assert!(kept.contains("HeaderValue") && !leaks, "{kept}");
    }
    let block = "\n          - HeaderName: X-Key\n            HeaderValue: |\n              s3cret\n              s3cret\n";
    let case = Case::new(&TEMPLATE.replace(
        "\n          - {HeaderName: X-Key, HeaderValue: s3cret-value}",
        block,
    ));
    let kept = case.sources.get(case.only().span.source).text();
    assert!(!kept.contains("s3c"), "{kept}");
    assert_eq!(kept.lines().count(), TEMPLATE.lines().count() + 4);
}

#[test]
fn an_expression_holds_no_header_value() {
    let headers = "!If [IsProd, [{HeaderName: X-Key, HeaderValue: s3cret-value}], !Ref Headers]";
    let list = "\n          - {HeaderName: X-Key, HeaderValue: s3cret-value}";
    for headers in [headers.to_owned(), format!("!Unknown [{headers}]")] {
        let text = TEMPLATE.replace(list, &format!(" {headers}"));
        let case = Case::new(&text);
        assert!(!case.distributions().is_empty());
        assert!(!format!("{case:?}").contains("s3cret"), "{case:?}");
    }
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_read() {
    let text = TEMPLATE.replace(
        "  Cdn:\n",
        "  Empty: {Type: 'AWS::CloudFront::Distribution'}\n  Cdn:\n",
    );
    let case = Case::new(&text);
    assert_eq!(
        case.messages(),
        ["Empty has no DistributionConfig, so nothing is known of it"]
    );
    assert_eq!(case.distributions().len(), 1);
    let twice = TEMPLATE.replace(
        "        Enabled: yes\n",
        "        Enabled: false\n        Enabled: true\n",
    );
    let case = Case::new(&twice);
    assert!(case.messages()[0].contains("stands twice"), "{case:?}");
}

#[test]
fn other_documents_are_no_templates() {
    for text in [
        "Resources: [a]\n",
        "Resources:\n  a: {Type: x}\n",
        "- a\n",
        "on: push\njobs: {}\n",
    ] {
        let case = Case::new(text);
        assert!(
            case.loaded.recognised.is_empty() && case.messages().is_empty(),
            "{case:?}"
        );
    }
    let case = Case::new("Resources:\n\tCdn: AWS::CloudFront::Distribution\n");
    assert!(case.messages()[0].contains("a tab stands"), "{case:?}");
}

#[test]
fn the_domains_of_tenants_are_names_of_their_distribution() {
    let tenant = "  Tenant:\n    Type: AWS::CloudFront::DistributionTenant\n    Properties: {DistributionId: !Ref Cdn, Domains: [a.example.com, !Sub '${AWS::StackName}.example.com'], Name: t}\n  Other:\n    Type: AWS::CloudFront::DistributionTenant\n    Properties: {DistributionId: E1, Domains: [b.example.com]}\n";
    let case = Case::new(&format!("{TEMPLATE}{tenant}"));
    let names = case.only().aliases.iter().map(|name| name.value.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["a.example.com"]);
    assert!(!case.only().all_aliases_known);
}

#[test]
fn a_configuration_that_is_an_expression_is_not_resolved() {
    let text = "Resources:\n  Cdn:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n      DistributionConfig: !Transform {Name: Ours}\n";
    let case = Case::new(text);
    assert_eq!(case.messages(), [""; 0]);
    assert!(!case.only().unresolved.is_empty());
}
