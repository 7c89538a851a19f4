//! Reading S3 host names, from the right: suffix, form, and then the name that is left.

use super::form::{Form, Names};
use super::{Addressing, S3Host};
use crate::model::{PARTITIONS, Partition, partition_of_region};

pub(super) fn parse(host: &str) -> Option<S3Host> {
    let (rest, by_suffix) = PARTITIONS
        .iter()
        .find_map(|one| Some((without_suffix(host, one)?, one)))?;
    if !is_host_name(host) {
        return None;
    }
    let form = Form::find(rest, by_suffix)?;
    // Partitions may share a suffix, and then the Region tells which one it is.
    let by_region = form.region.as_deref().and_then(partition_of_region);
    let partition = match by_region {
        Some(one) if one.dns_suffix == by_suffix.dns_suffix => one,
        _ => by_suffix,
    };
    let bucket = bucket(&form, partition)?;
    Some(S3Host {
        endpoint: form.endpoint,
        addressing: match bucket {
            Some(_) => Addressing::Virtual,
            None => Addressing::Path,
        },
        bucket,
        region: form.region,
        dual_stack: form.dual_stack,
        fips: form.fips,
        partition,
        open_region: None,
    })
}

/// Whether a text is a dot and the suffix of a partition.
pub(super) fn is_suffix(text: &str) -> bool {
    let name = text.strip_prefix('.').unwrap_or_default();
    PARTITIONS
        .iter()
        .any(|one| name.eq_ignore_ascii_case(one.dns_suffix))
}

/// Whether every label has the length and the characters that host names of buckets have had: the
/// oldest buckets have capitals and underscores.
pub(super) fn is_host_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(allowed);
    text.len() <= 253 && text.split('.').all(is_label)
}

fn without_suffix<'h>(host: &'h str, partition: &Partition) -> Option<&'h str> {
    let at = host.len().checked_sub(partition.dns_suffix.len())?;
    let (rest, suffix) = host.split_at_checked(at)?;
    let same = suffix.eq_ignore_ascii_case(partition.dns_suffix);
    same.then(|| rest.strip_suffix('.')).flatten()
}

/// What an SDK is given as the bucket. The outer none: no such name stands in this form.
fn bucket(form: &Form<'_>, partition: &Partition) -> Option<Option<String>> {
    let left = form.left;
    let is_label = !left.is_empty() && !left.contains('.');
    let own = || Some(left.to_owned());
    let arn = |service| access_point_arn(left, service, form, partition).map(Some);
    match form.names {
        Names::MaybeBucket | Names::MaybeAccessPoint(_) | Names::MaybeAccount | Names::Nothing
            if left.is_empty() =>
        {
            Some(None)
        }
        Names::MaybeBucket => Some(own()),
        Names::Bucket => (!left.is_empty()).then(own),
        Names::BucketLabel => is_label.then(own),
        Names::AccessPoint(service) | Names::MaybeAccessPoint(service) => arn(service),
        Names::MultiRegionAlias => {
            let named = is_label && left.bytes().all(|byte| byte.is_ascii_alphanumeric());
            named.then(|| Some(format!("{left}.mrap")))
        }
        Names::Outpost => outpost(form, partition).map(Some),
        Names::DirectoryBucket => {
            (is_label && directory_zone(&left.to_ascii_lowercase()).is_some()).then(own)
        }
        Names::MaybeAccount => is_account(left).then_some(None),
        Names::Nothing => None,
    }
}

