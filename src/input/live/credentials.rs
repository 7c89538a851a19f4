//! The credentials that the AWS CLI would sign with.

use super::refusal::of_credentials;
use super::service::{Access, configuration};
use crate::model::Secret;
use aws_credential_types::provider::ProvideCredentials;
use jiff::Timestamp;

/// What signs: a key, its secret, and the session that it may belong to.
#[derive(Debug, Clone)]
pub struct SigningKey {
    /// `AKIA…` or `ASIA…`.
    pub access_key_id: String,
    /// The secret access key.
    pub secret: Secret,
    /// The session's token, of temporary credentials.
    pub token: Option<Secret>,
    /// When the session ends, where that is known.
    pub ends: Option<Timestamp>,
    /// The Region that is configured beside it.
    pub region: Option<String>,
}

/// Looks for credentials where the AWS CLI would.
///
/// # Errors
///
/// There are none, they are not configured right, or they did not come in time; in words.
pub fn signing_key(access: &Access) -> Result<SigningKey, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("the network cannot be used: {error}"))?;
    let limit = access.limit;
    let found = runtime.block_on(async {
        let found = tokio::time::timeout(limit, find(access)).await;
        found.unwrap_or_else(|_| Err("credentials did not come in time".to_owned()))
    });
    runtime.shutdown_background();
    found
}

async fn find(access: &Access) -> Result<SigningKey, String> {
    let configuration = configuration(access).await;
    let Some(provider) = configuration.credentials_provider() else {
        return Err("there are no credentials".to_owned());
    };
    let found = provider.provide_credentials().await;
    let found = found.map_err(|why| of_credentials(&why))?;
    Ok(SigningKey {
        access_key_id: found.access_key_id().to_owned(),
        secret: Secret(found.secret_access_key().to_owned()),
        token: found.session_token().map(|token| Secret(token.to_owned())),
        ends: found
            .expiry()
            .and_then(|ends| Timestamp::try_from(ends).ok()),
        region: configuration.region().map(ToString::to_string),
    })
}
