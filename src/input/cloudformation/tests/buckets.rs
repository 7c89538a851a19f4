//! Buckets: their names in hosts, their Region, and who may read them.

use super::case::{Case, with_domain};
use crate::model::Bucket;

fn load(more: &str, variables: &[(&str, &str)]) -> Vec<Bucket> {
    let template = with_domain("x.y", "") + more;
    let case = Case::files(&[("t.yaml", &template)], variables);
    assert_eq!(case.messages(), [""; 0]);
    case.configuration().buckets.clone()
}

fn public(more: &str) -> bool {
    load(more, &[])[0].is_public
}

#[test]
fn buckets_are_known_by_their_hosts() {
    let buckets = load("", &[("AWS::Region", "us-east-1")]);
    let names: Vec<&str> = buckets.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["${Files}", "named"]);
    assert_eq!(buckets[0].region.as_deref(), Some("us-east-1"));
    assert_eq!(load("", &[])[0].region.as_deref(), Some("${AWS::Region}"));
    let none = Case::new("Resources:\n  Files: {Type: 'AWS::S3::Bucket'}\n");
    assert!(none.configuration().buckets.is_empty() && none.loaded.recognised.is_empty());
}

#[test]
fn a_policy_may_open_a_bucket_to_everybody() {
    let policy = |statement: &str| {
        format!(
            "  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: !Ref Files\n      PolicyDocument:\n        Statement: {statement}\n"
        )
    };
    for open in [
        "{Effect: Allow, Principal: '*', Action: 's3:GetObject'}",
        "[{Effect: Allow, Principal: {AWS: ['*']}, Action: ['s3:ListBucket', 's3:*']}]",
    ] {
        assert!(public(&policy(open)), "{open}");
    }
    for closed in [
        "{Effect: Deny, Principal: '*', Action: 's3:GetObject'}",
        "{Effect: Allow, Principal: {Service: cloudfront.amazonaws.com}, Action: 's3:GetObject'}",
        "{Effect: Allow, Principal: '*', Action: 's3:PutObject'}",
        "{Effect: Allow, Principal: '*', Action: 's3:GetObject', Condition: {Bool: {x: true}}}",
    ] {
        assert!(!public(&policy(closed)), "{closed}");
    }
}

#[test]
fn an_acl_may_too_unless_access_is_blocked() {
    let with = |properties: &str| {
        let template = with_domain("x.y", "").replace(
            "BucketName: named",
            &format!("BucketName: named\n      {properties}"),
        );
        Case::new(&template).configuration().buckets[1].is_public
    };
    assert!(with("AccessControl: PublicRead"));
    assert!(!with("AccessControl: Private"));
    let block = |value: &str| {
        with(&format!(
            "AccessControl: PublicRead\n      PublicAccessBlockConfiguration: {{BlockPublicAcls: {value}}}"
        ))
    };
    assert!(block("false") && !block("true") && !block("!Ref Open"));
}
