//! Stacks in stacks: parameters go in, outputs come out, and nothing is read twice.

use super::case::{Case, text, with_domain};

const CHILD: &str = "Parameters:\n  Host: {Type: String, Default: unused.example.com}\nResources:\n  Policy:\n    Type: AWS::CloudFront::CachePolicy\n    Properties:\n      CachePolicyConfig: {Name: p, MinTTL: 0, DefaultTTL: 1, MaxTTL: 2}\n  Cdn:\n    Type: AWS::CloudFront::Distribution\n    Properties:\n      DistributionConfig:\n        Origins:\n        - {Id: o, DomainName: !Ref Host}\n        DefaultCacheBehavior: {TargetOriginId: o, CachePolicyId: !Ref Policy}\n";

const STORE: &str = "Resources:\n  Files: {Type: 'AWS::S3::Bucket', Properties: {BucketName: files}}\nOutputs:\n  Host: {Value: !GetAtt Files.DomainName}\n  Open: {Value: !ImportValue x}\n";

const ROOT: &str = "Resources:\n  Store:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: ./store.yaml}\n  Edge:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: sub/edge.yaml\n      Parameters: {Host: !GetAtt Store.Outputs.Host}\n  Second:\n    Type: AWS::Serverless::Application\n    Properties:\n      Location: sub/edge.yaml\n      Parameters: {Host: !GetAtt Store.Outputs.Open}\n  Far:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: 'https://s3.amazonaws.com/b/x.yaml'}\n";

#[test]
fn a_nested_stack_is_read_with_its_parameters() {
    let files = [
        ("in/a.yaml", ROOT),
        ("in/store.yaml", STORE),
        ("in/sub/edge.yaml", CHILD),
    ];
    let case = Case::files(&files, &[]);
    assert_eq!(case.messages(), [""; 0]);
    let found = case.distributions().iter().map(|one| {
        (
            one.name().unwrap_or_default(),
            text(&one.origins[0].domain.value),
        )
    });
    let found: Vec<_> = found.collect();
    // What one stack does not know, the other has only under its own name.
    let expected = [
        ("Edge.Cdn", "files.s3.amazonaws.com"),
        ("Second.Cdn", "!Ref Host"),
    ];
    assert_eq!(found, expected);
    let first = &case.distributions()[0];
    let place = case.written(first.origins[0].domain.span());
    assert_eq!(
        place, "!GetAtt Store.Outputs.Host",
        "where a person gives it"
    );
    let reason = "nested stacks that do not hint at CloudFront were not looked at: Far";
    assert_eq!(
        case.gaps(),
        [("'https://s3.amazonaws.com/b/x.yaml'", reason)]
    );
    let policy = case
        .configuration()
        .cache_policy("Edge.Policy", first.template);
    assert!(policy.is_some());
    assert!(case.loaded.recognised.contains("in/sub/edge.yaml"));
}

#[test]
fn a_template_that_is_out_of_reach_is_read_alone() {
    let case = Case::files(&[("a.yaml", ROOT), ("edge.yaml", CHILD)], &[]);
    assert_eq!(
        text(&case.only().origins[0].domain.value),
        "unused.example.com"
    );
    assert_eq!(case.messages(), [""; 0]);
    let [first, second, others] = case.gaps()[..] else {
        panic!("{:?}", case.gaps());
    };
    let reason = "Edge nests sub/edge.yaml, which is not there";
    assert_eq!(first, ("sub/edge.yaml", reason));
    assert!(second.1.starts_with("Second nests sub/edge.yaml"));
    assert!(others.1.ends_with("were not looked at: Store, Far"));
    let far = ROOT.replace("Far:", "Cdn:");
    let case = Case::files(
        &[
            ("a.yaml", &far),
            ("store.yaml", STORE),
            ("sub/edge.yaml", CHILD),
        ],
        &[],
    );
    let reason = "Cdn nests https://s3.amazonaws.com/b/x.yaml, and siglint fetches no template";
    assert_eq!(case.gaps()[0].1, reason);
    let case = Case::files(&[("a.yaml", ROOT), ("edge.yaml", CHILD)], &[]);
    assert!(case.loaded.recognised.contains("a.yaml"));
    let beside = Case::files(
        &[
            ("a.yaml", ROOT),
            ("store.yaml", STORE),
            ("sub/edge.yaml", CHILD),
        ],
        &[],
    );
    assert_eq!(beside.messages(), [""; 0]);
}

#[test]
fn stacks_that_nest_themselves_end() {
    let own = format!(
        "{CHILD}  Again:\n    Type: AWS::CloudFormation::Stack\n    Properties: {{TemplateURL: a.yaml}}\n"
    );
    let case = Case::files(&[("a.yaml", &own)], &[]);
    assert_eq!(case.distributions().len(), 1);
    let message = "nests a.yaml inside of itself, so siglint stopped here";
    assert_eq!(case.first_problem(), ("a.yaml", message));
    let pair = "Resources:\n  X:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: b.yaml, Parameters: {P: !GetAtt X.Outputs.Q}}\nOutputs:\n  Q: {Value: !GetAtt X.Outputs.Q}\n";
    let case = Case::files(
        &[
            ("a.yaml", pair),
            ("b.yaml", &pair.replace("b.yaml", "a.yaml")),
        ],
        &[],
    );
    assert!(case.distributions().is_empty());
}

#[test]
fn an_import_is_what_another_template_exports() {
    let store = format!(
        "{STORE}  Shared: {{Value: !GetAtt Files.RegionalDomainName, Export: {{Name: !Sub 'store-${{AWS::Region}}'}}}}\n  Id: {{Value: !Ref Files, Export: {{Name: id}}}}\n"
    );
    let edge = with_domain("!ImportValue DOMAIN", "");
    let load = |name: &str, region: &str| {
        let edge = edge.replace("DOMAIN", name);
        let files = [("edge.yaml", edge.as_str()), ("store.yaml", store.as_str())];
        let case = Case::files(&files, &[("AWS::Region", region)]);
        text(&case.only().origins[0].domain.value).to_owned()
    };
    let region = "eu-west-1";
    assert_eq!(
        load("store-eu-west-1", region),
        "files.s3.eu-west-1.amazonaws.com"
    );
    assert_eq!(
        load("'store-us-west-2'", region),
        "!ImportValue store-us-west-2"
    );
    assert_eq!(load("id", region), "files");
    let files = [
        ("a.yaml", edge.replace("DOMAIN", "id")),
        ("b.yaml", store.clone()),
        ("c.yaml", store + "#"),
    ];
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let case = Case::files(&files, &[]);
    assert_eq!(
        text(&case.only().origins[0].domain.value),
        "!ImportValue id"
    );
}
