//! AWS partitions and Regions as S3 host names need them: a dated table, and what to think of Regions
//! that are newer than it.

/// A group of Regions with its own accounts, keys and DNS suffix.
#[derive(Debug, PartialEq, Eq)]
pub struct Partition {
    /// The id as ARNs have it: `aws`, `aws-cn`.
    pub id: &'static str,
    /// What S3 host names end in, without the leading dot.
    pub dns_suffix: &'static str,
    /// What the names of its Regions start with, up to the last two parts (`-central-1`).
    areas: &'static [&'static str],
}

const fn partition(
    id: &'static str,
    dns_suffix: &'static str,
    areas: &'static [&'static str],
) -> Partition {
    Partition {
        id,
        dns_suffix,
        areas,
    }
}

/// Every partition, `aws` first. As of 2026-11; the source is the endpoint rule set that AWS
/// publishes with its SDKs (botocore).
pub static PARTITIONS: &[Partition] = &[
    AWS,
    partition("aws-cn", "amazonaws.com.cn", &["cn"]),
    partition("aws-us-gov", "amazonaws.com", &["us-gov"]),
    partition("aws-iso", "c2s.ic.gov", &["us-iso"]),
    partition("aws-iso-b", "sc2s.sgov.gov", &["us-isob"]),
    partition("aws-iso-e", "cloud.adc-e.uk", &["eu-isoe"]),
    partition("aws-iso-f", "csp.hci.ic.gov", &["us-isof"]),
    partition("aws-eusc", "amazonaws.eu", &["eusc-de"]),
];

const AWS: Partition = partition(
    "aws",
    "amazonaws.com",
    &["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"],
);

/// How a Region is joined to `s3-website` in the host names of website endpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebsiteSpelling {
    /// `BUCKET.s3-website-REGION.…`, the older one.
    Dash,
    /// `BUCKET.s3-website.REGION.…`.
    Dot,
}

/// One Region, as far as signed URLs depend on it.
#[derive(Debug, PartialEq, Eq)]
pub struct Region {
    /// `eu-central-1`.
    pub name: &'static str,
    /// The id of its partition.
    pub partition: &'static str,
    /// Year and month in which it opened (`2019-04`), where known. For people: see [`REGIONS`].
    pub launched: Option<&'static str>,
    /// Whether S3 refuses requests for its buckets at the global host (400), as it does for all
    /// Regions of partition `aws` that opened after 2019-03-20. Other partitions have no global
    /// host, so it is false for their Regions.
    pub refuses_global_endpoint: bool,
    /// Whether S3 there still knows SigV2, as in Regions that opened before 2014-01-30.
    pub accepts_sigv2: bool,
    /// How its website endpoints are spelled.
    pub website: WebsiteSpelling,
}

impl Region {
    /// The partition it belongs to.
    #[must_use]
    pub fn partition(&self) -> &'static Partition {
        let own = PARTITIONS.iter().find(|one| one.id == self.partition);
        own.unwrap_or(&AWS)
    }

    /// A Region with the younger ones' habits.
    const fn of(
        partition: &'static str,
        name: &'static str,
        launched: Option<&'static str>,
    ) -> Self {
        Self {
            name,
            partition,
            launched,
            refuses_global_endpoint: false,
            accepts_sigv2: false,
            website: WebsiteSpelling::Dot,
        }
    }

    /// Opened after 2019-03-20.
    const fn without_global(mut self) -> Self {
        self.refuses_global_endpoint = true;
        self
    }

    /// Opened before 2014-01-30. These are also the ones that spell their website with a dash.
    const fn first_generation(mut self) -> Self {
        self.accepts_sigv2 = true;
        self.website = WebsiteSpelling::Dash;
        self
    }
}

const fn aws(name: &'static str, launched: &'static str) -> Region {
    Region::of("aws", name, Some(launched))
}

/// Every Region of every partition, as of 2026-11; the source is the endpoint lists that AWS
/// publishes with its SDKs (botocore).
///
/// The launch dates are general knowledge, not from those lists: what decides about the global
/// host is [`Region::refuses_global_endpoint`].
pub static REGIONS: &[Region] = &[
    aws("af-south-1", "2020-04").without_global(),
    aws("ap-east-1", "2019-04").without_global(),
    aws("ap-east-2", "2025-06").without_global(),
    aws("ap-northeast-1", "2011-03").first_generation(),
    aws("ap-northeast-2", "2016-01"),
    aws("ap-northeast-3", "2018-02"),
    aws("ap-south-1", "2016-06"),
    aws("ap-south-2", "2022-11").without_global(),
    aws("ap-southeast-1", "2010-04").first_generation(),
    aws("ap-southeast-2", "2012-11").first_generation(),
    aws("ap-southeast-3", "2021-12").without_global(),
    aws("ap-southeast-4", "2023-01").without_global(),
    aws("ap-southeast-5", "2024-08").without_global(),
    aws("ap-southeast-6", "2025-09").without_global(),
    aws("ap-southeast-7", "2025-01").without_global(),
    aws("ca-central-1", "2016-12"),
    aws("ca-west-1", "2023-12").without_global(),
    aws("eu-central-1", "2014-10"),
    aws("eu-central-2", "2022-11").without_global(),
    aws("eu-north-1", "2018-12"),
    aws("eu-south-1", "2020-04").without_global(),
    aws("eu-south-2", "2022-11").without_global(),
    aws("eu-west-1", "2008-12").first_generation(),
    aws("eu-west-2", "2016-12"),
    aws("eu-west-3", "2017-12"),
    aws("il-central-1", "2023-08").without_global(),
    aws("me-central-1", "2022-08").without_global(),
    aws("me-south-1", "2019-07").without_global(),
    // In the list of Regions, but not yet in S3's list of endpoints; so is sa-west-1.
    Region::of("aws", "me-west-1", None).without_global(),
    aws("mx-central-1", "2025-01").without_global(),
    aws("sa-east-1", "2011-12").first_generation(),
    Region::of("aws", "sa-west-1", None).without_global(),
    aws("us-east-1", "2006-03").first_generation(),
    aws("us-east-2", "2016-10"),
    aws("us-west-1", "2009-12").first_generation(),
    aws("us-west-2", "2011-11").first_generation(),
    Region::of("aws-cn", "cn-north-1", None),
    Region::of("aws-cn", "cn-northwest-1", Some("2017-12")),
    // The SDKs list SigV2 for us-gov-east-1 too, which opened years after SigV2 was closed to new
    // Regions: the date is believed.
    Region::of("aws-us-gov", "us-gov-east-1", Some("2018-11")),
    Region::of("aws-us-gov", "us-gov-west-1", Some("2011-08")).first_generation(),
    Region::of("aws-iso", "us-iso-east-1", None),
    Region::of("aws-iso", "us-iso-west-1", None),
    Region::of("aws-iso-b", "us-isob-east-1", None),
    Region::of("aws-iso-b", "us-isob-west-1", None),
    Region::of("aws-iso-e", "eu-isoe-west-1", None),
    Region::of("aws-iso-f", "us-isof-east-1", None),
    Region::of("aws-iso-f", "us-isof-south-1", None),
    Region::of("aws-eusc", "eusc-de-east-1", None),
];

