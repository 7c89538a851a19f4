//! The value of every intrinsic function, known, known in part, and unknown.

use super::case::{Case, text, with_domain};

/// What becomes of an expression that stands where a domain name does.
fn value(expression: &str, sections: &str, variables: &[(&str, &str)]) -> String {
    let template = with_domain(expression, sections);
    let case = Case::files(&[("t.yaml", &template)], variables);
    assert_eq!(case.messages(), [""; 0], "{expression}");
    let domain = &case.only().origins[0].domain;
    assert_eq!(
        case.written(domain.span()),
        expression.trim_start(),
        "the place"
    );
    text(&domain.value).to_owned()
}

const SECTIONS: &str = "Parameters:\n  Stage: {Type: String, Default: dev}\n  Open: {Type: String}\n  Parts: {Type: CommaDelimitedList, Default: 'a, b'}\n  Kept: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /x}\nMappings:\n  Hosts:\n    dev: {Host: dev.example.com}\n    prod: {Host: prod.example.com}\nConditions:\n  IsDev: !Equals [!Ref Stage, dev]\n";

/// An expression, and its value without variables.
const VALUES: [(&str, &str); 36] = [
    ("x.example.com", "x.example.com"),
    ("!Ref Stage", "dev"),
    ("{Ref: Stage}", "dev"),
    ("!Ref Open", "!Ref Open"),
    ("!Ref Kept", "!Ref Kept"),
    ("!Ref Nobody", "!Ref Nobody"),
    ("!Ref AWS::Region", "!Ref AWS::Region"),
    ("!Sub '${Stage}.example.com'", "dev.example.com"),
    ("!Sub '${Open}.example.com'", "${Open}.example.com"),
    ("!Sub '${Open}'", "!Ref Open"),
    (
        "!Sub ['${A}-${B}.${Stage}', {A: x, B: !Ref Open}]",
        "x-${Open}.dev",
    ),
    ("!Sub '${!Stage}.x'", "${Stage}.x"),
    ("!Sub '${Parts}'", "[…]"),
    ("!Join [., [!Ref Stage, example, com]]", "dev.example.com"),
    ("!Join ['', [!Ref Open, .x]]", "${Open}.x"),
    ("!Join ['-', !Ref Parts]", "a-b"),
    ("!Select [1, !Ref Parts]", "b"),
    ("!Select ['0', !Split ['.', x.y.z]]", "x"),
    ("!Select [9, [a]]", "!Select [9, [\"a\"]]"),
    (
        "!Select [2, !Split [/, !GetAtt Files.WebsiteURL]]",
        "${Files}.s3-website-${AWS::Region}.amazonaws.com",
    ),
    (
        "!Select [0, !Split [/, !Sub '${Open}.x/y']]",
        "!Select [0, !Split [\"/\", !Sub ${Open}.x/y]]",
    ),
    ("!FindInMap [Hosts, !Ref Stage, Host]", "dev.example.com"),
    (
        "!FindInMap [Hosts, !Ref Open, Host]",
        "!FindInMap [\"Hosts\", !Ref Open, \"Host\"]",
    ),
    (
        "!FindInMap [Hosts, none, Host, {DefaultValue: d.example.com}]",
        "d.example.com",
    ),
    ("!If [IsDev, d.example.com, p.example.com]", "d.example.com"),
    ("!ImportValue hosts", "!ImportValue hosts"),
    ("!Sub '${Cdn.DomainName}'", "!GetAtt Cdn.DomainName"),
    ("!GetAtt Files.DomainName", "${Files}.s3.amazonaws.com"),
    (
        "!GetAtt [Files, RegionalDomainName]",
        "${Files}.s3.${AWS::Region}.amazonaws.com",
    ),
    ("!GetAtt Named.DomainName", "named.s3.amazonaws.com"),
    (
        "!GetAtt Named.DualStackDomainName",
        "named.s3.dualstack.${AWS::Region}.amazonaws.com",
    ),
    (
        "!Sub '${Files}.s3.${AWS::Region}.amazonaws.com'",
        "${Files}.s3.${AWS::Region}.amazonaws.com",
    ),
    (
        "!Sub '${Named.RegionalDomainName}'",
        "named.s3.${AWS::Region}.amazonaws.com",
    ),
    (
        "!Sub '${Named}.s3.${AWS::URLSuffix}'",
        "named.s3.amazonaws.com",
    ),
    ("'{{resolve:ssm:/host}}'", "${resolve:ssm:/host}"),
    ("'a.{{resolve:ssm:/host}}'", "a.${resolve:ssm:/host}"),
];

