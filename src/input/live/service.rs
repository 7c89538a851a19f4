//! The API itself, by AWS's SDK: its credentials, endpoints, retries and back-off.

use super::keep::Keep;
use super::operation::{Operation, Question};
use super::refusal::Refusal;
use aws_config::environment::region::EnvironmentVariableRegionProvider;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::{ProfileFileCredentialsProvider, ProfileFileRegionProvider};
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, ConfigLoader, Region, SdkConfig};
use aws_sdk_cloudfront::Client;
use aws_sdk_cloudfront::types::FunctionStage;
use std::time::Duration;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);

/// How long one try of a question may take, of which the SDK makes three unless the environment or the
/// profile says otherwise.
const ATTEMPT: Duration = Duration::from_secs(20);

/// Whose account is read, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The profile of the AWS configuration; the environment's where none is named.
    pub profile: Option<String>,
    /// How long everything together may take.
    pub limit: Duration,
}

/// A client with the credentials that the AWS CLI would use.
pub(super) async fn connect(access: &Access) -> Client {
    // The Region decides about the partition only: CloudFront has one address in each. So none need
    // be configured.
    let region = region(access).or_else(Region::from_static("us-east-1"));
    Client::new(&loader(access).region(region).load().await)
}

/// What is configured for these credentials, as the AWS CLI would read it.
pub(super) async fn configuration(access: &Access) -> SdkConfig {
    loader(access).region(region(access)).load().await
}

fn loader(access: &Access) -> ConfigLoader {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT)
        .operation_attempt_timeout(ATTEMPT)
        .build();
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).timeout_config(timeouts);
    if let Some(profile) = &access.profile {
        // As with the AWS CLI, a profile that is named wins over credentials in the environment.
        let named = ProfileFileCredentialsProvider::builder().profile_name(profile);
        loader = loader
            .profile_name(profile)
            .credentials_provider(named.build());
    }
    loader
}

/// The Region of the environment or the profile. The instance that siglint may run on is not asked.
fn region(access: &Access) -> RegionProviderChain {
    let mut profile = ProfileFileRegionProvider::builder();
    if let Some(name) = &access.profile {
        profile = profile.profile_name(name);
    }
    RegionProviderChain::first_try(EnvironmentVariableRegionProvider::new())
        .or_else(profile.build())
}

/// Asks one question, and gives the answer's body as it came.
pub(super) async fn ask(client: &Client, question: &Question) -> Result<Vec<u8>, Refusal> {
    let keep = Keep::default();
    let sent = send(client, question, &keep).await;
    // A document that the SDK's types do not fit is read all the same, and told where it is wrong.
    match (keep.take(), sent) {
        (Some(body), _) => Ok(body),
        (None, Err(refusal)) => Err(refusal),
        (None, Ok(())) => Err(Refusal::Unreadable("there is nothing in it".to_owned())),
    }
}

/// Every operation has types of its own, and all of them are sent, and refused, in the same way.
macro_rules! sent {
    ($request:expr, $keep:expr) => {
        $request
            .customize()
            .interceptor($keep.clone())
            .send()
            .await
            .map(drop)
            .map_err(Refusal::from)
    };
}

async fn send(client: &Client, question: &Question, keep: &Keep) -> Result<(), Refusal> {
    let of = question.of.as_str();
    match question.operation {
        Operation::ListDistributions => {
            let marker = Some(of.to_owned()).filter(|marker| !marker.is_empty());
            sent!(client.list_distributions().set_marker(marker), keep)
        }
        Operation::GetDistribution => sent!(client.get_distribution().id(of), keep),
        Operation::GetDistributionTenantByDomain => {
            sent!(client.get_distribution_tenant_by_domain().domain(of), keep)
        }
        Operation::GetCachePolicy => sent!(client.get_cache_policy().id(of), keep),
        Operation::GetOriginRequestPolicy => sent!(client.get_origin_request_policy().id(of), keep),
        Operation::GetResponseHeadersPolicy => {
            sent!(client.get_response_headers_policy().id(of), keep)
        }
        Operation::GetOriginAccessControl => sent!(client.get_origin_access_control().id(of), keep),
        Operation::GetCloudFrontOriginAccessIdentity => {
            sent!(client.get_cloud_front_origin_access_identity().id(of), keep)
        }
        Operation::GetContinuousDeploymentPolicy => {
            sent!(client.get_continuous_deployment_policy().id(of), keep)
        }
        Operation::GetFunction => {
            sent!(
                client.get_function().name(of).stage(FunctionStage::Live),
                keep
            )
        }
        Operation::GetKeyGroup => sent!(client.get_key_group().id(of), keep),
        Operation::GetPublicKey => sent!(client.get_public_key().id(of), keep),
    }
}
