//! The delivery as plain data: what was signed, which distribution serves it, which host S3 has.
//!
//! Nothing here simulates or judges, and nothing knows a file format.

mod answer;
mod bucket;
mod bucket_policy;
mod configuration;
mod distribution;
mod edge_function;
mod managed;
mod object;
mod observation;
mod policy;
mod region;
mod response;
mod s3_host;
mod sdk;
mod settings;
mod signed_url;
mod signer;
mod time;
mod url_marks;

pub use answer::{Answer, By, Stage};
pub use bucket::{Bucket, PublicAccessBlock};
pub use bucket_policy::{
    BucketPolicy, Condition, Effect, Named, Principal, PrincipalKind, Statement,
};
pub use configuration::{Configuration, Gap, Template, Tenant};
pub use distribution::{
    Behavior, Caching, CustomError, Distribution, ForwardedValues, GeoRestriction, Origin,
    OriginAccessControl, OriginGroup, OriginKind, SigningBehavior, ViewerAccess, VoidSetting,
};
pub use edge_function::{
    EdgeRuntime, FunctionAssociation, FunctionCode, FunctionEffect, RequestChange, RequestPart,
};
pub use managed::{
    MANAGED_AS_OF, RESPONSE_OVERRIDES_DROPPED, drops_response_overrides, is_managed,
    managed_cache_policies, managed_origin_request_policies,
};
pub use object::Object;
pub use observation::{Observation, ProbeKind, Seen, Trouble, Unreachable};
pub use policy::{CachePolicy, Field, NameSet, OriginRequestPolicy, Ttl};
pub use region::{
    PARTITIONS, Partition, REGIONS, Region, WebsiteSpelling, partition_of_region, region,
};
pub use response::{
    Asked, Body, CloudFrontPage, Element, ErrorBody, Response, authorization_scheme, shown_header,
};
pub use s3_host::{Addressing, Endpoint, S3Host};
pub use sdk::{SDKS, Sdk, SdkHost};
pub use signed_url::{
    CloudFrontSignature, Param, S3Signature, SIGV4_PARAMETERS, Scope, Secret, SigV2, SigV4,
    SignedUrl, Vendor,
};
pub use signer::{Credentials, Delivery, SignatureVersion, SignerProfile};
pub use time::{parse_amz_date, parse_epoch};
