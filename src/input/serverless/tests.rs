//! Tests of services: where variables come from, and what is not known stays an expression.

use crate::input::{Absent, Files, Loaded, Options, load_documents};
use crate::model::Distribution;
use crate::source::{Known, SourceMap, Span};
use proptest::prelude::*;

struct Case {
    sources: SourceMap,
    loaded: Loaded,
}

impl Case {
    fn new(files: &[(&str, &str)], variables: &[(&str, &str)]) -> Self {
        let more = |_: &str| Err(Absent::Missing);
        let mut all = Files::new(&more);
        for (name, text) in files {
            all.add(name, (*text).to_owned(), true);
        }
        let pair = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let variables = variables.iter().map(pair).collect();
        let mut sources = SourceMap::default();
        let loaded = load_documents(
            &all,
            &Options {
                variables,
                ..Options::default()
            },
            &mut sources,
        );
        Self { sources, loaded }
    }

    fn only(&self) -> &Distribution {
        let [only] = &self.loaded.configuration.distributions[..] else {
            panic!("{:#?}", self.loaded);
        };
        only
    }

    fn messages(&self) -> Vec<&str> {
        let problems = self.loaded.problems.iter();
        problems.map(|one| one.message.as_str()).collect()
    }

    /// Each gap: the text at its place, and its reason.
    fn gaps(&self) -> Vec<(&str, &str)> {
        let gaps = self.loaded.configuration.gaps.iter();
        gaps.map(|gap| (self.written(gap.at).1, gap.reason.as_str()))
            .collect()
    }

    fn written(&self, span: Option<Span>) -> (&str, &str) {
        let span = span.unwrap();
        let source = self.sources.get(span.source);
        (source.name.as_str(), &source.text()[span.start..span.end])
    }
}

fn domain(distribution: &Distribution) -> &str {
    match &distribution.origins[0].domain.value {
        Known::Value(value) => value,
        Known::Unresolved { expression } => expression,
    }
}

const CDN: &str = "Resources:\n    Cdn:\n      Type: AWS::CloudFront::Distribution\n      Properties:\n        DistributionConfig:\n          Origins:\n          - {Id: o, DomainName: DOMAIN, S3OriginConfig: {}}\n          DefaultCacheBehavior: {TargetOriginId: o}\n";

fn service(domain: &str, more: &str) -> String {
    let cdn = CDN.replace("DOMAIN", domain);
    format!(
        "service: files\nprovider:\n  name: aws\n  stage: live\n  region: eu-west-1\n{more}\nresources:\n  {cdn}"
    )
}

const CUSTOM: &str = "custom:\n  bucket: ${self:service}-${opt:stage, self:provider.stage}\n  names: {live: l, test: t}\n  list: [a, b]\n  host:\n    Fn::GetAtt: [Cdn, DomainName]\n  loop: ${self:custom.loop}\n  on: ${strToBool(${param:flag})}\n  data: ${file(data.json)}\nparams:\n  default: {flag: 'true', zone: z}\n  live: {zone: y}";

const DATA: &str = "{\"host\": \"data.example.com\", \"deep\": {\"a\": [1, {\"b\": \"x\"}]}}";

