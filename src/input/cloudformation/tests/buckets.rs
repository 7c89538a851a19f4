//! Buckets: their names in hosts, their Region, and who may read them.

use super::case::{Case, with_domain};
use crate::model::{Bucket, Effect, Field};

fn load(more: &str, variables: &[(&str, &str)]) -> Vec<Bucket> {
    let template = with_domain("x.y", "") + more;
    let case = Case::files(&[("t.yaml", &template)], variables);
    assert_eq!(case.messages(), [""; 0]);
    case.configuration().buckets.clone()
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
fn a_policy_is_read_for_the_bucket_that_it_names() {
    let policy = |bucket: &str| {
        format!(
            "  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: {bucket}\n      PolicyDocument:\n        Statement:\n        - Effect: Allow\n          Principal: {{AWS: !GetAtt Role.Arn}}\n          Action: ['s3:GetObject']\n          Resource: !Sub '${{Files.Arn}}/*'\n          Condition: {{Bool: {{'aws:SecureTransport': true}}}}\n"
        )
    };
    let buckets = load(&policy("!Ref Files"), &[]);
    let statement = &buckets[0].policy.as_ref().unwrap().statements[0];
    assert_eq!(statement.effect, Some(Effect::Allow));
    assert_eq!(statement.principals.names[0].name.value, "${Role.Arn}");
    assert_eq!(
        statement.resources.names[0].value,
        "arn:aws:s3:::${Files}/*"
    );
    assert_eq!(statement.conditions[0].values[0].value, "true");
    let elsewhere = load(&policy("other"), &[]);
    let names: Vec<&str> = elsewhere.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["${Files}", "named", "other"]);
}

#[test]
fn what_else_lets_in_or_keeps_out_is_read() {
    let properties = "BucketName: named\n      AccessControl: PublicRead\n      PublicAccessBlockConfiguration: {BlockPublicPolicy: 'true', RestrictPublicBuckets: !Ref Open}\n      BucketEncryption:\n        ServerSideEncryptionConfiguration:\n        - ServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms'}";
    let template = with_domain("x.y", "").replace("BucketName: named", properties);
    let case = Case::new(&template);
    let bucket = &case.configuration().buckets[1];
    let value = |field: &Option<Field<String>>| field.as_ref().unwrap().value.value().cloned();
    assert_eq!(value(&bucket.acl).unwrap(), "public-read");
    assert_eq!(value(&bucket.encryption).unwrap(), "aws:kms");
    let block = bucket.public_access.as_ref().unwrap();
    assert_eq!(block.block_policy.value.value(), Some(&true));
    assert_eq!(block.restrict.value.value(), None);
    assert_eq!(block.ignore_acls.value.value(), Some(&false));
}
