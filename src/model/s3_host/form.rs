//! The forms of S3 host names: what may stand right of a bucket's name, and what names may stand there.

use super::Endpoint;
use crate::model::{Partition, partition_of_region};

/// What may stand left of the service in a host name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// A bucket, with or without dots, or nothing.
    MaybeBucket,
    /// A bucket, with or without dots.
    Bucket,
    /// A bucket without dots.
    BucketLabel,
    /// `NAME-ACCOUNT` of an access point of this ARN service.
    AccessPoint(&'static str),
    /// The same, or nothing.
    MaybeAccessPoint(&'static str),
    /// The alias of a Multi-Region Access Point, without its `.mrap`.
    MultiRegionAlias,
    /// `NAME-ACCOUNT.op-ID`, or an alias and `op-ID` or `ec2`.
    Outpost,
    /// A directory bucket or its access point, with its suffix.
    DirectoryBucket,
    /// An account's id, or nothing.
    MaybeAccount,
    /// Nothing.
    Nothing,
}

/// A form that a host name has.
pub(super) struct Form<'h> {
    pub(super) endpoint: Endpoint,
    pub(super) names: Names,
    /// What stands left of the service, as written; empty if nothing does.
    pub(super) left: &'h str,
    pub(super) region: Option<String>,
    pub(super) dual_stack: bool,
    pub(super) fips: bool,
}

struct Service {
    label: &'static str,
    endpoint: Endpoint,
    names: Names,
    has_fips: bool,
    has_dual_stack: bool,
}

const fn service(label: &'static str, endpoint: Endpoint, names: Names) -> Service {
    Service {
        label,
        endpoint,
        names,
        has_fips: false,
        has_dual_stack: false,
    }
}

impl Service {
    const fn fips(mut self) -> Self {
        self.has_fips = true;
        self
    }

    const fn dual_stack(mut self) -> Self {
        self.has_dual_stack = true;
        self
    }

    /// Its endpoint, its names and whether it is the FIPS one, if `label` is this service's.
    fn matches(&self, label: &str, dual_stack: bool) -> Option<(Endpoint, Names, bool)> {
        let modifier = label.strip_prefix(self.label)?;
        let fips = modifier == "-fips";
        let known = modifier.is_empty() || (fips && self.has_fips);
        let exists = known && (self.has_dual_stack || !dual_stack);
        exists.then_some((self.endpoint, self.names, fips))
    }
}

/// The services of `SERVICE[-fips][.dualstack].REGION`.
#[rustfmt::skip]
const SERVICES: [Service; 7] = [
    service("s3", Endpoint::Regional, Names::MaybeBucket).fips().dual_stack(),
    service("s3-accesspoint", Endpoint::AccessPoint, Names::AccessPoint("s3")).fips().dual_stack(),
    // Without a name it is where a function writes its answer (WriteGetObjectResponse).
    service("s3-object-lambda", Endpoint::ObjectLambda, Names::MaybeAccessPoint("s3-object-lambda")).fips(),
    service("s3-outposts", Endpoint::Outposts, Names::Outpost),
    service("s3express-control", Endpoint::ExpressControl, Names::Nothing).fips().dual_stack(),
    service("s3-website", Endpoint::Website, Names::Bucket),
    // The form of control hosts is general knowledge.
    service("s3-control", Endpoint::Control, Names::MaybeAccount),
];

impl<'h> Form<'h> {
    fn new(endpoint: Endpoint, names: Names, left: &'h str, region: Option<&str>) -> Self {
        Self {
            endpoint,
            names,
            left,
            region: region.map(str::to_owned),
            dual_stack: false,
            fips: false,
        }
    }

    /// The form of a host name whose `partition` suffix was taken off.
    pub(super) fn find(host: &'h str, partition: &Partition) -> Option<Self> {
        let (left, last) = pop(host)?;
        if last == "vpce" {
            private_link(left)
        } else if partition_of_region(&last).is_some() {
            regional(left, &last)
        } else {
            without_region(left, &last).or_else(|| joined_region(left, &last, partition))
        }
    }
}