/// The zone in the name of a directory bucket (`BASE--ZONE--x-s3`) or of its access point.
pub(super) fn directory_zone(bucket: &str) -> Option<&str> {
    let stem = bucket
        .strip_suffix("--x-s3")
        .or_else(|| bucket.strip_suffix("--xa-s3"))?;
    let (base, zone) = stem.rsplit_once("--")?;
    (!base.is_empty() && !zone.is_empty()).then_some(zone)
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `NAME` and `ACCOUNT` of `NAME-ACCOUNT`.
fn name_and_account(label: &str) -> Option<(&str, &str)> {
    let (name, account) = label.rsplit_once('-')?;
    let named = !name.is_empty() && !name.contains('.') && is_account(account);
    named.then_some((name, account))
}

fn access_point_arn(
    label: &str,
    service: &str,
    form: &Form<'_>,
    partition: &Partition,
) -> Option<String> {
    let (name, account) = name_and_account(label)?;
    let (region, id) = (form.region.as_deref()?, partition.id);
    Some(format!(
        "arn:{id}:{service}:{region}:{account}:accesspoint/{name}"
    ))
}

fn outpost(form: &Form<'_>, partition: &Partition) -> Option<String> {
    let (label, place) = form.left.split_once('.')?;
    let place = place.to_ascii_lowercase();
    let is_outpost = place.len() > "op-".len() && place.starts_with("op-") && !place.contains('.');
    if label.to_ascii_lowercase().ends_with("--op-s3") {
        return (is_outpost || place == "ec2").then(|| label.to_owned());
    }
    let (name, account) = name_and_account(label).filter(|_| is_outpost)?;
    let (region, id) = (form.region.as_deref()?, partition.id);
    Some(format!(
        "arn:{id}:s3-outposts:{region}:{account}:outpost/{place}/accesspoint/{name}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AP: &str = "arn:aws:s3:us-west-2:123456789012:accesspoint/my-ap";
    const OLAP: &str = "arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/my-olap";
    const OUTPOST: &str =
        "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-0123/accesspoint/my-ap";

    /// Host, style, bucket and Region; `-` for none.
    #[rustfmt::skip]
    const HOSTS: &[(&str, &str, &str, &str)] = &[
        ("files.s3.eu-central-1.amazonaws.com", "virtual-regional", "files", "eu-central-1"),
        ("files.s3.us-east-1.amazonaws.com", "virtual-regional", "files", "us-east-1"),
        ("files.s3.eu-central-9.amazonaws.com", "virtual-regional", "files", "eu-central-9"),
        ("files.s3.cn-north-1.amazonaws.com.cn", "virtual-regional", "files", "cn-north-1"),
        ("files.s3.us-gov-west-1.amazonaws.com", "virtual-regional", "files", "us-gov-west-1"),
        ("files.s3.us-iso-east-1.c2s.ic.gov", "virtual-regional", "files", "us-iso-east-1"),
        ("files.s3.us-isob-west-1.sc2s.sgov.gov", "virtual-regional", "files", "us-isob-west-1"),
        ("files.s3.eu-isoe-west-1.cloud.adc-e.uk", "virtual-regional", "files", "eu-isoe-west-1"),
        ("files.s3.us-isof-south-1.csp.hci.ic.gov", "virtual-regional", "files", "us-isof-south-1"),
        ("files.s3.eusc-de-east-1.amazonaws.eu", "virtual-regional", "files", "eusc-de-east-1"),
        ("Files.S3.EU-Central-1.AmazonAWS.com", "virtual-regional", "Files", "eu-central-1"),
        ("My_Files.s3.amazonaws.com", "virtual-global", "My_Files", "-"),
        ("my.s3.backup.s3.eu-central-1.amazonaws.com", "virtual-regional", "my.s3.backup", "eu-central-1"),
        ("s3.s3.eu-central-1.amazonaws.com", "virtual-regional", "s3", "eu-central-1"),
        ("dualstack.s3.eu-central-1.amazonaws.com", "virtual-regional", "dualstack", "eu-central-1"),
        ("s3.us-west-2.s3.eu-central-1.amazonaws.com", "virtual-regional", "s3.us-west-2", "eu-central-1"),
        ("my-ap-hrzrlukc5m36ft7-s3alias.s3.us-west-2.amazonaws.com", "virtual-regional", "my-ap-hrzrlukc5m36ft7-s3alias", "us-west-2"),
        ("my-olap-hrzrlukc5m--ol-s3.s3.us-west-2.amazonaws.com", "virtual-regional", "my-olap-hrzrlukc5m--ol-s3", "us-west-2"),
        ("s3.eu-central-1.amazonaws.com", "path-regional", "-", "eu-central-1"),
        ("s3.cn-north-1.amazonaws.com.cn", "path-regional", "-", "cn-north-1"),
        ("files.s3.amazonaws.com", "virtual-global", "files", "-"),
        ("images.example.com.s3.amazonaws.com", "virtual-global", "images.example.com", "-"),
        ("eu-central-1.s3.amazonaws.com", "virtual-global", "eu-central-1", "-"),
        ("s3.dualstack.s3.amazonaws.com", "virtual-global", "s3.dualstack", "-"),
        ("my-ap-o0000001--op-s3.s3.amazonaws.com", "virtual-global", "my-ap-o0000001--op-s3", "-"),
        ("files.s3.amazonaws.com.cn", "virtual-global", "files", "-"),
        ("s3.amazonaws.com", "path-global", "-", "-"),
        ("files.s3-eu-west-1.amazonaws.com", "virtual-dash", "files", "eu-west-1"),
        ("my.files.s3-us-gov-west-1.amazonaws.com", "virtual-dash", "my.files", "us-gov-west-1"),
        ("s3-us-west-2.amazonaws.com", "path-dash", "-", "us-west-2"),
        ("files.s3-external-1.amazonaws.com", "virtual-external", "files", "us-east-1"),
        ("s3-external-1.amazonaws.com", "path-external", "-", "us-east-1"),
        ("files.s3.dualstack.eu-central-1.amazonaws.com", "virtual-dualstack", "files", "eu-central-1"),
        ("s3.dualstack.cn-north-1.amazonaws.com.cn", "path-dualstack", "-", "cn-north-1"),
        ("files.s3-fips.us-east-1.amazonaws.com", "virtual-fips", "files", "us-east-1"),
        ("s3-fips.us-east-1.amazonaws.com", "path-fips", "-", "us-east-1"),
        ("files.s3-fips.dualstack.us-east-1.amazonaws.com", "virtual-fips-dualstack", "files", "us-east-1"),
        ("s3-fips.dualstack.us-east-1.amazonaws.com", "path-fips-dualstack", "-", "us-east-1"),
        ("files.s3-accelerate.amazonaws.com", "accelerate", "files", "-"),
        ("files.s3-accelerate.dualstack.amazonaws.com", "accelerate-dualstack", "files", "-"),
        ("files.s3-accelerate.dualstack.us-east-1.amazonaws.com", "accelerate-dualstack", "files", "-"),
        ("my-ap-123456789012.s3-accesspoint.us-west-2.amazonaws.com", "access-point", AP, "us-west-2"),
        ("my-ap-123456789012.s3-accesspoint-fips.us-west-2.amazonaws.com", "access-point-fips", AP, "us-west-2"),
        ("my-ap-123456789012.s3-accesspoint.dualstack.us-west-2.amazonaws.com", "access-point-dualstack", AP, "us-west-2"),
        ("my-ap-123456789012.s3-accesspoint-fips.dualstack.us-west-2.amazonaws.com", "access-point-fips-dualstack", AP, "us-west-2"),
        ("a-123456789012.s3-accesspoint.cn-north-1.amazonaws.com.cn", "access-point", "arn:aws-cn:s3:cn-north-1:123456789012:accesspoint/a", "cn-north-1"),
        ("a-123456789012.s3-accesspoint.us-gov-west-1.amazonaws.com", "access-point", "arn:aws-us-gov:s3:us-gov-west-1:123456789012:accesspoint/a", "us-gov-west-1"),
        ("my-olap-123456789012.s3-object-lambda.us-west-2.amazonaws.com", "object-lambda", OLAP, "us-west-2"),
        ("my-olap-123456789012.s3-object-lambda-fips.us-west-2.amazonaws.com", "object-lambda-fips", OLAP, "us-west-2"),
        ("s3-object-lambda.us-west-2.amazonaws.com", "object-lambda", "-", "us-west-2"),
        ("mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com", "multi-region-access-point", "mfzwi23gnjvgw.mrap", "-"),
        ("my-ap-123456789012.op-0123.s3-outposts.us-west-2.amazonaws.com", "outposts", OUTPOST, "us-west-2"),
        ("my-ap-o01--op-s3.op-0123.s3-outposts.us-west-2.amazonaws.com", "outposts", "my-ap-o01--op-s3", "us-west-2"),
        ("my-ap-e01--op-s3.ec2.s3-outposts.us-west-2.amazonaws.com", "outposts", "my-ap-e01--op-s3", "us-west-2"),
        ("b--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com", "express", "b--usw2-az1--x-s3", "us-west-2"),
        ("b--usw2-az1--x-s3.s3express-fips-usw2-az1.us-west-2.amazonaws.com", "express-fips", "b--usw2-az1--x-s3", "us-west-2"),
        ("b--usw2-az1--x-s3.s3express-usw2-az1.dualstack.us-west-2.amazonaws.com", "express-dualstack", "b--usw2-az1--x-s3", "us-west-2"),
        ("B--USW2-AZ1--X-S3.S3EXPRESS-FIPS-USW2-AZ1.DUALSTACK.US-WEST-2.AMAZONAWS.COM", "express-fips-dualstack", "B--USW2-AZ1--X-S3", "us-west-2"),
        ("ap--usw2-az1--xa-s3.s3express-usw2-az1.us-west-2.amazonaws.com", "express", "ap--usw2-az1--xa-s3", "us-west-2"),
        ("s3express-control.us-west-2.amazonaws.com", "express-control", "-", "us-west-2"),
        ("s3express-control-fips.us-west-2.amazonaws.com", "express-control-fips", "-", "us-west-2"),
        ("s3express-control-fips.dualstack.us-west-2.amazonaws.com", "express-control-fips-dualstack", "-", "us-west-2"),
        ("files.s3-website-us-east-1.amazonaws.com", "website", "files", "us-east-1"),
        ("www.example.com.s3-website-us-gov-west-1.amazonaws.com", "website", "www.example.com", "us-gov-west-1"),
        ("www.example.com.s3-website.eu-central-1.amazonaws.com", "website", "www.example.com", "eu-central-1"),
        ("files.s3-website.cn-northwest-1.amazonaws.com.cn", "website", "files", "cn-northwest-1"),
        ("files.s3-website.eusc-de-east-1.amazonaws.eu", "website", "files", "eusc-de-east-1"),
        ("bucket.vpce-0a1b-2c3d.s3.us-east-1.vpce.amazonaws.com", "private-link", "-", "us-east-1"),
        ("bucket.vpce-0a1b-2c3d-us-east-1a.s3.us-east-1.vpce.amazonaws.com", "private-link", "-", "us-east-1"),
        ("my.files.bucket.vpce-0a1b-2c3d.s3.us-east-1.vpce.amazonaws.com", "private-link", "my.files", "us-east-1"),
        ("my-ap-123456789012.accesspoint.vpce-0a1b-2c3d.s3.us-west-2.vpce.amazonaws.com", "private-link", AP, "us-west-2"),
        ("accesspoint.vpce-0a1b-2c3d.s3.us-west-2.vpce.amazonaws.com", "private-link", "-", "us-west-2"),
        ("123456789012.control.vpce-0a1b-2c3d.s3.us-west-2.vpce.amazonaws.com", "control", "-", "us-west-2"),
        ("123456789012.s3-control.us-west-2.amazonaws.com", "control", "-", "us-west-2"),
        // A Region under another partition's suffix is kept.
        ("files.s3.cn-north-1.amazonaws.com", "virtual-regional", "files", "cn-north-1"),
    ];

    #[test]
    fn every_form_is_read() {
        for &(host, style, bucket, region) in HOSTS {
            let parsed = S3Host::parse(host).unwrap_or_else(|| panic!("{host} is not read"));
            let told = (parsed.style(), parsed.bucket.clone(), parsed.region.clone());
            let some = |text: &str| (text != "-").then(|| text.to_owned());
            assert_eq!(
                told,
                (style.to_owned(), some(bucket), some(region)),
                "{host}"
            );
            assert_eq!(
                parsed.addressing == Addressing::Virtual,
                bucket != "-",
                "{host}"
            );
        }
    }

    #[test]
    fn the_suffix_and_the_region_tell_the_partition() {
        for (host, id) in [
            ("files.s3.amazonaws.com", "aws"),
            ("files.s3.us-gov-west-1.amazonaws.com", "aws-us-gov"),
            ("files.s3.us-isob-east-1.sc2s.sgov.gov", "aws-iso-b"),
            ("files.s3.cn-north-1.amazonaws.com", "aws"),
            ("files.s3.eu-central-1.amazonaws.com.cn", "aws-cn"),
        ] {
            assert_eq!(S3Host::parse(host).unwrap().partition.id, id, "{host}");
        }
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn other_hosts_are_not_s3() {
        for host in [
            "",
            ".",
            "amazonaws.com",
            ".amazonaws.com",
            "files.s3.amazonaws.com.",
            "files..s3.amazonaws.com",
            "s3",
            "s3.example.com",
            "files.s3.amazonaws.com.example.com",
            "files.s3amazonaws.com",
            "ec2-198-51-100-1.eu-central-1.compute.amazonaws.com",
            "a1b2.execute-api.eu-central-1.amazonaws.com",
            "lb-1.eu-central-1.elb.amazonaws.com",
            "d111111abcdef8.cloudfront.net",
            "eu-central-1.amazonaws.com",
            "sqs.eu-central-1.amazonaws.com",
            "dualstack.eu-central-1.amazonaws.com",
            "s3-outposts.amazonaws.com",
            "files.s3.eu-central.amazonaws.com",
            "files.s3-eu-central-1.amazonaws.com.cn",
            "files.s3.eu-central-1.api.aws",
            "my.files.s3-accelerate.amazonaws.com",
            "s3-accelerate.amazonaws.com",
            "s3-accelerate.dualstack.amazonaws.com",
            "files.s3-accelerate.dualstack.eu-west-1.amazonaws.com",
            "files.s3-accelerate.us-east-1.amazonaws.com",
            "my-ap.s3-accesspoint.us-west-2.amazonaws.com",
            "my-ap-12345.s3-accesspoint.us-west-2.amazonaws.com",
            "s3-accesspoint.us-west-2.amazonaws.com",
            "-123456789012.s3-accesspoint.us-west-2.amazonaws.com",
            "a.b-123456789012.s3-accesspoint.us-west-2.amazonaws.com",
            "a-123456789012.s3-object-lambda.dualstack.us-west-2.amazonaws.com",
            "mfz.accesspoint.s3-global.amazonaws.com",
            "a-b.mrap.accesspoint.s3-global.amazonaws.com",
            "mrap.accesspoint.s3-global.amazonaws.com",
            "my-ap-123456789012.ec2.s3-outposts.us-west-2.amazonaws.com",
            "op-0123.s3-outposts.us-west-2.amazonaws.com",
            "b.s3express-usw2-az1.us-west-2.amazonaws.com",
            "b--usw2-az1--x-s3.s3express-.us-west-2.amazonaws.com",
            "b.s3express-control.us-west-2.amazonaws.com",
            "s3-website.eu-central-1.amazonaws.com",
            "s3-website-us-east-1.amazonaws.com",
            "files.s3.us-east-1.vpce.amazonaws.com",
            "bucket.vpce-.s3.us-east-1.vpce.amazonaws.com",
            "x.vpce-0a1b.s3.us-east-1.vpce.amazonaws.com",
            "files.s3-control.us-west-2.amazonaws.com",
            "files.s3.amazonaws.com:443",
            "f les.s3.amazonaws.com",
            "fil\u{e9}s.s3.amazonaws.com",
            "0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com",
            "storage.googleapis.com",
        ] {
            assert_eq!(S3Host::parse(host), None, "{host}");
        }
    }

    proptest! {
        #[test]
        fn any_labels_are_read_without_panic(
            labels in prop::collection::vec("s3|s3-fips|s3-outposts|s3-website|s3express-.{0,3}|dualstack|bucket|vpce|vpce-1|mrap|accesspoint|s3-global|op-1|--op-s3|--x-s3|-123456789012|us-east-1|cn-north-1|.{0,4}", 0..7),
            suffix in "amazonaws\\.com(\\.cn)?|c2s\\.ic\\.gov|",
        ) {
            let host = format!("{}.{suffix}", labels.join("."));
            if let Some(parsed) = S3Host::parse(&host) {
                prop_assert!(!parsed.describe().is_empty() && !parsed.style().is_empty());
            }
        }
    }
}
