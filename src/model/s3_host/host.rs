//! What an S3 host name says, and how to say it to a person and to a program.

use super::{parse, placeholder};
use crate::model::Partition;

/// Where the bucket stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressing {
    /// In the host name.
    Virtual,
    /// In the path, or nowhere: the host name holds none.
    Path,
}

/// Which of S3's endpoints a host name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// `s3.REGION.…`, also with dual-stack and FIPS.
    Regional,
    /// `s3.amazonaws.com`. Only partition `aws` has it, but the name is read in every one.
    Global,
    /// `s3-REGION.amazonaws.com`, the spelling of older Regions.
    Dash,
    /// `s3-external-1.amazonaws.com`, another name of us-east-1.
    External,
    /// `s3-accelerate.…`: transfer acceleration.
    Accelerate,
    /// `s3-accesspoint.REGION.…`.
    AccessPoint,
    /// `s3-object-lambda.REGION.…`.
    ObjectLambda,
    /// `accesspoint.s3-global.…`, which asks for SigV4A.
    MultiRegionAccessPoint,
    /// `s3-outposts.REGION.…`.
    Outposts,
    /// `s3express-ZONE.REGION.…`: the objects of directory buckets.
    Express,
    /// `s3express-control.REGION.…`: directory buckets themselves.
    ExpressControl,
    /// `s3-website.REGION.…` or `s3-website-REGION.…`: http only, and no signatures.
    Website,
    /// `bucket.vpce-….s3.REGION.vpce.…` or `accesspoint.vpce-….…`: from inside a VPC.
    PrivateLink,
    /// `s3-control.REGION.…`, and `control.vpce-….…`: no object is served there.
    Control,
}

/// An S3 host name in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3Host {
    /// Whose name it is.
    pub endpoint: Endpoint,
    /// Where the bucket stands.
    pub addressing: Addressing,
    /// What one gives an SDK as the bucket, in the case in which it is written: a bucket's name or
    /// alias, or the ARN of the access point that the host names.
    pub bucket: Option<String>,
    /// The Region that the name holds (or means: us-east-1 for `s3-external-1`), in lower case.
    pub region: Option<String>,
    /// Whether it also has IPv6 addresses (`dualstack`).
    pub dual_stack: bool,
    /// Whether it is a FIPS endpoint.
    pub fips: bool,
    /// The partition whose suffix it ends in. A Region of another partition may stand before it:
    /// that is a mistake in the URL, and kept.
    pub partition: &'static Partition,
    /// The Region as written, where a template leaves it open: `${AWS::Region}`.
    pub open_region: Option<String>,
}

impl S3Host {
    /// Reads a host name without its port, whatever its case. None if it is no S3 host, or ends in a
    /// dot: clients differ in whether they sign that dot. Parts may be left open by a template, as
    /// in `${Files}.s3.amazonaws.com`.
    #[must_use]
    pub fn parse(host: &str) -> Option<Self> {
        match placeholder::is_open(host) {
            true => placeholder::parse_open(host),
            false => parse::parse(host),
        }
    }

    /// The name of its form in machine-readable output: `virtual-regional`, `path-global`,
    /// `virtual-fips-dualstack`, `access-point`.
    #[must_use]
    pub fn style(&self) -> String {
        let place = match self.addressing {
            Addressing::Virtual => "virtual",
            Addressing::Path => "path",
        };
        let mut style = match self.endpoint {
            Endpoint::Regional if self.fips || self.dual_stack => place.to_owned(),
            Endpoint::Regional => format!("{place}-regional"),
            Endpoint::Global => format!("{place}-global"),
            Endpoint::Dash => format!("{place}-dash"),
            Endpoint::External => format!("{place}-external"),
            Endpoint::Accelerate => "accelerate".to_owned(),
            Endpoint::AccessPoint => "access-point".to_owned(),
            Endpoint::ObjectLambda => "object-lambda".to_owned(),
            Endpoint::MultiRegionAccessPoint => "multi-region-access-point".to_owned(),
            Endpoint::Outposts => "outposts".to_owned(),
            Endpoint::Express => "express".to_owned(),
            Endpoint::ExpressControl => "express-control".to_owned(),
            Endpoint::Website => "website".to_owned(),
            Endpoint::PrivateLink => "private-link".to_owned(),
            Endpoint::Control => "control".to_owned(),
        };
        style.push_str(if self.fips { "-fips" } else { "" });
        style.push_str(if self.dual_stack { "-dualstack" } else { "" });
        style
    }

