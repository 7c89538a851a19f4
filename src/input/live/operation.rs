//! What CloudFront can be asked, and what each question and its answer are called.

/// An operation of CloudFront's API. All of them read, and these are all that siglint uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// The distributions of the account, a page at a time.
    ListDistributions,
    /// One distribution, by its id.
    GetDistribution,
    /// The tenant of a multi-tenant distribution, by one of its domains.
    GetDistributionTenantByDomain,
    /// A cache policy, by its id.
    GetCachePolicy,
    /// An origin request policy, by its id.
    GetOriginRequestPolicy,
    /// A response headers policy, by its id.
    GetResponseHeadersPolicy,
    /// An origin access control, by its id.
    GetOriginAccessControl,
    /// An origin access identity, by its id.
    GetCloudFrontOriginAccessIdentity,
    /// A policy that gives a part of the requests to another distribution, by its id.
    GetContinuousDeploymentPolicy,
    /// The code of a CloudFront Function, by its name.
    GetFunction,
    /// A group of keys that may sign for viewers, by its id.
    GetKeyGroup,
    /// One of these keys, by its id.
    GetPublicKey,
}

impl Operation {
    /// Every operation, in the order in which they are documented.
    pub const ALL: [Self; 12] = [
        Self::ListDistributions,
        Self::GetDistribution,
        Self::GetDistributionTenantByDomain,
        Self::GetCachePolicy,
        Self::GetOriginRequestPolicy,
        Self::GetResponseHeadersPolicy,
        Self::GetOriginAccessControl,
        Self::GetCloudFrontOriginAccessIdentity,
        Self::GetContinuousDeploymentPolicy,
        Self::GetFunction,
        Self::GetKeyGroup,
        Self::GetPublicKey,
    ];

    /// Its name in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ListDistributions => "ListDistributions",
            Self::GetDistribution => "GetDistribution",
            Self::GetDistributionTenantByDomain => "GetDistributionTenantByDomain",
            Self::GetCachePolicy => "GetCachePolicy",
            Self::GetOriginRequestPolicy => "GetOriginRequestPolicy",
            Self::GetResponseHeadersPolicy => "GetResponseHeadersPolicy",
            Self::GetOriginAccessControl => "GetOriginAccessControl",
            Self::GetCloudFrontOriginAccessIdentity => "GetCloudFrontOriginAccessIdentity",
            Self::GetContinuousDeploymentPolicy => "GetContinuousDeploymentPolicy",
            Self::GetFunction => "GetFunction",
            Self::GetKeyGroup => "GetKeyGroup",
            Self::GetPublicKey => "GetPublicKey",
        }
    }

    /// The key of the document that it answers with.
    #[must_use]
    pub const fn document(self) -> &'static str {
        match self {
            Self::ListDistributions => "DistributionList",
            Self::GetDistribution => "Distribution",
            Self::GetDistributionTenantByDomain => "DistributionTenant",
            Self::GetCachePolicy => "CachePolicy",
            Self::GetOriginRequestPolicy => "OriginRequestPolicy",
            Self::GetResponseHeadersPolicy => "ResponseHeadersPolicy",
            Self::GetOriginAccessControl => "OriginAccessControl",
            Self::GetCloudFrontOriginAccessIdentity => "CloudFrontOriginAccessIdentity",
            Self::GetContinuousDeploymentPolicy => "ContinuousDeploymentPolicy",
            Self::GetFunction => "FunctionCode",
            Self::GetKeyGroup => "KeyGroup",
            Self::GetPublicKey => "PublicKey",
        }
    }

    /// The IAM action that allows it: for CloudFront these are called as the operations are (service
    /// authorization reference, "Actions, resources, and condition keys for Amazon CloudFront").
    #[must_use]
    pub fn permission(self) -> String {
        format!("cloudfront:{}", self.name())
    }

    /// What it is about, for people.
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::ListDistributions => "the list of distributions",
            Self::GetDistribution => "distribution",
            Self::GetDistributionTenantByDomain => "distribution tenant of",
            Self::GetCachePolicy => "cache policy",
            Self::GetOriginRequestPolicy => "origin request policy",
            Self::GetResponseHeadersPolicy => "response headers policy",
            Self::GetOriginAccessControl => "origin access control",
            Self::GetCloudFrontOriginAccessIdentity => "origin access identity",
            Self::GetContinuousDeploymentPolicy => "continuous deployment policy",
            Self::GetFunction => "function",
            Self::GetKeyGroup => "key group",
            Self::GetPublicKey => "public key",
        }
    }
}

/// One operation, and what it is asked of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Question {
    /// What is asked.
    pub operation: Operation,
    /// The id, name or domain; of a list, where the page begins, empty for the first.
    pub of: String,
}

impl Question {
    /// An operation on something.
    pub fn new(operation: Operation, of: impl Into<String>) -> Self {
        Self {
            operation,
            of: of.into(),
        }
    }

    /// What the answer is called: `distribution E123`.
    #[must_use]
    pub fn name(&self) -> String {
        match self.operation {
            Operation::ListDistributions => self.operation.noun().to_owned(),
            _ => format!("{} {}", self.operation.noun(), self.of),
        }
    }
}