/// An expression, and its value without variables.
const VALUES: [(&str, &str); 22] = [
    ("'${self:custom.bucket}.x'", "files-live.x"),
    ("'${self:custom.names.${sls:stage}}.x'", "l.x"),
    ("'${self:custom.names.${opt:stage, ''test''}}.x'", "t.x"),
    ("'${self:custom.list.1}.x'", "b.x"),
    ("'${self:custom.none, ''d.x''}'", "d.x"),
    ("'${self:custom.none, self:custom.list.0}.x'", "a.x"),
    ("'${self:custom.none, ${self:custom.none, 7}}.x'", "7.x"),
    ("'${env:HOST, ''e.x''}'", "e.x"),
    ("'${env:HOST}.x'", "${env:HOST}.x"),
    ("'${param:zone}.x'", "y.x"),
    ("'${aws:region}.x'", "eu-west-1.x"),
    ("'${aws:accountId}.x'", "${aws:accountId}.x"),
    ("'${ssm:/a/b, ''d.x''}'", "${ssm:/a/b, 'd.x'}"),
    ("'${self:custom.data.host}'", "data.example.com"),
    ("'${file(./data.json):deep.a.1.b}.x'", "x.x"),
    ("'${file(data.js):host}'", "${file(data.js):host}"),
    (
        "'${file(../../etc/passwd):x}'",
        "${file(../../etc/passwd):x}",
    ),
    ("'${self:custom.loop}'", "${self:custom.loop}"),
    ("'${self:custom.on}.x'", "true.x"),
    ("'${self:custom.host}'", "!GetAtt Cdn.DomainName"),
    (
        "!Sub '${self:custom.bucket}.s3.${AWS::Region}.amazonaws.com'",
        "files-live.s3.eu-west-1.amazonaws.com",
    ),
    (
        "!Sub '${env:B}.s3.${AWS::Region}.amazonaws.com'",
        "${env:B}.s3.eu-west-1.amazonaws.com",
    ),
];

#[test]
fn variables_come_from_the_service_and_its_files() {
    for (written, expected) in VALUES {
        let text = service(written, CUSTOM);
        let case = Case::new(&[("in/serverless.yml", &text), ("in/data.json", DATA)], &[]);
        assert_eq!(domain(case.only()), expected, "{written}");
        let circle = written.contains("loop");
        let messages: Vec<&str> = case.messages();
        let expected = circle.then_some("asks for itself, so it never has a value");
        assert_eq!(messages, Vec::from_iter(expected), "{written}");
    }
}

#[test]
fn given_variables_go_first() {
    let given = [("stage", "test"), ("HOST", "given.x"), ("zone", "q")];
    for (written, expected) in [
        ("'${self:custom.bucket}.x'", "files-test.x"),
        ("'${self:custom.names.${sls:stage}}.x'", "t.x"),
        ("'${env:HOST, ''e.x''}'", "given.x"),
        ("'${param:zone}.x'", "q.x"),
    ] {
        let text = service(written, CUSTOM);
        let case = Case::new(&[("serverless.yml", &text)], &given);
        assert_eq!(domain(case.only()), expected, "{written}");
    }
}

#[test]
fn a_place_is_where_it_is_written() {
    let text = service("'${self:custom.bucket}.x'", CUSTOM);
    let case = Case::new(&[("serverless.yml", &text)], &[]);
    let place = case.written(case.only().origins[0].domain.span());
    assert_eq!(place, ("serverless.yml", "'${self:custom.bucket}.x'"));
    let parts = "service: files\nprovider: {name: aws}\nresources:\n- ${file(parts/${opt:which, 'cdn'}.yml)}\n- Resources:\n    Files: {Type: 'AWS::S3::Bucket', Properties: {BucketName: '${self:service}'}}\n";
    let part = CDN.replace("DOMAIN", "!GetAtt Files.DomainName");
    let files = [
        ("in/serverless.yml", parts),
        ("in/parts/cdn.yml", part.as_str()),
    ];
    let case = Case::new(&files, &[]);
    assert_eq!(domain(case.only()), "files.s3.amazonaws.com");
    let place = case.written(case.only().origins[0].domain.span());
    assert_eq!(place, ("in/parts/cdn.yml", "!GetAtt Files.DomainName"));
    assert!(
        case.loaded.problems.is_empty(),
        "{:?}",
        case.loaded.problems
    );
}