    /// In words, to stand in a sentence: `the Regional host (eu-central-1) of bucket files`.
    #[must_use]
    pub fn describe(&self) -> String {
        let mut words = String::from("the ");
        words.push_str(if self.is_plain_path() {
            "path-style "
        } else {
            ""
        });
        words.push_str(if self.fips { "FIPS " } else { "" });
        words.push_str(if self.dual_stack { "dual-stack " } else { "" });
        words.push_str(self.noun());
        if let Some(region) = &self.region {
            words.push_str(&format!(" ({region})"));
        }
        match self.bucket.as_deref() {
            None => words,
            Some(arn) if arn.starts_with("arn:") => format!("{words} of {arn}"),
            Some(alias) if self.endpoint == Endpoint::MultiRegionAccessPoint => {
                format!("{words} of {alias}")
            }
            Some(bucket) => format!("{words} of bucket {bucket}"),
        }
    }

    /// Whether it is a REST endpoint, which verifies signatures in the query: not so a website
    /// endpoint, nor the control endpoint.
    #[must_use]
    pub fn is_rest(&self) -> bool {
        !matches!(self.endpoint, Endpoint::Website | Endpoint::Control)
    }

    /// Whether it is the host that every SDK but a few signs by default.
    #[must_use]
    pub fn is_plain_regional(&self) -> bool {
        let regional =
            self.endpoint == Endpoint::Regional && self.addressing == Addressing::Virtual;
        regional && !self.dual_stack && !self.fips
    }

    /// Whether the path names the bucket. The other endpoints without a bucket have no such choice.
    fn is_plain_path(&self) -> bool {
        use Endpoint::{Dash, External, Global, PrivateLink, Regional};
        let chooses = matches!(
            self.endpoint,
            Regional | Global | Dash | External | PrivateLink
        );
        chooses && self.addressing == Addressing::Path
    }

    fn noun(&self) -> &'static str {
        match self.endpoint {
            Endpoint::Regional if self.fips || self.dual_stack => "host",
            Endpoint::Regional => "Regional host",
            Endpoint::Global => "global host",
            Endpoint::Dash => "old dash host",
            Endpoint::External => "s3-external-1 host",
            Endpoint::Accelerate => "accelerate host",
            Endpoint::AccessPoint => "access point host",
            Endpoint::ObjectLambda => "Object Lambda host",
            Endpoint::MultiRegionAccessPoint => "Multi-Region Access Point host",
            Endpoint::Outposts => "Outposts host",
            Endpoint::Express => "directory bucket host",
            Endpoint::ExpressControl => "directory bucket control host",
            Endpoint::Website => "website endpoint",
            Endpoint::PrivateLink => "PrivateLink host",
            Endpoint::Control => "control host",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn hosts_are_described_in_words() {
        for (host, words) in [
            ("files.s3.amazonaws.com", "the global host of bucket files"),
            ("s3.amazonaws.com", "the path-style global host"),
            (
                "files.s3.eu-central-1.amazonaws.com",
                "the Regional host (eu-central-1) of bucket files",
            ),
            (
                "s3.eu-central-1.amazonaws.com",
                "the path-style Regional host (eu-central-1)",
            ),
            (
                "files.s3-fips.dualstack.us-east-1.amazonaws.com",
                "the FIPS dual-stack host (us-east-1) of bucket files",
            ),
            (
                "s3.dualstack.us-east-1.amazonaws.com",
                "the path-style dual-stack host (us-east-1)",
            ),
            (
                "files.s3-eu-west-1.amazonaws.com",
                "the old dash host (eu-west-1) of bucket files",
            ),
            (
                "files.s3-accelerate.dualstack.amazonaws.com",
                "the dual-stack accelerate host of bucket files",
            ),
            (
                "files.s3-website.eu-central-1.amazonaws.com",
                "the website endpoint (eu-central-1) of bucket files",
            ),
            (
                "my-ap-123456789012.s3-accesspoint.us-west-2.amazonaws.com",
                "the access point host (us-west-2) of arn:aws:s3:us-west-2:123456789012:accesspoint/my-ap",
            ),
            (
                "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com",
                "the Multi-Region Access Point host of mfzwi23gnjvgw.mrap",
            ),
            (
                "s3express-control.us-west-2.amazonaws.com",
                "the directory bucket control host (us-west-2)",
            ),
            (
                "123456789012.s3-control.us-west-2.amazonaws.com",
                "the control host (us-west-2)",
            ),
        ] {
            assert_eq!(S3Host::parse(host).unwrap().describe(), words, "{host}");
        }
    }

    #[test]
    fn website_and_control_verify_no_query() {
        let rest = |host: &str| S3Host::parse(host).unwrap().is_rest();
        assert!(rest("files.s3.amazonaws.com"));
        assert!(rest(
            "mfzwi23gnjvgw.mrap.accesspoint.s3-global.amazonaws.com"
        ));
        assert!(!rest("files.s3-website-us-east-1.amazonaws.com"));
        assert!(!rest("123456789012.s3-control.us-west-2.amazonaws.com"));
        assert!(!rest(
            "control.vpce-0a1b-2c3d.s3.us-east-1.vpce.amazonaws.com"
        ));
    }
}