/// The Region with this name; none if it is newer than the table, or no Region.
#[must_use]
pub fn region(name: &str) -> Option<&'static Region> {
    REGIONS.iter().find(|region| region.name == name)
}

/// The partition of a Region, told by the shape of its name: so it also knows Regions that are
/// newer than [`REGIONS`]. None if the name has no Region's shape (lower case, `eu-central-1`).
#[must_use]
pub fn partition_of_region(name: &str) -> Option<&'static Partition> {
    let (rest, number) = name.rsplit_once('-')?;
    let (area, place) = rest.rsplit_once('-')?;
    let numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let placed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let shaped = numbered && !place.is_empty() && place.bytes().all(placed);
    let owner = || PARTITIONS.iter().find(|one| one.areas.contains(&area));
    shaped.then(owner).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_is_listed_once_and_its_name_tells_its_partition() {
        let mut names = std::collections::BTreeSet::new();
        for region in REGIONS {
            assert!(names.insert(region.name), "{} is listed twice", region.name);
            assert_eq!(region.partition().id, region.partition, "{}", region.name);
            let told = partition_of_region(region.name).map(|partition| partition.id);
            assert_eq!(told, Some(region.partition), "{}", region.name);
        }
        let of = |id| REGIONS.iter().filter(|one| one.partition == id).count();
        let counts: Vec<_> = PARTITIONS.iter().map(|one| (one.id, of(one.id))).collect();
        let expected = [
            ("aws", 36),
            ("aws-cn", 2),
            ("aws-us-gov", 2),
            ("aws-iso", 2),
            ("aws-iso-b", 2),
            ("aws-iso-e", 1),
            ("aws-iso-f", 2),
            ("aws-eusc", 1),
        ];
        assert_eq!(counts, expected);
    }

    #[test]
    fn the_global_host_is_refused_by_exactly_the_regions_after_march_2019() {
        for region in REGIONS.iter().filter(|region| region.partition == "aws") {
            // The two without a date are the youngest.
            let after = region.launched.is_none_or(|month| month > "2019-03");
            assert_eq!(region.refuses_global_endpoint, after, "{}", region.name);
        }
        let elsewhere =
            |region: &&Region| region.partition != "aws" && region.refuses_global_endpoint;
        assert_eq!(REGIONS.iter().find(elsewhere), None);
    }

    #[test]
    fn sigv2_and_the_dash_are_left_in_the_oldest_regions() {
        let old: Vec<_> = REGIONS
            .iter()
            .filter(|one| one.accepts_sigv2)
            .map(|one| one.name)
            .collect();
        assert_eq!(old.len(), 9);
        for name in old {
            let region = region(name).unwrap();
            assert!(region.launched.unwrap() < "2014-01", "{name}");
            assert_eq!(region.website, WebsiteSpelling::Dash, "{name}");
        }
        assert_eq!(
            region("us-gov-east-1").unwrap().website,
            WebsiteSpelling::Dot
        );
        assert_eq!(region("us-east-2").unwrap().website, WebsiteSpelling::Dot);
    }

    #[test]
    fn regions_newer_than_the_table_still_have_a_partition() {
        for (name, id) in [
            ("eu-central-9", "aws"),
            ("us-gov-north-1", "aws-us-gov"),
            ("cn-south-1", "aws-cn"),
            ("us-isof-west-2", "aws-iso-f"),
            ("eusc-de-west-1", "aws-eusc"),
        ] {
            assert_eq!(region(name), None, "{name}");
            assert_eq!(
                partition_of_region(name).map(|partition| partition.id),
                Some(id),
                "{name}"
            );
        }
        for no_region in [
            "",
            "auto",
            "aws-global",
            "us-east",
            "us-east-",
            "us--1",
            "eusc-fr-east-1",
            "xx-east-1",
            "US-EAST-1",
            "us-east-1a",
            "-us-east-1",
        ] {
            assert_eq!(partition_of_region(no_region), None, "{no_region}");
        }
    }
}