#[test]
fn functions_give_what_is_known() {
    for (expression, expected) in VALUES {
        let place = expression.starts_with("!If").then_some("d.example.com");
        let template = with_domain(expression, SECTIONS);
        let case = Case::new(&template);
        let domain = &case.only().origins[0].domain;
        assert_eq!(text(&domain.value), expected, "{expression}");
        // A reference stands where it is written, and a literal of a branch where that is.
        assert_eq!(case.written(domain.span()), place.unwrap_or(expression));
    }
}

#[test]
fn variables_go_before_defaults() {
    let given = [
        ("Stage", "prod"),
        ("Open", "o"),
        ("AWS::Region", "eu-central-1"),
    ];
    for (expression, expected) in [
        ("!Ref Stage", "prod"),
        ("!FindInMap [Hosts, !Ref Stage, Host]", "prod.example.com"),
        (
            "!Sub '${Open}.s3.${AWS::Region}.amazonaws.com'",
            "o.s3.eu-central-1.amazonaws.com",
        ),
        (
            "!GetAtt Named.RegionalDomainName",
            "named.s3.eu-central-1.amazonaws.com",
        ),
        (
            "!GetAtt Files.RegionalDomainName",
            "${Files}.s3.eu-central-1.amazonaws.com",
        ),
        (
            "!Select [2, !Split [/, !GetAtt Named.WebsiteURL]]",
            "named.s3-website.eu-central-1.amazonaws.com",
        ),
    ] {
        assert_eq!(
            value(expression, SECTIONS, &given),
            expected,
            "{expression}"
        );
    }
    let china = [("AWS::Region", "cn-north-1")];
    let host = value("!GetAtt Named.RegionalDomainName", SECTIONS, &china);
    assert_eq!(host, "named.s3.cn-north-1.amazonaws.com.cn");
}

#[test]
fn a_json_template_is_the_same() {
    let text = r#"{"Parameters": {"Open": {"Type": "String"}}, "Resources": {
      "Files": {"Type": "AWS::S3::Bucket"},
      "Cdn": {"Type": "AWS::CloudFront::Distribution", "Properties": {"DistributionConfig": {
        "Origins": [
          {"Id": "a", "DomainName": {"Fn::GetAtt": ["Files", "RegionalDomainName"]}, "S3OriginConfig": {}},
          {"Id": "b", "DomainName": {"Fn::Join": ["", [{"Ref": "Files"}, ".s3.", {"Ref": "AWS::URLSuffix"}]]}, "S3OriginConfig": {}}],
        "DefaultCacheBehavior": {"TargetOriginId": "a", "DefaultTTL": {"Ref": "Open"}}}}}}}"#;
    let case = Case::files(&[("t.template.json", text)], &[]);
    let origins = &case.only().origins;
    let domains: Vec<&str> = origins
        .iter()
        .map(|one| super::case::text(&one.domain.value))
        .collect();
    assert_eq!(
        domains,
        [
            "${Files}.s3.${AWS::Region}.amazonaws.com",
            "${Files}.s3.amazonaws.com"
        ]
    );
    let place = case.written(origins[0].domain.span());
    assert_eq!(place, r#"{"Fn::GetAtt": ["Files", "RegionalDomainName"]}"#);
    assert_eq!(case.messages(), [""; 0]);
}

#[test]
fn loops_are_unrolled_over_what_is_known() {
    let text = "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::Cdns:\n  - Name\n  - [one, two-b]\n  - '${Name}Cdn&{Name}':\n      Type: AWS::CloudFront::Distribution\n      Properties:\n        DistributionConfig:\n          Origins:\n          - {Id: o, DomainName: !Sub '${Name}.example.com'}\n          DefaultCacheBehavior: {TargetOriginId: o}\n";
    let case = Case::new(text);
    let found = case.distributions().iter().map(|one| {
        (
            one.name().unwrap_or_default(),
            super::case::text(&one.origins[0].domain.value),
        )
    });
    let found: Vec<_> = found.collect();
    assert_eq!(
        found,
        [
            ("oneCdnone", "one.example.com"),
            ("two-bCdntwob", "two-b.example.com")
        ]
    );
    let unknown = text.replace("[one, two-b]", "!Ref Names");
    let case = Case::new(&unknown);
    let reason =
        "Fn::ForEach::Cdns loops over !Ref Names, which is not known, so what it makes is not read";
    assert_eq!(case.gaps(), [("Fn::ForEach::Cdns", reason)]);
    let names = "Parameters:\n  Names: {Type: CommaDelimitedList}\n".to_owned() + &unknown;
    let case = Case::files(&[("t.yaml", &names)], &[("Names", "a,b")]);
    assert_eq!(case.distributions().len(), 2, "{case:?}");
}
