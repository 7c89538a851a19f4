//! Writing the host names of a bucket: the canonical ones, and all that an SDK may have signed.

use super::parse::{directory_zone, is_host_name};
use super::{Addressing, S3Host, placeholder};
use crate::model::{Partition, partition_of_region, region as known_region};

impl S3Host {
    /// The Regional host that has the bucket in its name (for a directory bucket, its zone's). None
    /// if the Region has no known partition, or the bucket no such host: an ARN, or the alias of a
    /// Multi-Region Access Point.
    #[must_use]
    pub fn regional(bucket: &str, region: &str) -> Option<String> {
        let path = Self::path_regional(region)?;
        let host = match directory_zone(bucket) {
            Some(zone) => {
                let suffix = partition_of_region(region)?.dns_suffix;
                format!("{bucket}.s3express-{zone}.{region}.{suffix}")
            }
            None => format!("{bucket}.{path}"),
        };
        (has_host(bucket) && is_host_name(&placeholder::closed(&host))).then_some(host)
    }

    /// Whether a signature for this Region can be right at this host: it is the host's own, or the
    /// host has none and the Region is of its partition. Regions that are not known can be.
    #[must_use]
    pub fn takes_region(&self, region: &str) -> bool {
        match &self.region {
            Some(_) if self.open_region.is_some() => true,
            Some(own) => own == region,
            None => partition_of_region(region).is_none_or(|one| one.id == self.partition.id),
        }
    }

    /// The partition of its Region, or of its suffix where it has none.
    #[must_use]
    pub fn own_partition(&self) -> &'static Partition {
        let region = self
            .region
            .as_deref()
            .filter(|_| self.open_region.is_none());
        region
            .and_then(partition_of_region)
            .unwrap_or(self.partition)
    }

    /// The global host that has the bucket in its name. It serves Regions of partition `aws` only.
    #[must_use]
    pub fn global(bucket: &str) -> String {
        format!("{bucket}.s3.amazonaws.com")
    }

    /// The Regional host of path-style requests. None if the Region has no known partition.
    #[must_use]
    pub fn path_regional(region: &str) -> Option<String> {
        let suffix = partition_of_region(region)?.dns_suffix;
        Some(format!("s3.{region}.{suffix}"))
    }

    /// Every host that an SDK may have signed for this bucket in this Region, most usual first. It
    /// says nothing about whether S3 would serve the request there.
    ///
    /// SDKs fall back to path style for names with a dot, which no wildcard certificate covers, and
    /// for the oldest buckets' capitals and underscores, which have no other host. Empty if the
    /// Region has no known partition, or the bucket no host of its own (see [`Self::regional`]).
    #[must_use]
    pub fn candidates(bucket: &str, region: &str) -> Vec<(String, Addressing)> {
        let Some(partition) = partition_of_region(region).filter(|_| has_host(bucket)) else {
            return Vec::new();
        };
        let groups = match directory_zone(bucket) {
            Some(zone) => zonal(zone, region, partition),
            None => regional_and_global(region, partition),
        };
        let named = placeholder::closed(bucket);
        let mut hosts = Vec::new();
        for group in groups {
            if is_dns_name(&named) && (group.path_style || !named.contains('.')) {
                let own = |host: &String| (format!("{bucket}.{host}"), Addressing::Virtual);
                hosts.extend(group.hosts.iter().map(own));
            }
            if group.path_style {
                let bare = |host| (host, Addressing::Path);
                hosts.extend(group.hosts.into_iter().map(bare));
            }
        }
        if named.contains('.') {
            hosts.sort_by_key(|(_, addressing)| *addressing == Addressing::Virtual);
        }
        hosts
    }
}

/// Hosts that are equally usual. Those without path style do not take a dotted name either.
struct Group {
    hosts: Vec<String>,
    path_style: bool,
}

fn regional_and_global(region: &str, partition: &Partition) -> Vec<Group> {
    let suffix = partition.dns_suffix;
    let is_aws = partition.id == "aws";
    // Which Regions have the dash is known no better than that the younger ones have not.
    let old = known_region(region).is_some_and(|known| !known.refuses_global_endpoint);
    let has_dash = old && suffix == "amazonaws.com";
    let group = |exists: bool, path_style, hosts: &[String]| {
        exists.then(|| Group {
            hosts: hosts.to_vec(),
            path_style,
        })
    };
    let regional = format!("s3.{region}.{suffix}");
    let global = format!("s3.{suffix}");
    let accelerate =
        ["s3-accelerate", "s3-accelerate.dualstack"].map(|s3| format!("{s3}.{suffix}"));
    let groups = [
        group(is_aws, true, &[regional.clone(), global]),
        group(!is_aws, true, &[regional]),
        group(true, true, &[format!("s3.dualstack.{region}.{suffix}")]),
        group(is_aws, false, &accelerate),
        group(has_dash, true, &[format!("s3-{region}.{suffix}")]),
        group(true, true, &[format!("s3-fips.{region}.{suffix}")]),
        group(
            true,
            true,
            &[format!("s3-fips.dualstack.{region}.{suffix}")],
        ),
    ];
    groups.into_iter().flatten().collect()
}

fn zonal(zone: &str, region: &str, partition: &Partition) -> Vec<Group> {
    let services = ["", "fips-"].map(|fips| format!("s3express-{fips}{zone}"));
    let hosts = ["", ".dualstack"].iter().flat_map(|dual_stack| {
        let suffix = partition.dns_suffix;
        let host = move |service| format!("{service}{dual_stack}.{region}.{suffix}");
        services.iter().map(host)
    });
    vec![Group {
        hosts: hosts.collect(),
        path_style: false,
    }]
}