/// The last label in lower case, and what stands left of it, as written.
fn pop(host: &str) -> Option<(&str, String)> {
    let (left, last) = host.rsplit_once('.').unwrap_or(("", host));
    (!last.is_empty()).then(|| (left, last.to_ascii_lowercase()))
}

/// `SERVICE[-fips][.dualstack]` before a Region.
fn regional<'h>(host: &'h str, region: &str) -> Option<Form<'h>> {
    let (left, last) = pop(host)?;
    let dual_stack = last == "dualstack";
    let (left, label) = if dual_stack { pop(left)? } else { (left, last) };
    if label == "s3-accelerate" {
        // One spelling in the SDKs' rules has a Region, always this one. It is not the bucket's.
        let form = Form::new(Endpoint::Accelerate, Names::BucketLabel, left, None);
        return (dual_stack && region == "us-east-1").then_some(Form { dual_stack, ..form });
    }
    let mut services = SERVICES.iter();
    let named = services.find_map(|one| one.matches(&label, dual_stack));
    let (endpoint, names, fips) = named.or_else(|| {
        let zone = label.strip_prefix("s3express-")?;
        let names = (!zone.is_empty()).then_some(Names::DirectoryBucket)?;
        Some((Endpoint::Express, names, zone.starts_with("fips-")))
    })?;
    let form = Form::new(endpoint, names, left, Some(region));
    Some(Form {
        dual_stack,
        fips,
        ..form
    })
}

/// `s3`, `s3-accelerate[.dualstack]`, `mrap.accesspoint.s3-global`.
fn without_region<'h>(left: &'h str, last: &str) -> Option<Form<'h>> {
    let accelerate = |left| Form::new(Endpoint::Accelerate, Names::BucketLabel, left, None);
    match last {
        "s3" => Some(Form::new(Endpoint::Global, Names::MaybeBucket, left, None)),
        "s3-accelerate" => Some(accelerate(left)),
        "dualstack" => {
            let (left, label) = pop(left)?;
            let dual_stack = true;
            (label == "s3-accelerate").then(|| Form {
                dual_stack,
                ..accelerate(left)
            })
        }
        "s3-global" => {
            let (left, label) = pop(left)?;
            let (left, kind) = pop(left)?;
            let names = Names::MultiRegionAlias;
            let form = Form::new(Endpoint::MultiRegionAccessPoint, names, left, None);
            (label == "accesspoint" && kind == "mrap").then_some(form)
        }
        _ => None,
    }
}

/// `s3-website-REGION`; under `amazonaws.com` also `s3-REGION` and `s3-external-1`.
fn joined_region<'h>(left: &'h str, last: &str, partition: &Partition) -> Option<Form<'h>> {
    let named = last.strip_prefix("s3-")?;
    let is_region = |name: &str| partition_of_region(name).is_some();
    if let Some(region) = named.strip_prefix("website-") {
        let form = Form::new(Endpoint::Website, Names::Bucket, left, Some(region));
        return is_region(region).then_some(form);
    }
    if partition.dns_suffix != "amazonaws.com" {
        return None;
    }
    let names = Names::MaybeBucket;
    match named {
        "external-1" => Some(Form::new(
            Endpoint::External,
            names,
            left,
            Some("us-east-1"),
        )),
        region => is_region(region).then(|| Form::new(Endpoint::Dash, names, left, Some(region))),
    }
}

/// `bucket.vpce-….s3.REGION` and its siblings, before `vpce`.
fn private_link(host: &str) -> Option<Form<'_>> {
    let (left, region) = pop(host)?;
    partition_of_region(&region)?;
    let (left, label) = pop(left)?;
    let (left, vpc_endpoint) = pop(left)?;
    let id = vpc_endpoint.strip_prefix("vpce-")?;
    if label != "s3" || id.is_empty() {
        return None;
    }
    let (left, kind) = pop(left)?;
    let (endpoint, names) = match kind.as_str() {
        "bucket" => (Endpoint::PrivateLink, Names::MaybeBucket),
        "accesspoint" => (Endpoint::PrivateLink, Names::MaybeAccessPoint("s3")),
        "control" => (Endpoint::Control, Names::MaybeAccount),
        _ => return None,
    };
    Some(Form::new(endpoint, names, left, Some(&region)))
}