#[test]
fn a_part_that_no_service_includes_is_read_alone() {
    let part = CDN.replace("DOMAIN", "'${self:custom.bucket}.s3.amazonaws.com'");
    let case = Case::new(&[("cdn.yml", &part)], &[]);
    assert_eq!(
        domain(case.only()),
        "${self:custom.bucket}.s3.amazonaws.com"
    );
    let inside = part.replacen("Resources:\n", "", 1);
    let case = Case::new(&[("cdn.yml", &inside)], &[]);
    assert_eq!(
        domain(case.only()),
        "${self:custom.bucket}.s3.amazonaws.com"
    );
    let root =
        "service: files\nprovider: {name: aws}\nresources: {Resources: '${file(cdn.yml)}'}\n";
    let case = Case::new(&[("cdn.yml", &inside), ("serverless.yml", root)], &[]);
    assert_eq!(case.only().name(), Some("Cdn"));
    let alone = Case::new(&[("serverless.yml", root)], &[]);
    assert_eq!(alone.messages(), [""; 0]);
    assert_eq!(
        alone.gaps(),
        [("'${file(cdn.yml)}'", "cdn.yml is not there")]
    );
    assert!(alone.loaded.recognised.contains("serverless.yml"));
    let none = Case::new(
        &[("serverless.yml", "service: x\nprovider: {name: aws}\n")],
        &[],
    );
    assert!(none.loaded.configuration.distributions.is_empty());
}

#[test]
fn what_is_not_at_hand_is_told_where_it_matters() {
    let files = [
        (
            "./x.js",
            "this is what the program ./x.js gives, and siglint runs none",
        ),
        (
            "./x.txt",
            "./x.txt is neither YAML nor JSON, and siglint includes nothing else",
        ),
        (
            "/etc/x.yml",
            "/etc/x.yml is an absolute path, and siglint follows none",
        ),
        ("./none.yml", "in/none.yml is not there"),
    ];
    for (file, reason) in files {
        let custom =
            format!("custom: {{host: '${{file({file}):host}}', zone: '${{file({file}):z}}'}}");
        let text = service("'${self:custom.host}'", &custom);
        let case = Case::new(&[("in/serverless.yml", &text)], &[]);
        let place = format!("'${{file({file}):host}}'");
        assert_eq!(case.messages(), [""; 0]);
        assert_eq!(
            case.gaps(),
            [(place.as_str(), reason)],
            "what nobody asks for is not told"
        );
    }
    let table = "    Table: {Type: 'AWS::DynamoDB::Table', Properties: '${file(table.js)}'}\n";
    let text = service("a.x", "") + table;
    let case = Case::new(&[("serverless.yml", &text)], &[]);
    assert_eq!(case.gaps(), []);
}

#[test]
fn variables_that_grow_or_go_round_end_and_are_told() {
    let chain = |last: usize, make: &dyn Fn(String) -> String| {
        let lines = (0..last).map(|index| {
            let next = format!("${{self:custom.a{}}}", index + 1);
            format!("  a{index}: {}\n", make(next))
        });
        format!("custom:\n{}  a{last}: x", lines.collect::<String>())
    };
    let deep = "leads on to other variables more than 128 levels deep, so siglint stopped here";
    let spent = "variables make more than 200000 further values, so siglint stopped here";
    for (custom, message) in [
        (chain(3000, &|next| format!("'{next}'")), deep),
        (
            chain(30, &|next| format!("['{next}', '{next}', '{next}']")),
            spent,
        ),
        (
            chain(25, &|next| format!("{{x: '{next}', y: {{z: '{next}'}}}}")),
            spent,
        ),
        (
            "custom: {a0: '${self:custom.b}', b: '${self:custom.a0}'}".to_owned(),
            "asks for itself, so it never has a value",
        ),
    ] {
        let text = service("'${self:custom.a0}'", &custom);
        let case = Case::new(&[("serverless.yml", &text)], &[]);
        let told = case.messages().into_iter().filter(|one| *one == message);
        assert_eq!(told.count(), 1, "{:?}", case.messages());
        assert_eq!(case.loaded.configuration.distributions.len(), 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_variable_is_too_strange(written in "(\\$\\{|self:|custom|\\.|a|b|opt:|,|file\\(|\\)|\\}|\"| |env:|strToBool\\(){0,24}") {
        let written = format!("'{written}'");
        let custom = format!("custom:\n  a: {written}\n  b: ['${{self:custom.a}}', '${{self:custom.b.0}}']");
        let text = service(&written, &custom);
        let case = Case::new(&[("serverless.yml", &text)], &[]);
        prop_assert_eq!(case.loaded.configuration.distributions.len(), 1);
    }
}