/// Whether requests for it go to a host that its name alone tells.
fn has_host(bucket: &str) -> bool {
    is_host_name(&placeholder::closed(bucket)) && !bucket.ends_with(".mrap")
}

fn is_dns_name(bucket: &str) -> bool {
    let allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    bucket.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn candidates(bucket: &str, region: &str) -> Vec<String> {
        let shown = |(host, addressing): (String, Addressing)| format!("{addressing:?} {host}");
        S3Host::candidates(bucket, region)
            .into_iter()
            .map(shown)
            .collect()
    }

    #[test]
    fn canonical_names() {
        let regional = S3Host::regional("files", "eu-central-1");
        assert_eq!(
            regional.as_deref(),
            Some("files.s3.eu-central-1.amazonaws.com")
        );
        let china = S3Host::path_regional("cn-north-1");
        assert_eq!(china.as_deref(), Some("s3.cn-north-1.amazonaws.com.cn"));
        assert_eq!(S3Host::global("files"), "files.s3.amazonaws.com");
        let directory = S3Host::regional("files--usw2-az1--x-s3", "us-west-2");
        assert_eq!(
            directory.as_deref(),
            Some("files--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com")
        );
        assert_eq!(S3Host::regional("files", "auto"), None);
        assert_eq!(S3Host::regional("mfzwi23gnjvgw.mrap", "eu-central-1"), None);
        assert_eq!(
            S3Host::regional(
                "arn:aws:s3:us-west-2:123456789012:accesspoint/a",
                "us-west-2"
            ),
            None
        );
    }

    #[test]
    fn the_usual_hosts_come_first() {
        let expected = [
            "Virtual files.s3.eu-central-1.amazonaws.com",
            "Virtual files.s3.amazonaws.com",
            "Path s3.eu-central-1.amazonaws.com",
            "Path s3.amazonaws.com",
            "Virtual files.s3.dualstack.eu-central-1.amazonaws.com",
            "Path s3.dualstack.eu-central-1.amazonaws.com",
            "Virtual files.s3-accelerate.amazonaws.com",
            "Virtual files.s3-accelerate.dualstack.amazonaws.com",
            "Virtual files.s3-eu-central-1.amazonaws.com",
            "Path s3-eu-central-1.amazonaws.com",
            "Virtual files.s3-fips.eu-central-1.amazonaws.com",
            "Path s3-fips.eu-central-1.amazonaws.com",
            "Virtual files.s3-fips.dualstack.eu-central-1.amazonaws.com",
            "Path s3-fips.dualstack.eu-central-1.amazonaws.com",
        ];
        assert_eq!(candidates("files", "eu-central-1"), expected);
    }

    #[test]
    fn candidates_follow_the_region_and_the_bucket() {
        let china = candidates("files", "cn-north-1");
        assert_eq!(
            china.first().unwrap(),
            "Virtual files.s3.cn-north-1.amazonaws.com.cn"
        );
        assert!(china.iter().all(
            |host| !host.contains("accelerate") && host.contains("cn-north-1.amazonaws.com.cn")
        ));
        assert!(
            candidates("files", "mx-central-1")
                .iter()
                .all(|host| !host.contains("s3-mx"))
        );
        let dotted = candidates("my.files", "us-east-1");
        assert_eq!(dotted.first().unwrap(), "Path s3.us-east-1.amazonaws.com");
        assert!(dotted.contains(&"Virtual my.files.s3.us-east-1.amazonaws.com".to_owned()));
        assert!(dotted.iter().all(|host| !host.contains("accelerate")));
        assert!(
            candidates("My_Files", "us-east-1")
                .iter()
                .all(|host| host.starts_with("Path "))
        );
        let directory = candidates("f--usw2-az1--x-s3", "us-west-2");
        assert_eq!(directory.len(), 4);
        for (bucket, region) in [
            ("files", "auto"),
            ("", "us-east-1"),
            ("a.mrap", "us-east-1"),
            ("arn:aws:s3:::a", "us-east-1"),
        ] {
            assert_eq!(candidates(bucket, region), [""; 0], "{bucket}");
        }
    }

    #[test]
    fn every_candidate_is_a_host_of_that_bucket() {
        for region in crate::model::REGIONS {
            for bucket in ["files", "my.s3.files", "f--use1-az4--x-s3"] {
                for (host, addressing) in S3Host::candidates(bucket, region.name) {
                    let parsed = S3Host::parse(&host).unwrap_or_else(|| panic!("{host}"));
                    assert_eq!(parsed.addressing, addressing, "{host}");
                    let named = (addressing == Addressing::Virtual).then_some(bucket);
                    assert_eq!(parsed.bucket.as_deref(), named, "{host}");
                    assert!(
                        parsed.region.is_none_or(|found| found == region.name),
                        "{host}"
                    );
                }
            }
        }
    }

    proptest! {
        #[test]
        fn a_regional_host_parses_back(
            bucket in "[A-Za-z0-9][A-Za-z0-9_-]{0,20}(\\.(s3|dualstack|us-east-1|vpce|[a-z0-9-]{1,10})){0,3}",
            index in 0..crate::model::REGIONS.len(),
        ) {
            let region = &crate::model::REGIONS[index];
            let host = S3Host::parse(&S3Host::regional(&bucket, region.name).unwrap()).unwrap();
            prop_assert_eq!(host.bucket, Some(bucket));
            prop_assert_eq!(host.region.as_deref(), Some(region.name));
            prop_assert_eq!(host.partition, region.partition());
        }

        #[test]
        fn nothing_read_or_written_panics(text in "\\PC{0,80}", region in "\\PC{0,20}") {
            let _ = S3Host::parse(&text);
            let _ = S3Host::regional(&text, &region);
            let _ = S3Host::candidates(&text, &region);
        }
    }
}
