//! Names that lead nowhere, and what a macro may make.

use super::case::{Case, with_domain};

const VERSION: &str = "AWSTemplateFormatVersion: '2010-09-09'";

#[test]
fn a_name_that_a_whole_template_does_not_have_is_a_problem() {
    for (expression, message) in [
        (
            "!Ref Nope",
            "names Nope, and t.yaml has no such parameter or resource, so it cannot be deployed",
        ),
        (
            "!Sub '${Nope}.x'",
            "names Nope, and t.yaml has no such parameter or resource, so it cannot be deployed",
        ),
        (
            "!GetAtt Nope.DomainName",
            "names Nope, and t.yaml has no such resource, so it cannot be deployed",
        ),
        (
            "!GetAtt Files.Domain",
            "asks for Domain, and a bucket has no such attribute; it has Arn, DomainName, DualStackDomainName, RegionalDomainName, WebsiteURL",
        ),
    ] {
        let case = Case::new(&with_domain(expression, VERSION));
        assert_eq!(case.first_problem(), (expression, message));
        assert_eq!((case.messages().len(), case.distributions().len()), (1, 1));
    }
    let condition = Case::new(&with_domain("!If [Nope, a.x, b.x]", VERSION));
    let message = "names Nope, and t.yaml has no such condition, so it cannot be deployed";
    assert_eq!(condition.first_problem(), ("Nope", message));
    assert_eq!(condition.distributions().len(), 2);
    // What is not CloudFront's is somebody else's.
    let other = "  Other: {Type: 'AWS::S3::Bucket', Properties: {BucketName: !Ref Nope}}\n";
    let case = Case::new(&(with_domain("a.x", VERSION) + other));
    assert_eq!(case.messages(), [""; 0]);
}

#[test]
fn a_part_of_a_template_may_mean_what_stands_in_another() {
    let text = with_domain("!Ref Nope", "");
    let part = Case::new(&text);
    assert_eq!(part.messages(), [""; 0]);
    let reason = "t.yaml has nothing of the name Nope";
    assert_eq!(part.gaps(), [("!Ref Nope", reason)]);
    for made in [
        "Transform: AWS::Serverless-2016-10-31",
        "Transform: [AWS::LanguageExtensions, 'AWS::Serverless-2016-10-31']",
    ] {
        let case = Case::new(&format!("{made}\n{VERSION}{text}"));
        assert_eq!((case.messages().len(), case.gaps().len()), (0, 0), "{made}");
    }
    let service = ("serverless.yml", "service: x\nprovider: {name: aws}\n");
    let beside = Case::files(&[("t.yaml", &text), service], &[]);
    assert_eq!(beside.gaps(), []);
}

#[test]
fn conditions_in_a_circle_are_told_once() {
    let conditions = format!(
        "{VERSION}\nConditions:\n  A: !Not [!Condition B]\n  B: !Or [!Condition A, !Condition A]\n"
    );
    let case = Case::new(&with_domain("!If [A, a.x, b.x]", &conditions));
    assert_eq!(
        case.first_problem(),
        ("A", "asks for A, which asks for itself")
    );
    assert!(!case.distributions().is_empty());
}

#[test]
fn what_macros_put_in_is_not_looked_at() {
    let include = "{Name: 'AWS::Include', Parameters: {Location: 's3://b/x.yaml'}}";
    let reason = "AWS::Include puts in text from s3://b/x.yaml, which siglint does not read";
    let plain = with_domain("a.x", "");
    for text in [
        format!("Transform: {include}{plain}"),
        plain.replace(
            "Resources:\n",
            &format!("Resources:\n  Fn::Transform: {include}\n"),
        ),
        plain.replace(
            "Config:\n",
            &format!("Config:\n        Fn::Transform: {include}\n"),
        ),
        plain.replace(
            "{TargetOriginId: o}",
            &format!("{{TargetOriginId: o, 'Fn::Transform': {include}}}"),
        ),
    ] {
        let case = Case::new(&text);
        assert_eq!(case.messages(), [""; 0], "{text}");
        assert_eq!(case.gaps(), [(include, reason)], "{text}");
        assert_eq!(case.distributions().len(), 1);
    }
    let own = Case::new(&format!(
        "Transform: [Ours, AWS::LanguageExtensions]{plain}"
    ));
    let reason = "the macro Ours may make anything of it, and siglint does not run it";
    assert_eq!(own.gaps(), [("Ours", reason)]);
    let whole = "Resources:\n  Cdn:\n    Type: AWS::CloudFront::Distribution\n    Properties: {'Fn::Transform': Ours}\n";
    let case = Case::new(whole);
    assert_eq!(
        (case.messages(), case.gaps()),
        (vec![], vec![("Ours", reason)])
    );
}
